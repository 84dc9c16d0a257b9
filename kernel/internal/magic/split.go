package magic

import "strings"

// A Line is one line of a cell that is not Go.
type Line struct {
	Number int    // in the cell, from 1
	Start  int    // offset in bytes of its first sign
	Name   string // such as "$", "%time", "%%time", "?"
	Arg    string // the rest, without surrounding blanks
	At     int    // offset of Arg
}

// A Cell is a cell taken apart.
type Cell struct {
	Lines []Line
	// Go is the text with blanks in place of the lines, so that lines and columns stay what they are.
	Go string
	// Body is set when the last line is a "%%" special that takes the rest of the cell as it is; Go is then blank.
	Body string
}

// Split takes a cell apart.
func Split(code string) Cell {
	out := Cell{Go: code}
	number := 0
	for at := 0; at < len(code); {
		end := len(code)
		if i := strings.IndexByte(code[at:], '\n'); i >= 0 {
			end = at + i
		}
		number++
		text := strings.TrimSpace(code[at:end])
		l, ok := lineOf(text)
		if !ok && text != "" && !strings.HasPrefix(text, "//") {
			break
		}
		if ok {
			l.Number = number
			l.Start = at + strings.Index(code[at:end], text)
			l.At += l.Start
			out.Lines = append(out.Lines, l)
			out.Go = out.Go[:at] + strings.Repeat(" ", end-at) + out.Go[end:]
			if c := find(l.Name); c != nil && c.takesCell {
				out.Body = code[min(end+1, len(code)):]
				out.Go = blank(code)
				break
			}
		}
		at = end + 1
	}
	return out
}

// lineOf reads a line that is not Go. Only %time is followed by Go, which keeps its place.
func lineOf(text string) (Line, bool) {
	switch {
	case text == "":
		return Line{}, false
	case text[0] == '$':
		return cut(text, 1), true
	case text[0] == '?':
		return cut(text, len(text)-len(strings.TrimLeft(text, "?"))), true
	case text[0] == '%':
		n := len(text) - len(strings.TrimLeft(text, "%"))
		for n < len(text) && text[n] != ' ' && text[n] != '\t' {
			n++
		}
		return cut(text, n), true
	case text[len(text)-1] == '?' && !strings.ContainsAny(text, "\"'`/ "):
		name := strings.TrimRight(text, "?")
		return Line{Name: text[len(name):], Arg: name}, true
	}
	return Line{}, false
}

func cut(text string, n int) Line {
	arg := strings.TrimSpace(text[n:])
	return Line{Name: text[:n], Arg: arg, At: len(text) - len(strings.TrimLeft(text[n:], " \t"))}
}

// blank keeps nothing but the lines.
func blank(code string) string {
	b := []byte(code)
	for i, c := range b {
		if c != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}

// Go returns the Go code of a cell, the argument of a %time line too, each at its own line and column.
func Go(code string) string {
	if !special(code) {
		return code
	}
	c := Split(code)
	for _, l := range c.Lines {
		if l.Name == "%time" {
			c.Go = c.Go[:l.At] + l.Arg + c.Go[l.At+len(l.Arg):]
		}
	}
	return c.Go
}

// Names returns the Go code of a cell as [Go] does, with the names that "?" lines ask about, for proposals.
func Names(code string) string {
	if !special(code) {
		return code
	}
	text := Go(code)
	for _, l := range Split(code).Lines {
		if strings.HasPrefix(l.Name, "?") {
			text = text[:l.At] + l.Arg + text[l.At+len(l.Arg):]
		}
	}
	return text
}

// Open tells whether a cell that takes its body as it is has no end yet: that is an empty line behind the body.
func Open(code string) bool {
	if !special(code) {
		return false
	}
	for _, l := range Split(code).Lines {
		if c := find(l.Name); c != nil && c.takesCell {
			return !strings.HasSuffix(code, "\n")
		}
	}
	return false
}

// special tells whether a cell may have lines that are not Go, without taking it apart.
func special(code string) bool { return strings.ContainsAny(code, "$%?") }

// Has tells whether a cell has lines that are not Go.
func Has(code string) bool { return special(code) && len(Split(code).Lines) > 0 }

// only returns the code of one %time line at its place in the cell.
func only(code string, l Line) string {
	b := blank(code[:l.At])
	return b + l.Arg
}

// Hint tells what is wrong with a line that looks as if it were not meant to be Go, of code that does not compile.
func Hint(code string, line int) string {
	lines := strings.Split(code, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	switch text := strings.TrimSpace(lines[line-1]); {
	case strings.HasPrefix(text, "$"), strings.HasPrefix(text, "%"):
		return "lines that begin with $ or % stand above the first line of Go in a cell"
	case strings.HasPrefix(text, "!"):
		return "! is an operator of Go; a line for the shell is: %sh " + strings.TrimSpace(text[1:])
	}
	return ""
}
