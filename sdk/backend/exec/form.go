package exec

import (
	"wade/sdk/program"
)

// Form is how the elements of a value lie in its memory.
type Form byte

const (
	Plain Form = iota // as the shape says
	Free              // of a result: kernels may write it as they like, and say so by setting Own
	Own               // as kernels wrote it: no more bytes than it has as floats
)

// forms finds values that only products read, as what they multiply, and with which matrices: kernels may give those a form that
// suits products. What anybody else reads, wants, edits or keeps is plain.
func (s *schedule) forms(c *compiled, apart []bool) {
	s.factors = make([][]program.ID, len(c.Values()))
	plain := make([]bool, len(c.Values()))
	for _, u := range s.order {
		s.operands(u, func(i int, id program.ID) {
			if i == 0 && u.Op == program.OpLinear && !u.VJP {
				s.factors[id] = append(s.factors[id], u.In[1])
			} else {
				plain[id] = true
			}
		})
	}
	for id, v := range c.Values() {
		if plain[id] || apart[id] || v.Kind != program.KindNode {
			s.factors[id] = nil
		}
	}
}

// form tells whether all matrices that a value of this step will be multiplied with are bfloat16.
func (r *run) form(id program.ID) Form {
	if len(r.factors[id]) == 0 || r.edits[id] != nil {
		return Plain
	}
	for _, w := range r.factors[id] {
		if s := r.leaves[w]; s == nil || s.array.BF16 == nil || r.edits[w] != nil {
			return Plain
		}
	}
	return Free
}
