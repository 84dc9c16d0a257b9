package exec

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"wade/sdk/backend"
	shared "wade/sdk/backend/internal/arena"
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
	return e.step(ctx, c, cache, s, nil)
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
	same    bool // as the last step of this schedule, but for the context
	grown   []growth
	kept    []Array                      // of front: values that are kept from step to step
	keys    []memoKey                    // of those computed now
	hashed  map[*tensor.Tensor]signature // during a decode
	result  map[string]*tensor.Tensor
	window  *shared.Window    // for large ones, where there is one
	rooms   map[string]*block // into which values were written that are to be appended
}

// step computes everything, then updates weights, then commits the session; up to the first update it can be given up
// without a trace.
func (e *executor) step(ctx context.Context, c *compiled, cache *session, s backend.Step, hashed map[*tensor.Tensor]signature) (*backend.Result, error) {
	captures := make([]program.ID, len(s.Captures))
	for i, name := range s.Captures {
		id, err := c.Lookup(name)
		if err != nil {
			return nil, fmt.Errorf("backend: capture: %w", err)
		}
		captures[i] = id
	}
	r := &run{compiled: c, e: e, ctx: ctx, session: cache, hashed: hashed, window: shared.From(ctx)}
	w := want{captures: captures, cached: cache != nil}
	for _, ed := range s.Edits {
		id, err := c.Lookup(ed.Value)
		if err != nil {
			return nil, fmt.Errorf("backend: edit: %w", err)
		}
		w.edited = append(w.edited, id)
	}
	if err := r.bind(s); err != nil {
		return nil, err
	}
	if err := r.choose(w); err != nil {
		return nil, err
	}
	if err := r.takeEdits(s.Edits, w.edited); err != nil {
		return nil, err
	}
	r.measure()
	r.frame.layout.place(c, r.schedule)
	if err := e.arena.reserve(c.model.float, r.frame.layout.high); err != nil {
		return nil, err
	}
	if !r.frame.measured { // the arena has moved
		r.same = false
		r.measure()
	}
	r.result = make(map[string]*tensor.Tensor, len(c.Outputs())+len(captures))
	if err := r.compute(); err != nil {
		return nil, err
	}
	if r.point < len(r.order) {
		c.model.version++
		e.memo.forget(c.model)
	}
	r.remember()
	for _, g := range r.grown {
		g.commit(cache)
	}
	return &backend.Result{Values: r.result}, nil
}

// measure says which slots need memory in the arena, and shows readers the values that need none.
func (r *run) measure() {
	f, count := r.frame, len(r.Values())
	sizes := f.layout.sizes
	plain := len(r.edits) == 0
	for _, id := range r.inputs {
		plain = plain && (r.given[id].I32 != nil || r.given[id].dtype() == r.model.float)
	}
	if r.same && plain && f.model == r.model.version {
		for _, id := range r.inputs {
			r.show(id, r.given[id])
		}
		for _, id := range r.contexts {
			if sizes[id] > 0 {
				sizes[id] = f.extent(r.compiled, id)
			}
		}
	} else {
		clear(sizes)
		for id, v := range r.Values() {
			if v.Kind == program.KindNode || !r.needed[id] {
				continue
			}
			a, kept := r.given[id], r.leaves[id]
			if kept != nil {
				a = kept.array
			}
			r.show(program.ID(id), a)
			switch other := a.dtype() != r.model.float; {
			case v.DType == program.I32:
			case r.edits[program.ID(id)] != nil, kept == nil && other:
				sizes[id] = f.extent(r.compiled, program.ID(id))
			case other: // for those that do not read it as it is kept
				sizes[id+count] = f.extent(r.compiled, program.ID(id))
			}
		}
		for _, u := range r.order {
			for _, id := range u.Out {
				if r.returns(u.Node, id) && r.Value(id).DType == program.F32 && !r.lent(u.Node, id) && !r.direct(id) {
					sizes[id] = f.extent(r.compiled, id)
				}
			}
		}
		f.ready, f.model = plain, r.model.version
	}
	f.measured = true
	for i, id := range r.front[:len(r.kept)] {
		sizes[id] = 0
		r.show(id, r.kept[i])
	}
}

// show is what readers see of a value that is not in the arena.
func (r *run) show(id program.ID, a Array) {
	a.Shape = r.frame.shapes[id]
	r.frame.arrays[id], r.frame.arrays[int(id)+len(r.Values())] = a, a
}

