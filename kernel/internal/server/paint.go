package server

import (
	"regexp"
	"strings"
)

// The colours of a traceback: they read on the pink and on the dark red of front ends.
const (
	red   = "\x1b[31m"
	green = "\x1b[32m"
	cyan  = "\x1b[1;36m"
	plain = "\x1b[0m"
)

var (
	// cellPlace is a place in a cell, such as "In [3]:2:7".
	cellPlace = regexp.MustCompile(`In \[\d+\]:\d+(:\d+)?`)
	// arrow is the head of the line that is meant.
	arrow = regexp.MustCompile(`^ *-+> \d+`)
	// caret is a line that points into the one above.
	caret = regexp.MustCompile(`^\s*\^+$`)
)

// Painted returns the traceback with colours: what happened, where, and the line that is meant. What holds
// colours already stays as it is.
func (e *CellError) Painted() []string {
	if len(e.Traceback) == 0 {
		return []string{paint(e.Error(), e.Name)}
	}
	out := make([]string, len(e.Traceback))
	for i, line := range e.Traceback {
		name := ""
		if i == 0 {
			name = e.Name
		}
		out[i] = paint(line, name)
	}
	return out
}

func paint(line, name string) string {
	if strings.Contains(line, "\x1b") {
		return line
	}
	if name != "" && strings.HasPrefix(line, name+":") {
		return red + name + plain + paint(line[len(name):], "")
	}
	if caret.MatchString(line) {
		return red + line + plain
	}
	if head := arrow.FindString(line); head != "" {
		return green + head + plain + line[len(head):]
	}
	return cellPlace.ReplaceAllString(line, cyan+"$0"+plain)
}
