package checkpoint

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wade/internal/near"
	"wade/sdk/backend"
	"wade/sdk/checkpoint/internal/pickle"
	"wade/sdk/internal/raw"
)

// Errors, to be tested with errors.Is.
var (
	ErrFormat  = errors.New("not a valid checkpoint")          // damaged, cut short, or of no known format
	ErrRefused = pickle.ErrRefused                             // it asks for code to be run, or for what weights do not need
	ErrLayout  = errors.New("its elements do not lie in rows") // transposed or expanded where the file has it
)

// Info is what a file says of a tensor.
type Info struct {
	DType string // as safetensors spells it: "F32", "BF16", "I64", "BOOL", ...
	Sizes []int  // empty for a scalar
	File  string // where it lies
}

// Bytes is what the elements take.
func (i Info) Bytes() int64 { return int64(count(i.Sizes)) * int64(raw.FileSizes[i.DType]) }

func count(shape []int) int {
	n := 1
	for _, s := range shape {
		n *= s
	}
	return n
}

// entry is a tensor inside a file; all of it is known to be there.
type entry struct {
	Info
	offset  int64 // of the first element
	strides []int // in elements; nil: row-major, without gaps
}

// File is the tensors of a checkpoint, in one file or several. It is immutable and holds no file open.
type File struct {
	entries  map[string]entry
	metadata map[string]string
	format   string
}

// Names lists the tensors, sorted.
func (f *File) Names() []string { return slices.Sorted(maps.Keys(f.entries)) }

// Format says in words what was read: "safetensors", "PyTorch zip", ...
func (f *File) Format() string { return f.format }

// Metadata is the free text of a safetensors file; never nil.
func (f *File) Metadata() map[string]string {
	if f.metadata == nil {
		return map[string]string{}
	}
	return maps.Clone(f.metadata)
}

