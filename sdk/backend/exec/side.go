package exec

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"

	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// EnvCache names the folder of side files, or is "off". Empty means wade/weights in the user's cache folder.
const EnvCache = "WADE_CACHE"

// A side file holds what a policy makes of the weights of one file, so that it is made once. It is found by a hash of what
// the weight file is, the policy and the layout; whatever is wrong with it, the weights are made anew in memory.

// made is a weight that is not used as its file has it.
type made struct {
	name   string
	shape  []int
	packed bool // or else rounded to bfloat16
	bytes  int  // of the form that is kept
	offset int  // in the side file
}

// sideLeast is the size of a weight file's part from which on making it takes long enough to be worth a file.
var sideLeast = 64 << 20

// layOut lists the weights of a file that a policy makes something smaller than float32 of, and says how much of the file
// they are. Each begins on a cache line.
func (m *model) layOut(f *safetensors.File, names []string) (list []made, source int) {
	at := sideHead
	for _, name := range names {
		info, err := f.Info(name)
		if err != nil || info.DType == "I32" {
			continue
		}
		w := made{name: name, shape: info.Shape, offset: at}
		if n, ok := m.packedSize(info.Shape); ok {
			w.packed, w.bytes = true, n
		} else if m.keeps(len(info.Shape)) == tensor.BF16 && info.DType != "BF16" {
			w.bytes = 2 * Array{Shape: info.Shape}.Len()
		} else {
			continue
		}
		at += (w.bytes + 63) &^ 63
		list, source = append(list, w), source+info.Size
	}
	return list, source
}

// sideKey identifies a weight file by its head, size, time of change and samples, and what is made of it.
func (m *model) sideKey(path string, list []made) (key [32]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return key, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return key, err
	}
	h := sha256.New()
	form := ""
	if m.packer != nil {
		form = m.packer.Form(m.policy)
	}
	fmt.Fprintf(h, "%s\n%s\n%q\n%d\n%d\n", sideMagic, m.policy, form, st.Size(), st.ModTime().UnixNano())
	for _, w := range list {
		fmt.Fprintf(h, "%q %v %d\n", w.name, w.shape, w.offset)
	}
	var n [8]byte
	if _, err := f.ReadAt(n[:], 0); err != nil {
		return key, err
	}
	head := int64(binary.LittleEndian.Uint64(n[:])) // the file was read before: this is at most 100 MB
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, head+8)); err != nil {
		return key, err
	}
	if err := pages(h, f, st.Size()/64, st.Size()); err != nil {
		return key, err
	}
	return [32]byte(h.Sum(nil)), nil
}

// pages writes a page of each stride of a file, and the last one. Several are read at a time: on a cold disk each one waits.
func pages(h io.Writer, f io.ReaderAt, stride, size int64) error {
	const page = 4096
	stride = max(stride, page)
	count := int((size+stride-1)/stride) + 1
	line, errs := make([]byte, count*page), make([]error, count)
	var next atomic.Int64
	var readers sync.WaitGroup
	for range min(16, count) {
		readers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= count {
					return
				}
				at := min(int64(i)*stride, max(0, size-page))
				_, errs[i] = f.ReadAt(line[i*page:][:min(page, size-at)], at)
			}
		})
	}
	readers.Wait()
	_, _ = h.Write(line) // a hash takes everything
	return errors.Join(errs...)
}

// sideFolder is where side files are, empty for nowhere.
func sideFolder() string {
	switch dir := os.Getenv(EnvCache); dir {
	case "off":
		return ""
	case "":
		base, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		return filepath.Join(base, "wade", "weights")
	default:
		return dir
	}
}

// side finds or makes the side file of a weight file. Weights that it does not return are made in memory.
func (m *model) side(path string, f *safetensors.File, names []string, alive func() error) map[string]Array {
	list, source := m.layOut(f, names)
	dir := sideFolder()
	if source < sideLeast || dir == "" || !raw.LittleEndian {
		return nil
	}
	key, err := m.sideKey(path, list)
	if err != nil {
		return nil
	}
	last := list[len(list)-1]
	s := sideFile{dir: dir, key: key, size: int64(last.offset + last.bytes)}
	data, close, err := s.open()
	if err != nil {
		write := func(w io.WriterAt) error { return m.makeAll(w, f, list, alive) }
		if s.build(write) != nil {
			return nil
		}
		if data, close, err = s.open(); err != nil {
			return nil
		}
	}
	m.files = append(m.files, closer(close))
	out := make(map[string]Array, len(list))
	for _, w := range list {
		b := data[w.offset : w.offset+w.bytes : w.offset+w.bytes]
		a := Array{Shape: w.shape}
		if w.packed {
			a.Packed = &Packed{Policy: m.policy, Data: b, packer: m.packer}
		} else {
			a.BF16 = raw.View[uint16](b)
		}
		out[w.name] = a
	}
	return out
}

type closer func() error

func (c closer) Close() error { return c() }

// makeAll writes the kept form of weights, one after another.
func (m *model) makeAll(to io.WriterAt, f *safetensors.File, list []made, alive func() error) error {
	most := slices.MaxFunc(list, func(a, b made) int { return a.bytes - b.bytes }).bytes
	line := make([]uint64, (most+7)/8) // aligned for any element
	room := unsafe.Slice((*byte)(unsafe.Pointer(&line[0])), 8*len(line))
	for _, w := range list {
		if err := alive(); err != nil {
			return err
		}
		t, err := f.Tensor(w.name)
		if err != nil {
			return err
		}
		b := room[:w.bytes]
		if w.packed {
			_, err = m.pack(w.name, b, view(t))
		} else {
			convert(Array{Shape: w.shape, BF16: raw.View[uint16](b)}, view(t))
		}
		if err != nil {
			return err
		}
		if _, err := to.WriteAt(b, int64(w.offset)); err != nil {
			return err
		}
	}
	return nil
}
