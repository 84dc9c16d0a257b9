package cell

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A Suggestion is one name that can stand at a place.
type Suggestion struct {
	Name      string
	Kind      string // "function", "variable", "constant", "type", "module", "field", "keyword"
	Signature string // of a function, without the name
}

// Suggest lists the names that can continue the text before an offset in bytes, and where the word begins that they replace.
func (s *Session) Suggest(code string, offset int) (found []Suggestion, start int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	offset = max(0, min(offset, len(code)))
	before := code[:offset]
	start = wordStart(before)
	prefix := before[start:]
	if path, at, ok := importPath(before); ok {
		for _, p := range s.pkgs.Paths() {
			if strings.HasPrefix(p, path) {
				found = append(found, Suggestion{Name: p, Kind: "module"})
			}
		}
		return found, at
	}
	visible := s.visibleWith(code, start)
	if strings.HasSuffix(before[:start], ".") {
		x := operandBefore(before[:start-1])
		for _, o := range s.membersOf(x, visible) {
			if hasPrefix(o.Name(), prefix) {
				found = append(found, suggestion(o))
			}
		}
		return found, start
	}
	names := map[string]types.Object{}
	for name, sym := range visible {
		switch {
		case strings.Contains(name, "."):
		case sym.path != "":
			if hasPrefix(name, prefix) {
				found = append(found, Suggestion{Name: name, Kind: "module"})
			}
		default:
			names[name] = sym.obj
		}
	}
	for name, obj := range s.builtin {
		if !strings.Contains(name, "_") && names[name] == nil {
			names[name] = obj
		}
	}
	for _, name := range types.Universe.Names() {
		if names[name] == nil {
			names[name] = types.Universe.Lookup(name)
		}
	}
	for name, obj := range names {
		if obj != nil && hasPrefix(name, prefix) {
			found = append(found, suggestion(obj))
		}
	}
	if prefix != "" {
		for tok := token.BREAK; tok <= token.VAR; tok++ {
			if k := tok.String(); strings.HasPrefix(k, prefix) && token.IsKeyword(k) {
				found = append(found, Suggestion{Name: k, Kind: "keyword"})
			}
		}
	}
	slices.SortFunc(found, func(a, b Suggestion) int { return strings.Compare(a.Name, b.Name) })
	return found, start
}

func hasPrefix(name, prefix string) bool {
	return len(name) >= len(prefix) && strings.EqualFold(name[:len(prefix)], prefix)
}

func suggestion(o types.Object) Suggestion {
	out := Suggestion{Name: o.Name(), Kind: "variable"}
	switch o := o.(type) {
	case *types.Func:
		out.Kind, out.Signature = "function", signatureText(o.Signature())
	case *types.Builtin:
		out.Kind = "function"
	case *types.TypeName:
		out.Kind = "type"
	case *types.Const:
		out.Kind = "constant"
	case *types.Var:
		if o.IsField() {
			out.Kind = "field"
		}
		if sig, ok := o.Type().Underlying().(*types.Signature); ok {
			out.Kind, out.Signature = "function", signatureText(sig)
		}
	}
	return out
}

func shortNames(p *types.Package) string {
	if p.Path() == "main" {
		return ""
	}
	return p.Name()
}

func signatureText(sig *types.Signature) string {
	return strings.TrimPrefix(types.TypeString(sig, shortNames), "func")
}

func wordStart(s string) int {
	i := len(s)
	for i > 0 && isWord(s[i-1]) {
		i--
	}
	return i
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// importPath returns the path begun at the end of an import declaration, and where it starts.
func importPath(before string) (path string, at int, ok bool) {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	q := strings.LastIndexByte(line, '"')
	if q < 0 || strings.Count(line, `"`)%2 == 0 {
		return "", 0, false
	}
	head := strings.TrimSpace(line[:q])
	inBlock := strings.LastIndex(before, "import (") > strings.LastIndexByte(before, ')')
	if !strings.HasPrefix(head, "import") && !(inBlock && !strings.ContainsAny(head, "(=")) {
		return "", 0, false
	}
	return line[q+1:], len(before) - len(line) + q + 1, true
}

// operandBefore cuts the operand from the end of a text: names, selectors, calls and indexes.
func operandBefore(s string) string {
	i := len(s)
	for i > 0 {
		c := s[i-1]
		switch {
		case isWord(c) || c == '.':
			i--
		case c == ')' || c == ']' || c == '}':
			j := matching(s[:i])
			if j < 0 {
				return s[i:]
			}
			i = j
		case c == '"':
			j := strings.LastIndexByte(s[:i-1], '"')
			if j < 0 {
				return s[i:]
			}
			i = j
		case (c == ' ' || c == '\t' || c == '\n') && continues(s[:i], s[i:]):
			i--
		default:
			return strings.TrimSpace(s[i:])
		}
	}
	return strings.TrimSpace(s)
}

// continues tells whether white space at the end of before lies inside a chain of calls.
func continues(before, after string) bool {
	t := strings.TrimRight(before, " \t\n")
	return strings.HasSuffix(t, ".") || strings.HasPrefix(strings.TrimLeft(after, " \t\n"), ".") && strings.Contains(before, "\n")
}

// matching returns the place of the bracket that the last byte of s closes.
func matching(s string) int {
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth == 0 {
				return i
			}
		case '"':
			if j := strings.LastIndexByte(s[:i], '"'); j >= 0 {
				i = j
			}
		}
	}
	return -1
}

