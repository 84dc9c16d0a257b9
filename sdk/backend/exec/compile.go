package exec

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// compiled is a program that was checked against a model.
type compiled struct {
	*program.Program
	model     *model
	leaves    []*stored // by value; nil for inputs and results
	inputs    []program.ID
	contexts  []program.ID // values with an axis of the context's size
	symbols   []string     // sizes that a run binds
	symbol    [][]int      // by value and axis: an index into symbols, -1 for a constant
	given     []Array      // by value: the inputs of the step in progress
	tensors   []*tensor.Tensor
	late      []bool  // by node: updates, and what reads their results
	caches    []int   // nodes that append to a cache
	fuses     bool    // the kernels compute a linear with what follows it
	spreads   bool    // attention reads the caches of sequences where they lie
	chained   []bool  // by value: results that may vanish inside a chain
	steady    *steady // nil where nothing is worth keeping from step to step
	key       []byte  // of the last schedule
	schedules map[string]*schedule
}

// Compile checks names and shapes of the weights and creates the states that the model does not have yet, zero.
func (e *executor) Compile(ctx context.Context, h backend.Model, p *program.Program) (out backend.Program, err error) {
	defer guard(&err)
	if p == nil {
		return 0, invalidf("compile: no program")
	}
	if err := e.enter(ctx); err != nil {
		return 0, err
	}
	defer e.leave()
	m, err := find(e.models, "model", h)
	if err != nil {
		return 0, err
	}
	c := &compiled{Program: p, model: m, schedules: map[string]*schedule{}}
	if err := c.supported(e.kernels.Describe().Ops); err != nil {
		return 0, err
	}
	if err := c.updates(); err != nil {
		return 0, err
	}
	if err := c.cacheNodes(); err != nil {
		return 0, err
	}
	if err := c.bindLeaves(); err != nil {
		return 0, err
	}
	c.findSymbols()
	if f, ok := e.kernels.(Fuser); ok {
		c.fuses = f.Fuses(program.OpLinear)
	}
	if f, ok := e.kernels.(Spreader); ok {
		c.spreads = f.Spreads()
	}
	c.chained = make([]bool, len(p.Values()))
	for _, n := range p.Nodes() {
		if !n.VJP && (n.Op == program.OpLinear || n.Op == program.OpActivation || n.Op == program.OpMul) {
			c.chained[n.Out[0]] = true
		}
	}
	c.steady = newSteady(c)
	out = backend.Program(e.handle())
	e.programs[out] = c
	c.readAhead()
	return out, nil
}

func (c *compiled) findSymbols() {
	c.given, c.tensors = make([]Array, len(c.Values())), make([]*tensor.Tensor, len(c.Values()))
	c.symbol = make([][]int, len(c.Values()))
	for id, v := range c.Values() {
		c.symbol[id] = make([]int, len(v.Shape))
		for axis, d := range v.Shape {
			i := slices.Index(c.symbols, d.Sym)
			if d.Sym != "" && i < 0 {
				i = len(c.symbols)
				c.symbols = append(c.symbols, d.Sym)
			}
			c.symbol[id][axis] = i
		}
		if v.Kind == program.KindInput {
			c.inputs = append(c.inputs, program.ID(id))
		}
		if slices.Contains(v.Shape, program.Sym(program.Context)) {
			c.contexts = append(c.contexts, program.ID(id))
		}
	}
}

// Release frees a compiled program.
func (e *executor) Release(ctx context.Context, h backend.Program) (err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.leave()
	if _, err := find(e.programs, "program", h); err != nil {
		return err
	}
	delete(e.programs, h)
	return nil
}

func (c *compiled) supported(ops []program.Op) error {
	for _, n := range c.Nodes() {
		if ops != nil && !slices.Contains(ops, n.Op) && n.Op != program.OpCacheAppend && n.Op != program.OpSample {
			return &backend.OpError{Program: c.Name(), Value: c.nodeName(n), Op: n.Op, Err: backend.ErrUnsupported}
		}
	}
	return nil
}

