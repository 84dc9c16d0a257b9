package notebook

import (
	"errors"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// errTeX means that a formula uses what is not known here; it is then shown as
// its source.
var errTeX = errors.New("notebook: formula is beyond the TeX known here")

// mathML translates the TeX that prose about models uses - letters, scripts,
// fractions, roots, sums, the common symbols - into MathML, which browsers show
// without any help.
func mathML(tex string, display bool) (string, error) {
	p := &texParser{rest: tex, display: display}
	row, err := p.row("")
	if err != nil {
		return "", err
	}
	open := "<math>"
	if display {
		open = `<math display="block">`
	}
	return open + "<mrow>" + row + "</mrow></math>", nil
}

type texParser struct {
	rest    string
	display bool
	depth   int
}

// maxDepth bounds the nesting of a formula.
const maxDepth = 50

// row parses up to the end, which it takes: "" for that of the formula, "}", "]" or `\right`.
func (p *texParser) row(end string) (string, error) {
	if p.depth++; p.depth > maxDepth {
		return "", errTeX
	}
	defer func() { p.depth-- }()
	var b strings.Builder
	for {
		p.rest = strings.TrimLeft(p.rest, " \t\n")
		if p.rest == "" {
			if end != "" {
				return "", errTeX
			}
			return b.String(), nil
		}
		if end != "" && strings.HasPrefix(p.rest, end) {
			p.rest = p.rest[len(end):]
			return b.String(), nil
		}
		s, err := p.scripted()
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
}

// scripted parses one atom with what hangs on it.
func (p *texParser) scripted() (string, error) {
	base, limits, err := p.atom()
	if err != nil {
		return "", err
	}
	var sub, sup string
	for {
		p.rest = strings.TrimLeft(p.rest, " \t\n")
		switch {
		case strings.HasPrefix(p.rest, "'"):
			p.rest = p.rest[1:]
			sup += "<mo>&prime;</mo>"
			continue
		case strings.HasPrefix(p.rest, "_") && sub == "", strings.HasPrefix(p.rest, "^") && sup == "":
			down := p.rest[0] == '_'
			p.rest = p.rest[1:]
			s, err := p.argument()
			if err != nil {
				return "", err
			}
			if down {
				sub = s
			} else {
				sup = s
			}
			continue
		case strings.HasPrefix(p.rest, "_"), strings.HasPrefix(p.rest, "^"):
			return "", errTeX
		}
		break
	}
	under, over, both := "msub", "msup", "msubsup"
	if limits && p.display {
		under, over, both = "munder", "mover", "munderover"
	}
	switch {
	case sub != "" && sup != "":
		return tag(both, base, group(sub), group(sup)), nil
	case sub != "":
		return tag(under, base, group(sub)), nil
	case sup != "":
		return tag(over, base, group(sup)), nil
	}
	return base, nil
}

// argument parses a group in braces or a single atom.
func (p *texParser) argument() (string, error) {
	p.rest = strings.TrimLeft(p.rest, " \t\n")
	if p.depth++; p.depth > maxDepth {
		return "", errTeX
	}
	defer func() { p.depth-- }()
	if p.rest != "" && p.rest[0] >= '0' && p.rest[0] <= '9' { // one digit, not the whole number
		s := tag("mn", p.rest[:1])
		p.rest = p.rest[1:]
		return s, nil
	}
	s, _, err := p.atom()
	return s, err
}

// words takes a group in braces as plain text.
func (p *texParser) words() (string, error) {
	p.rest = strings.TrimLeft(p.rest, " ")
	end := strings.IndexByte(p.rest, '}')
	if !strings.HasPrefix(p.rest, "{") || end < 0 || strings.ContainsAny(p.rest[1:end], `\{`) {
		return "", errTeX
	}
	s := p.rest[1:end]
	p.rest = p.rest[end+1:]
	return s, nil
}

// atom parses one thing; limits tells that its scripts stand below and above.
func (p *texParser) atom() (s string, limits bool, err error) {
	if p.rest == "" {
		return "", false, errTeX
	}
	r, n := utf8.DecodeRuneInString(p.rest)
	switch {
	case r == '{':
		p.rest = p.rest[1:]
		s, err = p.row("}")
		return group(s), false, err
	case r == '\\':
		return p.command()
	case unicode.IsDigit(r):
		end := strings.IndexFunc(p.rest, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' })
		if end < 0 {
			end = len(p.rest)
		}
		for p.rest[end-1] == '.' { // that ends the sentence
			end--
		}
		s, p.rest = p.rest[:end], p.rest[end:]
		return tag("mn", s), false, nil
	case unicode.IsLetter(r):
		p.rest = p.rest[n:]
		return tag("mi", string(r)), false, nil
	case strings.ContainsRune("}&#$%^_", r):
		return "", false, errTeX
	}
	p.rest = p.rest[n:]
	if r == '-' {
		r = '−'
	}
	if strings.ContainsRune("()[]|", r) {
		return `<mo stretchy="false">` + string(r) + "</mo>", false, nil
	}
	return tag("mo", html.EscapeString(string(r))), false, nil
}

func (p *texParser) command() (s string, limits bool, err error) {
	rest := p.rest[1:]
	n := 0
	for n < len(rest) && (rest[n] >= 'a' && rest[n] <= 'z' || rest[n] >= 'A' && rest[n] <= 'Z') {
		n++
	}
	if n == 0 { // one sign
		if rest == "" {
			return "", false, errTeX
		}
		p.rest = rest[1:]
		switch rest[0] {
		case '{', '}', '|':
			return `<mo stretchy="false">` + strings.Replace(rest[:1], "|", "‖", 1) + "</mo>", false, nil
		case '%', '$', '#', '&', '_':
			return tag("mo", html.EscapeString(rest[:1])), false, nil
		case ',', ':', ';', ' ', '!':
			return space[rest[:1]], false, nil
		}
		return "", false, errTeX
	}
	name := rest[:n]
	p.rest = rest[n:]
	if sign, ok := letters[name]; ok {
		return tag("mi", sign), false, nil
	}
	if sign, ok := operators[name]; ok {
		return tag("mo", sign), false, nil
	}
	if sign, ok := large[name]; ok {
		return tag("mo", sign), true, nil
	}
	if blank, ok := space[name]; ok {
		return blank, false, nil
	}
	if strings.Contains(functions, " "+name+" ") {
		return tag("mi", name), strings.Contains(" lim max min sup inf argmax argmin ", " "+name+" "), nil
	}
	if variant, ok := variants[name]; ok {
		word, err := p.words()
		if err != nil {
			return "", false, err
		}
		if name == "text" || name == "textrm" {
			return tag("mtext", html.EscapeString(strings.ReplaceAll(word, " ", "\u00a0"))), false, nil
		}
		return `<mi mathvariant="normal">` + html.EscapeString(restyle(word, variant)) + "</mi>", false, nil
	}
	if accent, ok := accents[name]; ok {
		base, err := p.argument()
		return `<mover accent="true">` + group(base) + tag("mo", accent) + "</mover>", false, err
	}
	switch name {
	case "frac", "tfrac", "dfrac":
		above, err := p.argument()
		if err != nil {
			return "", false, err
		}
		below, err := p.argument()
		return tag("mfrac", above, below), false, err
	case "sqrt":
		if p.rest = strings.TrimLeft(p.rest, " "); strings.HasPrefix(p.rest, "[") {
			p.rest = p.rest[1:]
			degree, err := p.row("]")
			if err != nil {
				return "", false, err
			}
			inner, err := p.argument()
			return tag("mroot", inner, group(degree)), false, err
		}
		inner, err := p.argument()
		return tag("msqrt", inner), false, err
	case "left":
		open, err := p.fence()
		if err != nil {
			return "", false, err
		}
		inner, err := p.row(`\right`)
		if err != nil {
			return "", false, err
		}
		end, err := p.fence()
		return group(open + inner + end), false, err
	}
	return "", false, errTeX
}

// fence parses the sign behind \left or \right.
func (p *texParser) fence() (string, error) {
	p.rest = strings.TrimLeft(p.rest, " ")
	for _, f := range []struct{ tex, sign string }{
		{".", ""}, {`\{`, "{"}, {`\}`, "}"}, {`\|`, "‖"}, {`\langle`, "⟨"}, {`\rangle`, "⟩"},
		{"(", "("}, {")", ")"}, {"[", "["}, {"]", "]"}, {"|", "|"},
	} {
		if rest, ok := strings.CutPrefix(p.rest, f.tex); ok {
			if p.rest = rest; f.sign == "" {
				return "", nil
			}
			return tag("mo", f.sign), nil
		}
	}
	return "", errTeX
}

func tag(name string, inner ...string) string {
	return "<" + name + ">" + strings.Join(inner, "") + "</" + name + ">"
}

func group(s string) string {
	if strings.HasPrefix(s, "<mrow>") && strings.Count(s, "<mrow>") == 1 {
		return s
	}
	return tag("mrow", s)
}

// restyle moves letters and digits to an alphabet of their own in Unicode.
func restyle(word string, variant [3]rune) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z' && variant[0] != 0:
			if e, ok := exceptions[variant[0]+r-'A']; ok {
				return e
			}
			return variant[0] + r - 'A'
		case r >= 'a' && r <= 'z' && variant[1] != 0:
			return variant[1] + r - 'a'
		case r >= '0' && r <= '9' && variant[2] != 0:
			return variant[2] + r - '0'
		}
		return r
	}, word)
}
