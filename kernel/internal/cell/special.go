package cell

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"strconv"
	"strings"
)

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
	if l.real() && s == "rt.Is" {
		return "", false
	}
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
				text, ok := l.standard(a)
				if !ok {
					text = l.expr(a)
				}
				args = append(args, text)
			case l.real() && strings.HasPrefix(name, "wade/"):
				args = append(args, "rt.Shown("+l.expr(a)+")")
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
	if l.real() || n == 0 || !strings.HasSuffix(name, "f") || l.info.Types[x.Args[n-1]].Value == nil {
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

// blockingCall lets waiting for a group or a lock end with the cell, and a wrong Unlock be a panic.
func (l *lowerer) blockingCall(x *ast.CallExpr, f *types.Func, recv *types.Var) (string, bool) {
	sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	if s, ok := l.standard(sel.X); ok && (f.Name() == "Write" || f.Name() == "WriteString") {
		return s + "." + f.Name() + "(" + l.args(x, 0) + ")", true
	}
	if f.Pkg().Path() != "sync" {
		return "", false
	}
	switch types.TypeString(recv.Type(), nil) + "." + f.Name() {
	case "*sync.WaitGroup.Wait", "*sync.Mutex.Lock", "*sync.RWMutex.Lock", "*sync.RWMutex.RLock",
		"*sync.Mutex.Unlock", "*sync.RWMutex.Unlock", "*sync.RWMutex.RUnlock":
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
	for _, i := range l.index(sel)[:len(l.index(sel))-1] {
		u := t.Underlying()
		if p, ok := u.(*types.Pointer); ok {
			u = p.Elem().Underlying()
		}
		t = u.(*types.Struct).Field(i).Type()
	}
	return t
}
