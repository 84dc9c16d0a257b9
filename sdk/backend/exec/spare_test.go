package exec

import (
	"testing"

	"wade/sdk/backend"
	"wade/sdk/tensor"
)

// TestSparesAreTakenAgain: memory of a session that is gone serves the next, unless a fork still reads it.
func TestSparesAreTakenAgain(t *testing.T) {
	e := &executor{sessions: map[backend.Session]*session{}}
	grow := func(s *session, rows int) *block {
		b := e.room(s, "k", tensor.F32, []int{1, rows, 8})
		growth{"k", b, s.rows + rows}.commit(s)
		return b
	}
	drop := func(h backend.Session) {
		s := e.sessions[h]
		delete(e.sessions, h)
		e.forsake(s)
	}
	e.sessions[1] = &session{caches: map[string]cache{}}
	first := grow(e.sessions[1], 100)
	e.sessions[2] = &session{rows: 100, caches: map[string]cache{"k": e.sessions[1].caches["k"]}} // forked
	first.shared++
	drop(1)
	e.sessions[3] = &session{caches: map[string]cache{}}
	if b := grow(e.sessions[3], 100); b.array.same(first.array) {
		t.Error("a session writes into memory that a fork of another reads")
	}
	drop(2)
	e.sessions[4] = &session{caches: map[string]cache{}}
	if b := grow(e.sessions[4], 8); b.array.same(first.array) {
		t.Error("a short session took memory of a long one")
	}
	e.sessions[5] = &session{caches: map[string]cache{}}
	b := grow(e.sessions[5], 90)
	if !b.array.same(first.array) || b.capacity() != first.capacity() || b.used != 90 {
		t.Errorf("a session of %d rows did not take the memory of one of %d", b.used, first.capacity())
	}
	if e.spares.used != 0 {
		t.Errorf("%d bytes are still told as spare", e.spares.used)
	}
}

// TestSparesHaveALimit: the oldest memory goes first.
func TestSparesHaveALimit(t *testing.T) {
	s := spares{limit: 1 << 10}
	for _, n := range []int{100, 120, 130} {
		s.give(buffer(tensor.F32, []int{1, 1, n}))
	}
	if len(s.arrays) != 2 || s.arrays[0].Len() != 120 || s.used != 1000 {
		t.Errorf("%d arrays of %d bytes are kept, want the last two", len(s.arrays), s.used)
	}
}
