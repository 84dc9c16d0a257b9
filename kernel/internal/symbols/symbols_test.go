package symbols

import (
	"go/types"
	"path"
	"strings"
	"testing"

	"github.com/traefik/yaegi/stdlib"
)

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

// A table must offer all that a package of the SDK exports: the extraction drops generic declarations without a word.
func TestTablesOfTheSDKAreWhole(t *testing.T) {
	p := open(t)
	for key, table := range tables {
		pkg, err := p.Import(path.Dir(key))
		if err != nil {
			t.Errorf("%s has a table and no types: %v", key, err)
			continue
		}
		for _, name := range pkg.Scope().Names() {
			obj := pkg.Scope().Lookup(name)
			if c, ok := obj.Type().Underlying().(*types.Interface); ok && !c.IsMethodSet() {
				continue
			}
			if _, isConst := obj.(*types.Const); isConst || !strings.HasPrefix(key, "wade/") {
				continue // constants are folded by the front end
			}
			if _, ok := table[name]; !ok && obj.Exported() {
				t.Errorf("%s.%s is missing in the table: run make symbols; a generic name cannot be offered to cells", key, name)
			}
		}
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

func TestTablesCoverTheStandardLibrary(t *testing.T) {
	all := Tables()
	for key, table := range stdlib.Symbols {
		for name := range table {
			if _, ok := all[key][name]; !ok {
				t.Errorf("%s.%s is lost", key, name)
			}
		}
	}
	for _, c := range []struct{ key, name string }{{"strings/strings", "Lines"}, {"strings/strings", "ToUpper"}, {"wade/sdk/display/display", "Show"}} {
		if _, ok := all[c.key][c.name]; !ok {
			t.Errorf("no %s.%s", c.key, c.name)
		}
	}
}
