package cell

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A Description is what is known about a name.
type Description struct {
	Signature string // as Go declares it
	Doc       string
	Source    string // of what a cell has declared
}

// Describe tells about the name at an offset in bytes, or about the function in whose call the offset is.
func (s *Session) Describe(code string, offset int) (d Description, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.forgetFiles()()
	defer func() {
		if r := recover(); r != nil { // half a cell may confuse the type checker
			confused(r)
			d, ok = Description{}, false
		}
	}()
	offset = max(0, min(offset, len(code)))
	if path, at, ok := importPath(code[:offset]); ok {
		rest, _, _ := strings.Cut(code[at+len(path):], "\"")
		path += rest
		if pkg, err := s.pkgs.Import(path); err == nil {
			return s.describePackage(pkg.Name(), path), true
		}
		return Description{}, false
	}
	start := wordStart(code[:offset])
	end := offset
	for end < len(code) && isWord(code[end]) {
		end++
	}
	if start < end && !token.IsKeyword(code[start:end]) {
		if d, ok := s.describeAt(code, start, end); ok {
			return d, true
		}
	}
	for at := start; ; { // the calls around, from the inside out
		i, fun := callBefore(code[:at])
		if fun < 0 {
			return Description{}, false
		}
		if d, ok := s.describeAt(code, wordStart(code[:fun]), fun); ok {
			return d, true
		}
		at = i
	}
}

// callBefore finds the bracket of the call that is open at the end of a text, and where its function's name ends.
func callBefore(s string) (bracket, name int) {
	l := lex(s)
	depth := 0
	for i := len(l.tokens) - 1; i > 0; i-- {
		switch l.tokens[i].tok {
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth++
		case token.LBRACK, token.LBRACE:
			depth--
		case token.LPAREN:
			if depth--; depth >= 0 {
				continue
			}
			depth = 0
			j := i - 1
			if l.tokens[j].tok == token.RBRACK { // type arguments
				for level := 0; j > 0; j-- {
					if l.tokens[j].tok == token.RBRACK {
						level++
					} else if l.tokens[j].tok == token.LBRACK {
						if level--; level == 0 {
							break
						}
					}
				}
				j--
			}
			if j >= 0 && l.tokens[j].tok == token.IDENT {
				return l.tokens[i].off, l.tokens[j].end
			}
		}
	}
	return -1, -1
}

// describeAt describes the word from start to end.
func (s *Session) describeAt(code string, start, end int) (Description, bool) {
	name := code[start:end]
	if _, inside := lastToken(code[:start]); inside || name == "" || isDigit(name) {
		return Description{}, false
	}
	c := s.cursorAt(code, start, name, end)
	if c.id != nil && c.layer != nil {
		if o := c.object(); o != nil && o.Type() != nil {
			return s.describe(o, c), true
		}
		if sel, ok := c.parent(1).(*ast.SelectorExpr); ok && sel.Sel == c.id {
			if id, ok := sel.X.(*ast.Ident); ok && c.layer.info.Uses[id] == nil {
				for _, o := range c.farMembers(id.Name) {
					if o.Name() == name {
						return s.describe(o, c), true
					}
				}
			}
			return Description{}, false
		}
		for _, f := range c.missingFields() {
			if f.Name() == name {
				return s.describe(f, c), true
			}
		}
	}
	if sym := c.visible[name]; sym != nil {
		if sym.path != "" {
			return s.describePackage(name, sym.path), true
		}
		if sym.obj != nil && sym.obj.Type() != nil {
			return s.describe(sym.obj, c), true
		}
	}
	if o := s.builtin[name]; o != nil {
		return s.describe(o, c), true
	}
	if o := types.Universe.Lookup(name); o != nil {
		return s.describe(o, c), true
	}
	if paths := farPaths(s.pkgs.Paths(), name); len(paths) > 0 && c.id != nil {
		d := s.describePackage(name, paths[0])
		d.Signature += "\n(not imported)"
		return d, true
	}
	return Description{}, false
}

// object returns what the word stands for.
func (c *cursor) object() types.Object {
	info := c.layer.info
	if o := info.Defs[c.id]; o != nil {
		return o
	}
	if o := info.Uses[c.id]; o != nil {
		return o
	}
	for _, o := range info.Implicits { // v of switch v := x.(type)
		if o.Name() == c.id.Name && o.Pos() == c.id.Pos() {
			return o
		}
	}
	return nil
}

func (s *Session) describePackage(name, path string) Description {
	sig := "package " + name
	if path != name {
		sig += fmt.Sprintf(" // import %q", path)
	}
	return Description{Signature: sig, Doc: s.pkgs.Doc(path, "")}
}

