package exec

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
)

// What lies as it is wanted is used in the mapping; everything else is copied once.
func TestPiecesInPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	if err := os.WriteFile(path, make([]byte, 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	one := func(offset, length int64) []backend.Piece {
		return []backend.Piece{{File: path, Offset: offset, Length: length}}
	}
	for what, c := range map[string]struct {
		stored backend.Stored
		mapped bool
	}{
		"a matrix as it is kept":      {backend.Stored{DType: "BF16", Sizes: []int{4, 4}, Pieces: one(64, 32)}, true},
		"at an odd element":           {backend.Stored{DType: "BF16", Sizes: []int{4, 4}, Pieces: one(2, 32)}, true},
		"at an odd byte":              {backend.Stored{DType: "BF16", Sizes: []int{4, 4}, Pieces: one(3, 32)}, false},
		"pieces that lie together":    {backend.Stored{DType: "BF16", Sizes: []int{4, 4}, Pieces: slices.Concat(one(64, 16), one(80, 16))}, true},
		"pieces that lie apart":       {backend.Stored{DType: "BF16", Sizes: []int{4, 4}, Pieces: slices.Concat(one(64, 16), one(100, 16))}, false},
		"a matrix of another type":    {backend.Stored{DType: "F16", Sizes: []int{4, 4}, Pieces: one(64, 32)}, false},
		"a vector of the type wanted": {backend.Stored{DType: "F32", Sizes: []int{8}, Pieces: one(64, 32)}, true},
		"a vector at an odd half":     {backend.Stored{DType: "F32", Sizes: []int{8}, Pieces: one(66, 32)}, false},
	} {
		be := New(keeper{}, Options{})
		if _, err := be.Load(t.Context(), backend.LoadSpec{Stored: map[string]backend.Stored{"w": c.stored}}); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		d, err := be.Describe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Details["mapped"] != ""; got != c.mapped {
			t.Errorf("%s: mapped %v, want %v", what, got, c.mapped)
		}
		_ = be.Close()
	}
}

// Large pieces are read by several readers, and what a policy makes of them is kept in a side file that knows their places.
func TestPiecesOfManyReads(t *testing.T) {
	s := newSideTest(t)
	rng := rand.New(rand.NewPCG(1, 2))
	const rows, cols = 6, 1 << 20
	x := make([]float32, rows*cols)
	for i := range x {
		x[i] = float32(rng.IntN(1 << 8))
	}
	if err := os.WriteFile(s.path, raw.Bytes(x), 0o600); err != nil {
		t.Fatal(err)
	}
	turned := func(first int) backend.Stored {
		st := backend.Stored{DType: "F32", Sizes: []int{rows, cols}}
		for r := range rows {
			st.Pieces = append(st.Pieces, backend.Piece{File: s.path, Offset: int64((r*5 + first) % rows * cols * 4), Length: cols * 4})
		}
		return st
	}
	for i, first := range []int{0, 2, 0} {
		be := New(keeper{}, Options{})
		m, err := be.Load(t.Context(), backend.LoadSpec{Stored: map[string]backend.Stored{"w": turned(first)}})
		if err != nil {
			t.Fatal(err)
		}
		all, err := be.Fetch(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			if from := (r*5 + first) % rows; !slices.Equal(all["w"].F32()[r*cols:][:cols], x[from*cols:][:cols]) {
				t.Errorf("load %d: row %d is not row %d of the file", i, r, from)
			}
		}
		_ = be.Close()
	}
	if n := len(s.files()); n != 2 {
		t.Errorf("%d side files for two orders, want 2", n)
	}
}

func TestGatherOfAShortFile(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	w := &weightFile{File: f}
	if err := gather(make([]byte, 120), []part{{w, 0, 60}, {w, 50, 60}}); err == nil {
		t.Error("bytes behind the end were read")
	}
	if a := (weight{dtype: "BF16", shape: []int{2}}).array([]byte{0x80, 0x3f, 0, 0x40}); a.dtype() != tensor.BF16 || a.BF16[1] != 0x4000 {
		t.Errorf("read as %+v", a)
	}
}
