package cell

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"strconv"
	"strings"
)

// call writes a call or a conversion.
func (l *lowerer) call(x *ast.CallExpr) string {
	fun := ast.Unparen(x.Fun)
	if l.info.Types[fun].IsType() {
		return l.conversion(x, l.typeOf(fun))
	}
	if id, ok := fun.(*ast.Ident); ok {
		if b, ok := l.info.Uses[id].(*types.Builtin); ok {
			return l.builtinCall(x, b.Name())
		}
		if f, ok := l.info.Uses[id].(*types.Func); ok && l.isBuiltin(f) {
			return l.predeclaredCall(x, f)
		}
	}
	if f := l.callee(fun); f != nil {
		if s, ok := l.specialCall(x, f); ok {
			return s
		}
	}
	if sig, ok := l.typeOf(fun).Underlying().(*types.Signature); ok && sig.Variadic() && !x.Ellipsis.IsValid() && l.callee(fun) == nil {
		return l.variadicValue(x, fun, sig)
	}
	return l.callFun(fun) + "(" + l.args(x, 0) + ")"
}

// variadicValue writes the call of a variadic function that is a value: the interpreter wants the slice.
func (l *lowerer) variadicValue(x *ast.CallExpr, fun ast.Expr, sig *types.Signature) string {
	if len(x.Args) == 1 {
		if _, tuple := l.typeOf(x.Args[0]).(*types.Tuple); tuple {
			return l.callFun(fun) + "(" + l.args(x, 0) + ")"
		}
	}
	n := sig.Params().Len() - 1
	var args []string
	for _, a := range x.Args[:n] {
		args = append(args, l.arg(a))
	}
	var rest []string
	for _, a := range x.Args[n:] {
		rest = append(rest, l.arg(a))
	}
	last := l.typ(x, sig.Params().At(n).Type()) + "{" + strings.Join(rest, ", ") + "}..."
	return l.callFun(fun) + "(" + strings.Join(append(args, last), ", ") + ")"
}

// arg writes an argument. A function literal in a loop goes through a variable, which keeps the variables of this round.
func (l *lowerer) arg(a ast.Expr) string {
	lit, ok := ast.Unparen(a).(*ast.FuncLit)
	if !ok || len(l.targets) == 0 {
		return l.expr(a)
	}
	c := l.temp()
	return "func() " + l.typ(a, l.typeOf(a)) + " { " + c + " := " + l.expr(lit) + "; return " + c + " }()"
}

func (l *lowerer) callFun(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.FuncLit:
		return l.expr(f)
	case *ast.SelectorExpr:
		if s := l.info.Selections[f]; s != nil && s.Kind() == types.MethodVal {
			recv, path := l.selected(f)
			return recv + path
		}
	}
	return l.operand(fun)
}

// callee returns the function or method that a call names.
func (l *lowerer) callee(fun ast.Expr) *types.Func {
	switch f := fun.(type) {
	case *ast.Ident:
		o, _ := l.info.Uses[f].(*types.Func)
		return o
	case *ast.SelectorExpr:
		o, _ := l.info.Uses[f.Sel].(*types.Func)
		return o
	}
	return nil
}

// args writes the arguments from number i on.
func (l *lowerer) args(x *ast.CallExpr, i int) string {
	var out []string
	for _, a := range x.Args[min(i, len(x.Args)):] {
		out = append(out, l.arg(a))
	}
	s := strings.Join(out, ", ")
	if x.Ellipsis.IsValid() {
		s += "..."
	}
	return s
}

func (l *lowerer) conversion(x *ast.CallExpr, t types.Type) string {
	text := l.typ(x, t)
	arg := l.expr(x.Args[0])
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		if s, ok := l.typeOf(x.Args[0]).Underlying().(*types.Slice); ok {
			if _, named := types.Unalias(s.Elem()).(*types.Named); named || isNamed(l.typeOf(x.Args[0])) {
				arg = "[]" + s.Elem().Underlying().String() + "(" + arg + ")"
			}
		}
	}
	switch types.Unalias(t).(type) {
	case *types.Named, *types.Basic:
		return text + "(" + arg + ")"
	}
	return "(" + text + ")(" + arg + ")"
}

func isNamed(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Named)
	return ok
}

