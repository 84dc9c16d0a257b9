package cell

import "go/types"

// A mapping says what stands for a type in another place: for type parameters their arguments, for the type of an older
// cell its new version.
type mapping func(types.Type) types.Type

// apply replaces types inside t. It returns t itself when nothing changes.
func (m mapping) apply(t types.Type) types.Type {
	if n := m(t); n != nil {
		return n
	}
	switch t := t.(type) {
	case *types.Alias:
		return m.apply(types.Unalias(t))
	case *types.Pointer:
		if e := m.apply(t.Elem()); e != t.Elem() {
			return types.NewPointer(e)
		}
	case *types.Slice:
		if e := m.apply(t.Elem()); e != t.Elem() {
			return types.NewSlice(e)
		}
	case *types.Array:
		if e := m.apply(t.Elem()); e != t.Elem() {
			return types.NewArray(e, t.Len())
		}
	case *types.Chan:
		if e := m.apply(t.Elem()); e != t.Elem() {
			return types.NewChan(t.Dir(), e)
		}
	case *types.Map:
		k, e := m.apply(t.Key()), m.apply(t.Elem())
		if k != t.Key() || e != t.Elem() {
			return types.NewMap(k, e)
		}
	case *types.Tuple:
		if n := m.tuple(t); n != t {
			return n
		}
	case *types.Signature:
		p, r := m.tuple(t.Params()), m.tuple(t.Results())
		if p != t.Params() || r != t.Results() {
			return types.NewSignatureType(nil, nil, nil, p, r, t.Variadic())
		}
	case *types.Struct:
		return m.structure(t)
	case *types.Interface:
		return m.iface(t)
	case *types.Named:
		args := t.TypeArgs()
		if args == nil {
			return t
		}
		now, changed := make([]types.Type, args.Len()), false
		for i := range now {
			now[i] = m.apply(args.At(i))
			changed = changed || now[i] != args.At(i)
		}
		if changed {
			if n, err := types.Instantiate(nil, t.Origin(), now, false); err == nil {
				return n
			}
		}
	}
	return t
}

func (m mapping) tuple(t *types.Tuple) *types.Tuple {
	if t == nil {
		return t
	}
	vars, changed := make([]*types.Var, t.Len()), false
	for i := range vars {
		v := t.At(i)
		vars[i] = v
		if n := m.apply(v.Type()); n != v.Type() {
			vars[i], changed = types.NewParam(v.Pos(), v.Pkg(), v.Name(), n), true
		}
	}
	if !changed {
		return t
	}
	return types.NewTuple(vars...)
}

func (m mapping) structure(t *types.Struct) types.Type {
	fields, tags, changed := make([]*types.Var, t.NumFields()), make([]string, t.NumFields()), false
	for i := range fields {
		f := t.Field(i)
		fields[i], tags[i] = f, t.Tag(i)
		if n := m.apply(f.Type()); n != f.Type() {
			fields[i], changed = types.NewField(f.Pos(), f.Pkg(), f.Name(), n, f.Embedded()), true
		}
	}
	if !changed {
		return t
	}
	return types.NewStruct(fields, tags)
}

func (m mapping) iface(t *types.Interface) types.Type {
	var methods []*types.Func
	changed := false
	for i := range t.NumExplicitMethods() {
		f := t.ExplicitMethod(i)
		if n := m.apply(f.Signature()); n != types.Type(f.Signature()) {
			f, changed = types.NewFunc(f.Pos(), f.Pkg(), f.Name(), n.(*types.Signature)), true
		}
		methods = append(methods, f)
	}
	var embeds []types.Type
	for i := range t.NumEmbeddeds() {
		e := t.EmbeddedType(i)
		n := m.apply(e)
		changed = changed || n != e
		embeds = append(embeds, n)
	}
	if !changed {
		return t
	}
	return types.NewInterfaceType(methods, embeds).Complete()
}

// replaced puts new versions of named types into t.
func replaced(t types.Type, now map[*types.TypeName]*types.TypeName) (types.Type, bool) {
	var m mapping
	m = func(t types.Type) types.Type {
		n, ok := types.Unalias(t).(*types.Named)
		if !ok || now[n.Obj()] == nil {
			return nil
		}
		to := now[n.Obj()].Type()
		if n.TypeArgs() == nil {
			return to
		}
		var args []types.Type
		for i := range n.TypeArgs().Len() {
			args = append(args, m.apply(n.TypeArgs().At(i)))
		}
		if inst, err := types.Instantiate(nil, to, args, true); err == nil {
			return inst
		}
		return nil
	}
	n := m.apply(t)
	return n, n != t
}

func isGenericType(o *types.TypeName) bool {
	n, ok := o.Type().(*types.Named)
	return ok && n.TypeParams().Len() > 0
}

// sameLayout tells whether a type only gained or changed methods from one version to the next, given which others did.
func sameLayout(a, b *types.TypeName, now map[*types.TypeName]*types.TypeName) bool {
	u, _ := replaced(a.Type().Underlying(), now)
	from, _ := a.Type().(*types.Named)
	to, _ := b.Type().(*types.Named)
	if from != nil && to != nil && from.TypeParams().Len() == to.TypeParams().Len() {
		u = mapping(func(t types.Type) types.Type {
			if p, ok := t.(*types.TypeParam); ok && p.Index() < to.TypeParams().Len() && from.TypeParams().At(p.Index()) == p {
				return to.TypeParams().At(p.Index())
			}
			return nil
		}).apply(u)
	}
	return types.Identical(u, b.Type().Underlying())
}
