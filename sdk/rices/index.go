package rices

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Index is pictures by their vectors. It is safe from several goroutines.
type Index struct {
	model   *flamingo.Model
	names   []string
	vectors [][]float32
	load    func(i int) (prompt.Picture, error)
}

// Hit is a picture that was found.
type Hit struct {
	At         int    // place in the list that the index was made of
	Name       string // the file, or what the picture says of itself
	Similarity float64
}

// Hits are in rising order of similarity: the last is the most similar.
type Hits []Hit

// Of makes an index of pictures.
func Of(ctx context.Context, m *flamingo.Model, pictures []prompt.Picture) (*Index, error) {
	x := &Index{model: m, load: func(i int) (prompt.Picture, error) { return pictures[i], nil }}
	keys := make([]key, len(pictures))
	for i, p := range pictures {
		k, err := content(p)
		if err != nil {
			return nil, fmt.Errorf("rices: picture %d of %d: %w", i+1, len(pictures), err)
		}
		keys[i] = k
		x.names = append(x.names, named(p))
	}
	return x, x.fill(ctx, keys)
}

// Files makes an index of picture files.
func Files(ctx context.Context, m *flamingo.Model, paths []string) (*Index, error) {
	x := &Index{model: m, names: slices.Clone(paths), load: func(i int) (prompt.Picture, error) { return opened(paths[i]) }}
	keys := make([]key, len(paths))
	for i, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("rices: %w", err)
		}
		keys[i] = sha256.Sum256(data)
	}
	return x, x.fill(ctx, keys)
}

// Folder makes an index of the picture files in a folder, in the order of their names.
func Folder(ctx context.Context, m *flamingo.Model, dir string) (*Index, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("rices: %w", err)
	}
	var paths []string
	for _, e := range entries {
		if !e.IsDir() && slices.Contains(endings, strings.ToLower(filepath.Ext(e.Name()))) {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("rices: there is no picture in %s; files end in %s", dir, strings.Join(endings, ", "))
	}
	return Files(ctx, m, paths)
}

const (
	some      = 64               // pictures that are in memory at a time
	keepEvery = 30 * time.Second // what was computed is on disk at the latest after so long
)

// fill finds the vectors of pictures, in the store of the model's weights or by computing them.
func (x *Index) fill(ctx context.Context, keys []key) (err error) {
	s, err := openStore(x.model)
	if err != nil {
		return err
	}
	ctx, bar := display.Begin(ctx, "vectors of pictures", len(keys))
	defer func() { bar.End(err) }()
	x.vectors = make([][]float32, len(keys))
	var missing []int
	for i, k := range keys {
		if x.vectors[i] = s.vectors[k]; x.vectors[i] == nil {
			missing = append(missing, i)
		}
	}
	bar.Skip(len(keys) - len(missing))
	kept := time.Now()
	if len(missing) > 0 {
		defer s.keep()
	}
	for len(missing) > 0 {
		now := missing[:min(some, len(missing))]
		missing = missing[len(now):]
		pictures := make([]prompt.Picture, len(now))
		for k, i := range now {
			if pictures[k], err = x.load(i); err != nil {
				return fmt.Errorf("rices: %s: %w", x.names[i], err)
			}
		}
		rows, err := vectors(display.Quiet(ctx), x.model, pictures)
		if err != nil {
			return fmt.Errorf("rices: %s and the %d after it: %w", x.names[now[0]], len(now)-1, err)
		}
		for k, i := range now {
			x.vectors[i] = rows[k]
			s.vectors[keys[i]] = rows[k]
		}
		bar.Add(len(now))
		if time.Since(kept) > keepEvery {
			s.keep()
			kept = time.Now()
		}
	}
	return nil
}

func vectors(ctx context.Context, m *flamingo.Model, pictures []prompt.Picture) ([][]float32, error) {
	t, err := m.Vectors(ctx, pictures...)
	if err != nil {
		return nil, err
	}
	data, width := t.ToF32(), t.Shape()[1]
	rows := make([][]float32, len(pictures))
	for i := range rows {
		rows[i] = slices.Clone(data[i*width : (i+1)*width])
	}
	return rows, nil
}

// Len is the number of pictures.
func (x *Index) Len() int { return len(x.vectors) }

// Nearest returns the k pictures most similar to one, the most similar last. Among equals the one that stands first in the
// list is the more similar.
func (x *Index) Nearest(ctx context.Context, p prompt.Picture, k int) (Hits, error) {
	rows, err := vectors(ctx, x.model, []prompt.Picture{p})
	if err != nil {
		return nil, err
	}
	return x.nearest(rows[0], k, -1)
}

// Like is Nearest for the picture at a place of the index, which is left out.
func (x *Index) Like(at, k int) (Hits, error) {
	if at < 0 || at >= len(x.vectors) {
		return nil, fmt.Errorf("rices: picture %d, the index has %d", at, len(x.vectors))
	}
	return x.nearest(x.vectors[at], k, at)
}

func (x *Index) nearest(v []float32, k, without int) (Hits, error) {
	if k < 0 {
		return nil, fmt.Errorf("rices: %d pictures are asked for", k)
	}
	hits := make(Hits, 0, len(x.vectors))
	for i, w := range x.vectors {
		if i == without {
			continue
		}
		dot := 0.0
		for c := range w {
			dot += float64(v[c]) * float64(w[c])
		}
		hits = append(hits, Hit{i, x.names[i], dot})
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Similarity, a.Similarity) })
	hits = hits[:min(k, len(hits))]
	slices.Reverse(hits)
	return hits, nil
}

// Picture loads a picture of the index.
func (x *Index) Picture(at int) (prompt.Picture, error) {
	if at < 0 || at >= len(x.vectors) {
		return nil, fmt.Errorf("rices: picture %d, the index has %d", at, len(x.vectors))
	}
	return x.load(at)
}

// String tells how many pictures there are.
func (x *Index) String() string { return fmt.Sprintf("index of %d pictures", len(x.vectors)) }

// String is a line for each picture.
func (hs Hits) String() string {
	lines := make([]string, len(hs))
	for i, h := range hs {
		lines[i] = fmt.Sprintf("%.3f  %s", h.Similarity, h.Name)
	}
	return strings.Join(lines, "\n")
}

// key is the hash of a picture's content.
type key = [sha256.Size]byte

func content(p prompt.Picture) (key, error) {
	if p == nil {
		return key{}, errors.New("it is nil")
	}
	t, err := p.Tensor()
	if err != nil {
		return key{}, err
	}
	if t.DType() != tensor.F32 {
		return key{}, fmt.Errorf("it is %s, want f32", t.DType())
	}
	h := sha256.New()
	fmt.Fprint(h, t.Shape())
	var b []byte
	for _, v := range t.F32() {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	h.Write(b)
	return key(h.Sum(nil)), nil
}

func named(p prompt.Picture) string {
	if s, ok := p.(fmt.Stringer); ok {
		return s.String()
	}
	return "picture"
}
