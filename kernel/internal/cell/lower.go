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
)

// Runtime is the import path of the package that lowered code calls.
const Runtime = "wade/rt"

// Prologue is the file that the interpreter runs before any cell: what ticks refer to.
const Prologue = `package main
import rt "` + Runtime + `"
var stop_ bool
func init() { rt.Bind(&stop_) }
`

// A lowerer writes the file of one cell.
type lowerer struct {
	c       *compilation
	s       *Session
	info    *types.Info
	env     map[*types.TypeParam]types.Type
	locals  map[types.Object]string
	imports map[string]string // alias by path
	decls   *strings.Builder  // types, variables and functions of the file
	inits   strings.Builder   // body of the init function
	b       *strings.Builder  // statements go here
	fn      *function
	targets []target
	asserts map[string]string // functions for assertions to interfaces, by type
}

// A refusal is a construct that cannot be lowered.
type refusal struct {
	pos token.Pos
	msg string
}

func (l *lowerer) refuse(n ast.Node, format string, args ...any) {
	panic(refusal{n.Pos(), fmt.Sprintf(format, args...)})
}

// lower writes the file of the cell.
func (c *compilation) lower(layers []*layer) (src string, places *Places, diags Diagnostics) {
	l := &lowerer{c: c, s: c.s, imports: map[string]string{}, decls: &strings.Builder{}, locals: map[types.Object]string{}, asserts: map[string]string{}}
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		ref, ok := r.(refusal)
		if !ok {
			panic(r)
		}
		p := c.s.fset.Position(ref.pos)
		diags = Diagnostics{{Line: p.Line, Col: p.Column, Message: ref.msg}}
	}()
	name := c.s.fresh("cell")
	c.entry = name
	c.leave()
	body := l.body("", func() {
		l.fn = &function{sig: types.NewSignatureType(nil, nil, nil, nil, nil, false)}
		for _, ly := range layers {
			if ly.stmts && hasDefer(ly.body.Body) {
				l.fn.stack = "stack_"
			}
		}
		for _, src := range c.sources {
			l.sourcePackage(src)
		}
		for i, ly := range layers {
			l.info = ly.info
			if ly.stmts {
				l.statements(ly, i == len(layers)-1)
			} else {
				l.declarations(ly)
			}
		}
		if c.program {
			if sym := c.next.visible["main"]; sym != nil && sym.chunk != nil && sym.obj != nil {
				l.line("%s()", c.next.names[sym.obj])
			}
		}
	})
	if l.fn.stack != "" {
		body = l.deferring(l.fn.stack, body)
	}
	var out strings.Builder
	out.WriteString("package main\nimport rt \"" + Runtime + "\"\n")
	for _, path := range slices.Sorted(maps.Keys(l.imports)) {
		fmt.Fprintf(&out, "import %s %q\n", l.imports[path], path)
	}
	out.WriteString(l.decls.String())
	fmt.Fprintf(&out, "func init() {\n%srt.Cell(%s)\n}\nfunc %s() {\n%s}\n", l.inits.String(), name, name, body)
	src, places = settle(out.String())
	return src, places, nil
}

// block collects what f writes.
func (l *lowerer) block(f func()) string {
	old := l.b
	l.b = &strings.Builder{}
	defer func() { l.b = old }()
	f()
	return l.b.String()
}

func (l *lowerer) line(format string, args ...any) {
	fmt.Fprintf(l.b, format, args...)
	l.b.WriteByte('\n')
}

// temp returns a new local name.
func (l *lowerer) temp() string { return l.s.fresh("t") }

// local gives a local object its name.
func (l *lowerer) local(obj types.Object) string {
	if obj == nil || obj.Name() == "_" {
		return "_"
	}
	n := l.s.fresh(obj.Name())
	l.locals[obj] = n
	return n
}

// name returns the name of an object in the interpreter.
func (l *lowerer) name(id ast.Node, obj types.Object) string {
	if n, ok := l.locals[obj]; ok {
		return n
	}
	if n, ok := l.c.next.names[obj]; ok {
		return n
	}
	if obj.Pkg() != nil && !ours(obj.Pkg()) {
		return l.pkg(obj.Pkg().Path()) + "." + obj.Name()
	}
	l.refuse(id, "%s cannot be used here", obj.Name())
	return ""
}

// pkg returns the name under which the file imports a package.
func (l *lowerer) pkg(path string) string {
	if l.imports[path] == "" {
		if l.s.aliases[path] == "" { // the same in all files: keys of instances hold it
			base := path[strings.LastIndexByte(path, '/')+1:]
			l.s.aliases[path] = "p" + strconv.Itoa(len(l.s.aliases)) + "_" + strings.Map(func(r rune) rune {
				if r == '-' || r == '.' {
					return '_'
				}
				return r
			}, base)
		}
		l.imports[path] = l.s.aliases[path]
	}
	return l.imports[path]
}

// tick looks whether the cell is to stop.
func (l *lowerer) tick() { l.line("if stop_ { rt.Check() }") }

// typeOf returns the type of an expression, without type parameters.
func (l *lowerer) typeOf(x ast.Expr) types.Type {
	t := l.info.TypeOf(x)
	if t == nil {
		l.refuse(x, "this expression has no type")
	}
	return l.subst(t)
}

func (l *lowerer) subst(t types.Type) types.Type {
	if len(l.env) == 0 && !l.s.stands {
		return t
	}
	var m mapping
	m = func(t types.Type) types.Type {
		switch t := t.(type) {
		case *types.TypeParam:
			return l.env[t]
		case *types.Named:
			if t.TypeArgs() != nil && !ours(t.Obj().Pkg()) {
				if own := l.typeOfSource(t, m); own != nil {
					return own
				}
			}
		}
		return nil
	}
	return m.apply(t)
}

// statements lowers a layer of statements. Its variables belong to the session, so they are declared in the file.
func (l *lowerer) statements(ly *layer, last bool) {
	declared := map[string]bool{}
	for _, id := range topIdents(ly.body.Body.List) {
		obj := l.info.Defs[id]
		v, ok := obj.(*types.Var)
		if !ok || id.Name == "_" {
			continue
		}
		if n := l.c.next.names[obj]; !declared[n] {
			declared[n] = true
			if l.isNew(n) {
				fmt.Fprintf(l.decls, "var %s %s\n", n, l.typ(id, v.Type()))
			}
		}
	}
	list := ly.body.Body.List
	if x, ok := lastExpr(ly, last); ok {
		l.stmts(list[:len(list)-1])
		l.result(x)
		return
	}
	l.stmts(list)
}

// isNew tells whether no earlier cell has declared the name in the interpreter.
func (l *lowerer) isNew(name string) bool {
	n, err := strconv.Atoi(name[strings.LastIndexByte(name, '_')+1:])
	return err == nil && n > l.c.first
}

// lastExpr returns the expression whose value a cell shows.
func lastExpr(ly *layer, last bool) (ast.Expr, bool) {
	end := ly.chunks[len(ly.chunks)-1]
	if !last || end.silenced || len(ly.body.Body.List) == 0 {
		return nil, false
	}
	x, ok := ly.body.Body.List[len(ly.body.Body.List)-1].(*ast.ExprStmt)
	if !ok {
		return nil, false
	}
	return x.X, true
}
