package cell

import (
	"go/types"
	"strings"
	"sync"
	"testing"

	"wade/kernel/internal/symbols"
)

var packages = sync.OnceValues(symbols.OpenPackages)

func newSession(t *testing.T) *Session {
	t.Helper()
	p, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSession(p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The source that stands for a generic function of the standard library must take the same type arguments and parameters.
func TestPreludeFitsTheStandardLibrary(t *testing.T) {
	s := newSession(t)
	for name, own := range s.readPrelude().byName {
		i := strings.LastIndexByte(name, '_')
		path, fn := strings.ReplaceAll(name[:i], "_", "/"), name[i+1:]
		pkg, err := s.pkgs.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := own.(*types.TypeName); ok {
			fitsType(t, own.Type().(*types.Named), pkg.Scope().Lookup(fn).Type().(*types.Named))
			continue
		}
		f := own.(*types.Func)
		std, ok := pkg.Scope().Lookup(fn).(*types.Func)
		if !ok {
			t.Errorf("%s.%s does not exist", path, fn)
			continue
		}
		a, b := f.Signature(), std.Signature()
		if a.TypeParams().Len() != b.TypeParams().Len() || a.Params().Len() != b.Params().Len() || a.Results().Len() != b.Results().Len() || a.Variadic() != b.Variadic() {
			t.Errorf("%s: %s\nstands for %s", name, a, b)
			continue
		}
		position := func(sig *types.Signature) string { // which type parameter each parameter mentions first
			out := ""
			for i := range sig.Params().Len() {
				for j := range sig.TypeParams().Len() {
					if types.Identical(sig.Params().At(i).Type(), sig.TypeParams().At(j)) {
						out += string(rune('0' + j))
					}
				}
				out += ";"
			}
			return out
		}
		if position(a) != position(b) {
			t.Errorf("%s: %s\nstands for %s", name, a, b)
		}
	}
}

// A cell that does not compile leaves no trace, and one that is not committed neither.
func TestCompileChangesNothingBeforeCommit(t *testing.T) {
	s := newSession(t)
	if _, err := s.Compile(1, "x := 1\ny := missing"); err == nil {
		t.Fatal("no error")
	}
	if _, err := s.Compile(2, "x"); err == nil || !strings.Contains(err.Error(), "undefined: x") {
		t.Errorf("x is known: %v", err)
	}
	u, err := s.Compile(3, "x := 1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Compile(4, "x"); err == nil {
		t.Error("x is known before its cell is committed")
	}
	u.Commit()
	if _, err := s.Compile(5, "x"); err != nil {
		t.Error(err)
	}
}

func TestPlace(t *testing.T) {
	s := newSession(t)
	u, err := s.Compile(7, "f := func() {}\n\n\nf()")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for i, text := range strings.Split(u.Source, "\n") {
		if place, name, _ := u.Places.At(i + 1); strings.HasPrefix(text, "f_1()") {
			found = true
			if c, l := Place(place); c != 7 || l != 4 || name != "" {
				t.Errorf("the call stands in cell %d, line %d, function %q", c, l, name)
			}
		}
	}
	if !found {
		t.Errorf("no call in\n%s", u.Source)
	}
}

// A type must have the exported methods of the one that it stands for.
func fitsType(t *testing.T, own, std *types.Named) {
	t.Helper()
	for m := range std.Methods() {
		if o, _, _ := types.LookupFieldOrMethod(types.NewPointer(own), true, own.Obj().Pkg(), m.Name()); o == nil && m.Exported() && m.Name() != "Scan" && m.Name() != "Value" {
			t.Errorf("%s has no method %s", own, m.Name())
		}
	}
	if own.TypeParams().Len() != std.TypeParams().Len() {
		t.Errorf("%s stands for %s", own, std)
	}
}
