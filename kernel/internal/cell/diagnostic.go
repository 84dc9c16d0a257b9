package cell

import (
	"fmt"
	"go/types"
	"regexp"
	"strings"

	"wade/internal/near"
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
		if paths := pathsOf(m[1], l.s.importable()); len(paths) > 0 {
			return msg + " (add " + strings.Join(paths[:min(len(paths), 3)], " or ") + ")"
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
		return msg + near.List(m[1], known)
	}
	if m := undefinedMember.FindStringSubmatch(msg); m != nil {
		if sym := l.visible[m[1]]; sym != nil && sym.path != "" {
			if pkg, err := l.s.packageOf(sym); err == nil {
				return msg + near.List(m[2], exported(pkg))
			}
		}
	}
	if m := undefinedField.FindStringSubmatch(msg); m != nil {
		if t := l.typeNear(e.Pos); t != nil {
			return msg + near.List(m[3], memberNames(t))
		}
	}
	return msg
}

// pathsOf lists the imports of packages with a name, the shortest first.
func pathsOf(name string, known []string) []string {
	var out []string
	for _, p := range farPaths(known, name) {
		out = append(out, fmt.Sprintf("import %q", p))
	}
	return out
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

var variantOfMust = regexp.MustCompile(`\bmust_\d`)

// plainMessage removes what only the front end knows from a message of the type checker.
func plainMessage(msg string) string {
	return variantOfMust.ReplaceAllString(strings.ReplaceAll(msg, "main.", ""), "must")
}
