package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"

	"wade/sdk/internal/raw"
)

// ErrFormat is in the chain of errors about bytes that are not a valid safetensors file.
var ErrFormat = errors.New("not a valid safetensors file")

const (
	prefix    = 8           // bytes of the header length
	maxHeader = 100_000_000 // the format's own limit
	maxRank   = 8           // far above any weight; keeps a hostile header from costing memory
	metaKey   = "__metadata__"
)

// Info is what the header says of a tensor.
type Info struct {
	DType  string // as the file spells it: "F32", "BF16", ...
	Shape  []int  // empty for a scalar
	Offset int    // of the first byte, from the start of the file
	Size   int    // in bytes
}

func bad(format string, args ...any) error {
	return fmt.Errorf("safetensors: %s: %w", fmt.Sprintf(format, args...), ErrFormat)
}

// readHead returns the JSON text before the data of a file of size bytes.
func readHead(r io.ReaderAt, size int64) ([]byte, error) {
	if size < prefix {
		return nil, bad("%d bytes are too few for a header", size)
	}
	var n [prefix]byte
	if _, err := r.ReadAt(n[:], 0); err != nil {
		return nil, fmt.Errorf("safetensors: %w", err)
	}
	length := binary.LittleEndian.Uint64(n[:])
	if length > maxHeader {
		return nil, bad("header of %d bytes, the limit is %d", length, maxHeader)
	}
	if length > uint64(size-prefix) {
		return nil, bad("header of %d bytes, but only %d follow: the file is cut short", length, size-prefix)
	}
	head := make([]byte, length)
	if _, err := r.ReadAt(head, prefix); err != nil && length > 0 {
		return nil, fmt.Errorf("safetensors: %w", err)
	}
	return head, nil
}

// parseHead checks everything that a file of size bytes says of itself.
func parseHead(head []byte, size int64) (map[string]Info, map[string]string, error) {
	start, end := prefix+len(head), int(size)
	dec := json.NewDecoder(bytes.NewReader(head))
	tensors, metadata := map[string]Info{}, map[string]string{}
	err := object(dec, func(key string) error {
		if key == metaKey {
			return object(dec, func(key string) error { return text(dec, metadata, key) })
		}
		info, err := readInfo(dec, start, end)
		if err != nil {
			return fmt.Errorf("tensor %q: %w", key, err)
		}
		tensors[key] = info
		return nil
	})
	if err == nil {
		if _, rest := dec.Token(); rest != io.EOF {
			err = errors.New("something follows the closing brace")
		}
	}
	if err != nil {
		return nil, nil, bad("header: %v", err)
	}
	if err := tiles(tensors, start, end); err != nil {
		return nil, nil, err
	}
	return tensors, metadata, nil
}

// object reads a JSON object key by key; each must be new, and each calls value to read what follows.
func object(dec *json.Decoder, value func(key string) error) error {
	if t, err := dec.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return fmt.Errorf("found %v where an object should begin", t)
	}
	seen := map[string]bool{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		key, ok := t.(string)
		if !ok {
			return fmt.Errorf("found %v where a name should be", t)
		}
		if seen[key] {
			return fmt.Errorf("%q appears twice", key)
		}
		seen[key] = true
		if err := value(key); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

func text(dec *json.Decoder, into map[string]string, key string) error {
	var s *string
	if err := dec.Decode(&s); err != nil || s == nil {
		return fmt.Errorf("metadata %q is not a string", key)
	}
	into[key] = *s
	return nil
}

func readInfo(dec *json.Decoder, start, end int) (Info, error) {
	var dtype string
	var shape, offsets []int
	err := object(dec, func(key string) error {
		var err error
		switch key {
		case "dtype":
			err = dec.Decode(&dtype)
		case "shape":
			err = dec.Decode(&shape)
		case "data_offsets":
			err = dec.Decode(&offsets)
		default:
			var skip json.RawMessage
			err = dec.Decode(&skip)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		return nil
	})
	if err != nil {
		return Info{}, err
	}
	if shape == nil || len(offsets) != 2 {
		return Info{}, errors.New("want dtype, shape and two data_offsets")
	}
	size, err := byteSize(dtype, shape)
	if err != nil {
		return Info{}, err
	}
	from, to := offsets[0], offsets[1]
	if from < 0 || to < from || to > end-start {
		return Info{}, fmt.Errorf("bytes %d to %d are outside the %d of the file: it is cut short or damaged", from, to, end-start)
	}
	if to-from != size {
		return Info{}, fmt.Errorf("%s %v takes %d bytes, the header gives it %d", dtype, shape, size, to-from)
	}
	return Info{DType: dtype, Shape: shape, Offset: start + from, Size: size}, nil
}

func byteSize(dtype string, shape []int) (int, error) {
	each, ok := raw.FileSizes[dtype]
	if !ok {
		return 0, fmt.Errorf("unknown type %q", dtype)
	}
	if len(shape) > maxRank {
		return 0, fmt.Errorf("%d axes, at most %d are read", len(shape), maxRank)
	}
	n := uint64(each)
	for _, s := range shape {
		if s < 0 {
			return 0, fmt.Errorf("shape %v has a negative size", shape)
		}
		hi, lo := bits.Mul64(n, uint64(s))
		if hi != 0 || lo > 1<<62 {
			return 0, fmt.Errorf("shape %v is too large for any file", shape)
		}
		n = lo
	}
	return int(n), nil
}

// tiles checks that the tensors cover the data from start to end without a gap and without sharing.
func tiles(tensors map[string]Info, start, end int) error {
	names := sortedNames(tensors)
	slices.SortStableFunc(names, func(a, b string) int {
		x, y := tensors[a], tensors[b]
		if x.Offset != y.Offset {
			return x.Offset - y.Offset
		}
		return x.Size - y.Size
	})
	at, before := start, "the header"
	for _, name := range names {
		switch t := tensors[name]; {
		case t.Offset < at:
			return bad("tensor %q shares bytes with %s", name, before)
		case t.Offset > at:
			return bad("%d bytes between %s and tensor %q belong to nothing", t.Offset-at, before, name)
		default:
			at += t.Size
			before = fmt.Sprintf("tensor %q", name)
		}
	}
	if at != end {
		return bad("%d bytes after %s belong to nothing", end-at, before)
	}
	return nil
}
