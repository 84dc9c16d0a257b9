package main

import (
	"fmt"
	"path"
	"slices"

	"github.com/traefik/yaegi/stdlib"
	"golang.org/x/tools/go/packages"
)

// open are the packages beside the standard library that a cell may import.
var open = []string{
	"wade/sdk", "wade/sdk/backend", "wade/sdk/checkpoint", "wade/sdk/display", "wade/sdk/figure", "wade/sdk/flamingo",
	"wade/sdk/halluc", "wade/sdk/pond", "wade/sdk/probe", "wade/sdk/program", "wade/sdk/prompt", "wade/sdk/recipe",
	"wade/sdk/tensor", "wade/sdk/tokenize", "wade/sdk/train",
	"gonum.org/v1/gonum/floats", "gonum.org/v1/gonum/mat", "gonum.org/v1/gonum/stat",
}

// generic are standard packages whose functions are all generic: the interpreter has no table of them.
var generic = []string{"cmp", "iter", "maps", "slices"}

// standard lists the standard packages that the interpreter knows.
func standard() []string {
	out := slices.Clone(generic)
	for key := range stdlib.Symbols {
		if p := path.Dir(key); p != "." && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// present lists those of the open packages that exist and have Go files.
func present() ([]string, error) {
	found, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedFiles}, open...)
	if err != nil {
		return nil, fmt.Errorf("list packages: %w", err)
	}
	var out []string
	for _, p := range found {
		if len(p.GoFiles) > 0 {
			out = append(out, p.PkgPath)
		}
	}
	slices.Sort(out)
	return out, nil
}
