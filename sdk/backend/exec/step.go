package exec

import (
	"context"
	"fmt"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Step runs a program once.
func (e *executor) Step(ctx context.Context, h backend.Program, s backend.Step) (out *backend.Result, err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return nil, err
	}
	defer e.leave()
	c, err := find(e.programs, "program", h)
	if err != nil {
		return nil, err
	}
	cache, err := e.sessionOf(c, s.Session)
	if err != nil {
		return nil, err
	}
	return e.step(ctx, c, cache, s)
}

// run is one step in progress.
type run struct {
	*compiled
	*schedule
	e       *executor
	ctx     context.Context
	edits   map[program.ID][]program.Edit
	sizes   program.Bindings
	session *session
	grown   []growth
	result  map[string]*tensor.Tensor
}

// step computes everything, then updates weights, then commits the session; up to the first update it can be given up
// without a trace.
func (e *executor) step(ctx context.Context, c *compiled, cache *session, s backend.Step) (*backend.Result, error) {
	captures := make([]program.ID, len(s.Captures))
	for i, name := range s.Captures {
		id, err := c.Lookup(name)
		if err != nil {
			return nil, fmt.Errorf("backend: capture: %w", err)
		}
		captures[i] = id
	}
	r := &run{compiled: c, e: e, ctx: ctx, session: cache, schedule: c.plan(captures, cache != nil)}
	if err := r.bind(s); err != nil {
		return nil, err
	}
	if err := r.frame.resolve(c, r.schedule, r.sizes); err != nil {
		return nil, err
	}
	if err := r.takeEdits(s.Edits); err != nil {
		return nil, err
	}
	r.measure()
	r.frame.layout.place(c, r.schedule)
	if err := e.arena.reserve(c.model.float, r.frame.layout.high); err != nil {
		return nil, err
	}
	r.result = make(map[string]*tensor.Tensor, len(c.Outputs())+len(captures))
	if err := r.compute(); err != nil {
		return nil, err
	}
	for _, g := range r.grown {
		g.commit(cache)
	}
	return &backend.Result{Values: r.result}, nil
}

// measure says which slots need memory in the arena, and shows readers the values that need none.
func (r *run) measure() {
	count := len(r.Values())
	sizes := r.frame.layout.sizes
	clear(sizes)
	for id, v := range r.Values() {
		if v.Kind == program.KindNode || !r.needed[id] {
			continue
		}
		a, kept := r.given[id], r.leaves[id]
		if kept != nil {
			a = kept.array
		}
		a.Shape = r.frame.shapes[id]
		r.frame.arrays[id], r.frame.arrays[id+count] = a, a
		switch other := a.dtype() != r.model.float; {
		case v.DType == program.I32:
		case r.edits[program.ID(id)] != nil, kept == nil && other:
			sizes[id] = a.Len()
		case other: // for those that do not read it as it is kept
			sizes[id+count] = a.Len()
		}
	}
	for _, k := range r.order {
		n := r.Nodes()[k]
		for _, id := range n.Out {
			if r.returns(n, id) && r.Value(id).DType == program.F32 && !r.lent(n, id) {
				sizes[id] = Array{Shape: r.frame.shapes[id]}.Len()
			}
		}
	}
}

// lent tells whether the result of an append is the session's own memory: rows of one sequence lie together there.
func (r *run) lent(n program.Node, id program.ID) bool {
	return n.Op == program.OpCacheAppend && !n.VJP && r.session != nil && r.frame.shapes[id][0] == 1 && r.edits[id] == nil
}

func (r *run) compute() error {
	for at := 0; at <= len(r.order); at++ {
		if at <= r.point {
			if err := r.e.alive(r.ctx); err != nil {
				return err
			}
		}
		r.copies(at)
		if at == 0 {
			for id, v := range r.Values() {
				if v.Kind != program.KindNode {
					if err := r.keep(program.ID(id)); err != nil {
						return err
					}
				}
			}
		}
		if at == len(r.order) {
			break
		}
		if err := r.computeNode(r.Nodes()[r.order[at]]); err != nil {
			return err
		}
	}
	return nil
}

// copies fills the slots of given values that were edited or are of another type.
func (r *run) copies(at int) {
	count := len(r.Values())
	for _, i := range r.births[at] {
		if r.frame.layout.sizes[i] == 0 {
			continue
		}
		id := i % count
		dst := r.frame.in(&r.e.arena, r.model.float, i, r.frame.shapes[id])
		convert(dst, r.frame.arrays[id])
		r.edit(program.ID(id), dst)
		r.frame.arrays[i] = dst
		if i < count {
			r.frame.arrays[i+count] = dst
		}
	}
}

// keep copies a wanted value into the result.
func (r *run) keep(id program.ID) (err error) {
	if r.wanted[id] {
		v := r.Value(id)
		r.result[v.Name], err = copyOut(r.frame.arrays[id], v.Shape)
	}
	return err
}

func (r *run) computeNode(n program.Node) error {
	node := &r.frame.node
	node.Op, node.VJP, node.Attr = n.Op, n.VJP, n.Attr
	node.In, node.Out = node.In[:0], node.Out[:0]
	for i, id := range n.In {
		node.In = append(node.In, r.operand(n, i, id))
	}
	for _, id := range n.Out {
		out := Array{}
		if r.returns(n, id) && !r.lent(n, id) {
			if shape := r.frame.shapes[id]; r.Value(id).DType == program.I32 {
				out = r.frame.indices(id, shape)
			} else {
				out = r.frame.in(&r.e.arena, r.model.float, int(id), shape)
			}
		}
		node.Out = append(node.Out, out)
	}
	if err := r.dispatch(n, node); err != nil {
		return &backend.OpError{Program: r.Name(), Value: r.nodeName(n), Op: n.Op, Err: err}
	}
	count := len(r.Values())
	for i, id := range n.Out {
		if !node.Out[i].Present() {
			continue
		}
		r.edit(id, node.Out[i])
		r.frame.arrays[id], r.frame.arrays[int(id)+count] = node.Out[i], node.Out[i]
		if err := r.keep(id); err != nil {
			return err
		}
	}
	return nil
}

// operand is what a node reads: updates see the model itself, everything else sees edits.
func (r *run) operand(n program.Node, i int, id program.ID) Array {
	switch {
	case n.Op == program.OpAdamW && slices.Contains(written, i):
		a := r.leaves[id].array
		a.Shape = r.frame.shapes[id]
		return a
	case asStored(n, i):
		return r.frame.arrays[id]
	}
	return r.frame.arrays[int(id)+len(r.Values())]
}

// dispatch computes a node: here where it is bookkeeping, in the kernels where it is arithmetic.
func (r *run) dispatch(n program.Node, node *Node) error {
	switch {
	case n.Op == program.OpCacheAppend && n.VJP:
		return appendGradient(node)
	case n.Op == program.OpCacheAppend:
		return r.append(n.Attr.Cache, node)
	case n.Op == program.OpSample:
		return sample(node)
	}
	if err := checkIndices(node); err != nil {
		return err
	}
	return compute(r.e.kernels, node)
}

func compute(k Kernels, n *Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("kernel panicked: %v", p)
		}
	}()
	return k.Compute(n)
}
