package exec

import (
	"slices"

	"wade/sdk/tensor"
)

// spares is memory of sessions that are gone, for those to come: pages that the system has handed out once need not be cleared
// and mapped again for every prompt.
type spares struct {
	limit  int64 // bytes, 0: a usual one
	used   int64
	arrays []Array // the oldest first
}

const usualSpares = 256 << 20

// give takes over memory to which nobody holds on any longer.
func (s *spares) give(a Array) {
	limit := s.limit
	if limit == 0 {
		limit = usualSpares
	}
	s.arrays = append(s.arrays, a)
	for s.used += int64(a.bytes()); s.used > limit; s.arrays = slices.Delete(s.arrays, 0, 1) {
		s.used -= int64(s.arrays[0].bytes())
	}
}

// take finds memory for rows of sequences, at least as many as there must be and seldom more than twice as many as there should
// be; the elements are undefined. Where there is none it is made.
func (s *spares) take(dtype tensor.DType, batch, least, rows, width int) Array {
	for i, a := range slices.Backward(s.arrays) {
		if have := a.Len() / (batch * width); a.dtype() == dtype && have >= least && have <= 2*rows {
			s.arrays = slices.Delete(s.arrays, i, i+1)
			s.used -= int64(a.bytes())
			return a.part(0, []int{batch, have, width})
		}
	}
	return buffer(dtype, []int{batch, rows, width})
}

// forsake gives the memory of a session's caches away, unless another session has a part in it.
func (e *executor) forsake(s *session) {
	for _, c := range s.caches {
		if c.shared--; c.shared == 0 {
			e.spares.give(c.array)
		}
	}
}
