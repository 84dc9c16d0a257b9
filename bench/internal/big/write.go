package big

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"wade/sdk/flamingo"
)

// Write makes a safetensors file of random weights of some parts of a model, of all if none is given. They are drawn and
// written piece by piece, so that memory does not matter, and depend on seed, name and place alone: parts written apart are
// the same as parts written together. A file that already says it holds the same is left as it is.
func Write(path string, c flamingo.Config, bf16 bool, seed uint64, parts ...flamingo.Part) error {
	var specs []flamingo.WeightSpec
	for _, w := range c.Weights() {
		if len(parts) == 0 || slices.Contains(parts, w.Part) {
			specs = append(specs, w)
		}
	}
	if specs == nil {
		return errors.Join(c.Check(), fmt.Errorf("nothing to write of parts %q", parts))
	}
	head, size, err := header(specs, c, bf16, seed)
	if err != nil {
		return err
	}
	if same(path, head, size) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails, as it should, once renamed
	err = write(tmp, head, specs, bf16, seed)
	if err = errors.Join(err, tmp.Chmod(0o644), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func bytesOf(w flamingo.WeightSpec, bf16 bool) int {
	n := 4
	if bf16 {
		n = 2
	}
	for _, s := range w.Sizes {
		n *= s
	}
	return n
}

// header is the length and the JSON text, filled up so that data begins at a multiple of 64 bytes.
func header(specs []flamingo.WeightSpec, c flamingo.Config, bf16 bool, seed uint64) (head []byte, size int, err error) {
	slices.SortStableFunc(specs, func(a, b flamingo.WeightSpec) int { // what is a multiple of 64 bytes comes first, the format has no gaps
		return min(1, bytesOf(a, bf16)%64) - min(1, bytesOf(b, bf16)%64)
	})
	config, err := json.Marshal(c)
	if err != nil {
		return nil, 0, err
	}
	meta, err := json.Marshal(map[string]string{"config": string(config), "random": strconv.FormatUint(seed, 10)})
	if err != nil {
		return nil, 0, err
	}
	dtype := "F32"
	if bf16 {
		dtype = "BF16"
	}
	var b bytes.Buffer
	b.Write(make([]byte, 8))
	fmt.Fprintf(&b, `{"__metadata__":%s`, meta)
	for _, w := range specs {
		shape, err := json.Marshal(w.Sizes)
		if err != nil {
			return nil, 0, err
		}
		n := bytesOf(w, bf16)
		fmt.Fprintf(&b, `,%q:{"dtype":%q,"shape":%s,"data_offsets":[%d,%d]}`, w.Name, dtype, shape, size, size+n)
		size += n
	}
	b.WriteByte('}')
	for b.Len()%64 != 0 {
		b.WriteByte(' ')
	}
	binary.LittleEndian.PutUint64(b.Bytes(), uint64(b.Len()-8))
	return b.Bytes(), size, nil
}

func same(path string, head []byte, size int) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || st.Size() != int64(len(head)+size) {
		return false
	}
	have := make([]byte, len(head))
	_, err = io.ReadFull(f, have)
	return err == nil && bytes.Equal(have, head)
}

func write(w io.Writer, head []byte, specs []flamingo.WeightSpec, bf16 bool, seed uint64) error {
	if _, err := w.Write(head); err != nil {
		return err
	}
	buffer, each := make([]byte, 8<<20), 4
	if bf16 {
		each = 2
	}
	for _, spec := range specs {
		r, size := ruleOf(spec, seed), bytesOf(spec, bf16)
		for at := 0; at < size; at += len(buffer) {
			piece := buffer[:min(len(buffer), size-at)]
			r.draw(piece, bf16, at/each)
			if _, err := w.Write(piece); err != nil {
				return err
			}
		}
	}
	return nil
}
