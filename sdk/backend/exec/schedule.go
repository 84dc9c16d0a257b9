package exec

import (
	"encoding/binary"
	"slices"

	"wade/sdk/program"
)

// schedule is the part of a program that a set of captures needs, in order, with the life of every value in it.
type schedule struct {
	order    []*unit        // first everything but the updates, then those and what reads their results
	point    int            // of no return: place in order of the first update
	wanted   []bool         // by value: outputs and captures
	needed   []bool         // by value: wanted, or read by a node that runs
	births   [][]slot       // by place, one more than there are units: copies of given values made before the unit
	deaths   [][]slot       // by place: what nobody reads after the unit
	front    []program.ID   // steady values that others read: kept from step to step
	place    []int          // by value: where it is in front, -1 for the others
	lean     bool           // they are there already
	loose    []bool         // by value: results of appends that attention alone reads
	straight []string       // by value: the cache that it is appended to, where nothing else happens to it
	factors  [][]program.ID // by value: the matrices it is multiplied with, where nothing else happens to it
	frame    *frame
}

// slot is a place for a value: its ID, or its ID plus the number of values for the widened copy of a weight that is kept otherwise.
type slot = int

// want says what a schedule is for.
type want struct {
	captures []program.ID
	edited   []program.ID
	cached   bool    // there is a session
	keep     keeping // of steady values
}

type keeping byte

const (
	keepNothing keeping = iota
	fill                // compute them into memory of their own
	reuse               // they are there
)

// plan finds or makes the schedule of a run.
func (c *compiled) plan(w want) *schedule {
	slices.Sort(w.captures)
	key := append(c.key[:0], byte(w.keep))
	if w.cached {
		key[0] |= 4
	}
	for _, id := range w.captures {
		key = binary.AppendUvarint(key, uint64(2*id))
	}
	for _, id := range w.edited {
		if c.between(id) {
			key = binary.AppendUvarint(key, uint64(2*id+1))
		}
	}
	c.key = key
	s, ok := c.schedules[string(key)]
	if !ok {
		if len(c.schedules) >= maxSchedules {
			clear(c.schedules)
		}
		s = c.schedule(w)
		c.schedules[string(key)] = s
	}
	return s
}

// maxSchedules bounds what a program remembers of the captures it was asked for.
const maxSchedules = 32

// between tells whether a value may vanish inside a chain, so that an edit of it needs a schedule of its own.
func (c *compiled) between(id program.ID) bool {
	return c.fuses && c.chained[id]
}

func (c *compiled) schedule(w want) *schedule {
	nodes, count := c.Nodes(), len(c.Values())
	s := &schedule{wanted: make([]bool, count), needed: make([]bool, count), lean: w.keep == reuse}
	apart := make([]bool, count) // not to vanish inside a chain
	for _, ids := range [][]program.ID{c.Outputs(), w.captures} {
		for _, id := range ids {
			s.wanted[id], s.needed[id], apart[id] = true, true, true
		}
	}
	for _, id := range w.edited {
		apart[id] = true
	}
	runs := make([]bool, len(nodes))
	front := make([]bool, count)
	for k := len(nodes) - 1; k >= 0; k-- {
		n := nodes[k]
		// An update and, in a session, an append run for what they do, not for what they return.
		runs[k] = n.Op == program.OpAdamW || w.cached && n.Op == program.OpCacheAppend && !n.VJP
		for _, id := range n.Out {
			runs[k] = runs[k] || id != program.None && s.needed[id] && !(front[id] && s.lean)
		}
		if !runs[k] {
			continue
		}
		for i, id := range n.In {
			if !s.reads(n, i) {
				continue
			}
			s.needed[id] = true
			if w.keep != keepNothing && c.steady.front(n, id) && !front[id] {
				front[id], apart[id] = true, true
				s.front = append(s.front, id)
			}
		}
	}
	units := s.fuse(c, runs, apart)
	for _, late := range []bool{false, true} {
		if late {
			s.point = len(s.order)
		}
		for k, u := range units {
			if u != nil && c.late[k] == late {
				s.order = append(s.order, u)
			}
		}
	}
	s.place = slices.Repeat([]int{-1}, count)
	for i, id := range s.front {
		s.place[id] = i
	}
	s.loosen(c)
	s.straighten(c, apart)
	s.forms(c, apart)
	s.lives(c)
	s.frame = newFrame(c, s)
	return s
}

// loosen finds results of appends that need not lie together.
func (s *schedule) loosen(c *compiled) {
	s.loose = make([]bool, len(c.Values()))
	if !c.spreads {
		return
	}
	for _, u := range s.order {
		if u.Op == program.OpCacheAppend && !u.VJP {
			s.loose[u.Out[0]] = !s.wanted[u.Out[0]]
		}
		s.operands(u, func(i int, id program.ID) {
			attends := !u.VJP && (u.Op == program.OpAttention && (i == 1 || i == 2) || u.Op == program.OpPattern && i == 1)
			s.loose[id] = s.loose[id] && attends
		})
	}
}

// returns tells whether a node computes a result: a gradient that nobody needs is left out.
func (s *schedule) returns(n program.Node, id program.ID) bool {
	return id != program.None && (!n.VJP || s.needed[id])
}

// lives finds when each slot is filled and when it is read for the last time.
func (s *schedule) lives(c *compiled) {
	count := len(c.Values())
	never := len(s.order)
	first, last := make([]int, 2*count), make([]int, 2*count)
	for i := range first {
		first[i], last[i] = never, -1
	}
	for at, u := range s.order {
		s.operands(u, func(i int, id program.ID) {
			first[id], last[id] = min(first[id], at), at
			if i < 0 || !asStored(u.Node, i) {
				first[int(id)+count], last[int(id)+count] = min(first[int(id)+count], at), at
			}
		})
		for _, id := range u.Out {
			if s.returns(u.Node, id) {
				last[id] = max(last[id], at)
			}
		}
	}
	s.births, s.deaths = make([][]slot, never+1), make([][]slot, never+1)
	for i := range first {
		id := i % count
		if c.Value(program.ID(id)).Kind != program.KindNode {
			if i < count && s.wanted[id] { // returned as it was before the first node
				first[i], last[i] = 0, max(last[i], 0)
			}
			if last[i] >= 0 {
				s.births[first[i]] = append(s.births[first[i]], i)
			}
		} else if i >= count {
			continue
		}
		if last[i] >= 0 {
			s.deaths[last[i]] = append(s.deaths[last[i]], i)
		}
	}
}

// asStored tells whether kernels take an operand in whatever type a weight is kept.
func asStored(n program.Node, operand int) bool {
	return n.Op == program.OpLinear && operand == 1 || n.Op == program.OpEmbed && operand == 0
}
