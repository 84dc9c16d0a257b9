package checkpoint

import (
	"fmt"
	"os"

	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
)

// maxTensor bounds what Tensor makes in memory.
const maxTensor = 1 << 36

// Tensor reads a tensor, with unnamed axes; a scalar has shape [1]. F16 becomes F32; integers other than I32 are an error.
func (f *File) Tensor(name string) (*tensor.Tensor, error) {
	e, err := f.entry(name)
	if err != nil {
		return nil, err
	}
	t, err := e.tensor()
	if err != nil {
		return nil, fmt.Errorf("checkpoint: tensor %q: %w", name, err)
	}
	return t, nil
}

func (e entry) tensor() (*tensor.Tensor, error) {
	from, err := raw.FromFile(e.DType)
	if err != nil {
		return nil, err
	}
	b, err := e.bytes()
	if err != nil {
		return nil, err
	}
	return from(b, tensor.Sizes(e.Sizes...)...)
}

// bytes reads the elements in row-major order.
func (e entry) bytes() ([]byte, error) {
	each := raw.FileSizes[e.DType]
	if e.Bytes() == 0 || e.Bytes() > maxTensor {
		return nil, fmt.Errorf("sizes %v are nothing that can be read", e.Sizes)
	}
	f, err := os.Open(e.File)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	span := count(e.Sizes) // elements of the file from the first one on
	if e.strides != nil {
		span = 1
		for i, n := range e.Sizes {
			span += (n - 1) * e.strides[i]
		}
	}
	// The file may have changed since it was opened first.
	if st, err := f.Stat(); err != nil || st.Size() < e.offset+int64(span*each) {
		return nil, fmt.Errorf("%s is no longer the file that was opened (%v)", e.File, err)
	}
	src := make([]byte, span*each)
	if _, err := f.ReadAt(src, e.offset); err != nil {
		return nil, err
	}
	if e.strides == nil {
		return src, nil
	}
	dst := make([]byte, 0, e.Bytes())
	outer, run := e.runs()
	e.walk(outer, func(at int64) {
		from := int(at) * each
		dst = append(dst, src[from:from+run*each]...)
	})
	return dst, nil
}
