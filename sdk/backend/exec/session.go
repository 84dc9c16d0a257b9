package exec

import (
	"context"
	"maps"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/tensor"
)

// session is a key-value cache of rows that all its caches have.
type session struct {
	model  *model
	rows   int
	caches map[string]cache
}

// cache is the first rows of a block.
type cache struct {
	*block
	rows int
}

// block is memory for the rows of one cache, [batch capacity width]. Forks share it: it is written only past the rows that
// any of them has, so whoever appends first goes on in it and the others move to a copy.
type block struct {
	array  Array
	used   int // rows that some session has or had
	shared int // sessions that hold it
}

func (b *block) batch() int    { return b.array.Shape[0] }
func (b *block) capacity() int { return b.array.Shape[1] }
func (b *block) width() int    { return b.array.Shape[2] }

// growth is an append that was written but not committed: until then no session counts its rows.
type growth struct {
	name  string
	block *block
	rows  int
}

// NewSession starts an empty cache.
func (e *executor) NewSession(ctx context.Context, h backend.Model) (out backend.Session, err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return 0, err
	}
	defer e.leave()
	m, err := find(e.models, "model", h)
	if err != nil {
		return 0, err
	}
	out = backend.Session(e.handle())
	e.sessions[out] = &session{model: m, caches: map[string]cache{}}
	return out, nil
}

// Fork copies a session without copying its rows.
func (e *executor) Fork(ctx context.Context, h backend.Session) (out backend.Session, err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return 0, err
	}
	defer e.leave()
	s, err := find(e.sessions, "session", h)
	if err != nil {
		return 0, err
	}
	fork := &session{model: s.model, rows: s.rows, caches: maps.Clone(s.caches)}
	for _, c := range s.caches {
		c.shared++
	}
	out = backend.Session(e.handle())
	e.sessions[out] = fork
	return out, nil
}

// Truncate cuts a session to its first n rows.
func (e *executor) Truncate(ctx context.Context, h backend.Session, n int) (err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.leave()
	s, err := find(e.sessions, "session", h)
	if err != nil {
		return err
	}
	if n < 0 || n > s.rows {
		return invalidf("truncate to %d rows, the session has %d", n, s.rows)
	}
	s.truncate(n)
	return nil
}

func (s *session) truncate(n int) {
	s.rows = n
	for name, c := range s.caches {
		s.caches[name] = cache{c.block, min(c.rows, n)}
	}
}

// Length is the number of rows.
func (e *executor) Length(ctx context.Context, h backend.Session) (n int, err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return 0, err
	}
	defer e.leave()
	s, err := find(e.sessions, "session", h)
	if err != nil {
		return 0, err
	}
	return s.rows, nil
}

// Drop frees a session.
func (e *executor) Drop(ctx context.Context, h backend.Session) (err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.leave()
	s, err := find(e.sessions, "session", h)
	if err != nil {
		return err
	}
	for _, c := range s.caches {
		c.shared--
	}
	delete(e.sessions, h)
	return nil
}

// sessionOf finds the session of a step, nil for none.
func (e *executor) sessionOf(c *compiled, h backend.Session) (*session, error) {
	if h == 0 {
		return nil, nil
	}
	s, err := find(e.sessions, "session", h)
	if err == nil && s.model != c.model {
		err = invalidf("session %d belongs to another model than program %s", h, c.Name())
	}
	return s, err
}

// check tells how many rows a cache holds before rows of a shape are appended.
func (s *session) check(name string, shape []int) (rows int, err error) {
	if s.rows == 0 {
		return 0, nil
	}
	c, ok := s.caches[name]
	if !ok || c.rows < s.rows {
		return 0, invalidf("cache %q has %d of the session's %d rows%s; use a session only with programs that append to the same caches", name, c.rows, s.rows, hint(name, slices.Sorted(maps.Keys(s.caches))))
	}
	if c.batch() != shape[0] || c.width() != shape[2] {
		return 0, invalidf("cache %q of the session is [%d rows %d], the rows given are %v", name, c.batch(), c.width(), shape)
	}
	return s.rows, nil
}

// append writes rows behind those of a cache, and shows all of them.
func (r *run) append(name string, n *Node) error {
	x := n.In[0]
	if r.session == nil {
		convert(n.Out[0], x)
		return nil
	}
	b := r.session.room(name, x.dtype(), x.Shape)
	before := r.session.rows
	total := before + x.Shape[1]
	for i := range b.batch() {
		convert(b.run(i, before, x.Shape[1]), x.part(i*x.Shape[1]*b.width(), x.Shape[1:]))
	}
	r.grown = append(r.grown, growth{name, b, total})
	if n.Out[0].Present() {
		for i := range b.batch() {
			convert(n.Out[0].part(i*total*b.width(), []int{total, b.width()}), b.run(i, 0, total))
		}
		return nil
	}
	n.Out[0] = b.run(0, 0, total)
	n.Out[0].Shape = []int{1, total, b.width()}
	return nil
}

// run is rows of one sequence.
func (b *block) run(sequence, from, rows int) Array {
	return b.array.part((sequence*b.capacity()+from)*b.width(), []int{rows, b.width()})
}

// firstRows is the capacity of a new cache; it doubles as it grows.
const firstRows = 64

// room finds a block in which rows of a shape may be written behind the session's.
func (s *session) room(name string, dtype tensor.DType, shape []int) *block {
	need := s.rows + shape[1]
	old := s.caches[name].block
	if s.rows == 0 && old != nil && (old.batch() != shape[0] || old.width() != shape[2]) {
		old = nil
	}
	if old != nil && (old.shared == 1 || old.used == s.rows) && need <= old.capacity() {
		return old
	}
	capacity := max(firstRows, need)
	if s.rows > 0 {
		capacity = max(capacity, min(2*old.capacity(), 2*need))
	}
	b := &block{array: buffer(dtype, []int{shape[0], capacity, shape[2]}), used: s.rows}
	if s.rows > 0 {
		for i := range b.batch() {
			convert(b.run(i, 0, s.rows), old.run(i, 0, s.rows))
		}
	}
	return b
}

func (g growth) commit(s *session) {
	if old := s.caches[g.name].block; old != g.block {
		if old != nil {
			old.shared--
		}
		g.block.shared = 1
	}
	g.block.used = g.rows
	s.caches[g.name] = cache{g.block, g.rows}
	s.rows = g.rows
}

// appendGradient passes on the gradient of the rows appended, which are the last.
func appendGradient(n *Node) error {
	dx, dout := n.Out[0], n.In[len(n.In)-1]
	if !dx.Present() {
		return nil
	}
	rows, total, width := dx.Shape[1], dout.Shape[1], dx.Shape[2]
	for i := range dx.Shape[0] {
		convert(dx.part(i*rows*width, []int{rows, width}), dout.part((i*total+total-rows)*width, []int{rows, width}))
	}
	return nil
}