// builtinCall writes a call of a function of the language.
func (l *lowerer) builtinCall(x *ast.CallExpr, name string) string {
	switch name {
	case "make":
		s := "make(" + l.typ(x, l.typeOf(x))
		for _, a := range x.Args[1:] {
			s += ", " + l.expr(a)
		}
		return s + ")"
	case "new":
		if l.info.Types[x.Args[0]].IsType() {
			return "new(" + l.typ(x, l.typeOf(x.Args[0])) + ")"
		}
		t := l.typ(x, elemOf(l.typeOf(x)))
		v := l.temp()
		return fmt.Sprintf("func() *%s { var %s %s = %s; return &%s }()", t, v, t, l.expr(x.Args[0]), v)
	case "min", "max":
		return l.minMax(x, name)
	case "clear":
		return l.clear(x)
	case "append":
		return l.appendCall(x)
	case "delete":
		m := l.typeOf(x.Args[0]).Underlying().(*types.Map)
		return "delete(" + l.expr(x.Args[0]) + ", " + l.key(x.Args[1], m) + ")"
	case "recover":
		return "rt.Recover()"
	case "print":
		return "rt.Print(" + l.args(x, 0) + ")"
	case "println":
		return "rt.Println(" + l.args(x, 0) + ")"
	case "panic":
		return "panic(" + l.shownArg(x.Args[0], false) + ")"
	}
	return name + "(" + l.args(x, 0) + ")"
}

func (l *lowerer) minMax(x *ast.CallExpr, name string) string {
	t := l.typ(x, l.typeOf(x))
	op := map[string]string{"min": "<", "max": ">"}[name]
	r := l.temp()
	var b strings.Builder
	fmt.Fprintf(&b, "func() %s { var %s %s = %s\n", t, r, t, l.expr(x.Args[0]))
	for _, a := range x.Args[1:] {
		v := l.temp()
		fmt.Fprintf(&b, "var %s %s = %s\nif %s %s %s", v, t, l.expr(a), v, op, r)
		if basic, ok := l.typeOf(x).Underlying().(*types.Basic); ok && basic.Info()&types.IsFloat != 0 {
			fmt.Fprintf(&b, " || %s != %s", v, v)
		}
		fmt.Fprintf(&b, " { %s = %s }\n", r, v)
	}
	return b.String() + "return " + r + " }()"
}

func (l *lowerer) clear(x *ast.CallExpr) string {
	v, k := l.temp(), l.temp()
	switch t := l.typeOf(x.Args[0]).Underlying().(type) {
	case *types.Map:
		return fmt.Sprintf("func() { %s := %s; for %s := range %s { delete(%s, %s) } }()", v, l.expr(x.Args[0]), k, v, v, k)
	case *types.Slice:
		z := l.temp()
		return fmt.Sprintf("func() { %s := %s; var %s %s; for %s := range %s { %s[%s] = %s } }()", v, l.expr(x.Args[0]), z, l.typ(x, t.Elem()), k, v, v, k, z)
	}
	l.refuse(x, "clear of this type cannot be used in a cell")
	return ""
}

// appendCall copies elements that are read from memory before the append may change them.
func (l *lowerer) appendCall(x *ast.CallExpr) string {
	risky := false
	if !x.Ellipsis.IsValid() && len(x.Args) > 1 {
		if _, ok := ast.Unparen(x.Args[0]).(*ast.SliceExpr); ok {
			for _, a := range x.Args[1:] {
				risky = risky || !l.plain(a)
			}
		}
	}
	t := l.typeOf(x)
	if !risky {
		s := "append(" + l.expr(x.Args[0])
		for i, a := range x.Args[1:] {
			s += ", " + l.expr(a)
			if x.Ellipsis.IsValid() && i == len(x.Args)-2 {
				s += "..."
			}
		}
		return s + ")"
	}
	var vars []string
	text := l.block(func() {
		for _, a := range x.Args[1:] {
			v := l.temp()
			vars = append(vars, v)
			l.line("var %s %s = %s", v, l.typ(x, elemOf(t)), l.expr(a))
		}
	})
	return fmt.Sprintf("func() %s {\n%sreturn append(%s, %s) }()", l.typ(x, t), text, l.expr(x.Args[0]), strings.Join(vars, ", "))
}

