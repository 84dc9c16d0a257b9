package cell

import (
	"errors"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
)

// IsComplete says whether code may be run as it stands: "complete", "incomplete" with the indent of the next line, or "invalid".
func IsComplete(code string) (state, indent string) {
	l := lex(code)
	if l.unterminated() {
		return "incomplete", ""
	}
	depth := l.open()
	if depth < 0 || len(l.errs) > 0 {
		return "invalid", ""
	}
	if depth > 0 {
		return "incomplete", strings.Repeat("\t", depth)
	}
	chunks := l.split()
	for i, c := range chunks {
		at, err := c.syntax()
		if err == nil {
			continue
		}
		if i == len(chunks)-1 && at >= len(strings.TrimRight(c.text, " \t\n")) && !c.silenced {
			return "incomplete", "\t"
		}
		return "invalid", ""
	}
	return "complete", ""
}

// syntax parses the chunk alone. It returns the offset of the first error in the text of the chunk.
func (c chunk) syntax() (int, error) {
	before, after := "package p;", "\n"
	switch c.kind {
	case packageClause:
		before = ""
	case statement:
		before, after = "package p;func _(){", "\n}"
	}
	fset := token.NewFileSet()
	_, err := parser.ParseFile(fset, "", before+c.text+after, parser.SkipObjectResolution)
	if err == nil {
		return 0, nil
	}
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return list[0].Pos.Offset - len(before), err
	}
	return 0, fmt.Errorf("cell: parse: %w", err)
}