// nodeName is the name of a node's first result.
func (c *compiled) nodeName(n program.Node) string {
	for _, id := range n.Out {
		if id != program.None {
			return c.Value(id).Name
		}
	}
	return "?"
}

// written lists the operands that an update writes in place.
var written = []int{0, 2, 3}

// updates finds what has to run after everything else has read the weights, and refuses programs in which "after" has no
// meaning.
func (c *compiled) updates() error {
	c.late = make([]bool, len(c.Nodes()))
	tainted := make([]bool, len(c.Values()))
	writer := make(map[program.ID]int)
	for k, n := range c.Nodes() {
		c.late[k] = n.Op == program.OpAdamW
		for _, id := range n.In {
			c.late[k] = c.late[k] || tainted[id]
		}
		for _, id := range n.Out {
			if id != program.None {
				tainted[id] = c.late[k]
			}
		}
		if n.Op != program.OpAdamW {
			continue
		}
		for _, i := range written {
			if _, twice := writer[n.In[i]]; twice {
				return invalidf("program %s: %q is updated twice", c.Name(), c.Value(n.In[i]).Name)
			}
			writer[n.In[i]] = k
		}
	}
	for k, n := range c.Nodes() {
		for i, id := range n.In {
			if w, ok := writer[id]; ok && c.late[k] && !(w == k && slices.Contains(written, i)) {
				return invalidf("program %s: %q reads %q, which an update writes; give it a copy (scale by 1)", c.Name(), c.nodeName(n), c.Value(id).Name)
			}
		}
	}
	for id := range writer {
		if v := c.Value(id); c.model.rounds(v) {
			return fmt.Errorf("backend: program %s trains %q, which policy %s rounds: %w; load the model with policy f32", c.Name(), v.Name, c.model.policy, backend.ErrUnsupported)
		}
	}
	return nil
}

func (c *compiled) cacheNodes() error {
	seen := map[string]bool{}
	for k, n := range c.Nodes() {
		if n.Op != program.OpCacheAppend || n.VJP {
			continue
		}
		if seen[n.Attr.Cache] {
			return invalidf("program %s appends to cache %q twice", c.Name(), n.Attr.Cache)
		}
		seen[n.Attr.Cache] = true
		c.caches = append(c.caches, k)
	}
	return nil
}

func (c *compiled) bindLeaves() error {
	c.leaves = make([]*stored, len(c.Values()))
	var missing, wrong []string
	for id, v := range c.Values() {
		if v.Kind != program.KindWeight && v.Kind != program.KindState {
			continue
		}
		shape, err := program.Bindings{}.Resolve(v.Shape)
		if err != nil {
			return invalid(err)
		}
		s, ok := c.model.tensors[v.Name]
		switch {
		case !ok && v.Kind == program.KindWeight:
			missing = append(missing, v.Name)
		case ok && !slices.Equal(s.array.Shape, shape):
			wrong = append(wrong, fmt.Sprintf("%q must be %v, the model has %v", v.Name, shape, s.array.Shape))
		}
		c.leaves[id] = s
	}
	if missing != nil {
		return fmt.Errorf("backend: program %s: %w", c.Name(), c.model.unknown(missing...))
	}
	if wrong != nil {
		return invalidf("program %s: %s", c.Name(), strings.Join(wrong[:min(5, len(wrong))], "; "))
	}
	for id, v := range c.Values() {
		if v.Kind == program.KindState {
			c.leaves[id] = c.model.state(v.Name, c.leaves[id], v.Shape)
		}
	}
	return nil
}

// state finds or makes the tensor of a state, which is kept in the type of activations whatever the policy says.
func (m *model) state(name string, s *stored, shape program.Shape) *stored {
	if s != nil && s.array.dtype() == m.float {
		return s
	}
	sizes := make([]int, len(shape))
	for i, d := range shape {
		sizes[i] = d.N
	}
	a := buffer(m.float, sizes)
	if s == nil {
		s = &stored{}
		m.tensors[name] = s
	} else {
		convert(a, s.array)
	}
	s.array, s.mapped = a, false
	m.version++
	return s
}
