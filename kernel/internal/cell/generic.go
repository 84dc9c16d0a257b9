package cell

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// funcInstance writes the name of an instance of a generic function, and the instance itself when it is new.
func (l *lowerer) funcInstance(at ast.Node, f *types.Func, args *types.TypeList) string {
	f = f.Origin()
	o := l.c.next.origins[f]
	if o == nil && f.Pkg() != nil && !ours(f.Pkg()) {
		o = l.source(f)
		if o == nil {
			l.refuse(at, "the generic function %s.%s cannot be used in a cell", f.Pkg().Path(), f.Name())
		}
		f = o.info.Defs[o.fn.Name].(*types.Func)
	}
	if o == nil {
		l.refuse(at, "generic function %s cannot be used here", f.Name())
	}
	var texts []string
	env := map[*types.TypeParam]types.Type{}
	for i := range f.Signature().TypeParams().Len() {
		t := l.subst(args.At(i))
		texts = append(texts, l.typ(at, t))
		env[f.Signature().TypeParams().At(i)] = t
	}
	key := fmt.Sprintf("func %p[%s]", f, strings.Join(texts, ", "))
	if n, ok := l.c.next.insts[key]; ok {
		return n
	}
	name := l.s.fresh(f.Name())
	l.c.next.insts[key] = name
	l.instance(o, env, func() {
		text := l.funcRest(o.fn, l.subst(f.Signature()).(*types.Signature), o.fn.Type, o.fn.Body)
		fmt.Fprintf(l.decls, "func %s%s\n", name, text)
	})
	return name
}

// instance runs f with the syntax of an origin in place of that at hand.
func (l *lowerer) instance(o *origin, env map[*types.TypeParam]types.Type, f func()) {
	info, oldEnv, locals, fn, targets, b := l.info, l.env, l.locals, l.fn, l.targets, l.b
	defer func() { l.info, l.env, l.locals, l.fn, l.targets, l.b = info, oldEnv, locals, fn, targets, b }()
	l.info, l.env, l.locals, l.fn, l.targets, l.b = o.info, env, map[types.Object]string{}, nil, nil, &strings.Builder{}
	f()
}

// typeInstance writes the name of an instance of a generic type, and its declaration and methods when it is new.
func (l *lowerer) typeInstance(at ast.Node, t *types.Named) string {
	var texts []string
	for i := range t.TypeArgs().Len() {
		texts = append(texts, l.typ(at, t.TypeArgs().At(i)))
	}
	instKey := func(o types.Object) string { return fmt.Sprintf("type %p[%s]", o, strings.Join(texts, ", ")) }
	key := instKey(t.Origin().Obj())
	if n, ok := l.c.next.insts[key]; ok {
		return n
	}
	name := l.s.fresh(t.Obj().Name())
	l.c.next.insts[key] = name
	env := l.env
	l.env = nil
	l.declareType(at, name, t)
	l.env = env
	for _, r := range l.c.newer {
		if old := l.c.next.insts[instKey(r.from)]; r.to == t.Origin().Obj() && l.s.made[old] != nil {
			fmt.Fprintf(&l.inits, "rt.Newer((*%s)(nil), (*%s)(nil))\n", l.ref(old), l.ref(name))
		}
	}
	for i := range t.NumMethods() {
		m := t.Method(i)
		o := l.c.next.origins[m.Origin()]
		if o == nil {
			continue
		}
		env := map[*types.TypeParam]types.Type{}
		for j := range m.Origin().Signature().RecvTypeParams().Len() {
			env[m.Origin().Signature().RecvTypeParams().At(j)] = t.TypeArgs().At(j)
		}
		recv := name
		if _, ok := m.Origin().Signature().Recv().Type().(*types.Pointer); ok {
			recv = "*" + name
		}
		if l.real() {
			recv = strings.Replace(recv, name, l.ref(name), 1)
		}
		l.instance(o, env, func() { l.method(o.fn, m.Origin(), recv, name, m.Name()) })
	}
	return name
}
