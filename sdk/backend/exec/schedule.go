package exec

import (
	"wade/sdk/program"
)

// schedule is the part of a program that a set of captures needs, in order, with the life of every value in it.
type schedule struct {
	order  []int    // nodes: first everything but the updates, then those and what reads their results
	point  int      // of no return: place in order of the first update
	wanted []bool   // by value: outputs and captures
	needed []bool   // by value: wanted, or read by a node in order
	births [][]slot // by place, one more than there are nodes: copies of given values made before the node
	deaths [][]slot // by place: what nobody reads after the node
	frame  *frame
}

// slot is a place for a value: its ID, or its ID plus the number of values for the widened copy of a bfloat16 weight.
type slot = int

// plan finds or makes the schedule of a run.
func (c *compiled) plan(captures []program.ID, cached bool) *schedule {
	key := make([]byte, len(c.Values())+1)
	for _, ids := range [][]program.ID{c.Outputs(), captures} {
		for _, id := range ids {
			key[id] = 1
		}
	}
	if cached {
		key[len(c.Values())] = 1
	}
	s, ok := c.schedules[string(key)]
	if !ok {
		if len(c.schedules) >= maxSchedules {
			clear(c.schedules)
		}
		s = c.schedule(key[:len(c.Values())], cached)
		c.schedules[string(key)] = s
	}
	return s
}

// maxSchedules bounds what a program remembers of the captures it was asked for.
const maxSchedules = 32

func (c *compiled) schedule(marks []byte, cached bool) *schedule {
	nodes := c.Nodes()
	s := &schedule{wanted: make([]bool, len(marks)), needed: make([]bool, len(marks))}
	for id, m := range marks {
		s.wanted[id], s.needed[id] = m == 1, m == 1
	}
	runs := make([]bool, len(nodes))
	for k := len(nodes) - 1; k >= 0; k-- {
		n := nodes[k]
		// An update and, in a session, an append run for what they do, not for what they return.
		runs[k] = n.Op == program.OpAdamW || cached && n.Op == program.OpCacheAppend && !n.VJP
		for _, id := range n.Out {
			runs[k] = runs[k] || id != program.None && s.needed[id]
		}
		if runs[k] {
			for _, id := range n.In {
				s.needed[id] = true
			}
		}
	}
	for _, late := range []bool{false, true} {
		if late {
			s.point = len(s.order)
		}
		for k := range nodes {
			if runs[k] && c.late[k] == late {
				s.order = append(s.order, k)
			}
		}
	}
	s.lives(c)
	s.frame = newFrame(c, s)
	return s
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
	for at, k := range s.order {
		n := c.Nodes()[k]
		for i, id := range n.In {
			first[id], last[id] = min(first[id], at), at
			if !asStored(n, i) {
				first[int(id)+count], last[int(id)+count] = min(first[int(id)+count], at), at
			}
		}
		for _, id := range n.Out {
			if s.returns(n, id) {
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
	return !n.VJP && (n.Op == program.OpLinear && operand == 1 || n.Op == program.OpEmbed && operand == 0)
}
