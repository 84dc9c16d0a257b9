package cell

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"wade/kernel/internal/rtype"
)

// Compile checks a cell and lowers it to what the interpreter runs correctly. The error is of type Diagnostics. Nothing in
// the session changes before Commit.
func (s *Session) Compile(count int, code string) (_ *Unit, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() {
		if r := recover(); r != nil { // of the type checker or the lowering: a fault of wade, which must not end the session
			err = Diagnostics{{Message: fmt.Sprintf("wade cannot compile this cell, which is a fault of wade: %v", r)}}
		}
	}()
	c := &compilation{
		s: s, count: count, cell: Label(count), first: s.serial,
		next: s.copyState(), made: map[string]*rtype.Type{}, known: map[int]bool{}, fresh: map[string]*source{}, bound: map[string][]string{},
	}
	src, places, diags := c.compile(code)
	if len(diags) > 0 {
		return nil, diags
	}
	return &Unit{Source: src, Entry: c.entry, Places: places, s: s, next: c.next, types: c.made, c: c}, nil
}

// A compilation is one cell on its way.
type compilation struct {
	s       *Session
	count   int
	cell    string
	next    state
	program bool               // the cell has a package clause
	entry   string             // name of the cell function
	fresh   map[string]*source // packages of the workspace that this cell has looked at
	sources []*source          // those of them that are new, each behind what it imports
	carried []*parsed          // declarations of older cells that are compiled again
	retype  []retyping
	newer   []renewal
	made    map[string]*rtype.Type              // types that the run time has to make before the unit is loaded
	known   map[int]bool                        // types whose form the unit tells the run time
	first   int                                 // names with a higher number are of this cell
	partly  bool                                // some declarations of older cells keep to older ones
	reused  map[*types.TypeName]*types.TypeName // types of older cells that stand for their new versions
	bound   map[string][]string                 // the functions that stand for methods, by type
	gone    []string                            // names that only older versions of reused types need
}

// A retyping moves a variable of an older cell to the new version of its type.
type retyping struct {
	from, to types.Object
	layer    *types.Package // whose declarations it follows
}

// A renewal is a new version of a type of an older cell, with the same layout.
type renewal struct {
	from, to *types.TypeName
	layer    *types.Package
}

func (c *compilation) compile(code string) (string, *Places, Diagnostics) {
	l := lex(code)
	if len(l.errs) > 0 {
		var out Diagnostics
		for _, e := range l.errs {
			p := l.file.PositionFor(l.file.Pos(e.Pos.Offset), false)
			out = append(out, Diagnostic{Line: p.Line, Col: p.Column, Message: e.Msg})
		}
		return "", nil, out
	}
	var chunks []*parsed
	var diags Diagnostics
	for _, ch := range l.split() {
		if ch.kind == packageClause {
			c.program = true
			continue
		}
		p, d := c.s.parse(c.cell, ch)
		if len(d) > 0 {
			diags = append(diags, d...)
			continue
		}
		if ch.kind == importDecl {
			diags = append(diags, c.imports(p)...)
			continue
		}
		chunks = append(chunks, p)
	}
	if len(diags) > 0 {
		return "", nil, diags
	}
	c.predeclareDisplay(chunks)
	if c.program {
		for i, p := range chunks {
			if d := p.asDecl(); d != nil {
				d.early = true
				chunks[i] = d
			}
		}
	}
	layers, diags := c.checked(chunks)
	if len(diags) > 0 {
		return "", nil, diags
	}
	src, places, diags := c.lower(layers)
	delete(c.next.visible, "ctx") // the next cell has the notebook's own again
	return src, places, diags
}

// imports makes the packages of an import declaration visible.
func (c *compilation) imports(p *parsed) Diagnostics {
	var out Diagnostics
	for _, sp := range p.decl.(*ast.GenDecl).Specs {
		spec := sp.(*ast.ImportSpec)
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			path = spec.Path.Value
		}
		pkg, err := c.importPackage(path)
		if err != nil {
			at := c.s.fset.Position(spec.Path.Pos())
			out = append(out, Diagnostic{Line: at.Line, Col: at.Column, Message: err.Error()})
			continue
		}
		c.s.stands = c.s.stands || haveTypes[path]
		name := pkg.Name()
		if spec.Name != nil {
			name = spec.Name.Name
		}
		switch name {
		case "_":
		case ".":
			for _, n := range exported(pkg) {
				c.next.visible[n] = &symbol{obj: pkg.Scope().Lookup(n)}
			}
		default:
			sym := &symbol{path: pkg.Path()}
			if ours(pkg) {
				sym.pkg = pkg
			}
			c.next.visible[name] = sym
		}
	}
	return out
}

// checked puts the chunks in order, with those of older cells that depend on what is declared anew, and checks them.
func (c *compilation) checked(chunks []*parsed) ([]*layer, Diagnostics) {
	before := c.next.visible
	dropped := map[*parsed]bool{}
	for {
		c.next.visible = maps.Clone(before)
		c.retype, c.newer, c.reused, c.partly = nil, nil, map[*types.TypeName]*types.TypeName{}, len(dropped) > 0
		c.carried = c.carry(chunks, dropped)
		layers, culprit, diags := c.check(order(append(slices.Clone(c.carried), chunks...), before))
		if culprit == nil || dropped[culprit] {
			return layers, diags
		}
		dropped[culprit] = true // it no longer compiles against the new declarations: it keeps the old ones
	}
}

