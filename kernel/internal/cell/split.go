package cell

import (
	"go/scanner"
	"go/token"
	"slices"
	"strings"
	"unicode/utf8"
)

// A kind is the grammatical class of a chunk.
type kind int

const (
	statement kind = iota
	importDecl
	typeDecl
	constDecl
	varDecl
	funcDecl
	packageClause
)

// A chunk is one top-level declaration or statement of a cell.
type chunk struct {
	kind      kind
	text      string
	doc       string // the comment right above it
	off       int    // of its first token, in bytes
	line, col int    // of its first token, from 1, column in bytes
	silenced  bool   // ended by an explicit semicolon
}

// A lexeme is one token of a cell.
type lexeme struct {
	off, end int
	tok      token.Token
	lit      string
}

// A lexed cell is its tokens, with what the scanner complained about.
type lexed struct {
	src    string
	file   *token.File
	tokens []lexeme
	errs   scanner.ErrorList
}

func lex(src string) lexed {
	fset := token.NewFileSet()
	l := lexed{src: src, file: fset.AddFile("", -1, len(src))}
	var s scanner.Scanner
	s.Init(l.file, []byte(src), func(pos token.Position, msg string) { l.errs.Add(pos, msg) }, 0)
	for {
		pos, tok, lit := s.Scan()
		off := l.file.Offset(pos)
		if tok == token.EOF {
			return l
		}
		end := off + len(lit)
		switch {
		case tok.IsOperator() && tok != token.SEMICOLON:
			end = off + len(tok.String())
		case tok == token.ILLEGAL: // its text may be a replacement for what is no character
			_, n := utf8.DecodeRuneInString(src[off:])
			end = off + n
		case tok == token.STRING && src[off] == '`': // the scanner drops carriage returns from its text
			if i := strings.IndexByte(src[off+1:], '`'); i >= 0 {
				end = off + i + 2
			} else {
				end = len(src)
			}
		}
		if tok == token.SEMICOLON && lit == "\n" {
			end = off
		}
		l.tokens = append(l.tokens, lexeme{off, end, tok, lit})
	}
}

// split cuts a cell at the semicolons outside all brackets, given or implied by a line end, except those in the header of
// a for, if or switch.
func (l lexed) split() []chunk {
	out, _ := l.cut()
	return out
}

// cut is split that also tells whether the last chunk has no end yet.
func (l lexed) cut() (out []chunk, open bool) {
	var (
		start   = -1 // first token of the chunk
		depth   int
		header  bool // in the header of a for, if or switch
		literal bool // the next brace opens a function literal, struct or interface
	)
	for i, t := range l.tokens {
		if t.tok == token.SEMICOLON && depth <= 0 && (!header || t.lit == "\n" && start < 0) {
			if start >= 0 {
				out = append(out, l.chunk(start, i))
			}
			start, header, literal = -1, false, false
			continue
		}
		if start < 0 {
			start = i
		}
		switch t.tok {
		case token.LPAREN, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACK:
			depth--
		case token.LBRACE:
			if depth == 0 && !literal {
				header = false
			}
			literal = false
			depth++
		case token.RBRACE:
			depth--
		case token.FOR, token.IF, token.SWITCH:
			if depth == 0 {
				header = true
			}
		case token.FUNC, token.STRUCT, token.INTERFACE:
			literal = depth == 0
		}
	}
	if start >= 0 {
		return append(out, l.chunk(start, len(l.tokens))), true
	}
	if n := len(l.tokens); n > 1 && l.tokens[n-1].lit == "\n" { // ended by the end of the text, not of a line?
		open = !strings.Contains(l.src[l.tokens[n-2].end:], "\n")
	}
	return out, open
}

// chunk makes a chunk of the tokens from i to before j.
func (l lexed) chunk(i, j int) chunk {
	first, last := l.tokens[i], l.tokens[j-1]
	p := l.file.PositionFor(l.file.Pos(first.off), false)
	c := chunk{text: l.src[first.off:last.end], off: first.off, line: p.Line, col: p.Column}
	if i > 0 {
		c.doc = commentAbove(l.src[l.tokens[i-1].end:first.off])
	} else {
		c.doc = commentAbove(l.src[:first.off])
	}
	c.silenced = j < len(l.tokens) && l.tokens[j].lit == ";"
	switch first.tok {
	case token.IMPORT:
		c.kind = importDecl
	case token.TYPE:
		c.kind = typeDecl
	case token.CONST:
		c.kind = constDecl
	case token.VAR:
		c.kind = varDecl
	case token.PACKAGE:
		c.kind = packageClause
	case token.FUNC:
		if l.declaresFunc(i + 1) {
			c.kind = funcDecl
		}
	}
	return c
}

// declaresFunc tells a function or method from a literal, by the tokens after func.
func (l lexed) declaresFunc(i int) bool {
	if i >= len(l.tokens) {
		return false
	}
	if l.tokens[i].tok == token.IDENT {
		return true
	}
	depth := 0
	for ; i < len(l.tokens); i++ {
		switch l.tokens[i].tok {
		case token.LPAREN:
			depth++
		case token.RPAREN:
			depth--
		}
		if depth == 0 {
			break
		}
	}
	return i+2 < len(l.tokens) && l.tokens[i+1].tok == token.IDENT && l.tokens[i+2].tok == token.LPAREN
}

// open returns the nesting depth at the end of the cell, or -1 when a bracket closes nothing.
func (l lexed) open() int {
	depth := 0
	for _, t := range l.tokens {
		switch t.tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if depth--; depth < 0 {
				return -1
			}
		}
	}
	return depth
}

// unterminated tells whether the cell ends inside a raw string or a comment.
func (l lexed) unterminated() bool {
	for _, e := range l.errs {
		if strings.Contains(e.Msg, "raw string literal not terminated") || strings.Contains(e.Msg, "comment not terminated") {
			return true
		}
	}
	return false
}

// commentAbove returns the text of the comment at the end of what stands before a chunk, without its marks.
func commentAbove(s string) string {
	s = strings.TrimRight(s, " \t")
	if !strings.HasSuffix(s, "\n") {
		return ""
	}
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	var out []string
	for i := len(lines) - 1; i >= 0; i-- {
		text, ok := strings.CutPrefix(strings.TrimSpace(lines[i]), "//")
		if !ok {
			break
		}
		out = append(out, strings.TrimPrefix(text, " "))
	}
	if len(out) == 0 {
		if i := strings.LastIndex(s, "/*"); i >= 0 && strings.HasSuffix(strings.TrimRight(s, "\n"), "*/") && !strings.HasSuffix(s, "\n\n") {
			return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s[i+2:]), "*/"))
		}
		return ""
	}
	slices.Reverse(out)
	return strings.Join(out, "\n")
}
