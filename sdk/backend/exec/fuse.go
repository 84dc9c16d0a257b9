package exec

import (
	"wade/sdk/program"
)

// unit is what kernels compute in one call: a node, or a linear with the nodes after it, which nobody else reads.
type unit struct {
	program.Node // of a chain: the linear, with the result of its last node
	activation   program.Activation
	times        program.ID // None where there is none
	gate         program.ID
	residual     program.ID
}

func single(n program.Node) unit {
	return unit{Node: n, times: program.None, gate: program.None, residual: program.None}
}

// operands calls f for each value that the unit reads; i is the place among the node's operands, -1 for those of what follows.
func (s *schedule) operands(u *unit, f func(i int, id program.ID)) {
	for i, id := range u.In {
		if s.reads(u.Node, i) {
			f(i, id)
		}
	}
	for _, id := range [...]program.ID{u.times, u.gate, u.residual} {
		if id != program.None {
			f(-1, id)
		}
	}
}

// fuse makes units of the nodes that run. A chain begins with a linear and goes on while the value between exists for its
// reader only: it is not apart, as what is wanted, edited or kept is. The unit stands where its last node stood.
func (s *schedule) fuse(c *compiled, runs, apart []bool) []*unit {
	nodes := c.Nodes()
	readers := make([]int, len(c.Values())) // how many operands read it
	reader := make([]int, len(c.Values()))  // the last node that does
	for k, n := range nodes {
		for i, id := range n.In {
			if runs[k] && s.reads(n, i) {
				readers[id]++
				reader[id] = k
			}
		}
	}
	units := make([]*unit, len(nodes))
	taken := make([]bool, len(nodes))
	for k, n := range nodes {
		if !runs[k] || taken[k] {
			continue
		}
		u := single(n)
		end := k
		for c.fuses && n.Op == program.OpLinear && !n.VJP {
			id := u.Out[0]
			if readers[id] != 1 || apart[id] {
				break
			}
			next := reader[id]
			if taken[next] || c.late[next] != c.late[k] || !u.absorb(c, nodes[next], id) {
				break
			}
			taken[next], end = true, next
			u.Out = nodes[next].Out
		}
		units[end] = &u
	}
	return units
}

// absorb takes a node that reads id into the unit, if it fits behind what is there.
func (u *unit) absorb(c *compiled, n program.Node, id program.ID) bool {
	if n.VJP || u.residual != program.None {
		return false
	}
	other := func() program.ID { // the second operand of add or mul
		for i, at := range n.In {
			if at == id && c.Value(n.In[1-i]).Shape.Equal(c.Value(id).Shape) {
				return n.In[1-i]
			}
		}
		return program.None
	}
	switch n.Op {
	case program.OpActivation:
		if u.activation != "" || u.times != program.None {
			return false
		}
		u.activation = n.Attr.Activation
		return true
	case program.OpMul:
		if u.times == program.None {
			u.times = other()
			return u.times != program.None
		}
	case program.OpAdd:
		u.residual = other()
		return u.residual != program.None
	case program.OpGatedAdd:
		if n.In[1] == id {
			u.residual, u.gate = n.In[0], n.In[2]
			return true
		}
	}
	return false
}
