package engine

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files writes a tree of files, each "name: text".
func files(t *testing.T, dir string, tree map[string]string) {
	t.Helper()
	for name, text := range tree {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// module is a module as people write them.
var module = map[string]string{
	"go.mod":            "module example.com/mine\n\ngo 1.24\n\nrequire example.com/far v1.2.0\nrequire example.com/near v0.0.0\nreplace example.com/near => ./side\n",
	"top.go":            "// Package mine is the top.\npackage mine\n\nimport \"example.com/mine/geo\"\n\n// Unit is the unit square.\nfunc Unit() geo.Shape { return geo.NewSquare(1) }\n",
	"geo/geo.go":        "// Package geo knows shapes.\npackage geo\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n)\n\n// A Shape has an area.\ntype Shape interface {\n\tArea() float64\n}\n\n// A Square has a side.\ntype Square struct {\n\tSide float64\n\tname string\n}\n\n// ErrSide is a bad side.\nvar ErrSide = errors.New(\"bad side\")\n\nvar count, made = 0, register()\n\nvar table = map[string]int{\"a\": size}\nvar size = 3\n\nconst Big = 1 << 10\n\nfunc register() []string { return []string{\"init\"} }\n\nfunc init() { count += 10 }\nfunc init() { count += 100 }\n\n// NewSquare makes a square.\nfunc NewSquare(side float64) *Square {\n\tcount++\n\treturn &Square{Side: side, name: \"sq\"}\n}\n\n// Area returns the area.\nfunc (s *Square) Area() float64 { return s.Side * s.Side }\nfunc (s Square) String() string { return fmt.Sprintf(\"%s(%g)\", s.name, s.Side) }\n\nfunc Count() int { return count }\nfunc Table() (int, []string) { return table[\"a\"], made }\n\nfunc Check(side float64) error {\n\tif side < 0 {\n\t\treturn fmt.Errorf(\"check: %w\", ErrSide)\n\t}\n\treturn nil\n}\n",
	"geo/more.go":       "package geo\n\nimport \"slices\"\n\n// Map applies f.\nfunc Map[T, U any](xs []T, f func(T) U) []U {\n\tvar out []U\n\tfor _, x := range xs {\n\t\tout = append(out, f(x))\n\t}\n\treturn out\n}\n\n// A Stack is last in, first out.\ntype Stack[T any] struct{ items []T }\n\nfunc (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }\nfunc (s *Stack[T]) Pop() (T, bool) {\n\tvar zero T\n\tif len(s.items) == 0 {\n\t\treturn zero, false\n\t}\n\tx := s.items[len(s.items)-1]\n\ts.items = s.items[:len(s.items)-1]\n\treturn x, true\n}\n\ntype byArea []Shape\n\nfunc (b byArea) Len() int { return len(b) }\nfunc (b byArea) Less(i, j int) bool { return b[i].Area() < b[j].Area() }\nfunc (b byArea) Swap(i, j int) { b[i], b[j] = b[j], b[i] }\n\nfunc Sort(s []Shape) { sort_(byArea(s)) }\nfunc Largest(xs []float64) float64 { return slices.Max(xs) }\n\nvar Limit = 5\n\nfunc Below(n int) func(func(int) bool) {\n\treturn func(yield func(int) bool) {\n\t\tfor i := range min(n, Limit) {\n\t\t\tif !yield(i) {\n\t\t\t\treturn\n\t\t\t}\n\t\t}\n\t}\n}\n",
	"geo/sort.go":       "package geo\n\nimport \"sort\"\n\nfunc sort_(s sort.Interface) { sort.Sort(s) }\n",
	"geo/geo_test.go":   "package geo\n\nfunc broken( {\n",
	"geo/geo_plan9.go":  "package geo\n\nfunc Broken() int { return \"a\" }\n",
	"side/go.mod":       "module example.com/near\n",
	"side/near.go":      "package near\n\nconst Name = \"near\"\n",
	"bad/bad.go":        "package bad\n\nfunc F() int { return \"text\" }\n",
	"syntax/syntax.go":  "package syntax\n\nfunc F( {\n",
	"loop/loop.go":      "package loop\n\nimport _ \"example.com/mine/loop/two\"\n",
	"loop/two/two.go":   "package two\n\nimport _ \"example.com/mine/loop\"\n",
	"uses/uses.go":      "package uses\n\nimport \"unsafe\"\n\nvar P unsafe.Pointer\n",
	"withc/withc.go":    "package withc\n\nimport \"C\"\n",
	"asm/asm.go":        "package asm\n\nfunc Fast(x int) int\n",
	"prog/main.go":      "package main\n\nfunc main() {}\n",
	"empty/readme.txt":  "",
	"vendor/v.org/v.go": "package v\n\nfunc V() string { return \"vendored\" }\n",
}

func TestWorkspaceImports(t *testing.T) {
	dir := t.TempDir()
	files(t, dir, module)
	files(t, dir, map[string]string{"cache/example.com/far@v1.2.0/sub/sub.go": "package sub\n\nfunc Far() string { return \"far\" }\n"})
	t.Setenv("GOMODCACHE", filepath.Join(dir, "cache"))
	t.Chdir(dir)
	nb := newNotebook(t)
	for _, c := range []struct{ code, out, failed string }{
		{"import (\"fmt\"; \"example.com/mine/geo\"; \"errors\")\ns := geo.NewSquare(3)\nfmt.Println(s.Area(), s, geo.Big, geo.Count())", "9 sq(3) 1024 111\n", ""},
		{"geo.Table()", "3 [init]", ""},
		{"geo.Map([]int{1, 2}, func(i int) string { return fmt.Sprint(i * 2) })", "[2 4]", ""},
		{"var st geo.Stack[string]\nst.Push(\"a\"); st.Push(\"b\")\nst.Pop()", "b true", ""},
		{"errors.Is(geo.Check(-1), geo.ErrSide)", "true", ""},
		{"var sh geo.Shape = s\n_, ok := sh.(*geo.Square)\nok", "true", ""},
		{"all := []geo.Shape{geo.NewSquare(2), geo.NewSquare(1)}\ngeo.Sort(all)\nall[0].Area()", "1", ""},
		{"geo.Largest([]float64{1, 3, 2})", "3", ""},
		{"geo.Limit = 2\nfor i := range geo.Below(9) { fmt.Print(i, \" \") }", "0 1 ", ""},
		{"type Named struct { *geo.Square; label string }\nn := Named{s, \"x\"}\nn.Area()", "9", ""},
		{"fmt.Printf(\"%T %T\", s, st)", "*geo.Square geo.Stack[string]", ""},
		{"import \"example.com/mine\"\nmine.Unit().Area()", "1", ""},
		{"import \"./geo\"\ngeo.Count()", "", ""}, // the same package: its variables have not begun anew
		{"import g \"./geo\"\ng.Limit", "2", ""},
		{"import \"example.com/near\"\nnear.Name", "near", ""},
		{"import \"v.org\"\nv.V()", "vendored", ""},
		{"import \"example.com/far/sub\"\nsub.Far()", "far", ""},
		{"import \"example.com/mine/goe\"", "", "no folder"},
		{"import \"example.com/mine/goe\"", "", "near matches: example.com/mine/geo"},
		{"import \"wade/sdk/nothing\"", "", "it is not part of the SDK that cells may use"},
		{"import \"syscall\"", "", "it is not among the packages that cells may use"},
		{"import \"example.org/nothing\"", "", "no go.mod above the working directory requires it"},
		{"import \"example.com/far/other\"", "", "the module example.com/far@v1.2.0 is not in the module cache"},
		{"import \"example.com/mine/bad\"", "", "bad/bad.go:3:23: cannot use \"text\""},
		{"import \"example.com/mine/syntax\"", "", "syntax/syntax.go:3:"},
		{"import \"example.com/mine/loop\"", "", "leads back to itself"},
		{"import \"example.com/mine/uses\"", "", "uses/uses.go:3:8 imports \"unsafe\""},
		{"import \"example.com/mine/withc\"", "", "without C"},
		{"import \"example.com/mine/asm\"", "", "written in assembly"},
		{"import \"example.com/mine/prog\"", "", "it is a program"},
		{"import \"example.com/mine/empty\"", "", "no Go files"},
		{"geo.Cuont()", "", "near matches: Count"},
		{"s.side", "", "s.side undefined"},
		{"s.Area()", "9", ""},
	} {
		out, result, failed := nb.run(context.Background(), c.code)
		if out += result; !strings.Contains(out, c.out) {
			t.Errorf("%q shows %q, want %q", c.code, out, c.out)
		}
		if !strings.Contains(failed, c.failed) || (failed == "") != (c.failed == "") {
			t.Errorf("%q failed with %q, want %q", c.code, failed, c.failed)
		}
	}
	t.Run("help", func(t *testing.T) {
		got := nb.e.Complete(context.Background(), "geo.New", 7)
		if !slices.Contains(got.Matches, "NewSquare") {
			t.Errorf("completion: %q", got.Matches)
		}
		got = nb.e.Complete(context.Background(), "import \"example.com/mi", 22)
		if !slices.Contains(got.Matches, "example.com/mine/geo") {
			t.Errorf("completion of a path: %q", got.Matches)
		}
		i := nb.e.Inspect(context.Background(), "geo.NewSquare", 8, 1)
		if text, _ := i.Bundle.Data["text/plain"].(string); !strings.Contains(text, "NewSquare makes a square.") || !strings.Contains(text, "return &Square{") {
			t.Errorf("inspection: %q", text)
		}
	})
	t.Run("reload", func(t *testing.T) {
		files(t, dir, map[string]string{"side/near.go": "package near\n\nconst Name = \"nearer\"\n"})
		for _, c := range []struct{ code, want string }{
			{"near.Name", "near"}, // until the next import
			{"import \"example.com/near\"\nnear.Name", "nearer"},
			{"near.Name", "nearer"},
		} {
			if _, result, failed := nb.run(context.Background(), c.code); result != c.want {
				t.Errorf("%q: %q %s, want %q", c.code, result, failed, c.want)
			}
		}
	})
}

func TestGoWork(t *testing.T) {
	dir := t.TempDir()
	files(t, dir, map[string]string{
		"go.work":     "go 1.24\nuse ./one\nuse ./two\n",
		"one/go.mod":  "module one.org/one\n",
		"one/one.go":  "package one\n\nimport \"two.org/two\"\n\nfunc One() int { return two.Two() - 1 }\n",
		"two/go.mod":  "module two.org/two\n",
		"two/two.go":  "package two\n\nfunc Two() int { return 2 }\n",
		"nb/notes.md": "",
	})
	t.Chdir(filepath.Join(dir, "nb"))
	nb := newNotebook(t)
	if _, result, failed := nb.run(context.Background(), "import \"one.org/one\"\none.One()"); result != "1" {
		t.Errorf("%q %s", result, failed)
	}
}