// plain tells whether an expression neither calls nor reads memory that an assignment could change.
func (l *lowerer) plain(x ast.Expr) bool {
	if l.info.Types[x].Value != nil {
		return true
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.FuncLit:
		return true
	case *ast.Ident:
		_, isNil := l.info.Uses[x].(*types.Nil)
		return isNil
	}
	return false
}

// predeclaredCall writes a call of must or Display.
func (l *lowerer) predeclaredCall(x *ast.CallExpr, f *types.Func) string {
	if f.Name() == "Display" {
		if x.Ellipsis.IsValid() {
			return "rt.Display(" + l.args(x, 0) + ")"
		}
		return "rt.Display(" + l.shownArgs(x.Args) + ")"
	}
	place := l.place(x.Pos())
	if f.Name() == "must_0" {
		return fmt.Sprintf("rt.Must(%s, %d)", l.expr(x.Args[0]), place)
	}
	var vars, ts []string
	res := f.Signature().Results()
	if inst, ok := l.info.Instances[x.Fun.(*ast.Ident)]; ok {
		res = inst.Type.(*types.Signature).Results()
	}
	for i := range res.Len() {
		vars = append(vars, l.temp())
		ts = append(ts, l.typ(x, res.At(i).Type()))
	}
	err := l.temp()
	var b strings.Builder
	b.WriteString("func() (" + strings.Join(ts, ", ") + ") { ")
	if len(x.Args) == 1 {
		fmt.Fprintf(&b, "%s, %s := %s\n", strings.Join(vars, ", "), err, l.expr(x.Args[0]))
	} else {
		for i, v := range vars {
			fmt.Fprintf(&b, "var %s %s = %s\n", v, ts[i], l.expr(x.Args[i]))
		}
		fmt.Fprintf(&b, "var %s error = %s\n", err, l.expr(x.Args[len(vars)]))
	}
	fmt.Fprintf(&b, "rt.Must(%s, %d)\nreturn %s }()", err, place, strings.Join(vars, ", "))
	return b.String()
}

// builtinValue refuses must and Display as values.
func (l *lowerer) builtinValue(id *ast.Ident, f *types.Func) string {
	if f.Name() == "Display" {
		return "rt.Display"
	}
	l.refuse(id, "must can only be called")
	return ""
}

// replacements stand for functions of packages: calls that would block without end, or end the process.
var replacements = map[string]string{
	"time.Sleep":     "rt.Sleep",
	"os.Exit":        "rt.Exit",
	"runtime.Goexit": "rt.Goexit",
	"log.Fatal":      "rt.Fatal",
	"log.Fatalf":     "rt.Fatalf",
	"log.Fatalln":    "rt.Fatalln",
	"errors.Is":      "rt.Is",

	"time.AfterFunc":    "rt.After",
	"context.AfterFunc": "rt.AfterCtx",
}

func (l *lowerer) replacement(f *types.Func) (string, bool) {
	if f.Pkg() == nil || f.Signature().Recv() != nil {
		return "", false
	}
	s, ok := replacements[f.Pkg().Path()+"."+f.Name()]
	return s, ok
}

// printers are the functions that print their arguments from the given number on, by reflection.
var printers = map[string]int{
	"fmt.Print": 0, "fmt.Println": 0, "fmt.Printf": 1, "fmt.Sprint": 0, "fmt.Sprintln": 0, "fmt.Sprintf": 1,
	"fmt.Fprint": 1, "fmt.Fprintln": 1, "fmt.Fprintf": 2, "fmt.Errorf": 1, "fmt.Append": 1, "fmt.Appendf": 2, "fmt.Appendln": 1,
	"log.Print": 0, "log.Printf": 1, "log.Println": 0, "log.Fatal": 0, "log.Fatalf": 1, "log.Fatalln": 0,
	"log.Panic": 0, "log.Panicf": 1, "log.Panicln": 0,
	"wade/sdk/display.Show": 0, "wade/sdk/display.Bundle": 0,
}

