package engine

import (
	"flag"
	"go/ast"
	"go/doc"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

var examples = flag.Bool("examples", false, "run the examples of the standard library as cells, and write testdata/examples.txt")

// TestExamples runs the examples of the standard library that say what they print.
func TestExamples(t *testing.T) {
	if !*examples {
		t.Skip("not asked for; make examples runs the examples of the standard library")
	}
	src := filepath.Join(goRoot(t), "src")
	files, err := filepath.Glob(filepath.Join(src, "*", "example*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob(filepath.Join(src, "*", "*", "example*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	type one struct{ name, file, dir, want string }
	var all []one
	out := t.TempDir()
	for _, file := range append(files, deeper...) {
		dir := filepath.Dir(file)
		pkg, err := filepath.Rel(src, dir)
		if err != nil {
			t.Fatal(err)
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range doc.Examples(f) {
			name := filepath.ToSlash(pkg) + " " + x.Name + x.Suffix
			if x.Output == "" || x.Unordered || x.Play == nil || strings.Contains(pkg, "internal") || *only != "" && !regexp.MustCompile(*only).MatchString(name) {
				continue
			}
			play := &ast.File{Name: x.Play.Name, Decls: x.Play.Decls, Imports: x.Play.Imports}
			var text strings.Builder
			if err := format.Node(&text, fset, play); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(out, strings.NewReplacer("/", "_", " ", "_").Replace(name)+".go")
			if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			all = append(all, one{name, path, dir, x.Output})
		}
	}
	results := trials(t, len(all), func(i int) trial {
		x := all[i]
		cause, detail := try(x.file, x.dir, x.want)
		return trial{x.name, cause, detail}
	})
	text := table("Examples of "+runtime.Version()+"'s standard library run as cells: those that can stand alone and print in a fixed order.", results)
	if *only != "" {
		return
	}
	if err := os.WriteFile("testdata/examples.txt", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Log(text[:strings.Index(text, "\n\n")])
}
