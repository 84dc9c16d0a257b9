package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"wade/kernel/internal/notebook"
)

// A runLog writes one line for each cell of a run.
type runLog struct {
	w     io.Writer
	quiet bool
	live  bool // a terminal: a line may be written anew
}

func (p *runLog) before(at notebook.Progress) {
	if p.live && !p.quiet {
		fmt.Fprintf(p.w, "[%*d/%d] %s ...", width(at.Total), at.Index, at.Total, brief(at.Cell.Source))
	}
}

func (p *runLog) after(at notebook.Progress, err error) {
	if p.quiet {
		return
	}
	if p.live {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	verdict := at.Took.Round(10 * time.Millisecond).String()
	if err != nil {
		verdict += "  FAILED"
	}
	fmt.Fprintf(p.w, "[%*d/%d] %-60s %s\n", width(at.Total), at.Index, at.Total, brief(at.Cell.Source), verdict)
}

func (p *runLog) wrote(path string, err error) {
	if err == nil && !p.quiet {
		fmt.Fprintln(p.w, "wrote", path)
	}
}

// failed shows the error of the cell as the notebook does.
func (p *runLog) failed(err error) {
	cell := (*notebook.CellError)(nil)
	if !errors.As(err, &cell) {
		fmt.Fprintln(p.w, "wade:", err)
		return
	}
	text := strings.Join(cell.Failure.Traceback, "\n")
	if text == "" {
		text = cell.Failure.Error()
	}
	if !p.live {
		text = notebook.PlainText(text)
	}
	fmt.Fprintf(p.w, "\ncell %d:\n%s\n\n%s\n", cell.Index, indent(cell.Cell.Source), indent(text))
}

func width(n int) int { return len(fmt.Sprint(n)) }

// brief returns the first line of code that says something, cut to fit: no
// comment, and no import where more follows.
func brief(code string) string {
	line, imports := "", false
lines:
	for l := range strings.Lines(code) {
		l = strings.TrimSpace(l)
		switch {
		case imports:
			imports = l != ")"
			continue
		case l == "" || strings.HasPrefix(l, "//"):
			continue
		case strings.HasPrefix(l, "import"):
			imports = strings.HasSuffix(l, "(")
			if line == "" {
				line = l
			}
			continue
		}
		line = l
		break lines
	}
	const most = 60
	if r := []rune(line); len(r) > most {
		line = string(r[:most-3]) + "..."
	}
	return line
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n    ")
}
