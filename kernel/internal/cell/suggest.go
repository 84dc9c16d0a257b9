package cell

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/scanner"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A Suggestion is one name that can stand at a place.
type Suggestion struct {
	Name      string
	Kind      string // "function", "variable", "constant", "type", "module", "field", "keyword", "label"
	Signature string // of a function without the name; the type of what has one
	rank      int    // what is nearer comes first
}

// The ranks of suggestions.
const (
	rankField = iota
	rankLocal
	rankSession
	rankUniverse
	rankKeyword
	rankFar // packages that are not imported
)

// Suggest lists the names that can continue the text before an offset in bytes, and where the word begins that they
// replace. What is half written does not hinder it.
func (s *Session) Suggest(code string, offset int) (found []Suggestion, start int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	offset = max(0, min(offset, len(code)))
	before := code[:offset]
	start = wordStart(before)
	defer s.forgetFiles()()
	defer func() {
		if r := recover(); r != nil { // half a cell may confuse the type checker: then there is nothing to propose
			confused(r)
			found = nil
		}
	}()
	prefix := before[start:]
	if path, at, ok := importPath(before); ok {
		for _, p := range s.importable() {
			if strings.HasPrefix(p, path) {
				found = append(found, Suggestion{Name: p, Kind: "module"})
			}
		}
		return found, at
	}
	last, quoted := lastToken(before[:start])
	if quoted || isDigit(prefix) {
		return nil, start
	}
	switch last {
	case token.BREAK, token.CONTINUE, token.GOTO:
		return labels(before, prefix), start
	case token.PACKAGE, token.TYPE, token.CONST, token.VAR:
		return nil, start // a new name
	}
	c := s.cursorAt(code, start, placeholder, offset)
	add := func(o types.Object, rank int) {
		if hasPrefix(o.Name(), prefix) && o.Type() != nil && o.Name() != "_" && o.Name() != placeholder {
			x := suggestion(o)
			x.rank = rank
			found = append(found, x)
		}
	}
	if strings.HasSuffix(strings.TrimRight(before[:start], " \t\n"), ".") {
		for _, o := range c.operandMembers() {
			add(o, rankField)
		}
		return sorted(found, prefix), start
	}
	onlyTypes := c.wantsType()
	for _, f := range c.missingFields() {
		add(f, rankField)
	}
	c.eachVisible(func(name string, o types.Object, rank int) {
		switch o := o.(type) {
		case *types.PkgName:
			if hasPrefix(name, prefix) {
				found = append(found, Suggestion{Name: name, Kind: "module", Signature: o.Imported().Path(), rank: rank})
			}
			return
		case *types.TypeName:
		default:
			if onlyTypes {
				return
			}
		}
		add(o, rank)
	})
	if prefix != "" {
		for tok := token.BREAK; tok <= token.VAR; tok++ {
			if k := tok.String(); strings.HasPrefix(k, prefix) && token.IsKeyword(k) {
				found = append(found, Suggestion{Name: k, Kind: "keyword", rank: rankKeyword})
			}
		}
	}
	if len(prefix) > 1 {
		for _, p := range s.pkgs.Paths() {
			if name := baseName(p); hasPrefix(name, prefix) && c.visible[name] == nil {
				found = append(found, Suggestion{Name: name, Kind: "module", Signature: fmt.Sprintf("import %q", p), rank: rankFar})
			}
		}
	}
	return sorted(found, prefix), start
}

// confused is told what went wrong inside; the tests look at it.
var confused = func(any) {}

