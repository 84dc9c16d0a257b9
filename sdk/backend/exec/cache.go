package exec

import (
	"wade/sdk/tensor"
)

// block is memory for the rows of one cache, [batch capacity width]. Forks share it: it is written only past the rows that
// any of them has, so whoever appends first goes on in it and the others move to a copy.
type block struct {
	array  Array
	used   int // rows that some session has or had
	shared int // sessions that hold it

	root  []int // by sequence: those of one root are equal in the first alike rows; nil: none is known to be
	alike int
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

// append writes rows behind those of a cache, and shows all of them; shape is that of the result.
func (r *run) append(name string, n *Node, shape []int) error {
	x := n.In[0]
	if r.session == nil {
		convert(n.Out[0], x)
		return nil
	}
	b := r.rooms[name]
	if b == nil || !x.same(b.run(0, r.session.rows, x.Shape[1])) {
		b = r.e.room(r.session, name, x.dtype(), x.Shape)
	}
	before, rows, width := r.session.rows, x.Shape[1], b.width()
	total := before + rows
	b.alike = min(b.alike, before)
	for i := range b.batch() {
		if to := b.run(i, before, rows); !x.same(to) {
			convert(to, x.elements(i*rows*width, rows*width))
		}
	}
	r.grown = append(r.grown, growth{name, b, total})
	if n.Out[0].Present() {
		for i := range b.batch() {
			convert(n.Out[0].elements(i*total*width, total*width), b.run(i, 0, total))
		}
		return nil
	}
	n.Out[0] = b.array.elements(0, ((b.batch()-1)*b.capacity()+total)*width)
	n.Out[0].Shape = shape
	if b.batch() > 1 {
		n.Out[0].Apart = b.capacity()
	}
	return nil
}

// together is a copy of rows that lie apart: caches of keys and of values may have grown at different times.
func (a Array) together() Array {
	if a.Apart == 0 {
		return a
	}
	b, each := buffer(a.dtype(), a.Shape), a.Shape[1]*a.Shape[2]
	for i := range a.Shape[0] {
		convert(b.elements(i*each, each), a.elements(i*a.Apart*a.Shape[2], each))
	}
	return b
}

// run is the elements of rows of one sequence.
func (b *block) run(sequence, from, rows int) Array {
	return b.array.elements((sequence*b.capacity()+from)*b.width(), rows*b.width())
}

// spareRows is the least room behind the rows of a new cache, which is half of them for a long prompt: what follows a prompt
// should not move it. Memory that is not written costs addresses only. A cache that grows doubles.
const spareRows = 64

// room finds a block in which rows of a shape may be written behind the session's; a session of one sequence is repeated
// for as many as the shape has.
func (e *executor) room(s *session, name string, dtype tensor.DType, shape []int) *block {
	need := s.rows + shape[1]
	old := s.caches[name].block
	if s.rows == 0 && old != nil && (old.batch() != shape[0] || old.width() != shape[2]) {
		old = nil
	}
	same := old != nil && old.batch() == shape[0]
	if same && need <= old.capacity() && (old.shared == 1 || old.used == s.rows || e.others(s, name, old) <= s.rows) {
		return old
	}
	capacity := need + max(spareRows, need/2)
	if s.rows > 0 && same {
		capacity = max(capacity, min(2*old.capacity(), 2*need))
	}
	b := &block{array: e.spares.take(dtype, shape[0], need, capacity, shape[2]), used: s.rows}
	if s.rows > 0 {
		for i := range b.batch() {
			from := 0 // the one sequence is the past of all
			if same {
				from = i
			}
			convert(b.run(i, 0, s.rows), old.run(from, 0, s.rows))
		}
		if b.root, b.alike = old.root, old.alike; !same {
			b.root, b.alike = make([]int, b.batch()), s.rows
		}
	}
	return b
}

// others is the most rows that another session has in a block: those of forks that are gone, or were cut, count no more.
func (e *executor) others(s *session, name string, b *block) (rows int) {
	for _, other := range e.sessions {
		if c := other.caches[name]; other != s && c.block == b {
			rows = max(rows, c.rows)
		}
	}
	return rows
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
