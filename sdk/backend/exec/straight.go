package exec

import (
	"wade/sdk/program"
)

// straighten finds values that are computed for an append alone: in a session of one sequence they are written where they will
// stay.
func (s *schedule) straighten(c *compiled, apart []bool) {
	readers := make([]int, len(c.Values()))
	for _, u := range s.order {
		s.operands(u, func(_ int, id program.ID) { readers[id]++ })
	}
	s.straight = make([]string, len(c.Values()))
	for _, u := range s.order {
		if id := u.In[0]; u.Op == program.OpCacheAppend && !u.VJP && readers[id] == 1 && !apart[id] && c.Value(id).Kind == program.KindNode {
			s.straight[id] = u.Attr.Cache
		}
	}
	for _, u := range s.order { // what the executor makes itself may be memory of somebody else's
		if u.VJP || u.Op == program.OpCacheAppend || u.Op == program.OpSample {
			for _, id := range u.Out {
				if id != program.None {
					s.straight[id] = ""
				}
			}
		}
	}
}

// direct tells whether a value of this step is written straight into the cache.
func (r *run) direct(id program.ID) bool {
	return r.straight[id] != "" && r.session != nil && r.frame.shapes[id][0] == 1 && r.edits[id] == nil
}

// ahead is the place in the cache of a value that will be appended.
func (r *run) ahead(id program.ID) Array {
	shape, name := r.frame.shapes[id], r.straight[id]
	b := r.e.room(r.session, name, r.model.float, shape)
	if r.rooms == nil {
		r.rooms = map[string]*block{}
	}
	r.rooms[name] = b
	a := b.run(0, r.session.rows, shape[1])
	a.Shape = shape
	return a
}

// same tells whether two arrays begin at the same element.
func (a Array) same(b Array) bool {
	switch {
	case len(a.F32) > 0 && len(b.F32) > 0:
		return &a.F32[0] == &b.F32[0]
	case len(a.F64) > 0 && len(b.F64) > 0:
		return &a.F64[0] == &b.F64[0]
	}
	return false
}
