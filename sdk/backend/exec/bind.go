package exec

import (
	"fmt"
	"maps"
	"slices"

	"wade/internal/near"
	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// bind matches the inputs of a step with those of the program and finds every size.
func (r *run) bind(s backend.Step) error {
	r.sizes = program.Bindings{}
	for _, sym := range slices.Sorted(maps.Keys(s.Sizes)) {
		if !slices.Contains(r.symbols, sym) {
			return fmt.Errorf("backend: program %s has no size %q, %w%s", r.Name(), sym, backend.ErrUnknownName, hint(sym, r.symbols))
		}
		if n := s.Sizes[sym]; n <= 0 {
			return invalidf("program %s: size %q is %d, want at least 1", r.Name(), sym, n)
		}
		r.sizes[sym] = s.Sizes[sym]
	}
	seen := 0
	var missing []string
	for _, id := range r.inputs {
		v := r.Value(id)
		t := s.Inputs[v.Name]
		if t == nil {
			missing = append(missing, v.Name)
			continue
		}
		seen++
		if (t.DType() == tensor.I32) != (v.DType == program.I32) {
			return invalidf("program %s: input %q is %s, the tensor given is %s", r.Name(), v.Name, v.DType, t.DType())
		}
		if err := r.sizes.Bind(v.Name, v.Shape, t.Shape()); err != nil {
			return invalid(err)
		}
		r.given[id], r.tensors[id] = view(t), t
	}
	if seen < len(s.Inputs) {
		var names []string
		for _, id := range r.inputs {
			names = append(names, r.Value(id).Name)
		}
		for _, name := range slices.Sorted(maps.Keys(s.Inputs)) {
			if !slices.Contains(names, name) {
				return fmt.Errorf("backend: program %s has no input %q, %w%s", r.Name(), name, backend.ErrUnknownName, hint(name, names))
			}
		}
	}
	if missing != nil {
		return invalidf("program %s: inputs %q are missing", r.Name(), missing)
	}
	return r.bindContext()
}

func hint(name string, have []string) string {
	if m := near.Matches(name, have, 3); len(m) > 0 {
		return fmt.Sprintf(", near matches: %q", m)
	}
	return fmt.Sprintf(", it has %q", have)
}

// bindContext gives the context its size: the rows of this step and, in a session, those before.
func (r *run) bindContext() error {
	for _, k := range r.caches {
		n := r.Nodes()[k]
		var shape [3]int
		for axis, d := range r.Value(n.In[0]).Shape {
			if shape[axis] = d.N; d.Sym != "" {
				shape[axis] = r.sizes[d.Sym]
			}
			if shape[axis] == 0 {
				return invalidf("program %s: size %q of %q is bound by no input of this run", r.Name(), d.Sym, r.Value(n.In[0]).Name)
			}
		}
		rows := shape[1]
		if r.session != nil {
			before, err := r.session.check(n.Attr.Cache, shape[:])
			if err != nil {
				return &backend.OpError{Program: r.Name(), Value: r.nodeName(n), Op: n.Op, Err: err}
			}
			rows += before
		}
		if have, ok := r.sizes[program.Context]; ok && have != rows {
			return invalidf("program %s: %q makes a context of %d rows, other values one of %d", r.Name(), r.nodeName(n), rows, have)
		}
		r.sizes[program.Context] = rows
	}
	return nil
}
