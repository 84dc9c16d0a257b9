package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/traefik/yaegi/stdlib"
	"golang.org/x/tools/go/packages"
)

// open are the packages beside the standard library that a cell may import.
var open = []string{
	"wade/sdk", "wade/sdk/backend", "wade/sdk/checkpoint", "wade/sdk/comm", "wade/sdk/display", "wade/sdk/figure", "wade/sdk/flamingo",
	"wade/sdk/halluc", "wade/sdk/pond", "wade/sdk/probe", "wade/sdk/program", "wade/sdk/prompt", "wade/sdk/recipe",
	"wade/sdk/tensor", "wade/sdk/tokenize", "wade/sdk/train", "wade/sdk/widget",
	"gonum.org/v1/gonum/floats", "gonum.org/v1/gonum/mat", "gonum.org/v1/gonum/stat",
}

// generic are standard packages whose functions are all generic: the interpreter has no table of them.
var generic = []string{"cmp", "iter", "maps", "slices"}

// standard lists the standard packages that the interpreter knows.
func standard() []string {
	out := slices.Clone(generic)
	for key := range stdlib.Symbols {
		if p := path.Dir(key); p != "." && !strings.Contains(p, ".") && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// load reads the types of those packages that exist, sorted by path.
func load(paths []string) ([]*packages.Package, error) {
	mode := packages.NeedName | packages.NeedFiles | packages.NeedTypes | packages.NeedImports | packages.NeedExportFile | packages.NeedDeps
	found, err := packages.Load(&packages.Config{Mode: mode}, paths...)
	if err != nil {
		return nil, fmt.Errorf("load packages: %w", err)
	}
	found = slices.DeleteFunc(found, func(p *packages.Package) bool { return len(p.GoFiles) == 0 })
	slices.SortFunc(found, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	for _, p := range found {
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("load %s: %v", p.PkgPath, p.Errors[0])
		}
	}
	return found, nil
}
