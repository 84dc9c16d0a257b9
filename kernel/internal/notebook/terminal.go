package notebook

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
)

// terminalHTML shows text as a terminal would: colours and bold become classes,
// a carriage return starts the line anew, so that of a progress bar the end is
// left. Other control sequences are dropped.
func terminalHTML(s string) template.HTML {
	var b strings.Builder
	var now style
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		now = writeLine(&b, line, now)
	}
	return template.HTML(b.String())
}

// A style is what the sequences so far have set.
type style struct {
	fg, bg                  string // class or colour
	bold, dim, italic, line bool
}

// A glyph is one character on the line.
type glyph struct {
	r rune
	s style
}

func writeLine(b *strings.Builder, line string, now style) style {
	var row []glyph
	at := 0
	for rest := line; rest != ""; {
		if params, final, n := sequence(rest); n > 0 {
			switch final {
			case 'm':
				now = now.set(params)
			case 'K':
				if params == "2" {
					row, at = nil, 0
				} else {
					row = row[:min(at, len(row))]
				}
			}
			rest = rest[n:]
			continue
		}
		r := []rune(rest[:min(4, len(rest))])[0]
		if r == '\uFFFD' {
			rest = rest[1:]
		} else {
			rest = rest[len(string(r)):]
		}
		switch {
		case r == '\r':
			at = 0
		case r == '\b':
			at = max(at-1, 0)
		case r < ' ' && r != '\t' || r == 0x7f:
		default:
			for len(row) <= at {
				row = append(row, glyph{r: ' '})
			}
			row[at] = glyph{r, now}
			at++
		}
	}
	for i := 0; i < len(row); {
		j := i
		var text strings.Builder
		for ; j < len(row) && row[j].s == row[i].s; j++ {
			text.WriteRune(row[j].r)
		}
		open, end := row[i].s.tag()
		b.WriteString(open + template.HTMLEscapeString(text.String()) + end)
		i = j
	}
	return now
}

// sequence parses a control sequence at the start of s and returns its length, 0 if there is none.
func sequence(s string) (params string, final byte, n int) {
	if s[0] != 0x1b {
		return "", 0, 0
	}
	if len(s) < 2 || s[1] != '[' {
		return "", 0, min(2, len(s))
	}
	for i := 2; i < len(s); i++ {
		if c := s[i]; c >= 0x40 && c <= 0x7e {
			return s[2:i], c, i + 1
		}
	}
	return "", 0, len(s)
}

var colours = []string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}

// set applies the parameters of one "m" sequence.
func (s style) set(params string) style {
	codes := strings.Split(params, ";")
	for i := 0; i < len(codes); i++ {
		n, _ := strconv.Atoi(codes[i]) // empty means 0
		switch {
		case n == 0:
			s = style{}
		case n == 1:
			s.bold = true
		case n == 2:
			s.dim = true
		case n == 3:
			s.italic = true
		case n == 4:
			s.line = true
		case n == 22:
			s.bold, s.dim = false, false
		case n == 23:
			s.italic = false
		case n == 24:
			s.line = false
		case n >= 30 && n <= 37:
			s.fg = colours[n-30]
		case n >= 90 && n <= 97:
			s.fg = colours[n-90]
		case n == 39:
			s.fg = ""
		case n >= 40 && n <= 47:
			s.bg = colours[n-40]
		case n >= 100 && n <= 107:
			s.bg = colours[n-100]
		case n == 49:
			s.bg = ""
		case n == 38 || n == 48:
			colour, used := extended(codes[i+1:])
			if i += used; n == 38 {
				s.fg = colour
			} else {
				s.bg = colour
			}
		}
	}
	return s
}

// extended reads "5;n" or "2;r;g;b" and returns a colour of CSS.
func extended(codes []string) (colour string, used int) {
	at := func(i int) int {
		if i >= len(codes) {
			return 0
		}
		n, _ := strconv.Atoi(codes[i])
		return min(max(n, 0), 255)
	}
	switch at(0) {
	case 2:
		return fmt.Sprintf("rgb(%d,%d,%d)", at(1), at(2), at(3)), 4
	case 5:
		n := at(1)
		switch {
		case n < 16:
			return colours[n%8], 2
		case n < 232:
			level := func(k int) int {
				if k == 0 {
					return 0
				}
				return 55 + 40*k
			}
			n -= 16
			return fmt.Sprintf("rgb(%d,%d,%d)", level(n/36), level(n/6%6), level(n%6)), 2
		}
		grey := 8 + 10*(n-232)
		return fmt.Sprintf("rgb(%d,%d,%d)", grey, grey, grey), 2
	}
	return "", 1
}

// tag returns what to write before and after text of this style.
func (s style) tag() (open, end string) {
	if s == (style{}) {
		return "", ""
	}
	var class, css []string
	for _, c := range []struct{ kind, property, value string }{{"fg", "color", s.fg}, {"bg", "background", s.bg}} {
		switch {
		case strings.HasPrefix(c.value, "rgb"):
			css = append(css, c.property+":"+c.value)
		case c.value != "":
			class = append(class, c.kind+"-"+c.value)
		}
	}
	for _, c := range []struct {
		name string
		on   bool
	}{{"bold", s.bold}, {"dim", s.dim}, {"italic", s.italic}, {"underline", s.line}} {
		if c.on {
			class = append(class, c.name)
		}
	}
	open = "<span"
	if class != nil {
		open += ` class="` + strings.Join(class, " ") + `"`
	}
	if css != nil {
		open += ` style="` + strings.Join(css, ";") + `"`
	}
	return open + ">", "</span>"
}

// PlainText returns text without its control sequences.
func PlainText(s string) string {
	var b strings.Builder
	for s != "" {
		if _, _, n := sequence(s); n > 0 {
			s = s[n:]
			continue
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String()
}
