package main

import (
	"bytes"
	"fmt"
	"go/format"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// fileName names the table of a package: wade/sdk/pond becomes gen_sdk_pond.go.
func fileName(pkg string) string {
	short := strings.TrimPrefix(strings.TrimPrefix(pkg, "wade/"), "gonum.org/v1/")
	return "gen_" + strings.ReplaceAll(short, "/", "_") + ".go"
}

// A tableWriter writes the table of one package: its functions, variables and types, and for each interface a struct
// through which values of a cell satisfy it. Constants are folded by the front end.
type tableWriter struct {
	pkg      *types.Package
	imports  map[string]string // alias by path
	rows     []string
	wrappers bytes.Buffer
}

// table writes the table of a package into dir, without the names that are known already.
func table(dir string, p *packages.Package, known map[string]reflect.Value) error {
	w := &tableWriter{pkg: p.Types, imports: map[string]string{"reflect": "reflect"}}
	scope := p.Types.Scope()
	for _, name := range scope.Names() {
		if _, ok := known[name]; !ok && scope.Lookup(name).Exported() {
			w.object(scope.Lookup(name))
		}
	}
	if len(w.rows) == 0 {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Code generated from %s by internal/gen. DO NOT EDIT.\n\n//lint:file-ignore SA1019 cells may use what is deprecated\n\npackage symbols\n\nimport (\n", p.PkgPath)
	for _, path := range slices.Sorted(maps.Keys(w.imports)) {
		fmt.Fprintf(&b, "%s %q\n", w.imports[path], path)
	}
	fmt.Fprintf(&b, ")\n\nfunc init() {\ntables[%q] = map[string]reflect.Value{\n%s}\n}\n%s",
		p.PkgPath+"/"+p.Name, strings.Join(w.rows, ""), w.wrappers.String())
	text, err := format.Source(b.Bytes())
	if err != nil {
		return fmt.Errorf("format the table of %s: %w", p.PkgPath, err)
	}
	return os.WriteFile(filepath.Join(dir, fileName(p.PkgPath)), text, 0o644)
}

func (w *tableWriter) row(name, format string, args ...any) {
	w.rows = append(w.rows, fmt.Sprintf("%q: reflect.ValueOf(%s),\n", name, fmt.Sprintf(format, args...)))
}

func (w *tableWriter) object(obj types.Object) {
	name := obj.Name()
	switch obj := obj.(type) {
	case *types.Func:
		if obj.Signature().TypeParams().Len() == 0 {
			w.row(name, "%s.%s", w.qualifier(w.pkg), name)
		}
	case *types.Var:
		w.rows = append(w.rows, fmt.Sprintf("%q: reflect.ValueOf(&%s.%s).Elem(),\n", name, w.qualifier(w.pkg), name))
	case *types.TypeName:
		if n, ok := obj.Type().(*types.Named); ok && n.TypeParams().Len() > 0 {
			return
		}
		i, isInterface := obj.Type().Underlying().(*types.Interface)
		if isInterface && !i.IsMethodSet() {
			return // a constraint
		}
		w.row(name, "(*%s.%s)(nil)", w.qualifier(w.pkg), name)
		if isInterface && !slices.ContainsFunc(slices.Collect(i.Methods()), func(m *types.Func) bool { return !m.Exported() }) {
			w.wrapper(name, i)
		}
	}
}

// wrapper writes the struct that the interpreter fills with the methods of a value.
func (w *tableWriter) wrapper(name string, i *types.Interface) {
	typ := "_" + strings.NewReplacer("/", "_", ".", "_").Replace(w.pkg.Path()) + "_" + name
	w.row("_"+name, "(*%s)(nil)", typ)
	fields, methods := "", ""
	for m := range i.Methods() {
		sig := m.Signature()
		var params, args []string
		for j := range sig.Params().Len() {
			t := types.TypeString(sig.Params().At(j).Type(), w.qualifier)
			arg := fmt.Sprintf("a%d", j)
			if sig.Variadic() && j == sig.Params().Len()-1 {
				t, arg = "..."+strings.TrimPrefix(t, "[]"), arg+"..."
			}
			params, args = append(params, fmt.Sprintf("a%d %s", j, t)), append(args, arg)
		}
		var results []string
		for j := range sig.Results().Len() {
			results = append(results, types.TypeString(sig.Results().At(j).Type(), w.qualifier))
		}
		ret := ""
		if len(results) > 0 {
			ret = "return "
		}
		shape := "(" + strings.Join(params, ", ") + ") (" + strings.Join(results, ", ") + ")"
		fields += fmt.Sprintf("W%s func%s\n", m.Name(), shape)
		methods += fmt.Sprintf("func (w %s) %s%s { %sw.W%s(%s) }\n", typ, m.Name(), shape, ret, m.Name(), strings.Join(args, ", "))
	}
	fmt.Fprintf(&w.wrappers, "\n// %s is an interface wrapper for %s.\ntype %s struct {\nIValue interface{}\n%s}\n%s", typ, name, typ, fields, methods)
}

// qualifier imports a package under a name of its own.
func (w *tableWriter) qualifier(p *types.Package) string {
	if w.imports[p.Path()] == "" {
		w.imports[p.Path()] = fmt.Sprintf("p%d", len(w.imports))
	}
	return w.imports[p.Path()]
}
