package cell

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
)

// predeclared is what a cell sees without import. The variants of must stand for one function that takes any number of
// values before the error.
const predeclared = `package main
import "context"
var ctx context.Context
func must[T any](v T, err error) T { return v }
func must_0(err error) {}
func must_2[A, B any](a A, b B, err error) (A, B) { return a, b }
func must_3[A, B, C any](a A, b B, c C, err error) (A, B, C) { return a, b, c }
func Display(values ...any) error { return nil }
`

func (s *Session) predeclare() error {
	f, err := parser.ParseFile(s.fset, "notebook", predeclared, 0)
	if err != nil {
		return fmt.Errorf("cell: %w", err)
	}
	conf := types.Config{Importer: s.pkgs}
	pkg, err := conf.Check("main", s.fset, []*ast.File{f}, nil)
	if err != nil {
		return fmt.Errorf("cell: %w", err)
	}
	s.builtin = map[string]types.Object{}
	for _, name := range pkg.Scope().Names() {
		s.builtin[name] = pkg.Scope().Lookup(name)
	}
	s.musts = [4]types.Object{s.builtin["must_0"], s.builtin["must"], s.builtin["must_2"], s.builtin["must_3"]}
	return nil
}

// displayPath is imported for cells that mention display without having declared it, as notebooks of gophernotes do.
const displayPath = "wade/sdk/display"

func (c *compilation) predeclareDisplay(chunks []*parsed) {
	if c.next.visible["display"] != nil {
		return
	}
	for _, p := range chunks {
		if p.mentions["display"] {
			c.next.visible["display"] = &symbol{path: displayPath}
			return
		}
	}
}