// builtinDocs says what the predeclared names of a notebook are.
var builtinDocs = map[string]string{
	"ctx":     "ctx is the context of the running cell: an interrupt cancels it.",
	"must":    "must returns the values before the error of a call; an error that is not nil fails the cell.",
	"Display": "Display shows values below the cell, in every form that they have.",
}

func (s *Session) describe(o types.Object, c *cursor) Description {
	d := Description{Signature: types.ObjectString(o, shortNames)}
	switch o := o.(type) {
	case *types.PkgName:
		return s.describePackage(o.Name(), o.Imported().Path())
	case *types.Builtin:
		return Description{Signature: "func " + o.Name() + builtinSignatures[o.Name()], Doc: universeDocs[o.Name()]}
	case *types.Const:
		d.Signature = fmt.Sprintf("const %s %s = %s", o.Name(), TypeText(o.Type()), o.Val())
	case *types.TypeName:
		d.Signature = typeText(o)
	}
	if s.builtin[o.Name()] == o {
		d.Doc = builtinDocs[o.Name()]
		return d
	}
	if o.Pkg() == nil {
		d.Doc = universeDocs[o.Name()]
		return d
	}
	name := o.Name()
	if f, ok := o.(*types.Func); ok && f.Signature().Recv() != nil {
		name = receiverName(f) + "." + name
	} else if v, ok := o.(*types.Var); ok && v.IsField() {
		name = fieldOwner(v, c) + "." + name
	}
	if !ours(o.Pkg()) {
		d.Doc = s.pkgs.Doc(o.Pkg().Path(), name)
		return d
	}
	if o.Pkg().Path() != "main" {
		d.Doc, d.Source = s.sourceDoc(o, name)
		return d
	}
	d.Doc, d.Source = c.declared(o, name)
	return d
}

// declared returns the comment and the source of what a cell declares.
func (c *cursor) declared(o types.Object, name string) (doc, source string) {
	if sym := c.visible[name]; sym != nil && sym.chunk != nil && (sym.obj == o || sym.obj == nil) {
		return sym.chunk.doc, sym.chunk.text
	}
	if c.layer == nil {
		return "", ""
	}
	for _, p := range c.layer.chunks {
		for _, n := range p.declares {
			if n == name && p.pos() <= o.Pos() && o.Pos() <= p.end() {
				return p.doc, strings.TrimSuffix(p.text, closing(p.text))
			}
		}
	}
	return "", ""
}

// receiverName is the name of the type of a method.
func receiverName(f *types.Func) string {
	t := f.Signature().Recv().Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// fieldOwner is the name of the struct type that has a field, as far as the word's context tells.
func fieldOwner(v *types.Var, c *cursor) string {
	if v.Pkg() == nil {
		return ""
	}
	for _, n := range v.Pkg().Scope().Names() {
		t, ok := v.Pkg().Scope().Lookup(n).(*types.TypeName)
		if !ok {
			continue
		}
		if st, ok := t.Type().Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				if f == v.Origin() {
					return n
				}
			}
		}
	}
	return ""
}

// typeText writes a type with its exported fields and methods.
func typeText(o *types.TypeName) string {
	var b strings.Builder
	own := ours(o.Pkg())
	if o.IsAlias() {
		return types.ObjectString(o, shortNames)
	}
	if st, ok := o.Type().Underlying().(*types.Struct); ok {
		params := strings.TrimPrefix(TypeText(o.Type()), shortPrefix(o)+o.Name())
		fmt.Fprintf(&b, "type %s%s%s struct {", shortPrefix(o), o.Name(), params)
		hidden := false
		n := 0
		for f := range st.Fields() {
			if !f.Exported() && !own {
				hidden = true
				continue
			}
			n++
			if f.Embedded() {
				fmt.Fprintf(&b, "\n\t%s", TypeText(f.Type()))
			} else {
				fmt.Fprintf(&b, "\n\t%s %s", f.Name(), TypeText(f.Type()))
			}
		}
		if hidden && n > 0 {
			b.WriteString("\n\t// and unexported fields")
		}
		if n > 0 {
			b.WriteByte('\n')
		}
		b.WriteByte('}')
	} else {
		b.WriteString(types.ObjectString(o, shortNames))
	}
	if types.IsInterface(o.Type()) {
		return b.String()
	}
	ms := types.NewMethodSet(types.NewPointer(o.Type()))
	for i := range ms.Len() {
		if m := ms.At(i).Obj(); m.Exported() || own {
			b.WriteString("\n" + types.ObjectString(m, shortNames))
		}
	}
	return b.String()
}

func shortPrefix(o types.Object) string {
	if o.Pkg() == nil || o.Pkg().Path() == "main" {
		return ""
	}
	return o.Pkg().Name() + "."
}
