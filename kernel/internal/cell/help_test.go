package cell

import (
	"runtime/debug"
	"testing"

	"wade/kernel/internal/symbols"
)

// FuzzHelp looks for cells that confuse the help while typing.
func FuzzHelp(f *testing.F) {
	for _, s := range []string{
		"", "x.", "pt.Sc", "for _, v := range points {\n\tv.", "switch v := x.(type) {\ncase Po", "Point{X: 1, ", "func (p *Point) ",
		"import \"net/ht", "import (\n\t\"", "s := `", "/*", "func[T any](x T) { x.", "defer func() { pt.", "go func() {}(pt.", "L:\nfor { break L",
		"if x := f(); x.", "[]struct{a int}{{", "map[string]Point{\"a\": {", "type T struct { Point; *T", "type T[P any] struct { p P }\nT[int]{",
		"const (\n a = iota\n b", "x := <-", "func(", "func (", "}{", ")(", "package main\nfunc main() { pt.", "must(pt.", "\xff.", "a\u0300.", "strings.To(",
		"type T = ", "interface{", "var f func(int) (string, ", "select {\ncase v := <-c:\n v.", "for range 3 { pt.", "goto ", "x.(", "x.(type).", "...", "a[b[c[",
		"func (p *Point) Scale(f float64) *Point { return p.", "type Point struct { Z int }\npt.", "var (", "import .", "pt.Scale(1).\n\tSc",
	} {
		f.Add(s, len(s))
		f.Add(s+"\nfunc g() {}\n", len(s)/2)
	}
	pkgs, err := symbols.OpenPackages()
	if err != nil {
		f.Fatal(err)
	}
	s, err := NewSession(pkgs)
	if err != nil {
		f.Fatal(err)
	}
	u, err := s.Compile(1, "import (\"strings\"; \"fmt\")\ntype Point struct { X, Y float64 }\nfunc (p *Point) Scale(f float64) *Point { return p }\npt := &Point{}\npoints := []Point{{}}\nvar shape interface{ Area() float64 }\nfunc first[T any](xs []T) T { return xs[0] }\nfmt.Print(strings.ToUpper(\"\"))")
	if err != nil {
		f.Fatal(err)
	}
	u.Commit()
	f.Fuzz(func(t *testing.T, code string, at int) {
		confused = func(r any) { t.Errorf("%v\n%s", r, debug.Stack()) }
		at = max(0, min(at, len(code)))
		if _, start := s.Suggest(code, at); start < 0 || start > at {
			t.Errorf("start %d behind the cursor %d", start, at)
		}
		s.Describe(code, at)
		IsComplete(code)
	})
}