// sorted puts what fits best first: in the case that was typed, then what is near, then by name; each name once.
func sorted(found []Suggestion, prefix string) []Suggestion {
	slices.SortStableFunc(found, func(a, b Suggestion) int {
		exact := func(s Suggestion) int {
			if strings.HasPrefix(s.Name, prefix) {
				return 0
			}
			return 1
		}
		return cmp.Or(exact(a)-exact(b), a.rank-b.rank, strings.Compare(a.Name, b.Name))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(s Suggestion) bool {
		again := seen[s.Name]
		seen[s.Name] = true
		return again
	})
}

// operandMembers lists what can follow the operand and the point before the cursor.
func (c *cursor) operandMembers() []types.Object {
	sel, ok := c.parent(1).(*ast.SelectorExpr)
	if !ok || c.layer == nil {
		return nil
	}
	if id, ok := sel.X.(*ast.Ident); ok {
		switch o := c.layer.info.Uses[id].(type) {
		case *types.PkgName:
			return exportedObjects(o.Imported(), c.wantsType())
		case nil:
			return c.farMembers(id.Name)
		}
	}
	tv, ok := c.layer.info.Types[sel.X]
	if !ok || tv.Type == nil || tv.Type == types.Typ[types.Invalid] {
		return nil
	}
	out := members(tv.Type)
	if tv.IsType() { // method expressions
		out = slices.DeleteFunc(out, func(o types.Object) bool { _, ok := o.(*types.Func); return !ok })
	}
	return out
}

// farMembers lists the members of a package that is not imported yet: of the first path that ends in the name.
func (c *cursor) farMembers(name string) []types.Object {
	for _, p := range farPaths(c.s.pkgs.Paths(), name) {
		if pkg, err := c.s.pkgs.Import(p); err == nil {
			return exportedObjects(pkg, c.wantsType())
		}
	}
	return nil
}

// farPaths lists the packages with a name, the shortest path first: math/rand before crypto/rand.
func farPaths(known []string, name string) []string {
	var out []string
	for _, p := range known {
		if baseName(p) == name {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	return out
}

// baseName is the name under which a path is imported, as a rule.
func baseName(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	if len(name) > 1 && name[0] == 'v' && isDigit(name[1:]) { // a major version
		path = strings.TrimSuffix(path, "/"+name)
		name = path[strings.LastIndexByte(path, '/')+1:]
	}
	return name
}

func exportedObjects(pkg *types.Package, onlyTypes bool) []types.Object {
	var out []types.Object
	for _, n := range exported(pkg) {
		o := pkg.Scope().Lookup(n)
		if _, isType := o.(*types.TypeName); isType || !onlyTypes {
			out = append(out, o)
		}
	}
	return out
}

// missingFields lists the fields that the literal around the cursor does not set yet.
func (c *cursor) missingFields() []types.Object {
	if c.layer == nil {
		return nil
	}
	up := 1
	if kv, ok := c.parent(1).(*ast.KeyValueExpr); ok && kv.Key == ast.Expr(c.id) {
		up = 2
	}
	lit, ok := c.parent(up).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	t := c.layer.info.TypeOf(lit)
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	set := map[string]bool{}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				set[id.Name] = true
			}
		}
	}
	var out []types.Object
	for f := range st.Fields() {
		if !set[f.Name()] && (f.Exported() || ours(f.Pkg())) {
			out = append(out, f)
		}
	}
	return out
}

// wantsType tells whether only a type can stand at the cursor.
func (c *cursor) wantsType() bool {
	for up := 1; ; up++ {
		child := c.parent(up - 1)
		switch n := c.parent(up).(type) {
		case *ast.SelectorExpr, *ast.StarExpr:
			continue
		case *ast.Field:
			return n.Type == child
		case *ast.ValueSpec:
			return n.Type == child
		case *ast.TypeSpec:
			return n.Type == child
		case *ast.TypeAssertExpr:
			return n.Type == child
		case *ast.ArrayType:
			return n.Elt == child
		case *ast.MapType, *ast.ChanType:
			return true
		case *ast.CaseClause:
			_, ok := c.parent(up + 2).(*ast.TypeSwitchStmt)
			return ok && slices.Contains(n.List, child.(ast.Expr))
		}
		return false
	}
}

// eachVisible calls f for every name that can be used at the cursor; an inner one hides an outer one.
func (c *cursor) eachVisible(f func(name string, o types.Object, rank int)) {
	seen := map[string]bool{}
	if c.layer != nil && c.id != nil {
		for sc := c.scope(); sc != nil && sc != c.layer.pkg.Scope() && sc != types.Universe; sc = sc.Parent() {
			for _, name := range sc.Names() {
				o := sc.Lookup(name)
				if _, isPkg := o.(*types.PkgName); isPkg || seen[name] {
					continue
				}
				if _, at := sc.LookupParent(name, c.id.Pos()); at == o {
					seen[name] = true
					f(name, o, rankLocal)
				}
			}
		}
		for _, name := range c.layer.pkg.Scope().Names() { // declared by the chunks that are checked with this one
			if o := c.layer.pkg.Scope().Lookup(name); !seen[name] && c.s.builtin[name] == nil && o.Pkg() == c.layer.pkg {
				seen[name] = true
				f(name, o, rankSession)
			}
		}
	}
	for name, sym := range c.visible {
		switch {
		case strings.Contains(name, ".") || seen[name]:
			continue
		case sym.path != "":
			if pkg, err := c.s.packageOf(sym); err == nil {
				f(name, types.NewPkgName(token.NoPos, nil, name, pkg), rankSession)
			}
		case sym.obj != nil:
			f(name, sym.obj, rankSession)
		}
		seen[name] = true
	}
	for name, o := range c.s.builtin {
		if !strings.Contains(name, "_") && !seen[name] {
			seen[name] = true
			f(name, o, rankSession)
		}
	}
	for _, name := range types.Universe.Names() {
		if !seen[name] {
			f(name, types.Universe.Lookup(name), rankUniverse)
		}
	}
}

// labels lists the labels of the statements around the end of a text.
func labels(before, prefix string) []Suggestion {
	l := lex(before)
	var out []Suggestion
	for i, t := range l.tokens {
		if t.tok != token.IDENT || i+1 == len(l.tokens) || l.tokens[i+1].tok != token.COLON || !strings.HasPrefix(t.lit, prefix) {
			continue
		}
		if i == 0 || l.tokens[i-1].tok == token.SEMICOLON || l.tokens[i-1].tok == token.LBRACE || l.tokens[i-1].tok == token.COLON {
			out = append(out, Suggestion{Name: t.lit, Kind: "label"})
		}
	}
	return sorted(out, prefix)
}

