package safetensors

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"wade/internal/near"
	"wade/sdk/internal/mapped"
	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
)

// File is an open file. Its methods are safe for concurrent use, except Close.
type File struct {
	data     []byte
	tensors  map[string]Info
	metadata map[string]string
	unmap    func() error
}

// Open maps a file, or reads it where the system cannot map. Tensors stay valid until Close. A file that is in use must
// be replaced as a whole, as Write does, never cut short in place.
func Open(path string) (*File, error) {
	data, unmap, err := mapped.Open(path)
	if errors.Is(err, mapped.ErrNotData) {
		return nil, fmt.Errorf("safetensors: %w: %w", err, ErrFormat)
	}
	if err != nil {
		return nil, fmt.Errorf("safetensors: %w", err)
	}
	f, err := Parse(data)
	if err != nil {
		_ = unmap()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	f.unmap = unmap
	return f, nil
}

// Parse reads a file held in memory; tensors point into data.
func Parse(data []byte) (*File, error) {
	head, err := readHead(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	tensors, metadata, err := parseHead(head, int64(len(data)))
	if err != nil {
		return nil, err
	}
	return &File{data: data, tensors: tensors, metadata: metadata}, nil
}

// Head reads what a file says of its tensors, and the free text of its writer; the tensors themselves are not read.
func Head(path string) (tensors map[string]Info, metadata map[string]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("safetensors: %w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, nil, fmt.Errorf("safetensors: %w", err)
	}
	head, err := readHead(f, st.Size())
	if err == nil {
		tensors, metadata, err = parseHead(head, st.Size())
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return tensors, metadata, nil
}

// Names lists the tensors, sorted.
func (f *File) Names() []string { return sortedNames(f.tensors) }

func sortedNames(tensors map[string]Info) []string {
	return slices.Sorted(maps.Keys(tensors))
}

// Metadata is the free text that the writer added; never nil.
func (f *File) Metadata() map[string]string { return maps.Clone(f.metadata) }

// Info tells type, shape and place of a tensor.
func (f *File) Info(name string) (Info, error) {
	info, ok := f.tensors[name]
	if !ok {
		hint := ""
		if m := near.Matches(name, f.Names(), 3); len(m) > 0 {
			hint = fmt.Sprintf(", near matches: %q", m)
		}
		return Info{}, fmt.Errorf("safetensors: no tensor %q among %d%s", name, len(f.tensors), hint)
	}
	info.Shape = slices.Clone(info.Shape)
	return info, nil
}

// Tensor returns a tensor with unnamed axes; a scalar has shape [1]. F32, F64, I32 and BF16 are used in place where the
// file aligns them, F16 becomes F32; other types are an error.
func (f *File) Tensor(name string) (*tensor.Tensor, error) {
	info, err := f.Info(name)
	if err != nil {
		return nil, err
	}
	if f.data == nil {
		return nil, fmt.Errorf("safetensors: tensor %q: file is closed", name)
	}
	elements := f.data[info.Offset : info.Offset+info.Size : info.Offset+info.Size]
	var t *tensor.Tensor
	from, err := raw.FromFile(info.DType)
	if err == nil {
		t, err = from(elements, tensor.Sizes(info.Shape...)...)
	}
	if err != nil {
		return nil, fmt.Errorf("safetensors: tensor %q: %w", name, err)
	}
	return t, nil
}

// Close gives the mapping back; tensors that point into it must not be used any more.
func (f *File) Close() error {
	unmap := f.unmap
	f.data, f.unmap = nil, nil
	if unmap == nil {
		return nil
	}
	return unmap()
}
