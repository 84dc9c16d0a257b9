package magic

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"wade/internal/near"
)

// A Host is the notebook in which the lines of a cell run.
type Host interface {
	// Run runs Go code, whose lines are those of the cell.
	Run(ctx context.Context, code string) error
	// Variables lists what cells have declared, by name.
	Variables(ctx context.Context) []Variable
	// Reset forgets everything that cells have declared.
	Reset() error
	// Forget forgets names; it reports one that is not declared.
	Forget(names []string) error
	// History returns the cells of the session, oldest first.
	History() []string
	// Inspect describes a name, with its source when that is asked for.
	Inspect(name string, source bool) (string, bool)
	// Near lists the names that could stand where an unknown one does.
	Near(name string) []string
}

// A Variable is a variable of the session.
type Variable struct{ Name, Type, Value string }

// An Error is what went wrong in a line of a cell.
type Error struct {
	Line Line
	Err  error
}

func (e *Error) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Run runs the lines of a cell in order, then its Go code, and stops at the first error. It returns a page of text that
// the front end should open beside the notebook, or "".
func Run(ctx context.Context, code string, h Host, stdout, stderr *os.File) (page string, err error) {
	r := &runner{ctx: ctx, host: h, out: stdout, err: stderr, code: code, cell: Split(code)}
	for _, l := range r.cell.Lines {
		c := find(l.Name)
		if c == nil {
			return r.page, &Error{l, unknown(l.Name)}
		}
		if err := ctx.Err(); err != nil {
			return r.page, err
		}
		if err := c.run(r, l); err != nil {
			if r.inGo {
				return r.page, err
			}
			return r.page, &Error{l, err}
		}
	}
	if strings.TrimSpace(r.cell.Go) == "" {
		return r.page, nil
	}
	if !r.timed {
		return r.page, h.Run(ctx, r.cell.Go)
	}
	return r.page, r.clocked(r.cell.Go)
}

// A runner runs the lines of one cell.
type runner struct {
	ctx      context.Context
	host     Host
	out, err *os.File
	code     string
	cell     Cell
	page     string
	timed    bool // the Go code too
	inGo     bool // an error comes from Go code, and knows its place
}

func (r *runner) timeCell(Line) error {
	r.timed = true
	return nil
}

func (r *runner) timeLine(l Line) error {
	if l.Arg == "" {
		return r.timeCell(l)
	}
	r.inGo = true
	err := r.clocked(only(r.code, l))
	if err == nil {
		r.inGo = false
	}
	return err
}

// clocked runs Go code and tells how long it took.
func (r *runner) clocked(code string) error {
	start, heap := time.Now(), allocated()
	if err := r.host.Run(r.ctx, code); err != nil {
		return err
	}
	took := time.Since(start)
	_, err := fmt.Fprintf(r.out, "took %s, allocated %s\n", short(took), bytesText(allocated()-heap))
	return err
}

func (r *runner) who(l Line) error {
	w := tabwriter.NewWriter(r.out, 0, 8, 2, ' ', 0)
	n := 0
	for _, v := range r.host.Variables(r.ctx) {
		if strings.Contains(v.Name, l.Arg) {
			_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", v.Name, v.Type, v.Value)
			n++
		}
	}
	if n == 0 {
		_, _ = io.WriteString(w, "no variables\n")
	}
	return w.Flush()
}

func (r *runner) reset(l Line) error {
	if l.Arg != "" && l.Arg != "-f" {
		return r.host.Forget(strings.Fields(strings.ReplaceAll(l.Arg, ",", " ")))
	}
	return r.host.Reset()
}

func (r *runner) history(l Line) error {
	cells := r.host.History()
	if l.Arg != "" {
		n, err := strconv.Atoi(l.Arg)
		if err != nil || n < 1 {
			return fmt.Errorf("%%history takes a number of cells, not %q", l.Arg)
		}
		cells = cells[max(0, len(cells)-n):]
	}
	_, err := io.WriteString(r.out, strings.Join(cells, "\n"))
	return err
}

func (r *runner) modules(l Line) error {
	if l.Arg != "on" && l.Arg != "off" {
		return fmt.Errorf("%%go111module takes on or off, not %q", l.Arg)
	}
	_, err := io.WriteString(r.err, "%go111module changes nothing here: packages are found by the go.mod above the working directory\n")
	return err
}

func (r *runner) help(Line) error {
	r.page = Help()
	return nil
}

func (r *runner) inspect(l Line) error {
	name := strings.TrimRight(l.Arg, "?")
	if name == "" {
		return r.help(l)
	}
	text, ok := r.host.Inspect(name, l.Name == "??" || strings.HasSuffix(l.Arg, "??"))
	if !ok {
		return fmt.Errorf("nothing is known about %q%s", name, near.List(name, r.host.Near(name)))
	}
	r.page = text
	return nil
}