// specialCall writes calls that need help.
func (l *lowerer) specialCall(x *ast.CallExpr, f *types.Func) (string, bool) {
	if f.Pkg() == nil {
		return "", false
	}
	if recv := f.Signature().Recv(); recv != nil {
		return l.blockingCall(x, f, recv)
	}
	name := f.Pkg().Path() + "." + f.Name()
	if n, ok := printers[name]; ok && !x.Ellipsis.IsValid() && len(x.Args) > n {
		var args []string
		typed := l.typeVerbs(x, n, f.Name())
		for i, a := range x.Args {
			switch _, tuple := l.typeOf(a).(*types.Tuple); {
			case typed[i] != "":
				args = append(args, typed[i])
			case tuple || i < n:
				args = append(args, l.expr(a))
			default:
				args = append(args, l.shownArg(a, name == "fmt.Errorf"))
			}
		}
		return l.callFun(ast.Unparen(x.Fun)) + "(" + strings.Join(args, ", ") + ")", true
	}
	switch {
	case name == "errors.As" && len(x.Args) == 2:
		return l.errorsAs(x)
	case name == "slices.Sort":
		return l.sortCall(x)
	}
	return "", false
}

// sortCall sorts slices of ordinary types in compiled code.
func (l *lowerer) sortCall(x *ast.CallExpr) (string, bool) {
	b, ok := types.Unalias(elemOf(l.typeOf(x.Args[0]))).(*types.Basic)
	if !ok {
		return "", false
	}
	f := map[types.BasicKind]string{types.Int: "Ints", types.Float64: "Float64s", types.String: "Strings"}[b.Kind()]
	if f == "" {
		return "", false
	}
	return l.pkg("sort") + "." + f + "(" + l.expr(x.Args[0]) + ")", true
}

// typeVerbs replaces %T of values of the session by the name of their type, when the format is a constant.
func (l *lowerer) typeVerbs(x *ast.CallExpr, n int, name string) map[int]string {
	if n == 0 || !strings.HasSuffix(name, "f") || l.info.Types[x.Args[n-1]].Value == nil {
		return nil
	}
	format := constant.StringVal(l.info.Types[x.Args[n-1]].Value)
	if !strings.Contains(format, "%T") || strings.ContainsAny(format, "[*") {
		return nil
	}
	out := map[int]string{}
	arg := n
	b := []byte(format)
	for i := 0; i < len(b); i++ {
		if b[i] != '%' {
			continue
		}
		for i++; i < len(b) && strings.IndexByte("+-# 0123456789.", b[i]) >= 0; i++ {
		}
		if i >= len(b) || b[i] == '%' {
			continue
		}
		if b[i] == 'T' && arg < len(x.Args) {
			if t := l.typeOf(x.Args[arg]); !types.IsInterface(t) && interpreted(t) {
				b[i] = 's'
				out[arg] = strconv.Quote(types.TypeString(t, func(p *types.Package) string { return p.Name() }))
			}
		}
		arg++
	}
	if len(out) > 0 {
		out[n-1] = strconv.Quote(string(b))
	}
	return out
}

// blockingCall lets waiting for a group or a lock end with the cell.
func (l *lowerer) blockingCall(x *ast.CallExpr, f *types.Func, recv *types.Var) (string, bool) {
	if f.Pkg().Path() != "sync" {
		return "", false
	}
	sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	switch types.TypeString(recv.Type(), nil) + "." + f.Name() {
	case "*sync.WaitGroup.Wait", "*sync.Mutex.Lock", "*sync.RWMutex.Lock", "*sync.RWMutex.RLock":
		operand, path := l.selected(sel)
		path = strings.TrimSuffix(path, "."+f.Name())
		if _, isPtr := l.fieldType(sel).(*types.Pointer); !isPtr {
			operand = "&" + operand
		}
		return fmt.Sprintf("rt.%s(%s%s)", f.Name(), operand, path), true
	case "*sync.WaitGroup.Go":
		operand, path := l.selected(sel)
		path = strings.TrimSuffix(path, ".Go")
		if _, isPtr := l.fieldType(sel).(*types.Pointer); !isPtr {
			operand = "&" + operand
		}
		return fmt.Sprintf("rt.GroupGo(%s%s, %s)", operand, path, l.args(x, 0)), true
	}
	return "", false
}

