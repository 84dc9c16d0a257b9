package safetensors

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"wade/sdk/internal/raw"
	"wade/sdk/internal/whole"
	"wade/sdk/tensor"
)

const align = 64 // a cache line, and the widest vector load

// Write replaces path by a file of these tensors, as a whole or not at all. The same tensors and metadata give the same
// bytes. The data starts at a multiple of 64 bytes, and so does every tensor whose size is such a multiple; the format
// allows no padding between tensors, therefore these come first.
func Write(path string, tensors map[string]*tensor.Tensor, metadata map[string]string) error {
	err := whole.Write(path, "."+filepath.Base(path)+".*", 0o644, func(f *os.File) error { return encode(f, tensors, metadata) })
	if err != nil {
		return fmt.Errorf("safetensors: write %s: %w", path, err)
	}
	return nil
}

type entry struct {
	name string
	data []byte
	each int
	head string
}

func encode(w io.Writer, tensors map[string]*tensor.Tensor, metadata map[string]string) error {
	entries := make([]entry, 0, len(tensors))
	for name, t := range tensors {
		e, err := newEntry(name, t)
		if err != nil {
			return err
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if x, y := len(a.data)%align == 0, len(b.data)%align == 0; x != y {
			if x {
				return -1
			}
			return 1
		}
		if a.each != b.each { // the rest stays aligned to its elements if wide ones come first
			return b.each - a.each
		}
		return strings.Compare(a.name, b.name)
	})
	head, err := header(entries, metadata)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<20)
	_ = binary.Write(out, binary.LittleEndian, uint64(len(head))) // bufio keeps errors until Flush
	_, _ = out.Write(head)
	for _, e := range entries {
		_, _ = out.Write(e.data)
	}
	return out.Flush()
}

// header is the JSON text, filled up with spaces so that the data is aligned.
func header(entries []entry, metadata map[string]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	if len(metadata) > 0 {
		for k, v := range metadata {
			if !utf8.ValidString(k + v) {
				return nil, fmt.Errorf("metadata %q is not text", k)
			}
		}
		text, err := json.Marshal(metadata)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s", metaKey, text)
	}
	at := 0
	for _, e := range entries {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `%s,"data_offsets":[%d,%d]}`, e.head, at, at+len(e.data))
		at += len(e.data)
	}
	b.WriteByte('}')
	for (prefix+b.Len())%align != 0 {
		b.WriteByte(' ')
	}
	if b.Len() > maxHeader {
		return nil, fmt.Errorf("the header takes %d bytes, the format allows %d", b.Len(), maxHeader)
	}
	return b.Bytes(), nil
}

func newEntry(name string, t *tensor.Tensor) (entry, error) {
	if name == metaKey || !utf8.ValidString(name) {
		return entry{}, fmt.Errorf("%q cannot name a tensor", name)
	}
	if t == nil {
		return entry{}, fmt.Errorf("tensor %q is nil", name)
	}
	each := raw.Size(t.DType())
	if each == 0 {
		return entry{}, fmt.Errorf("tensor %q has type %q, want f32, f64, i32 or bf16", name, t.DType())
	}
	key, err := json.Marshal(name)
	if err != nil {
		return entry{}, err
	}
	shape, err := json.Marshal(t.Shape())
	if err != nil {
		return entry{}, err
	}
	head := fmt.Sprintf(`%s:{"dtype":%q,"shape":%s`, key, strings.ToUpper(string(t.DType())), shape)
	return entry{name: name, data: raw.Of(t), each: each, head: head}, nil
}
