package exec

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/bits"
	"os"
	"slices"
	"unsafe"

	"wade/sdk/backend"
	"wade/sdk/internal/mapped"
	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// elements are the types of elements that weights in files may have, with their bytes.
var elements = map[string]int{"F32": 4, "F16": 2, "BF16": 2, "F64": 8}

// weight is a tensor in files, checked.
type weight struct {
	name  string
	dtype string
	shape []int
	size  int // of all pieces, in bytes
	parts []part
}

// part is a piece inside its file.
type part struct {
	file           *weightFile
	offset, length int
}

// weightFile is a file that a load reads, mapped when a weight is first used in place. The mapping belongs to the model.
type weightFile struct {
	*os.File
	info fs.FileInfo
	data []byte
}

// loading is a load under way.
type loading struct {
	m     *model
	alive func() error
	files map[string]*weightFile
}

func (l *loading) close() {
	for _, f := range l.files {
		_ = f.Close() // was only read
	}
}

// all lists the tensors of files and places, sorted by name, but for those that are given over them. Every file is open then,
// and every piece lies inside its file.
func (l *loading) all(spec backend.LoadSpec) ([]weight, error) {
	places := map[string]backend.Stored{}
	maps.Copy(places, spec.Stored)
	for _, path := range spec.Files {
		if err := addFile(places, path); err != nil {
			return nil, err
		}
	}
	var list []weight
	for _, name := range slices.Sorted(maps.Keys(places)) {
		if spec.Tensors[name] != nil {
			continue
		}
		if err := l.alive(); err != nil {
			return nil, err
		}
		w, err := l.check(name, places[name])
		if err != nil {
			return nil, fmt.Errorf("backend: load: tensor %q: %w", name, err)
		}
		list = append(list, w)
	}
	return list, nil
}

// addFile adds the places of all tensors of a safetensors file.
func addFile(places map[string]backend.Stored, path string) error {
	tensors, _, err := safetensors.Head(path)
	if err != nil {
		return fmt.Errorf("backend: load: %w", err)
	}
	for name, info := range tensors {
		if _, twice := places[name]; twice {
			return invalidf("tensor %q is in %s and was given before, by another file or by its place", name, path)
		}
		places[name] = backend.Stored{DType: info.DType, Sizes: info.Shape, Pieces: []backend.Piece{{File: path, Offset: int64(info.Offset), Length: int64(info.Size)}}}
	}
	return nil
}

// check opens the files of a tensor and looks whether its pieces can be what it says.
func (l *loading) check(name string, s backend.Stored) (weight, error) {
	w := weight{name: name, dtype: s.DType, shape: slices.Clone(s.Sizes)}
	each, ok := elements[s.DType]
	if !ok {
		return w, fmt.Errorf("%w: type %q cannot be loaded, want F32, F16, BF16 or F64", backend.ErrInvalid, s.DType)
	}
	if len(w.shape) == 0 {
		w.shape = []int{1}
	}
	want := uint64(each)
	for _, n := range w.shape {
		hi, lo := bits.Mul64(want, uint64(n))
		if n < 1 || hi != 0 || lo > 1<<46 {
			return w, fmt.Errorf("%w: impossible shape %v", backend.ErrInvalid, s.Sizes)
		}
		want = lo
	}
	for _, p := range s.Pieces {
		f, err := l.open(p.File)
		if err != nil {
			return w, err
		}
		if size := f.info.Size(); p.Offset < 0 || p.Length < 1 || p.Length > size || p.Offset > size-p.Length {
			return w, fmt.Errorf("%w: %d bytes from byte %d on are outside the %d of %s: it is cut short or not the file that was described", backend.ErrInvalid, p.Length, p.Offset, size, p.File)
		}
		if p.Length%int64(each) != 0 {
			return w, fmt.Errorf("%w: a piece of %d bytes does not hold whole elements of %s", backend.ErrInvalid, p.Length, s.DType)
		}
		if uint64(w.size)+uint64(p.Length) > want {
			return w, fmt.Errorf("%w: its pieces have more than the %d bytes that %s %v takes", backend.ErrInvalid, want, s.DType, w.shape)
		}
		w.size += int(p.Length)
		if n := len(w.parts); n > 0 && w.parts[n-1].file == f && w.parts[n-1].offset+w.parts[n-1].length == int(p.Offset) {
			w.parts[n-1].length += int(p.Length) // they lie together
			continue
		}
		w.parts = append(w.parts, part{f, int(p.Offset), int(p.Length)})
	}
	if uint64(w.size) != want {
		return w, fmt.Errorf("%w: its pieces have %d bytes, %s %v takes %d", backend.ErrInvalid, w.size, s.DType, w.shape, want)
	}
	return w, nil
}

