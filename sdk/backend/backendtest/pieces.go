package backendtest

import (
	"bytes"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/internal/raw"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// pieces: a tensor is what its pieces hold, wherever they lie; pieces that cannot be what they say are refused.
func pieces(s *suite) {
	p := tinyProgram("pieces")
	w := tinyWeights(p)
	in := newPrompt(1, 4).whole()
	want := s.load(s.be, backend.F32, w, p).step(backend.Step{Inputs: in})["logits"]
	for what, pad := range map[string]int{"aligned": 64, "aligned for elements": 4, "at odd bytes": 3} {
		m, err := s.be.Load(s.ctx(), backend.LoadSpec{Stored: scatter(s, w, pad), Policy: backend.F32})
		if err != nil {
			s.Fatalf("pieces %s: %v", what, err)
		}
		l := loaded{s, s.be, m, 0}
		l.program = l.compile(p)
		s.same("logits with weights of pieces "+what, l.step(backend.Step{Inputs: in})["logits"], want)
		for name, t := range l.fetch() {
			s.same("fetched "+name+" of pieces "+what, t, w[name])
		}
	}
	pieceTypes(s)
	brokenPieces(s)
	changedPieces(s)
}

// scatter writes tensors into two files, most of them cut into rows that lie in another order, pad bytes apart.
func scatter(s *suite, w tensors, pad int) map[string]backend.Stored {
	s.Helper()
	dir := s.TempDir()
	out := map[string]backend.Stored{}
	paths := []string{filepath.Join(dir, "one"), filepath.Join(dir, "two")}
	data := [][]byte{make([]byte, pad), make([]byte, pad)}
	for i, name := range slices.Sorted(maps.Keys(w)) {
		t := w[name]
		rows := t.Shape()[0]
		if i%3 == 0 {
			rows = 1 // as a whole
		}
		b := raw.Bytes(t.F32())
		st := backend.Stored{DType: "F32", Sizes: t.Shape(), Pieces: make([]backend.Piece, rows)}
		for k := range rows {
			row := (k*5 + 3) % rows
			if gcd(5, rows) > 1 {
				row = rows - 1 - k
			}
			file, each := (i+row)%2, len(b)/rows
			st.Pieces[row] = backend.Piece{File: paths[file], Offset: int64(len(data[file])), Length: int64(each)}
			data[file] = append(append(data[file], b[row*each:][:each]...), make([]byte, pad)...)
		}
		out[name] = st
	}
	for i, path := range paths {
		put(s, path, data[i])
	}
	return out
}

func at(dtype string, sizes []int, pieces ...backend.Piece) backend.Stored {
	return backend.Stored{DType: dtype, Sizes: sizes, Pieces: pieces}
}

func gcd(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

func put(s *suite, path string, data []byte) {
	s.Helper()
	tmp := path + ".new"
	if err := os.WriteFile(tmp, data, 0o600); err != nil {
		s.Fatal(err)
	}
	if err := os.Rename(tmp, path); err != nil {
		s.Fatal(err)
	}
}

// pieceTypes: every type that checkpoints have, in place, in pieces, overlapping, and as a scalar.
func pieceTypes(s *suite) {
	path := filepath.Join(s.TempDir(), "types")
	piece := func(offset, length int64) backend.Piece {
		return backend.Piece{File: path, Offset: offset, Length: length}
	}
	exact := []float32{1, -2, 0.5, 3, 65504, -0.25}
	half := []uint16{0x3c00, 0xc000, 0x3800, 0x4200, 0x7bff, 0xb400}
	brain := make([]uint16, len(exact))
	tensor.F32ToBF16(brain, exact)
	round := make([]float32, len(exact))
	tensor.BF16ToF32(round, brain)
	for dtype, c := range map[string]struct {
		data []byte
		want []float32
	}{"F32": {raw.Bytes(exact), exact}, "F16": {raw.Bytes(half), exact}, "BF16": {raw.Bytes(brain), round}} {
		b := c.data
		put(s, path, append(slices.Clone(b), b[:len(b)/6]...))
		each := int64(len(b) / 6)
		m, err := s.be.Load(s.ctx(), backend.LoadSpec{Policy: backend.F32, Stored: map[string]backend.Stored{
			"whole":   at(dtype, []int{2, 3}, piece(0, 6*each)),
			"shared":  at(dtype, []int{3}, piece(each, 3*each)),
			"turned":  at(dtype, []int{2, 3}, piece(3*each, 3*each), piece(0, 3*each)),
			"overlap": at(dtype, []int{2, 2}, piece(0, 2*each), piece(each, 2*each)),
			"joined":  at(dtype, []int{4}, piece(each, each), piece(2*each, 3*each)),
			"scalar":  at(dtype, nil, piece(3*each, each)),
			"over":    at(dtype, []int{1}, piece(0, each)),
		}, Tensors: tensors{"over": floats([]float32{7}, 1)}})
		if err != nil {
			s.Errorf("%s: %v", dtype, err)
			continue
		}
		got, x := loaded{s, s.be, m, 0}.fetch(), c.want
		for name, want := range map[string]*tensor.Tensor{
			"whole": floats(x, 2, 3), "shared": floats(x[1:4], 3), "turned": floats(slices.Concat(x[3:], x[:3]), 2, 3),
			"overlap": floats([]float32{x[0], x[1], x[1], x[2]}, 2, 2), "joined": floats(x[1:5], 4), "scalar": floats(x[3:4], 1), "over": floats([]float32{7}, 1),
		} {
			s.same(dtype+" "+name, got[name], want)
		}
	}
}

func brokenPieces(s *suite) {
	dir := s.TempDir()
	path := filepath.Join(dir, "data")
	put(s, path, make([]byte, 64))
	stored := func(dtype string, sizes []int, pieces ...backend.Piece) backend.LoadSpec {
		return backend.LoadSpec{Stored: map[string]backend.Stored{"it": at(dtype, sizes, pieces...)}, Policy: backend.F32}
	}
	for what, spec := range map[string]backend.LoadSpec{
		"no pieces":               stored("F32", []int{1}),
		"too few bytes":           stored("F32", []int{4, 4}, backend.Piece{File: path, Length: 60}),
		"too many bytes":          stored("F32", []int{4, 3}, backend.Piece{File: path, Length: 64}),
		"behind the end":          stored("F32", []int{4}, backend.Piece{File: path, Offset: 52, Length: 16}),
		"far behind the end":      stored("F32", []int{4}, backend.Piece{File: path, Offset: math.MaxInt64 - 8, Length: 16}),
		"longer than the file":    stored("F32", []int{17}, backend.Piece{File: path, Length: 68}),
		"huge":                    stored("F32", []int{1 << 30, 1 << 30, 1 << 30}, backend.Piece{File: path, Length: math.MaxInt64}),
		"huge but for the pieces": stored("F32", []int{1 << 40}, backend.Piece{File: path, Length: 64}),
		"before the start":        stored("F32", []int{4}, backend.Piece{File: path, Offset: -4, Length: 16}),
		"a negative length":       stored("F32", []int{4}, backend.Piece{File: path, Length: 32}, backend.Piece{File: path, Length: -16}),
		"an empty piece":          stored("F32", []int{4}, backend.Piece{File: path, Length: 16}, backend.Piece{File: path}),
		"half an element":         stored("F32", []int{4}, backend.Piece{File: path, Length: 6}, backend.Piece{File: path, Length: 10}),
		"an unknown type":         stored("F9", []int{4}, backend.Piece{File: path, Length: 16}),
		"integers":                stored("I32", []int{4}, backend.Piece{File: path, Length: 16}),
		"a size of 0":             stored("F32", []int{4, 0}, backend.Piece{File: path, Length: 16}),
		"a negative size":         stored("F32", []int{-4, -1}, backend.Piece{File: path, Length: 16}),
		"a folder":                stored("F32", []int{4}, backend.Piece{File: dir, Length: 16}),
	} {
		_, err := s.be.Load(s.ctx(), spec)
		s.refused("a tensor of pieces with "+what, err, backend.ErrInvalid, `"it"`)
	}
	if _, err := s.be.Load(s.ctx(), stored("F32", []int{4}, backend.Piece{File: filepath.Join(dir, "none"), Length: 16})); err == nil {
		s.Error("a tensor of a file that is not there was loaded")
	}
	file := filepath.Join(dir, "w.safetensors")
	if err := safetensors.Write(file, tensors{"it": floats([]float32{1, 2}, 2)}, nil); err != nil {
		s.Fatal(err)
	}
	twice := stored("F32", []int{2}, backend.Piece{File: path, Length: 8})
	twice.Files = []string{file}
	_, err := s.be.Load(s.ctx(), twice)
	s.refused("a tensor in a file and by its place", err, backend.ErrInvalid, `"it"`)
}

// changedPieces: a model keeps the file that it was loaded from; the next load sees what stands there then.
func changedPieces(s *suite) {
	path := filepath.Join(s.TempDir(), "data")
	rows := func(first float32) tensors { return tensors{"it": floats([]float32{first, 2, 3, 4}, 2, 2)} }
	spec := backend.LoadSpec{Policy: backend.F32, Stored: map[string]backend.Stored{"it": at("F32", []int{2, 2}, backend.Piece{File: path, Length: 16})}}
	load := func(first float32) loaded {
		put(s, path, raw.Bytes(rows(first)["it"].F32()))
		m, err := s.be.Load(s.ctx(), spec)
		if err != nil {
			s.Fatal(err)
		}
		return loaded{s, s.be, m, 0}
	}
	old, now := load(1), load(-1)
	s.same("a tensor whose file was replaced", old.fetch()["it"], rows(1)["it"])
	s.same("a tensor of the new file", now.fetch()["it"], rows(-1)["it"])
	if err := s.be.Store(s.ctx(), now.model, rows(5)); err != nil {
		s.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(data, raw.Bytes(rows(-1)["it"].F32())) {
		s.Errorf("store wrote to the file (%v)", err)
	}
	put(s, path, data[:12])
	_, err = s.be.Load(s.ctx(), spec)
	s.refused("a tensor whose file was cut short", err, backend.ErrInvalid, `"it"`, "12")
}