// visibleWith returns what is visible at an offset of a cell: what older cells declared, and what the chunks of the cell
// before the offset declare, as far as they can be checked.
func (s *Session) visibleWith(code string, offset int) map[string]*symbol {
	c := &compilation{s: s, cell: "In [0]", next: s.copyState()}
	l := lex(code[:offset])
	chunks := l.split()
	if len(chunks) > 0 && !strings.HasSuffix(strings.TrimRight(code[:offset], " \t"), "\n") {
		chunks = chunks[:len(chunks)-1]
	}
	for _, ch := range chunks {
		if ch.kind == packageClause {
			continue
		}
		p, diags := s.parse(c.cell, ch)
		if len(diags) > 0 {
			continue
		}
		if ch.kind == importDecl {
			c.imports(p)
			continue
		}
		if p.decl == nil && len(p.stmts) == 0 {
			continue
		}
		ly := &layer{s: s, visible: c.next.visible, chunks: []*parsed{p}, stmts: p.decl == nil}
		ly.check()
		c.declare(ly)
	}
	return c.next.visible
}

// membersOf lists what can follow an operand and a point.
func (s *Session) membersOf(x string, visible map[string]*symbol) []types.Object {
	if sym := visible[x]; sym != nil && sym.path != "" {
		pkg, err := s.pkgs.Import(sym.path)
		if err != nil {
			return nil
		}
		var out []types.Object
		for _, n := range exported(pkg) {
			out = append(out, pkg.Scope().Lookup(n))
		}
		return out
	}
	t := s.typeOf(x, visible)
	if t == nil {
		return nil
	}
	return members(t)
}

// typeOf returns the type of an expression between cells, or nil.
func (s *Session) typeOf(x string, visible map[string]*symbol) types.Type {
	if _, err := parser.ParseExpr(x); err != nil {
		return nil
	}
	p, diags := s.parse("In [0]", chunk{kind: statement, text: x, line: 1, col: 1})
	if len(diags) > 0 || len(p.stmts) != 1 {
		return nil
	}
	st, ok := p.stmts[0].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	ly := &layer{s: s, visible: visible, chunks: []*parsed{p}, stmts: true}
	ly.check()
	return ly.info.TypeOf(st.X)
}

// A Description is what is known about a name.
type Description struct {
	Signature string // as Go declares it
	Doc       string
}

// Describe tells about the name at an offset in bytes.
func (s *Session) Describe(code string, offset int) (Description, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	offset = max(0, min(offset, len(code)))
	start := wordStart(code[:offset])
	end := offset
	for end < len(code) && isWord(code[end]) {
		end++
	}
	if start == end { // behind the bracket of a call: the function
		if i := strings.LastIndexAny(code[:offset], "("); i > 0 && strings.TrimLeft(code[i+1:offset], " ") == "" {
			end, start = i, wordStart(code[:i])
		}
	}
	name := code[start:end]
	if name == "" {
		return Description{}, false
	}
	visible := s.visibleWith(code, start)
	if strings.HasSuffix(code[:start], ".") {
		x := operandBefore(code[:start-1])
		for _, o := range s.membersOf(x, visible) {
			if o.Name() == name {
				return s.describe(o, s.owner(x, visible)), true
			}
		}
		return Description{}, false
	}
	if sym := visible[name]; sym != nil {
		if sym.path != "" {
			return Description{fmt.Sprintf("package %s // import %q", name, sym.path), s.pkgs.Doc(sym.path, "")}, true
		}
		if sym.obj != nil {
			return s.describe(sym.obj, ""), true
		}
	}
	if o := s.builtin[name]; o != nil {
		return Description{types.ObjectString(o, shortNames), builtinDocs[name]}, true
	}
	if o := types.Universe.Lookup(name); o != nil {
		return Description{types.ObjectString(o, shortNames), ""}, true
	}
	return Description{}, false
}

// builtinDocs says what the predeclared names of a notebook are.
var builtinDocs = map[string]string{
	"ctx":     "ctx is the context of the running cell: an interrupt cancels it.",
	"must":    "must returns the values before the error of a call; an error that is not nil fails the cell.",
	"Display": "Display shows values below the cell, in every form that they have.",
}

// owner names the type of an operand for the documentation of its members.
func (s *Session) owner(x string, visible map[string]*symbol) string {
	if sym := visible[x]; sym != nil && sym.path != "" {
		return ""
	}
	t := s.typeOf(x, visible)
	if t == nil {
		return ""
	}
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

func (s *Session) describe(o types.Object, owner string) Description {
	d := Description{Signature: types.ObjectString(o, shortNames)}
	if o.Pkg() == nil || o.Pkg().Path() == "main" {
		return d
	}
	name := o.Name()
	if f, ok := o.(*types.Func); ok {
		if r := f.Signature().Recv(); r != nil {
			t := r.Type()
			if p, ok := t.(*types.Pointer); ok {
				t = p.Elem()
			}
			if n, ok := types.Unalias(t).(*types.Named); ok {
				owner = n.Obj().Name()
			}
			name = owner + "." + name
		}
	}
	d.Doc = s.pkgs.Doc(o.Pkg().Path(), name)
	if tn, ok := o.(*types.TypeName); ok && !tn.IsAlias() {
		ms := types.NewMethodSet(types.NewPointer(tn.Type()))
		for i := range ms.Len() {
			if m := ms.At(i).Obj(); m.Exported() {
				d.Signature += "\n" + types.ObjectString(m, shortNames)
			}
		}
	}
	return d
}
