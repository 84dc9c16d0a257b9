package cell

import (
	"maps"
	"slices"
	"strings"
)

// order groups the chunks of a cell into layers. Declarations come as early as they can, so that statements may call
// functions declared further down: behind the last statement that declares a variable they mention.
// A variable that declarations need and that itself needs them, as in a package, becomes one of them.
func order(chunks []*parsed, visible map[string]*symbol) [][]*parsed {
	for {
		groups, stuck := grouped(chunks, visible)
		if stuck == nil {
			return groups
		}
		now := slices.Clone(chunks)
		now[slices.Index(now, stuck)] = stuck.asDecl()
		chunks = now
	}
}

// grouped orders the chunks, or returns a variable that mentions what can only be declared behind it.
func grouped(chunks []*parsed, visible map[string]*symbol) ([][]*parsed, *parsed) {
	var decls, stmts []*parsed
	declaredBy := map[string]*parsed{} // by declarations
	variables := map[string][]int{}    // places in stmts
	place := map[*parsed]int{}         // place in the text, counted in statements
	for _, c := range chunks {
		place[c] = len(stmts)
		if c.decl == nil {
			for _, n := range c.declares {
				variables[n] = append(variables[n], len(stmts))
			}
			stmts = append(stmts, c)
			continue
		}
		for _, n := range c.declares {
			declaredBy[n] = c
			if t, _, ok := strings.Cut(n, "."); ok && declaredBy[t] == nil && visible[t] == nil {
				declaredBy[t] = c
			}
		}
		decls = append(decls, c)
	}
	at := map[*parsed]int{}
	for _, d := range decls {
		if d.isVar() && !d.early {
			at[d] = place[d]
		}
	}
	for changed := true; changed; {
		changed = false
		for _, d := range decls {
			need := at[d]
			for m := range d.mentions {
				if e := declaredBy[m]; e != nil {
					need = max(need, at[e])
				} else if sym := visible[m]; len(variables[m]) > 0 {
					for _, j := range variables[m] {
						if j < place[d] || sym == nil && need <= j {
							need = max(need, j+1)
						}
					}
				}
			}
			for _, n := range d.declares { // a type and its methods stay together
				if t, _, ok := strings.Cut(n, "."); ok {
					if e := declaredBy[t]; e != nil && at[e] < need {
						at[e], changed = need, true
					}
				}
			}
			if need > at[d] {
				at[d], changed = need, true
			}
		}
	}
	for j, s := range stmts {
		if len(s.declares) == 0 || s.asDecl() == nil {
			continue
		}
		for m := range s.mentions {
			if d := declaredBy[m]; d != nil && at[d] > j && visible[m] == nil {
				return nil, s
			}
		}
	}
	var groups [][]*parsed
	var run []*parsed
	declared := map[string]bool{}
	flush := func() {
		if len(run) > 0 {
			groups = append(groups, run)
		}
		run = nil
		clear(declared)
	}
	for i := range len(stmts) + 1 {
		var here []*parsed
		for _, d := range decls {
			if at[d] == i {
				here = append(here, d)
			}
		}
		if len(here) > 0 {
			flush()
			groups = append(groups, here)
		}
		if i == len(stmts) {
			break
		}
		s := stmts[i]
		if len(s.declares) > 0 && !slices.ContainsFunc(s.declares, func(n string) bool { return !declared[n] }) {
			flush() // all declared anew: as if in a cell of its own
		}
		for _, n := range s.declares {
			declared[n] = true
		}
		if len(s.stmts) > 0 {
			run = append(run, s)
		}
	}
	flush()
	return groups, nil
}

// carry finds the declarations of older cells that have to be compiled again because something they mention is declared
// anew, or because a type gets methods.
func (c *compilation) carry(chunks []*parsed, dropped map[*parsed]bool) []*parsed {
	changed := map[string]bool{} // names that will mean something new
	for _, p := range chunks {
		if p.decl == nil {
			continue
		}
		for _, n := range p.declares {
			if c.s.visible[n] != nil && c.s.visible[n].chunk != nil {
				changed[n] = true
			}
			if t, _, ok := strings.Cut(n, "."); ok {
				changed[t] = true
			}
		}
	}
	own := map[string]bool{}
	for _, p := range chunks {
		for _, n := range p.declares {
			own[n] = true
		}
	}
	var out []*parsed
	in := map[*parsed]bool{}
	for again := len(changed) > 0; again; {
		again = false
		for _, name := range slices.Sorted(maps.Keys(c.s.visible)) {
			p := c.s.visible[name].chunk
			if p == nil || in[p] || dropped[p] || slices.ContainsFunc(p.declares, func(n string) bool {
				sym := c.s.visible[n]
				return own[n] || sym == nil || sym.chunk != p
			}) {
				continue
			}
			base, _, _ := strings.Cut(name, ".")
			if !changed[name] && !changed[base] && !slices.ContainsFunc(slices.Collect(maps.Keys(p.mentions)), func(m string) bool { return changed[m] }) {
				continue
			}
			in[p], again = true, true
			out = append(out, p)
			for _, n := range p.declares {
				changed[n] = true
				if t, _, ok := strings.Cut(n, "."); ok {
					changed[t] = true
				}
			}
		}
	}
	return out
}
