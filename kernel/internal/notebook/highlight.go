package notebook

import (
	"html/template"
	"regexp"
	"strings"
	"sync"
)

// A language says how its code is cut into tokens. Each group of the expression has the style class of its name.
type language struct {
	tokens   string // comments, strings and numbers
	keywords string // separated by blanks
	builtins string
}

const (
	slashComment = `(?P<c>//[^\n]*|(?s:/\*.*?(?:\*/|$)))`
	hashComment  = `(?P<c>#[^\n]*)`
	doubleQuoted = `"(?:[^"\\\n]|\\.)*"?`
	singleQuoted = `'(?:[^'\\\n]|\\.)*'?`
	numeral      = `(?P<m>\b(?:0[xXbBoO][0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?)i?)`
)

var languages = map[string]language{
	"go": {
		slashComment + "|(?P<s>" + doubleQuoted + "|`[^`]*`?|" + singleQuoted + ")|" + numeral,
		"break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
		"append cap clear close complex copy delete imag len make max min new panic print println real recover true false nil iota " +
			"any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
	},
	"json": {"(?P<s>" + doubleQuoted + ")|" + numeral, "true false null", ""},
	"python": {
		hashComment + `|(?P<s>(?s:""".*?(?:"""|$)|'''.*?(?:'''|$))|` + doubleQuoted + "|" + singleQuoted + ")|" + numeral,
		"and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield True False None",
		"bool dict enumerate float int len list open print range set str sum tuple type zip",
	},
	"sh": {hashComment + "|(?P<s>" + doubleQuoted + "|'[^']*'?)", "case do done elif else esac fi for function if in then while", "cd echo exit export source"},
}

var aliases = map[string]string{"golang": "go", "py": "python", "bash": "sh", "shell": "sh", "console": "sh"}

// compiled returns the expressions, which pages alone need.
var compiled = sync.OnceValue(func() map[string]*regexp.Regexp {
	out := map[string]*regexp.Regexp{}
	for name, l := range languages {
		words := func(class, list string) string {
			if list == "" {
				return ""
			}
			return `|(?P<` + class + `>\b(?:` + strings.ReplaceAll(list, " ", "|") + `)\b)`
		}
		out[name] = regexp.MustCompile(l.tokens + words("k", l.keywords) + words("nb", l.builtins) + `|[A-Za-z_]\w*`)
	}
	return out
})

// highlight returns code with its tokens in spans; unknown languages stay plain.
func highlight(code, name string) template.HTML {
	code = strings.TrimRight(code, "\n")
	if a, ok := aliases[name]; ok {
		name = a
	}
	re := compiled()[name]
	if re == nil {
		return template.HTML(template.HTMLEscapeString(code))
	}
	var b strings.Builder
	at := 0
	for _, m := range re.FindAllStringSubmatchIndex(code, -1) {
		for i, class := range re.SubexpNames() {
			if class == "" || m[2*i] < 0 {
				continue
			}
			b.WriteString(template.HTMLEscapeString(code[at:m[0]]))
			b.WriteString(`<span class="` + class + `">` + template.HTMLEscapeString(code[m[0]:m[1]]) + `</span>`)
			at = m[1]
		}
	}
	b.WriteString(template.HTMLEscapeString(code[at:]))
	return template.HTML(b.String())
}