// check checks groups of chunks in order. When a carried chunk is at fault it is returned.
func (c *compilation) check(groups [][]*parsed) ([]*layer, *parsed, Diagnostics) {
	var layers []*layer
	for _, g := range groups {
		l := &layer{s: c.s, visible: maps.Clone(c.next.visible), chunks: g, stmts: g[0].decl == nil}
		if diags := l.check(); len(diags) > 0 {
			for _, e := range l.errs {
				for _, p := range c.carried {
					if p.pos() <= e.Pos && e.Pos <= p.end() && !lenient.MatchString(e.Msg) {
						return nil, p, diags
					}
				}
			}
			return nil, nil, diags
		}
		c.declare(l)
		layers = append(layers, l)
	}
	return layers, nil, nil
}

// declare makes what a layer declares visible.
func (c *compilation) declare(l *layer) {
	if l.stmts {
		for _, id := range topIdents(l.body.Body.List) {
			obj := l.info.Defs[id]
			if obj == nil || id.Name == "_" {
				continue
			}
			c.declareVar(obj)
		}
		return
	}
	renewed := map[*types.TypeName]*types.TypeName{}
	for _, p := range l.chunks {
		for _, n := range p.declares {
			if strings.Contains(n, ".") {
				c.next.visible[n] = &symbol{chunk: p}
				continue
			}
			obj := l.pkg.Scope().Lookup(n)
			if obj == nil {
				continue
			}
			if v, ok := obj.(*types.Var); ok {
				c.declareVar(v)
				continue
			}
			c.next.names[obj] = c.s.fresh(n)
			if old := c.next.visible[n]; old != nil {
				if a, ok := old.obj.(*types.TypeName); ok {
					if b, ok := obj.(*types.TypeName); ok {
						renewed[a] = b
					}
				}
			}
			c.next.visible[n] = &symbol{obj: obj, chunk: p}
		}
	}
	for again := true; again; { // only what kept its layout
		again = false
		for a, b := range renewed {
			if !sameLayout(a, b, renewed) || c.s.find == nil && isGenericType(a) { // only the run time converts instances
				delete(renewed, a)
				again = true
			}
		}
	}
	c.reuse(renewed)
	for a, b := range renewed {
		if c.s.find == nil {
			c.s.tags[b] = c.s.tags[a]
		}
		if c.reused[a] != b {
			c.newer = append(c.newer, renewal{a, b, l.pkg})
		}
	}
	if len(renewed) > 0 {
		c.renew(renewed, l.pkg)
	}
}

// declareVar makes a variable visible. It takes the storage of an older one of the same name and type, so that functions of
// older cells see it.
func (c *compilation) declareVar(obj types.Object) {
	old := c.next.visible[obj.Name()]
	if _, isVar := obj.(*types.Var); isVar && old != nil && old.obj != nil && old.chunk == nil && types.Identical(old.obj.Type(), obj.Type()) && c.s.names[old.obj] != "" {
		c.next.names[obj] = c.s.names[old.obj]
	} else {
		c.next.names[obj] = c.s.fresh(obj.Name())
	}
	c.next.visible[obj.Name()] = &symbol{obj: obj}
}

// renew gives variables of older cells the new version of their types, which only gained methods.
func (c *compilation) renew(renewed map[*types.TypeName]*types.TypeName, layer *types.Package) {
	for name, sym := range c.next.visible {
		v, ok := sym.obj.(*types.Var)
		if !ok || sym.chunk != nil || c.s.names[v] == "" {
			continue
		}
		t, changed := replaced(v.Type(), renewed)
		if !changed {
			continue
		}
		now := types.NewVar(v.Pos(), v.Pkg(), name, t)
		c.next.visible[name] = &symbol{obj: now}
		if types.Identical(c.moved(v.Type()), t) { // it stays what it is
			c.next.names[now] = c.s.names[v]
			continue
		}
		c.next.names[now] = c.s.fresh(name)
		c.retype = append(c.retype, retyping{v, now, layer})
	}
	slices.SortFunc(c.retype, func(a, b retyping) int { return strings.Compare(a.to.Name(), b.to.Name()) })
}

// topIdents lists the identifiers that statements declare in their own block.
func topIdents(list []ast.Stmt) []*ast.Ident {
	var out []*ast.Ident
	for _, st := range list {
		switch st := unlabel(st).(type) {
		case *ast.AssignStmt:
			if st.Tok == token.DEFINE {
				for _, x := range st.Lhs {
					if id, ok := x.(*ast.Ident); ok {
						out = append(out, id)
					}
				}
			}
		case *ast.DeclStmt:
			for _, sp := range st.Decl.(*ast.GenDecl).Specs {
				if v, ok := sp.(*ast.ValueSpec); ok {
					out = append(out, v.Names...)
				}
			}
		}
	}
	return out
}

// fresh makes a name that no earlier cell has used.
func (s *Session) fresh(name string) string {
	s.serial++
	return fmt.Sprintf("%s_%d", strings.Map(ascii, name), s.serial)
}

func ascii(r rune) rune {
	if r < 128 {
		return r
	}
	return 'u'
}