func (l *loading) open(path string) (*weightFile, error) {
	if f, ok := l.files[path]; ok {
		return f, nil
	}
	// A pipe would wait for its other end.
	if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is no regular file", backend.ErrInvalid, path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &weightFile{File: file}
	if f.info, err = file.Stat(); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	l.files[path] = f
	return f, nil
}

// mapping is the whole file in memory.
func (l *loading) mapping(f *weightFile) ([]byte, error) {
	if f.data != nil {
		return f.data, nil
	}
	data, unmap, err := mapped.File(f.File)
	if err != nil {
		return nil, err
	}
	if int64(len(data)) < f.info.Size() {
		return nil, errors.Join(fmt.Errorf("%w: %s was cut short meanwhile", backend.ErrInvalid, f.Name()), unmap())
	}
	l.m.files = append(l.m.files, closer(unmap))
	f.data = data
	return data, nil
}

// load takes weights in, those of each file with its side file.
func (l *loading) load(list []weight) error {
	groups := map[*weightFile][]weight{}
	for _, w := range list {
		groups[w.parts[0].file] = append(groups[w.parts[0].file], w)
	}
	for _, path := range slices.Sorted(maps.Keys(l.files)) {
		group := groups[l.files[path]]
		side := l.side(group)
		for _, w := range group {
			if err := l.alive(); err != nil {
				return err
			}
			if a, ok := side[w.name]; ok {
				l.m.tensors[w.name] = &stored{a, true}
			} else if err := l.put(w); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loading) put(w weight) error {
	a, hold, err := l.read(w)
	if err != nil {
		return fmt.Errorf("backend: load: tensor %q: %w", w.name, err)
	}
	if hold != inPlace {
		err = l.m.keep(w.name, a, hold)
	} else {
		err = scattered(a, func() error { return l.m.keep(w.name, a, hold) })
	}
	if err == nil && !l.m.tensors[w.name].mapped {
		w.leave()
	}
	return err
}

// leave lets go of the pages of a weight that was made into something else.
func (w weight) leave() {
	for _, p := range w.parts {
		if p.file.data != nil {
			mapped.Read(p.file.data[p.offset : p.offset+p.length])
		}
	}
}

// read returns the elements of a weight: one piece in place if it lies where its elements can be read, and whatever is
// something else in new memory. F16 becomes F32.
func (l *loading) read(w weight) (Array, hold, error) {
	if p := w.parts[0]; len(w.parts) == 1 {
		data, err := l.mapping(p.file)
		if err != nil {
			return Array{}, owned, err
		}
		b := data[p.offset : p.offset+p.length : p.offset+p.length]
		if w.dtype != "F16" && raw.LittleEndian && uintptr(unsafe.Pointer(&b[0]))%uintptr(elements[w.dtype]) == 0 {
			return w.array(b), inPlace, nil
		}
		return w.array(b), owned, nil
	}
	b := make([]byte, w.size) // aligned for any element
	if err := gather(b, w.parts); err != nil {
		return Array{}, owned, err
	}
	return w.array(b), owned, nil
}

// array sees bytes as elements, or copies them where memory does not allow that.
func (w weight) array(b []byte) Array {
	a := Array{Shape: w.shape}
	switch w.dtype {
	case "F64":
		a.F64 = raw.View[float64](b)
	case "F32":
		a.F32 = raw.View[float32](b)
	case "BF16":
		a.BF16 = raw.View[uint16](b)
	case "F16":
		a.F32 = make([]float32, len(b)/2)
		halves := raw.View[uint16](b)
		inRanges(len(halves), func(from, to int) { tensor.F16ToF32(a.F32[from:to], halves[from:to]) })
	}
	return a
}

type closer func() error

func (c closer) Close() error { return c() }