// lastToken returns the last token of a text, and whether its end is inside a string or a comment.
func lastToken(s string) (tok token.Token, inside bool) {
	l := lex(s + "\x00") // what encloses the sign is open
	line := strings.Count(s, "\n") + 1
	for _, e := range l.errs {
		if strings.Contains(e.Msg, "not terminated") && (e.Pos.Line == line || l.unterminated()) {
			return token.ILLEGAL, true
		}
	}
	if n := len(l.tokens); n > 0 && l.tokens[n-1].tok == token.ILLEGAL {
		l.tokens = l.tokens[:n-1]
	} else if n > 0 && l.tokens[n-1].tok == token.SEMICOLON && n > 1 && l.tokens[n-2].tok == token.ILLEGAL {
		l.tokens = l.tokens[:n-2]
	} else if !strings.HasSuffix(s, "\n") && strings.Contains(s[strings.LastIndexByte(s, '\n')+1:], "//") {
		return token.ILLEGAL, inLineComment(s)
	}
	if n := len(l.tokens); n > 0 {
		return l.tokens[n-1].tok, false
	}
	return token.ILLEGAL, false
}

// InString returns the text of the string literal in which an offset is, up to the offset, and where it begins. The path of
// an import is none.
func InString(code string, offset int) (text string, start int, ok bool) {
	before := code[:max(0, min(offset, len(code)))]
	if _, _, isImport := importPath(before); isImport {
		return "", 0, false
	}
	l := lex(before + "\x00")
	n := len(l.errs)
	if n == 0 || !strings.Contains(l.errs[n-1].Msg, "string literal not terminated") {
		return "", 0, false
	}
	at := l.errs[n-1].Pos.Offset + 1
	if at > len(before) || strings.Contains(before[at:], "\n") {
		return "", 0, false
	}
	return before[at:], at, true
}

// inLineComment tells whether a text ends in a comment of its last line.
func inLineComment(s string) bool {
	fset := token.NewFileSet()
	var sc scanner.Scanner
	sc.Init(fset.AddFile("", -1, len(s)), []byte(s), nil, scanner.ScanComments)
	comment := false
	for {
		_, tok, lit := sc.Scan()
		switch {
		case tok == token.EOF:
			return comment
		case tok == token.SEMICOLON && lit == "\n":
		default:
			comment = tok == token.COMMENT && strings.HasPrefix(lit, "//")
		}
	}
}

func isDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func hasPrefix(name, prefix string) bool {
	return len(name) >= len(prefix) && strings.EqualFold(name[:len(prefix)], prefix)
}

func suggestion(o types.Object) Suggestion {
	out := Suggestion{Name: o.Name(), Kind: "variable"}
	switch o := o.(type) {
	case *types.Func:
		out.Kind, out.Signature = "function", signatureText(o.Signature())
	case *types.Builtin:
		out.Kind, out.Signature = "function", builtinSignatures[o.Name()]
	case *types.TypeName:
		out.Kind, out.Signature = "type", shapeText(o.Type())
	case *types.Const:
		out.Kind, out.Signature = "constant", TypeText(o.Type())
	case *types.Var:
		out.Signature = TypeText(o.Type())
		if o.IsField() {
			out.Kind = "field"
		}
		if sig, ok := o.Type().Underlying().(*types.Signature); ok {
			out.Kind, out.Signature = "function", signatureText(sig)
		}
	}
	return out
}

// shapeText names the kind of a type.
func shapeText(t types.Type) string {
	switch t.Underlying().(type) {
	case *types.Struct:
		return "struct"
	case *types.Interface:
		return "interface"
	}
	return TypeText(t.Underlying())
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
	l := lex(before[:len(before)-len(line)+q])
	for i := len(l.tokens) - 1; i >= 0; i-- {
		switch t := l.tokens[i].tok; t {
		case token.IMPORT:
			return line[q+1:], len(before) - len(line) + q + 1, true
		case token.LPAREN, token.STRING, token.SEMICOLON, token.IDENT, token.PERIOD:
			if t == token.SEMICOLON && i < len(l.tokens)-1 && l.tokens[i].lit == "\n" && !openParen(l.tokens[:i]) {
				return "", 0, false
			}
		default:
			return "", 0, false
		}
	}
	return "", 0, false
}

// openParen tells whether a bracket is open at the end.
func openParen(tokens []lexeme) bool {
	depth := 0
	for _, t := range tokens {
		switch t.tok {
		case token.LPAREN:
			depth++
		case token.RPAREN:
			depth--
		}
	}
	return depth > 0
}

// forgetFiles returns a function that removes from the file set what was parsed since: help while typing leaves nothing.
func (s *Session) forgetFiles() func() {
	base := s.fset.Base()
	return func() {
		var mine []*token.File
		s.fset.Iterate(func(f *token.File) bool {
			if f.Base() >= base {
				mine = append(mine, f)
			}
			return true
		})
		for _, f := range mine {
			s.fset.RemoveFile(f)
		}
	}
}
