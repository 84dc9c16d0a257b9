package symbols

import (
	"cmp"
	"flag"
	"fmt"
	"go/types"
	"os"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file anew")

func open(t testing.TB) *Packages {
	t.Helper()
	p, err := OpenPackages()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryPackageCanBeRead(t *testing.T) {
	p := open(t)
	if len(p.Paths()) < 150 {
		t.Fatalf("%d packages", len(p.Paths()))
	}
	for _, path := range p.Paths() {
		pkg, err := p.Import(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		} else if len(pkg.Scope().Names()) == 0 && path != "time/tzdata" {
			t.Errorf("%s declares nothing", path)
		}
	}
}

// What is not in a table is a constant, which the front end folds, a constraint, or generic: testdata/dropped.txt lists
// those, and the functions, variables and methods whose types a cell cannot name. The SDK has none of them.
func TestTablesAreWhole(t *testing.T) {
	p := open(t)
	var dropped strings.Builder
	for _, path := range p.Paths() {
		pkg, err := p.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		name, table := Table(path)
		if name != pkg.Name() {
			t.Errorf("%s is package %s, its table says %q", path, pkg.Name(), name)
		}
		for _, n := range pkg.Scope().Names() {
			obj := pkg.Scope().Lookup(n)
			for _, line := range nameless(obj) {
				if strings.HasPrefix(path, "wade/") {
					t.Errorf("%s: a cell cannot name that type: export it", line)
				}
				fmt.Fprintln(&dropped, line)
			}
			_, isConst := obj.(*types.Const)
			if _, ok := table[n]; ok || isConst || !obj.Exported() {
				continue
			}
			if i, ok := obj.Type().Underlying().(*types.Interface); ok && !i.IsMethodSet() {
				continue
			}
			if generic(obj) && !strings.HasPrefix(path, "wade/") {
				fmt.Fprintf(&dropped, "%s.%s\n", path, n)
				continue
			}
			t.Errorf("%s.%s is missing in the table: run make symbols; a generic name cannot be offered to cells", path, n)
		}
	}
	const golden = "testdata/dropped.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(dropped.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || string(want) != dropped.String() {
		t.Errorf("%s differs (%v): look at what generation drops now, then run the test with -update", golden, err)
	}
}

// nameless lists where the signature of an object, or of its methods, has a type that only its package can name.
func nameless(obj types.Object) []string {
	if !obj.Exported() {
		return nil
	}
	var out []string
	look := func(name string, t types.Type) {
		if hidden := hiddenType(t); hidden != "" {
			out = append(out, fmt.Sprintf("%s.%s: type %s", obj.Pkg().Path(), name, hidden))
		}
	}
	switch o := obj.(type) {
	case *types.Func, *types.Var:
		look(o.Name(), o.Type())
	case *types.TypeName:
		ms := types.NewMethodSet(types.NewPointer(o.Type()))
		for i := range ms.Len() {
			if m := ms.At(i).Obj(); m.Exported() && len(ms.At(i).Index()) == 1 {
				look(o.Name()+"."+m.Name(), m.Type())
			}
		}
		if st, ok := o.Type().Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				if f.Exported() && !f.Embedded() {
					look(o.Name()+"."+f.Name(), f.Type())
				}
			}
		}
	}
	return out
}

// hiddenType returns a type without exported name that t mentions.
func hiddenType(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if o := t.Obj(); o.Pkg() != nil && !o.Exported() {
			return o.Name()
		}
	case *types.Pointer:
		return hiddenType(t.Elem())
	case *types.Slice:
		return hiddenType(t.Elem())
	case *types.Array:
		return hiddenType(t.Elem())
	case *types.Map:
		return cmp.Or(hiddenType(t.Key()), hiddenType(t.Elem()))
	case *types.Chan:
		return hiddenType(t.Elem())
	case *types.Signature:
		return cmp.Or(hiddenType(t.Params()), hiddenType(t.Results()))
	case *types.Tuple:
		for v := range t.Variables() {
			if h := hiddenType(v.Type()); h != "" {
				return h
			}
		}
	}
	return ""
}

func generic(obj types.Object) bool {
	switch t := obj.Type().(type) {
	case *types.Signature:
		return t.TypeParams().Len() > 0
	case interface{ TypeParams() *types.TypeParamList }:
		return t.TypeParams().Len() > 0
	}
	return false
}

// A value of the table is the thing itself, whatever form the list has.
func TestTable(t *testing.T) {
	name, rand := Table("math/rand/v2")
	if name != "rand" || rand["IntN"].Kind() != reflect.Func {
		t.Errorf("math/rand/v2: %s, IntN is %v", name, rand["IntN"])
	}
	_, os_ := Table("os")
	if v := os_["Stdout"]; !v.CanSet() || v.Interface() != any(os.Stdout) {
		t.Errorf("os.Stdout is %v", v)
	}
	if v := os_["File"]; v.Type() != reflect.TypeFor[*os.File]() || !v.IsNil() {
		t.Errorf("os.File is %v", v)
	}
	if v := os_["ErrNotExist"]; v.Interface() != any(os.ErrNotExist) {
		t.Errorf("os.ErrNotExist is %v", v)
	}
	if name, table := Table("wade/sdk/promt"); name != "" || table != nil {
		t.Errorf("an unknown package has the table %v", table)
	}
}

func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		Table("net/http")
	}
}

func TestDocs(t *testing.T) {
	p := open(t)
	for _, c := range []struct{ path, name, want string }{
		{"strings", "ToUpper", "ToUpper returns"},
		{"strings", "Builder.WriteString", "WriteString appends"},
		{"wade/sdk/display", "Show", "Show displays v"},
		{"fmt", "", "formatted I/O"},
		{"fmt", "Nothing", ""},
		{"net/http", "Client.Timeout", "Timeout specifies"}, // a field
		{"sort", "Interface.Less", "Less reports"},
		{"strings", "Builder", "Do not copy a non-zero Builder"}, // more than the first sentence
	} {
		if got := p.Doc(c.path, c.name); !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("Doc(%q, %q) = %q, want %q in it", c.path, c.name, got, c.want)
		}
	}
}

func TestUnknownPackage(t *testing.T) {
	if _, err := open(t).Import("wade/sdk/promt"); err == nil || !strings.Contains(err.Error(), "promt") {
		t.Errorf("got %v", err)
	}
}
