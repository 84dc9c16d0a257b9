package family

import (
	"fmt"
	"slices"

	"wade/sdk/backend"
)

// take says which rows of a published tensor belong to one of ours.
type take struct {
	part, of int  // the part-th of so many, 0 of 0 for all
	perHead  bool // parts alternate within each head (GPT-NeoX)
}

// rows returns a range of the first axis.
func rows(s backend.Stored, from, to int) (backend.Stored, error) {
	if len(s.Sizes) == 0 || from < 0 || to > s.Sizes[0] || from >= to {
		return s, fmt.Errorf("rows %d to %d of a tensor of shape %v", from, to, s.Sizes)
	}
	var total int64
	for _, p := range s.Pieces {
		total += p.Length
	}
	row := total / int64(s.Sizes[0])
	at, end := int64(from)*row, int64(to)*row
	out := backend.Stored{DType: s.DType, Sizes: slices.Clone(s.Sizes)}
	out.Sizes[0] = to - from
	for _, p := range s.Pieces {
		lo, hi := max(at, 0), min(end, p.Length)
		if lo < hi {
			out.Pieces = append(out.Pieces, backend.Piece{File: p.File, Offset: p.Offset + lo, Length: hi - lo})
		}
		at, end = at-p.Length, end-p.Length
	}
	return out, nil
}

// below stacks tensors on one another along the first axis.
func below(all ...backend.Stored) (backend.Stored, error) {
	out := backend.Stored{DType: all[0].DType, Sizes: slices.Clone(all[0].Sizes)}
	out.Sizes[0] = 0
	for _, s := range all {
		if s.DType != out.DType || len(s.Sizes) == 0 || !slices.Equal(s.Sizes[1:], out.Sizes[1:]) {
			return out, fmt.Errorf("%s %v cannot continue %s %v", s.DType, s.Sizes, all[0].DType, all[0].Sizes)
		}
		out.Sizes[0] += s.Sizes[0]
		out.Pieces = append(out.Pieces, s.Pieces...)
	}
	return out, nil
}

// from takes rows of a published tensor, whose fused parts alternate by head if they do.
func (t take) from(s backend.Stored, heads int) (backend.Stored, error) {
	if t.of == 0 {
		return s, nil
	}
	blocks := 1
	if t.perHead {
		blocks = heads
	}
	if len(s.Sizes) == 0 || blocks == 0 || s.Sizes[0]%(t.of*blocks) != 0 {
		return s, fmt.Errorf("shape %v does not divide into %d parts of %d heads", s.Sizes, t.of, blocks)
	}
	n := s.Sizes[0] / (t.of * blocks)
	parts := make([]backend.Stored, blocks)
	var err error
	for b := range blocks {
		at := (b*t.of + t.part) * n
		if parts[b], err = rows(s, at, at+n); err != nil {
			return s, err
		}
	}
	return below(parts...)
}

// shaped gives a tensor other sizes if only axes of one row differ, as between [1 1 width] and [width].
func shaped(s backend.Stored, sizes []int) (backend.Stored, bool) {
	real := func(sizes []int) (out []int) {
		for _, n := range sizes {
			if n != 1 {
				out = append(out, n)
			}
		}
		return out
	}
	if !slices.Equal(real(s.Sizes), real(sizes)) {
		return s, false
	}
	s.Sizes = slices.Clone(sizes)
	return s, true
}
