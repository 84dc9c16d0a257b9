package exec

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"

	"wade/sdk/internal/cachedir"
	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
)

// EnvCache names the folder of side files, or is "off". Empty means wade/weights in the user's cache folder.
const EnvCache = cachedir.Env

// A side file holds what a policy makes of the weights of one file, so that it is made once. It is found by a hash of what
// the weight file is, the policy and the layout; whatever is wrong with it, the weights are made anew in memory.

// made is a weight that is not used as its file has it.
type made struct {
	weight
	packed bool // or else rounded to bfloat16
	bytes  int  // of the form that is kept
	offset int  // in the side file
}

// sideLeast is the size of a weight file's part from which on making it takes long enough to be worth a file.
var sideLeast = 64 << 20

// layOut lists the weights that a policy makes something smaller than float32 of, and says how much of their files they are.
// Each begins on a cache line.
func (m *model) layOut(group []weight) (list []made, source int) {
	at := sideHead
	for _, w := range group {
		to := made{weight: w, offset: at}
		if n, ok := m.packedSize(w.shape); ok {
			to.packed, to.bytes = true, n
		} else if m.keeps(len(w.shape)) == tensor.BF16 && w.dtype != "BF16" {
			to.bytes = 2 * Array{Shape: w.shape}.Len()
		} else {
			continue
		}
		at += (to.bytes + 63) &^ 63
		list, source = append(list, to), source+w.size
	}
	return list, source
}

// sideKey identifies what is made of which bytes of files, and these by their size, time of change and samples.
func (m *model) sideKey(list []made) (key [32]byte, err error) {
	h := sha256.New()
	form := ""
	if m.packer != nil {
		form = m.packer.Form(m.policy)
	}
	fmt.Fprintf(h, "%s\n%s\n%q\n", sideMagic, m.policy, form)
	number := map[*weightFile]int{}
	var files []*weightFile
	for _, w := range list {
		fmt.Fprintf(h, "%q %s %v %d", w.name, w.dtype, w.shape, w.offset)
		for _, p := range w.parts {
			if _, ok := number[p.file]; !ok {
				number[p.file] = len(files)
				files = append(files, p.file)
			}
			fmt.Fprintf(h, " %d:%d+%d", number[p.file], p.offset, p.length)
		}
		fmt.Fprintln(h)
	}
	for _, f := range files {
		size := f.info.Size()
		fmt.Fprintf(h, "%d %d\n", size, f.info.ModTime().UnixNano())
		if err := pages(h, f, size/64, size); err != nil {
			return key, err
		}
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
	dir, named := cachedir.Find()
	if dir == "" || named {
		return dir
	}
	return filepath.Join(dir, "weights")
}

// side finds or makes the side file of weights. Those that it does not return are made in memory.
func (l *loading) side(group []weight) map[string]Array {
	m := l.m
	list, source := m.layOut(group)
	dir := sideFolder()
	if source < sideLeast || dir == "" || !raw.LittleEndian {
		return nil
	}
	key, err := m.sideKey(list)
	if err != nil {
		return nil
	}
	last := list[len(list)-1]
	s := sideFile{dir: dir, key: key, size: int64(last.offset + last.bytes)}
	data, close, err := s.open()
	if err != nil {
		write := func(w io.WriterAt) error { return l.makeAll(w, list) }
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

// makeAll writes the kept form of weights, one after another.
func (l *loading) makeAll(to io.WriterAt, list []made) error {
	most := slices.MaxFunc(list, func(a, b made) int { return a.bytes - b.bytes }).bytes
	line := make([]uint64, (most+7)/8) // aligned for any element
	room := unsafe.Slice((*byte)(unsafe.Pointer(&line[0])), 8*len(line))
	for _, w := range list {
		if err := l.alive(); err != nil {
			return err
		}
		src, _, err := l.read(w.weight)
		if err != nil {
			return err
		}
		b := room[:w.bytes]
		if w.packed {
			_, err = l.m.pack(w.name, b, src)
		} else {
			convert(Array{Shape: w.shape, BF16: raw.View[uint16](b)}, src)
		}
		if err != nil {
			return err
		}
		if _, err := to.WriteAt(b, int64(w.offset)); err != nil {
			return err
		}
		w.leave()
	}
	return nil
}
