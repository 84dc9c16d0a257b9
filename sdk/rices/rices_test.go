package rices_test

import (
	"context"
	"errors"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/prompt"
	"wade/sdk/rices"
)

func open(t *testing.T) *flamingo.Model {
	t.Helper()
	m, err := sdk.Open(t.Context(), "pond", sdk.Backend("reference"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

var scenes = []string{"large red circle on the left", "large blue star on the right", "small green ring on the top", "large red circle on the right"}

func write(t *testing.T, dir string) (paths []string) {
	t.Helper()
	for i, s := range scenes {
		path := filepath.Join(dir, string(rune('a'+i))+".png")
		f, err := os.Create(path)
		if err == nil {
			err = errors.Join(png.Encode(f, pond.Draw(s).Image()), f.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func names(hs rices.Hits) (all []string) {
	for _, h := range hs {
		all = append(all, filepath.Base(h.Name))
	}
	return all
}

// The most similar picture comes last, whether the index is of files, of a folder or of pictures, and its similarity is the cosine.
func TestNearestComesLast(t *testing.T) {
	t.Setenv("WADE_CACHE", t.TempDir())
	m := open(t)
	dir := t.TempDir()
	write(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := rices.Folder(t.Context(), m, dir)
	if err != nil {
		t.Fatal(err)
	}
	pictures := make([]prompt.Picture, len(scenes))
	for i, s := range scenes {
		pictures[i] = pond.Draw(s)
	}
	drawn, err := rices.Of(t.Context(), m, pictures)
	if err != nil {
		t.Fatal(err)
	}
	if files.Len() != len(scenes) || drawn.Len() != len(scenes) {
		t.Fatalf("%v and %v, want %d pictures", files, drawn, len(scenes))
	}
	v, err := m.Vectors(t.Context(), append(pictures, pond.DrawSeed(scenes[0], 5))...)
	if err != nil {
		t.Fatal(err)
	}
	width := v.Shape()[1]
	row := func(i int) []float32 { return v.F32()[i*width : (i+1)*width] }
	hits, err := files.Nearest(t.Context(), pond.DrawSeed(scenes[0], 5), 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) != 3 || names(hits)[2] != "a.png" || !slices.IsSortedFunc(hits, func(a, b rices.Hit) int { return int(math.Copysign(1, a.Similarity-b.Similarity)) }) {
		t.Errorf("a red circle is most like\n%v", hits)
	}
	for _, h := range hits {
		dot := 0.0
		for c, x := range row(h.At) {
			dot += float64(x) * float64(row(len(scenes))[c])
		}
		if math.Abs(dot-h.Similarity) > 1e-5 {
			t.Errorf("%s: similarity %v, want %v", h.Name, h.Similarity, dot)
		}
	}
	again, err := drawn.Nearest(t.Context(), pond.DrawSeed(scenes[0], 5), 9)
	if err != nil || len(again) != len(scenes) || again[3].At != hits[2].At || !strings.Contains(again.String(), "red circle") {
		t.Errorf("pictures give %v, %v", again, err)
	}
	self, err := files.Like(0, 9)
	if err != nil || len(self) != len(scenes)-1 || slices.Contains(names(self), "a.png") {
		t.Errorf("a picture of the index is like %v, %v", names(self), err)
	}
	if p, err := files.Picture(1); err != nil || p == nil {
		t.Errorf("picture 1: %v, %v", p, err)
	}
	for name, err := range map[string]error{
		"empty folder": second(rices.Folder(t.Context(), m, t.TempDir())), "no folder": second(rices.Folder(t.Context(), m, dir+"x")),
		"no file": second(rices.Files(t.Context(), m, []string{"x.png"})), "no picture": second(rices.Files(t.Context(), m, []string{filepath.Join(dir, "notes.txt")})),
		"nil": second(rices.Of(t.Context(), m, []prompt.Picture{nil})),
	} {
		if err == nil {
			t.Errorf("%s is no error", name)
		}
	}
}

func second(_ *rices.Index, err error) error { return err }

// What was computed is kept by content: another index of the same pictures needs no model. A damaged file is as good as none.
func TestVectorsAreKept(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("WADE_CACHE", cache)
	m := open(t)
	paths := write(t, t.TempDir())
	first, err := rices.Files(t.Context(), m, paths[:3])
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel() // nothing can be computed any more
	slices.Reverse(paths[:3])
	second, err := rices.Files(gone, m, paths[:3])
	if err != nil {
		t.Fatalf("nothing is to be computed: %v", err)
	}
	a, _ := first.Like(0, 2)
	b, _ := second.Like(2, 2)
	if !slices.Equal(names(a), names(b)) {
		t.Errorf("%v, from disk %v", names(a), names(b))
	}
	if _, err := rices.Files(gone, m, paths); err == nil {
		t.Error("a new picture was not computed")
	}
	kept, err := filepath.Glob(filepath.Join(cache, "vectors", "*.vec"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept %v, %v", kept, err)
	}
	data, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(kept[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := rices.Files(gone, m, paths[:3]); err == nil {
		t.Error("a damaged file was believed")
	}
	t.Setenv("WADE_CACHE", "off")
	if _, err := rices.Files(gone, m, paths[:3]); err == nil {
		t.Error("without a cache something was kept")
	}
}
