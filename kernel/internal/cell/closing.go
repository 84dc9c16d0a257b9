package cell

import (
	"go/token"
	"strings"
)

// A nesting is one level of brackets of code that is being written.
type nesting struct {
	close    string // what ends it
	body     bool   // a header stands open: a block must follow
	colon    bool   // a case stands open
	deferred bool   // in a go or defer statement
	literal  bool   // a function literal or type was begun
}

// closing returns what makes code parse that ends anywhere: the brackets that are open, blocks for headers, calls for
// deferred functions.
func closing(code string) string {
	l := lex(code)
	stack := []nesting{{}}
	for i, t := range l.tokens {
		top := &stack[len(stack)-1]
		switch t.tok {
		case token.LPAREN:
			stack = append(stack, nesting{close: ")"})
		case token.LBRACK:
			stack = append(stack, nesting{close: "]"})
		case token.LBRACE:
			end := "}"
			if top.deferred && top.literal {
				end = "}()"
			}
			if !(top.body && i > 0 && isOperand(l.tokens, i)) {
				top.body, top.literal = false, false
			}
			stack = append(stack, nesting{close: end})
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case token.FOR, token.IF, token.SWITCH, token.SELECT, token.ELSE:
			top.body = true
		case token.FUNC:
			top.body, top.literal = true, true
		case token.STRUCT, token.INTERFACE:
			top.body = true
		case token.CASE, token.DEFAULT:
			top.colon = true
		case token.COLON:
			top.colon = false
		case token.GO, token.DEFER:
			top.deferred = true
		case token.COMMA:
			if top.literal {
				top.body, top.literal = false, false
			}
		case token.SEMICOLON:
			if t.lit == "\n" && i == len(l.tokens)-1 && !strings.HasSuffix(code, "\n") {
				break // only the end of the text
			}
			if t.lit == "\n" || !top.body {
				*top = nesting{close: top.close}
			}
		}
	}
	var b strings.Builder
	for i := len(stack) - 1; i >= 0; i-- {
		if stack[i].colon {
			b.WriteByte(':')
		}
		if stack[i].body {
			b.WriteString("{}")
			if stack[i].deferred && stack[i].literal {
				b.WriteString("()")
			}
		}
		b.WriteString(stack[i].close)
	}
	return b.String()
}

// isOperand tells whether the brace at i of a header opens a literal and not its block: []T{, map[K]V{ or struct{}{.
func isOperand(tokens []lexeme, i int) bool {
	for j := i - 1; j >= 0; j-- {
		switch tokens[j].tok {
		case token.IDENT, token.PERIOD, token.MUL:
		case token.RBRACK:
			return true
		case token.RBRACE:
			return j == i-1 && j > 1 && tokens[j-1].tok == token.LBRACE && (tokens[j-2].tok == token.STRUCT || tokens[j-2].tok == token.INTERFACE)
		default:
			return false
		}
	}
	return false
}
