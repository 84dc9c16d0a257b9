package exec

import (
	"context"
	"slices"

	"wade/sdk/backend"
)

// Reorder makes sequence i of a session what sequence from[i] was.
func (e *executor) Reorder(ctx context.Context, h backend.Session, from []int) error {
	return e.with(ctx, h, func(s *session) error { return s.reorder(h, from) })
}

func (s *session) reorder(h backend.Session, from []int) error {
	have := s.sequences()
	switch {
	case s.rows == 0:
		return invalidf("reorder: session %d is empty, so it has no sequences yet", h)
	case len(from) == 0:
		return invalidf("reorder: no sequence would be left; name one or more of the session's %d", have)
	}
	for i, at := range from {
		if at < 0 || at >= have {
			return invalidf("reorder: sequence %d would be what %d was, the session has %d", i, at, have)
		}
	}
	moved := map[string]*block{}
	for name, c := range s.caches { // what needs memory first, so that nothing is half done without it
		if c.batch() != have || len(from) != have || c.shared > 1 {
			moved[name] = c.picked(from)
		}
	}
	for name, c := range s.caches {
		b := moved[name]
		if b == nil {
			c.permute(from)
			continue
		}
		c.shared--
		b.shared = 1
		s.caches[name] = cache{b, c.rows}
	}
	return nil
}

// sequences is how many a session holds. Caches that programs no longer append to have fewer rows, or after a cut one sequence,
// which is the past of all.
func (s *session) sequences() (n int) {
	for _, c := range s.caches {
		if c.rows == s.rows {
			n = max(n, c.batch())
		}
	}
	return n
}

// picked copies chosen sequences into a block of their own. A cache of one sequence, while others have more, is the past of all.
func (c cache) picked(from []int) *block {
	b := &block{array: buffer(c.array.dtype(), []int{len(from), c.capacity(), c.width()}), used: c.rows, root: make([]int, len(from)), alike: c.alike}
	if c.root == nil || c.batch() == 1 {
		b.alike = c.rows
	}
	for i, at := range from {
		at = min(at, c.batch()-1)
		if b.root[i] = at; c.root != nil {
			b.root[i] = c.root[at]
		}
		convert(b.run(i, 0, c.rows), c.run(at, 0, c.rows))
	}
	return b
}

// permute moves sequences within a block that nobody else has: only rows in which they may differ.
func (c cache) permute(from []int) {
	type move struct {
		to, first int
		rows      Array
	}
	var moves []move
	root := slices.Clone(c.root)
	for i, at := range from {
		if at == i {
			continue
		}
		first := 0
		if c.root != nil {
			root[i] = c.root[at]
			if c.root[i] == c.root[at] {
				first = min(c.alike, c.rows)
			}
		}
		if first < c.rows {
			rows := c.run(at, first, c.rows-first)
			kept := buffer(rows.dtype(), []int{c.rows - first, c.width()})
			convert(kept, rows)
			moves = append(moves, move{i, first, kept})
		}
	}
	for _, m := range moves {
		convert(c.run(m.to, m.first, c.rows-m.first), m.rows)
	}
	c.root = root
}
