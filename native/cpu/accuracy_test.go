//go:build cgo

package cpu

import (
	"cmp"
	options "flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

var accuracyTable = options.Bool("accuracy", false, "print the largest error of each kernel and variant beside its bound, as Markdown")

// seen holds the largest error that near has seen, for each bound of each test and variant.
var seen = struct {
	sync.Mutex
	worst map[measured]float64
}{worst: map[measured]float64{}}

type measured struct {
	test, variant string
	bound         float64
}

func record(t *testing.T, bound, err float64) {
	test, variant, _ := strings.Cut(t.Name(), "/")
	variant, _, _ = strings.Cut(variant, "/")
	seen.Lock()
	defer seen.Unlock()
	key := measured{strings.TrimPrefix(test, "Test"), variant, bound}
	seen.worst[key] = max(seen.worst[key], err)
}

func TestMain(m *testing.M) {
	code := m.Run()
	if *accuracyTable {
		printErrors()
	}
	os.Exit(code)
}

// printErrors writes a row for each test and bound, a column for each variant that ran.
func printErrors() {
	var variants []string
	rows := map[measured]bool{}
	for k := range seen.worst {
		if !slices.Contains(names, k.variant) {
			continue
		}
		if !slices.Contains(variants, k.variant) {
			variants = append(variants, k.variant)
		}
		rows[measured{k.test, "", k.bound}] = true
	}
	slices.SortFunc(variants, func(a, b string) int { return cmp.Compare(slices.Index(names, a), slices.Index(names, b)) })
	order := make([]measured, 0, len(rows))
	for r := range rows {
		order = append(order, r)
	}
	slices.SortFunc(order, func(a, b measured) int { return cmp.Or(cmp.Compare(a.test, b.test), cmp.Compare(a.bound, b.bound)) })
	fmt.Printf("| test | bound | %s |\n| --- | ---: |%s\n", strings.Join(variants, " | "), strings.Repeat(" ---: |", len(variants)))
	for _, r := range order {
		fmt.Printf("| %s | %.0e |", r.test, r.bound)
		for _, v := range variants {
			if worst, ok := seen.worst[measured{r.test, v, r.bound}]; ok {
				fmt.Printf(" %.1e |", worst)
			} else {
				fmt.Print(" |")
			}
		}
		fmt.Println()
	}
}
