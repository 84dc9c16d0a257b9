package cell

import (
	"go/types"
	"maps"
	"strings"
)

// reuse lets the types of older cells stand at run time for their new versions, where nothing but the code of methods can
// differ: values of before have the methods of now, and the run time, which never frees a type, makes no other.
func (c *compilation) reuse(renewed map[*types.TypeName]*types.TypeName) {
	if c.s.find == nil || c.partly { // what keeps the old declarations needs the old methods
		return
	}
	same := map[*types.TypeName]*types.TypeName{}
	for a, b := range renewed {
		name := c.s.names[a]
		if d := c.s.made[name]; name != "" && d != nil && d.Reflect() != nil && !a.IsAlias() && !b.IsAlias() && !c.stands(name) {
			same[a] = b
		}
	}
	for again := true; again; {
		again = false
		for a, b := range same {
			if !steadyParts(a.Type().Underlying(), same) || !identical(a.Type().Underlying(), b.Type().Underlying(), same) || !sameMethods(a.Type(), b.Type(), same) {
				delete(same, a)
				again = true
			}
		}
	}
	for a, b := range same {
		c.next.names[b] = c.s.names[a]
	}
	maps.Copy(c.reused, same)
}

// stands tells whether a type stands for a new version of it already: a cell may declare it twice.
func (c *compilation) stands(name string) bool {
	for a := range c.reused {
		if c.s.names[a] == name {
			return true
		}
	}
	return false
}

func identical(a, b types.Type, now map[*types.TypeName]*types.TypeName) bool {
	a, _ = replaced(a, now)
	return types.Identical(a, b)
}

// sameMethods tells whether types have the same methods, promoted ones by the same way.
func sameMethods(a, b types.Type, now map[*types.TypeName]*types.TypeName) bool {
	before, after := types.NewMethodSet(types.NewPointer(a)), types.NewMethodSet(types.NewPointer(b))
	values, valuesNow := types.NewMethodSet(a), types.NewMethodSet(b)
	if before.Len() != after.Len() || values.Len() != valuesNow.Len() {
		return false
	}
	for i := range before.Len() {
		f := before.At(i).Obj()
		g := after.Lookup(f.Pkg(), f.Name())
		if g == nil || len(g.Index()) != len(before.At(i).Index()) || !steady(f.Type(), now) || !identical(f.Type(), g.Obj().Type(), now) {
			return false
		}
		if (values.Lookup(f.Pkg(), f.Name()) == nil) != (valuesNow.Lookup(f.Pkg(), f.Name()) == nil) {
			return false
		}
	}
	return true
}

// steady tells whether a type stays the same at run time when the code of methods changes. Instances of generic types may
// call such methods, and types without name are known by what they hold: those are made anew.
func steady(t types.Type, now map[*types.TypeName]*types.TypeName) bool {
	ok := true
	mapping(func(t types.Type) types.Type {
		switch x := types.Unalias(t).(type) {
		case *types.Named:
			if x.TypeArgs() != nil {
				_, changed := replaced(x, now)
				ok = ok && !changed
			}
			return t
		case *types.Struct, *types.Interface:
			_, changed := replaced(x, now)
			ok = ok && !changed
			return t
		}
		return nil
	}).apply(t)
	return ok
}

// steadyParts is steady for what is behind the name of a type.
func steadyParts(t types.Type, now map[*types.TypeName]*types.TypeName) bool {
	switch t := t.(type) {
	case *types.Struct:
		for i := range t.NumFields() {
			if !steady(t.Field(i).Type(), now) {
				return false
			}
		}
		return true
	case *types.Interface:
		for i := range t.NumMethods() {
			if !steady(t.Method(i).Type(), now) {
				return false
			}
		}
		return true
	}
	return steady(t, now)
}

// moved returns a type as it is with the new versions of types that stay the same at run time.
func (c *compilation) moved(t types.Type) types.Type {
	if len(c.reused) == 0 {
		return t
	}
	now, changed := replaced(t, c.reused)
	if !changed || !steady(t, c.reused) {
		return t
	}
	return now
}

// leave drops the instances that call methods of before, and gives the functions of the new ones names of their own.
func (c *compilation) leave() {
	for a := range c.reused {
		name := c.s.names[a]
		c.next.versions[name] = c.s.fresh("")
		for key, inst := range c.next.insts {
			if mentionsType(key, name) {
				delete(c.next.insts, key)
				c.gone = append(append(c.gone, inst), c.s.bound[inst]...)
			}
		}
	}
}

// mentionsType tells whether the key of an instance has a type in it.
func mentionsType(key, name string) bool {
	for rest := key; ; {
		_, after, found := strings.Cut(rest, "."+name)
		if !found {
			return false
		}
		if after == "" || strings.IndexByte("_0123456789", after[0]) < 0 {
			return true
		}
		rest = after
	}
}

// settleReuse drops, once the interpreter has taken the cell, what only the older versions of reused types needed. It
// returns the names of their methods in the interpreter.
func (u *Unit) settleReuse() (gone []string) {
	for a := range u.c.reused {
		name := u.s.names[a]
		gone = append(gone, u.s.bound[name]...)
		delete(u.s.bound, name)
		if !u.s.pinned[a] {
			delete(u.next.names, a)
		}
	}
	maps.Copy(u.s.bound, u.c.bound)
	if len(u.c.reused) > 0 {
		for i, t := range u.s.types {
			u.s.types[i] = u.c.moved(t)
		}
	}
	return append(gone, u.c.gone...)
}
