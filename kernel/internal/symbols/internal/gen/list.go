package main

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// open are the packages beside the standard library that a cell may import.
var open = []string{
	"wade/sdk", "wade/sdk/backend", "wade/sdk/checkpoint", "wade/sdk/comm", "wade/sdk/display", "wade/sdk/eval", "wade/sdk/family",
	"wade/sdk/figure", "wade/sdk/flamingo", "wade/sdk/halluc", "wade/sdk/hub", "wade/sdk/picture", "wade/sdk/pond", "wade/sdk/probe",
	"wade/sdk/program", "wade/sdk/prompt", "wade/sdk/recipe", "wade/sdk/rices", "wade/sdk/score", "wade/sdk/tensor",
	"wade/sdk/tokenize", "wade/sdk/train", "wade/sdk/widget",
	"gonum.org/v1/gonum/floats", "gonum.org/v1/gonum/mat", "gonum.org/v1/gonum/stat", "gonum.org/v1/gonum/stat/distuv",
	"gonum.org/v1/plot", "gonum.org/v1/plot/font", "gonum.org/v1/plot/palette", "gonum.org/v1/plot/plotter", "gonum.org/v1/plot/plotutil",
	"gonum.org/v1/plot/text", "gonum.org/v1/plot/vg", "gonum.org/v1/plot/vg/draw",
}

// closed are the standard packages that a cell may not import: they need the compiler, are for the runtime's own tests,
// or differ from system to system.
var closed = []string{
	"crypto/fips140", "crypto/mlkem/mlkemtest", "embed", "plugin", "runtime/cgo", "runtime/coverage", "runtime/race", "structs", "syscall",
	"testing/cryptotest", "testing/synctest", "time/tzdata", "unique", "unsafe", "weak",
}

// some are standard packages that not every system has, and the constraint under which they are built.
var some = map[string]string{"log/syslog": "!windows && !plan9"}

// opened tells whether a cell may import a standard package.
func opened(path string) bool {
	return !slices.Contains(closed, path) && !slices.ContainsFunc(strings.Split(path, "/"), func(s string) bool {
		return s == "internal" || s == "vendor" || s == "cmd"
	})
}

// load reads the types of those packages that exist, sorted by path. The pattern "std" stands for the standard library.
func load(paths ...string) ([]*packages.Package, error) {
	return read(packages.NeedName|packages.NeedFiles|packages.NeedTypes|packages.NeedImports|packages.NeedExportFile|packages.NeedDeps, paths)
}

// names is load without the types.
func names(paths ...string) ([]*packages.Package, error) {
	return read(packages.NeedName|packages.NeedFiles, paths)
}

func read(mode packages.LoadMode, paths []string) ([]*packages.Package, error) {
	found, err := packages.Load(&packages.Config{Mode: mode}, paths...)
	if err != nil {
		return nil, fmt.Errorf("load packages: %w", err)
	}
	found = slices.DeleteFunc(found, func(p *packages.Package) bool { return len(p.GoFiles) == 0 || !opened(p.PkgPath) })
	slices.SortFunc(found, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	for _, p := range found {
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("load %s: %v", p.PkgPath, p.Errors[0])
		}
	}
	return found, nil
}
