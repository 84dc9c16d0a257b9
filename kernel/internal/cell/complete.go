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
		return "incomplete", strings.Repeat("\t", l.indent())
	}
	// Where the end of the line has ended the statement, another line cannot mend it.
	if n := len(l.tokens); n > 0 && l.tokens[n-1].tok == token.COLON { // a label
		return "incomplete", ""
	}
	ended := len(l.tokens) > 0 && l.tokens[len(l.tokens)-1].tok == token.SEMICOLON
	chunks := l.split()
	for i, c := range chunks {
		at, err := c.syntax()
		if err == nil {
			continue
		}
		if i == len(chunks)-1 && !ended && at >= len(strings.TrimRight(c.text, " \t\n")) && !c.silenced {
			return "incomplete", "\t"
		}
		return "invalid", ""
	}
	return "complete", ""
}

// indent returns how far gofmt indents the next line: once for each line that opens brackets, and cases not more than
// their switch.
func (l lexed) indent() int {
	type bracket struct {
		line  int
		cases bool // of a switch or select, before the first case
	}
	var stack []bracket
	cases := false
	for _, t := range l.tokens {
		switch t.tok {
		case token.SWITCH, token.SELECT:
			cases = true
		case token.LPAREN, token.LBRACK, token.LBRACE:
			stack = append(stack, bracket{l.file.Line(l.file.Pos(t.off)), cases && t.tok == token.LBRACE})
			cases = cases && t.tok != token.LBRACE
		case token.RPAREN, token.RBRACK, token.RBRACE:
			stack = stack[:len(stack)-1]
		case token.CASE, token.DEFAULT:
			if n := len(stack); n > 0 {
				stack[n-1].cases = false
			}
		}
	}
	n := 0
	for i, b := range stack {
		if (i == 0 || b.line != stack[i-1].line) && !b.cases {
			n++
		}
	}
	return n
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
