package exec

import (
	"testing"

	"wade/sdk/backend"
	"wade/sdk/tensor"
)

// TestForksShare: forks go on in the block that they share as long as no other has rows where they write, and copy it only then.
func TestForksShare(t *testing.T) {
	e := &executor{sessions: map[backend.Session]*session{}}
	grow := func(s *session, rows int) *block {
		shape := []int{1, rows, 4}
		b := e.room(s, "k", tensor.F32, shape)
		growth{"k", b, s.rows + rows}.commit(s)
		return b
	}
	fork := func(s *session) *session {
		f := &session{rows: s.rows, caches: map[string]cache{"k": s.caches["k"]}}
		s.caches["k"].shared++
		return f
	}
	root := &session{caches: map[string]cache{}}
	live := func(all ...*session) {
		clear(e.sessions)
		for i, s := range all {
			e.sessions[backend.Session(i+1)] = s
		}
	}
	live(root)
	block := grow(root, 10)
	first := fork(root)
	live(root, first)
	if grow(first, 5) != block {
		t.Error("the first fork that appends moved, though nobody has rows there")
	}
	second := fork(root)
	live(root, first, second)
	if grow(second, 5) == block {
		t.Error("the second fork wrote over the rows of the first")
	}
	if grow(first, 3) != block {
		t.Error("the first fork moved when it went on")
	}
	first.caches["k"].shared-- // dropped
	third := fork(root)
	live(root, third)
	if grow(third, 5) != block {
		t.Error("a fork moved, though the one before is gone: a sweep would copy its beginning for every run")
	}
	third.truncate(10)
	fourth := fork(root)
	live(root, third, fourth)
	if grow(fourth, 2) != block {
		t.Error("a fork moved, though the other was cut")
	}
}

// TestGrowthIsRare: appending row by row copies the past a few times, not at every row.
func TestGrowthIsRare(t *testing.T) {
	e := &executor{}
	s := &session{caches: map[string]cache{}}
	moves, last := 0, (*block)(nil)
	for range 5000 {
		b := e.room(s, "k", tensor.F32, []int{1, 1, 1})
		growth{"k", b, s.rows + 1}.commit(s)
		if b != last {
			moves, last = moves+1, b
		}
	}
	if moves > 8 {
		t.Errorf("the cache moved %d times in 5000 rows", moves)
	}
}

// TestReorderCopiesWhatDiffers: beams of one prompt are put into another order within their block, the rows of the prompt untouched.
func TestReorderCopiesWhatDiffers(t *testing.T) {
	const prompt, beams, width = 5, 3, 2
	fill := func(b *block, sequence, from, rows int, x float32) {
		r := b.run(sequence, from, rows)
		for i := range r.F32 {
			r.F32[i] = x
		}
	}
	b := &block{array: buffer(tensor.F32, []int{1, 8, width}), shared: 1}
	fill(b, 0, 0, prompt, 1)
	c := cache{b, prompt}
	c = cache{c.picked([]int{0, 0, 0}), prompt}
	for i := range beams {
		fill(c.block, i, prompt, 2, float32(10+i))
		fill(c.block, i, 0, prompt, float32(20+i)) // marks what must not be read
	}
	c.rows += 2
	c.permute([]int{2, 0, 0})
	for i, want := range []float32{12, 10, 10} {
		if got := c.run(i, 0, 7).F32; got[0] != float32(20+i) || got[2*prompt] != want || got[13] != want {
			t.Errorf("sequence %d holds %v, want its own beginning and then %v", i, got, want)
		}
	}
}

// TestReorderOfAnOldCache: a cache to which programs no longer append has one sequence, the past of all the others.
func TestReorderOfAnOldCache(t *testing.T) {
	e := New(keeper{}, Options{}).(*executor)
	defer e.Close()
	for _, order := range [][]int{{2}, {2, 0}, {2, 0, 0}} {
		for range 8 { // in whatever order caches are visited
			s := &session{rows: 3, caches: map[string]cache{}}
			for name, batch := range map[string]int{"old": 1, "k": 3, "v": 3} {
				b := &block{array: buffer(tensor.F32, []int{batch, 8, 1}), used: 3, shared: 1}
				for i := range batch {
					b.run(i, 0, 1).F32[0] = float32(i)
				}
				s.caches[name] = cache{b, 3}
			}
			s.caches["old"] = cache{s.caches["old"].block, 2}
			s.truncate(2)
			e.sessions[1] = s
			if err := e.Reorder(t.Context(), 1, order); err != nil {
				t.Fatalf("%v: %v", order, err)
			}
			for name, want := range map[string]float32{"old": 0, "k": 2, "v": 2} {
				if c := s.caches[name]; c.batch() != len(order) || c.run(0, 0, 1).F32[0] != want {
					t.Errorf("%v: %q has %d sequences, the first begins with %v", order, name, c.batch(), c.run(0, 0, 1).F32[0])
				}
			}
		}
	}
}
