package engine

import (
	"fmt"
	"strings"

	"wade/kernel/internal/cell"
)

// step shows one call of a chain: where it is, and the line unless it was shown before; the first with those around it.
func (e *Engine) step(c call, shown map[int]bool) []string {
	var out []string
	if c.left > 0 {
		out = append(out, fmt.Sprintf("... %d more calls ...", c.left))
	}
	count, line := cell.Place(c.place)
	if line == 0 {
		return out
	}
	at := fmt.Sprintf("at %s:%d", cell.Label(count), line)
	if c.name != "" {
		at += ", in " + c.name
	}
	if c.times > 1 {
		at += fmt.Sprintf(", %d calls", c.times)
	}
	out = append(out, at)
	if shown[c.place] {
		return out
	}
	around := 0
	if len(shown) == 0 {
		around = 2
	}
	shown[c.place] = true
	return append(out, e.lines(count, line, around)...)
}

// lines shows a line of a cell with an arrow, between some lines around it.
func (e *Engine) lines(count, line, around int) []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	src := e.sources[count]
	if line < 1 || line > len(src) {
		return nil
	}
	var out []string
	for n := max(1, line-around); n <= min(len(src), line+around); n++ {
		head := fmt.Sprintf("%7d ", n)
		if n == line {
			head = strings.Repeat("-", 5-min(3, len(fmt.Sprint(n)))) + fmt.Sprintf("> %d ", n)
			head = strings.Repeat(" ", max(0, 8-len(head))) + head
		}
		out = append(out, head+strings.ReplaceAll(src[n-1], "\t", "    "))
	}
	return out
}

// excerpt shows a line of a cell, with a caret below the column when that is not 0.
func (e *Engine) excerpt(count, line, col int) []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	src := e.sources[count]
	if line < 1 || line > len(src) {
		return nil
	}
	text := src[line-1]
	out := []string{"    " + strings.ReplaceAll(text, "\t", "    ")}
	if col > 0 && col <= len(text)+1 {
		pad := strings.Map(func(r rune) rune {
			if r == '\t' {
				return r
			}
			return ' '
		}, text[:col-1])
		out = append(out, "    "+strings.ReplaceAll(pad, "\t", "    ")+"^")
	}
	return out
}