// lent tells whether the result of an append is the session's own memory: rows of one sequence lie together there, those of
// several are good enough for attention.
func (r *run) lent(n program.Node, id program.ID) bool {
	return n.Op == program.OpCacheAppend && !n.VJP && r.session != nil && (r.frame.shapes[id][0] == 1 || r.loose[id]) && r.edits[id] == nil
}

func (r *run) compute() error {
	unwatch := watch(r.ctx, r.e.kernels)
	defer unwatch()
	for at := 0; at <= len(r.order); at++ {
		if at <= r.point {
			if err := r.e.alive(r.ctx); err != nil {
				return err
			}
		}
		if at == r.point {
			unwatch()
		}
		r.copies(at)
		if at == 0 {
			for id, v := range r.Values() {
				if v.Kind != program.KindNode || r.lean && r.place[id] >= 0 {
					if err := r.keep(program.ID(id)); err != nil {
						return err
					}
				}
			}
		}
		if at == len(r.order) {
			break
		}
		if err := r.computeUnit(r.order[at]); errors.Is(err, ErrHalted) {
			return cmp.Or(r.e.alive(r.ctx), err)
		} else if err != nil {
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
		r.result[v.Name], err = copyOut(r.frame.arrays[id], v.Shape, r.window)
	}
	return err
}

func (r *run) computeUnit(u *unit) error {
	node := &r.frame.node
	node.Op, node.VJP, node.Attr, node.Policy = u.Op, u.VJP, u.Attr, r.model.policy
	node.In, node.Out = node.In[:0], node.Out[:0]
	for i, id := range u.In {
		node.In = append(node.In, r.operand(u, i, id))
	}
	if u.Op == program.OpAttention && node.In[1].Apart != node.In[2].Apart {
		node.In[1], node.In[2] = node.In[1].together(), node.In[2].together()
	}
	node.After = After{Activation: u.activation, Times: r.read(u.times), Gate: r.read(u.gate), Residual: r.read(u.residual)}
	for _, id := range u.Out {
		out := Array{}
		if r.returns(u.Node, id) && !r.lent(u.Node, id) {
			shape := r.frame.shapes[id]
			switch i := r.place[id]; {
			case i >= 0:
				out = r.kept[i]
				out.Shape = shape
			case r.Value(id).DType == program.I32:
				out = r.frame.indices(id, shape)
			case r.direct(id):
				out = r.ahead(id)
			default:
				out = r.frame.in(&r.e.arena, r.model.float, int(id), shape)
				out.Form = r.form(id)
			}
		}
		node.Out = append(node.Out, out)
	}
	if err := r.dispatch(u.Node, node); err != nil {
		return &backend.OpError{Program: r.Name(), Value: r.nodeName(u.Node), Op: u.Op, Err: err}
	}
	count := len(r.Values())
	for i, id := range u.Out {
		if !node.Out[i].Present() {
			continue
		}
		if node.Out[i].Form == Free {
			node.Out[i].Form = Plain
		}
		r.edit(id, node.Out[i])
		r.frame.arrays[id], r.frame.arrays[int(id)+count] = node.Out[i], node.Out[i]
		if err := r.keep(id); err != nil {
			return err
		}
	}
	return nil
}

// operand is what a node reads: updates see the model itself, everything else sees edits. Where only the shape matters,
// there may be nothing else.
func (r *run) operand(u *unit, i int, id program.ID) Array {
	switch {
	case !r.reads(u.Node, i):
		return Array{Shape: r.frame.shapes[id]}
	case u.Op == program.OpAdamW && slices.Contains(written, i):
		a := r.leaves[id].array
		a.Shape = r.frame.shapes[id]
		return a
	case asStored(u.Node, i):
		return r.frame.arrays[id]
	}
	return r.read(id)
}

// read is a value as floats of the model's type.
func (r *run) read(id program.ID) Array {
	if id == program.None {
		return Array{}
	}
	return r.frame.arrays[int(id)+len(r.Values())]
}

// dispatch computes a node: here where it is bookkeeping, in the kernels where it is arithmetic.
func (r *run) dispatch(n program.Node, node *Node) error {
	switch {
	case n.Op == program.OpCacheAppend && n.VJP:
		return appendGradient(node)
	case n.Op == program.OpCacheAppend:
		return r.append(n.Attr.Cache, node, r.frame.shapes[n.Out[0]])
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