// fieldType returns the type of the value on which a selector calls a method.
func (l *lowerer) fieldType(sel *ast.SelectorExpr) types.Type {
	t := l.typeOf(sel.X)
	s := l.info.Selections[sel]
	for _, i := range s.Index()[:len(s.Index())-1] {
		u := t.Underlying()
		if p, ok := u.(*types.Pointer); ok {
			u = p.Elem().Underlying()
		}
		t = u.(*types.Struct).Field(i).Type()
	}
	return t
}

func (l *lowerer) shownArgs(args []ast.Expr) string {
	var out []string
	for _, a := range args {
		out = append(out, l.shownArg(a, false))
	}
	return strings.Join(out, ", ")
}

// shownArg writes a value for code that looks at it by reflection: one of a type of the session goes with its type.
func (l *lowerer) shownArg(a ast.Expr, keepErrors bool) string {
	t := l.typeOf(a)
	switch {
	case types.IsInterface(t) && !keepErrors && !l.info.Types[a].IsNil():
		return "rt.Dyn(" + l.expr(a) + ")"
	case types.IsInterface(t) || !interpreted(t):
		return l.expr(a)
	case keepErrors && isError(t):
		return "func() error { return " + l.expr(a) + " }()"
	}
	return fmt.Sprintf("rt.Value(%s, %d)", l.expr(a), l.number(t))
}

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

func isError(t types.Type) bool { return types.Implements(t, errorType) }

// result shows the value of the cell.
func (l *lowerer) result(x ast.Expr) {
	l.tick()
	l.mark(x)
	tv := l.info.Types[x]
	call, isCall := ast.Unparen(x).(*ast.CallExpr)
	if tv.IsVoid() || isCall && l.quiet(call) {
		l.stmt(&ast.ExprStmt{X: x})
		return
	}
	if tv.IsType() || tv.IsBuiltin() {
		l.refuse(x, "a type or built-in function alone is not a value")
	}
	tuple, ok := tv.Type.(*types.Tuple)
	if !ok {
		if isCall && types.Identical(tv.Type, types.Universe.Lookup("error").Type()) {
			l.line("rt.Must(%s, %d)", l.expr(x), l.place(x.Pos()))
			return
		}
		if tv.IsNil() {
			l.line("rt.Result(nil)")
			return
		}
		l.line("rt.Result(%s)", l.shownArg(x, false))
		return
	}
	var vars, values []string
	n := tuple.Len()
	for i := range n {
		v := l.temp()
		vars = append(vars, v)
		if t := l.subst(tuple.At(i).Type()); i == n-1 && types.Identical(t, types.Universe.Lookup("error").Type()) {
			n--
		} else if !types.IsInterface(t) && interpreted(t) {
			values = append(values, fmt.Sprintf("rt.Value(%s, %d)", v, l.number(t)))
		} else if types.IsInterface(t) {
			values = append(values, "rt.Dyn("+v+")")
		} else {
			values = append(values, v)
		}
	}
	l.line("%s := %s", strings.Join(vars, ", "), l.expr(x))
	if n < tuple.Len() {
		l.line("rt.Must(%s, %d)", vars[n], l.place(x.Pos()))
	}
	if len(values) > 0 {
		l.line("rt.Result(%s)", strings.Join(values, ", "))
	}
}

// quiet tells whether the results of a call are of no interest: those of the functions that print.
func (l *lowerer) quiet(x *ast.CallExpr) bool {
	f := l.callee(ast.Unparen(x.Fun))
	if id, ok := ast.Unparen(x.Fun).(*ast.Ident); ok {
		if b, ok := l.info.Uses[id].(*types.Builtin); ok {
			return b.Name() == "copy" || b.Name() == "recover"
		}
	}
	if f == nil || f.Pkg() == nil {
		return false
	}
	switch {
	case f.Pkg().Path() == "fmt":
		return strings.HasPrefix(f.Name(), "Print") || strings.HasPrefix(f.Name(), "Fprint") || strings.Contains(f.Name(), "canf") || strings.HasSuffix(f.Name(), "can") || strings.HasSuffix(f.Name(), "canln")
	case f.Signature().Recv() != nil:
		return strings.HasPrefix(f.Name(), "Write")
	}
	return f.Pkg().Path() == "io" && f.Name() == "WriteString"
}