// Files lists the files that hold tensors, sorted.
func (f *File) Files() []string {
	seen := map[string]bool{}
	for _, e := range f.entries {
		seen[e.File] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// Bytes is what all tensors take together.
func (f *File) Bytes() int64 {
	n := int64(0)
	for _, e := range f.entries {
		n += e.Bytes()
	}
	return n
}

func (f *File) entry(name string) (entry, error) {
	e, ok := f.entries[name]
	if !ok {
		hint := ""
		if m := near.Matches(name, f.Names(), 3); len(m) > 0 {
			hint = fmt.Sprintf(", near matches: %q", m)
		}
		return entry{}, fmt.Errorf("checkpoint: no tensor %q among %d%s", name, len(f.entries), hint)
	}
	return e, nil
}

// Info tells type, sizes and file of a tensor.
func (f *File) Info(name string) (Info, error) {
	e, err := f.entry(name)
	e.Sizes = slices.Clone(e.Sizes)
	return e.Info, err
}

// maxPieces is how many places one tensor may have.
const maxPieces = 1 << 16

// Stored tells where a tensor lies, for [backend.LoadSpec]. A part of another tensor is one piece for each of its runs; ErrLayout
// is about one that is transposed or has too many runs, which Tensor can read.
func (f *File) Stored(name string) (backend.Stored, error) {
	e, err := f.entry(name)
	if err != nil {
		return backend.Stored{}, err
	}
	each := int64(raw.FileSizes[e.DType])
	s := backend.Stored{DType: e.DType, Sizes: slices.Clone(e.Sizes)}
	outer, run := e.runs()
	if n := count(e.Sizes[:outer]); n > maxPieces || run == 1 && count(e.Sizes) > maxPieces/16 {
		return backend.Stored{}, fmt.Errorf("checkpoint: tensor %q: %w (sizes %v, strides %v in %s); read it with Tensor, or write it anew after contiguous()", name, ErrLayout, e.Sizes, e.strides, e.File)
	}
	e.walk(outer, func(at int64) {
		s.Pieces = append(s.Pieces, backend.Piece{File: e.File, Offset: e.offset + at*each, Length: int64(run) * each})
	})
	return s, nil
}

// runs says that what axes from outer on index lies together, and how many elements that is.
func (e entry) runs() (outer, run int) {
	if e.strides == nil {
		return 0, count(e.Sizes)
	}
	run = 1
	for outer = len(e.Sizes); outer > 0 && (e.Sizes[outer-1] == 1 || e.strides[outer-1] == run); outer-- {
		run *= e.Sizes[outer-1]
	}
	return outer, run
}

// walk calls f with the place of the first element of every run, in order.
func (e entry) walk(outer int, f func(at int64)) {
	if count(e.Sizes) == 0 {
		return
	}
	index := make([]int, outer)
	for {
		at := int64(0)
		for i, k := range index {
			at += int64(k) * int64(e.strides[i])
		}
		f(at)
		i := outer - 1
		for ; i >= 0; i-- {
			if index[i]++; index[i] < e.Sizes[i] {
				break
			}
			index[i] = 0
		}
		if i < 0 {
			return
		}
	}
}

// Strip returns the same tensors under names without the first of these prefixes that they have. Names that become equal are an
// error.
func (f *File) Strip(prefixes ...string) (*File, error) {
	return f.rename(func(name string) string {
		for _, p := range prefixes {
			if rest, ok := strings.CutPrefix(name, p); ok && rest != "" {
				return rest
			}
		}
		return name
	})
}

// Prefix returns the same tensors under names that begin with p.
func (f *File) Prefix(p string) *File {
	out, err := f.rename(func(name string) string { return p + name })
	if err != nil {
		panic(err) // different names stay different
	}
	return out
}

// Under returns the tensors whose names begin with p, without it: the part of a training state, for example
// "model_state_dict.".
func (f *File) Under(p string) (*File, error) {
	out := &File{metadata: f.metadata, format: f.format, entries: map[string]entry{}}
	for name, e := range f.entries {
		if rest, ok := strings.CutPrefix(name, p); ok && rest != "" {
			out.entries[rest] = e
		}
	}
	if len(out.entries) == 0 {
		return nil, fmt.Errorf("checkpoint: no tensor among %d has a name that begins with %q", len(f.entries), p)
	}
	return out, nil
}

func (f *File) rename(to func(string) string) (*File, error) {
	out := &File{metadata: f.metadata, format: f.format, entries: make(map[string]entry, len(f.entries))}
	for _, name := range f.Names() {
		n := to(name)
		if _, twice := out.entries[n]; twice {
			return nil, fmt.Errorf("checkpoint: two tensors would be named %q, one of them is %q", n, name)
		}
		out.entries[n] = f.entries[name]
	}
	return out, nil
}

// Join returns the tensors of all files; where several have one of a name, the last counts. So a partial checkpoint lies over the
// weights that it was trained on: Join(base, partial). Such a pair must have the same sizes, unless the first axis only
// was made longer or shorter, as tables of embeddings are when words are added.
func Join(files ...*File) (*File, error) {
	out := &File{entries: map[string]entry{}, metadata: map[string]string{}}
	var formats []string
	for _, f := range files {
		for _, name := range f.Names() {
			e := f.entries[name]
			if old, ok := out.entries[name]; ok && !fitsOver(e.Sizes, old.Sizes) {
				return nil, fmt.Errorf("checkpoint: tensor %q has sizes %v in %s and %v in %s: they belong to different models", name, old.Sizes, old.File, e.Sizes, e.File)
			}
			out.entries[name] = e
		}
		maps.Copy(out.metadata, f.metadata)
		if !slices.Contains(formats, f.format) {
			formats = append(formats, f.format)
		}
	}
	out.format = strings.Join(formats, " and ")
	return out, nil
}

func fitsOver(over, base []int) bool {
	if slices.Equal(over, base) {
		return true
	}
	return len(over) == len(base) && len(over) > 1 && slices.Equal(over[1:], base[1:])
}
