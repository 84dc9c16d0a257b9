package cell

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// A Diagnostic is one thing wrong with a cell.
type Diagnostic struct {
	Cell      string // such as "In [2]" when the place is in an older cell, else empty
	Line, Col int    // from 1; 0 when unknown
	Message   string
}

// Diagnostics is the error of a cell that does not compile.
type Diagnostics []Diagnostic

// Error returns the first message, and how many there are.
func (d Diagnostics) Error() string {
	if len(d) == 0 {
		return "no errors"
	}
	first := d[0].Message
	if d[0].Line > 0 {
		first = fmt.Sprintf("%d:%d: %s", d[0].Line, d[0].Col, first)
	}
	if len(d) > 1 {
		first += fmt.Sprintf(" (and %d more)", len(d)-1)
	}
	return first
}

// lenient are complaints of the type checker that a notebook does not share.
var lenient = regexp.MustCompile(`^(declared and not used: |"[^"]*" imported (as \w+ )?and not used|label \w+ declared and not used|initialization cycle|implicit assignment to unexported field )`)

var undefinedName = regexp.MustCompile(`^undefined: (\w+)$`)
var undefinedMember = regexp.MustCompile(`^undefined: (\w+)\.(\w+)$`)
var undefinedField = regexp.MustCompile(`^(.*) undefined \(type (.*) has no field or method (\w+)\)$`)

// hint adds near matches to a message about an unknown name.
func (l *layer) hint(e types.Error) string {
	msg := plainMessage(e.Msg)
	if m := undefinedName.FindStringSubmatch(msg); m != nil {
		for _, p := range l.s.pkgs.Paths() {
			if p == m[1] || strings.HasSuffix(p, "/"+m[1]) {
				return msg + fmt.Sprintf(" (add import %q)", p)
			}
		}
		var known []string
		for name := range l.visible {
			if !strings.Contains(name, ".") {
				known = append(known, name)
			}
		}
		for name := range l.s.builtin {
			if !strings.Contains(name, "_") {
				known = append(known, name)
			}
		}
		known = append(known, types.Universe.Names()...)
		return msg + didYouMean(closest(m[1], known))
	}
	if m := undefinedMember.FindStringSubmatch(msg); m != nil {
		if sym := l.visible[m[1]]; sym != nil && sym.path != "" {
			if pkg, err := l.s.pkgs.Import(sym.path); err == nil {
				return msg + didYouMean(closest(m[2], exported(pkg)))
			}
		}
	}
	if m := undefinedField.FindStringSubmatch(msg); m != nil {
		if t := l.typeNear(e.Pos); t != nil {
			return msg + didYouMean(closest(m[3], memberNames(t)))
		}
	}
	return msg
}

func exported(pkg *types.Package) []string {
	var out []string
	for _, n := range pkg.Scope().Names() {
		if pkg.Scope().Lookup(n).Exported() {
			out = append(out, n)
		}
	}
	return out
}

func didYouMean(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "; near matches: " + strings.Join(names, ", ")
}

// closest returns up to three candidates near name.
func closest(name string, candidates []string) []string {
	type scored struct {
		name string
		d    int
	}
	var found []scored
	low := strings.ToLower(name)
	for _, c := range candidates {
		lc := strings.ToLower(c)
		d := distance(low, lc)
		if len(low) > 2 && strings.HasPrefix(lc, low) || len(lc) > 2 && strings.HasPrefix(low, lc) {
			d = min(d, 2)
		}
		if c != name && d <= max(1, len(name)/3) {
			found = append(found, scored{c, d})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		if a.d != b.d {
			return a.d - b.d
		}
		return strings.Compare(a.name, b.name)
	})
	var out []string
	for _, f := range found {
		if len(out) < 3 && f.d <= found[0].d+1 && !slices.Contains(out, f.name) {
			out = append(out, f.name)
		}
	}
	return out
}

// distance counts the letters to insert, delete, replace or swap with a neighbour to make b of a.
func distance(a, b string) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}

var variantOfMust = regexp.MustCompile(`\bmust_\d`)

// plainMessage removes what only the front end knows from a message of the type checker.
func plainMessage(msg string) string {
	return variantOfMust.ReplaceAllString(strings.ReplaceAll(msg, "main.", ""), "must")
}
