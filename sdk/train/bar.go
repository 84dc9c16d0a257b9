package train

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"wade/sdk/display"
)

// Bar is a Progress that shows loss and watched values: a display that updates itself in a notebook, a line in a
// terminal.
type Bar struct {
	title string
	bar   *display.Progress
	began bool
}

// NewBar makes a bar; a run that is resumed starts it where it goes on.
func NewBar(title string) *Bar { return &Bar{title: title} }

// BarIn makes the bar of a run that goes on under ctx; it is not seen when work around the run has one. It ends with End.
func BarIn(ctx context.Context, title string, steps int) *Bar {
	_, p := display.Begin(ctx, title, steps)
	return &Bar{title: title, bar: p}
}

// Step draws the bar.
func (b *Bar) Step(p Point, steps int) {
	if b.bar == nil {
		b.bar = display.NewProgress(b.title, steps)
	}
	if !b.began {
		b.began = true
		b.bar.Skip(p.Step - 1)
	}
	b.bar.Set(p.Step, p.note())
	if p.Step == steps {
		b.bar.Done()
	}
}

// End ends the bar of a run that did not come to its last step.
func (b *Bar) End(err error) {
	if b.bar != nil {
		b.bar.End(err)
	}
}

// Lines is a Progress for logs: one line in ten seconds, and the last.
type Lines struct {
	title   string
	w       io.Writer
	started time.Time // before the second step of this run
	first   int       // the step before which it started
	last    time.Time
}

// NewLines writes to w.
func NewLines(title string, w io.Writer) *Lines { return &Lines{title: title, w: w} }

// Step writes a line if it is time for one.
func (l *Lines) Step(p Point, steps int) {
	now := time.Now()
	if l.started.IsZero() { // the first step pays for warming up
		l.started, l.first = now, p.Step
	}
	if now.Sub(l.last) < 10*time.Second && p.Step != steps {
		return
	}
	l.last = now
	pace := ""
	if n := p.Step - l.first; n > 0 {
		pace = fmt.Sprintf(" %s a step", (now.Sub(l.started) / time.Duration(n)).Round(time.Millisecond))
	}
	fmt.Fprintf(l.w, "%s %d/%d%s %s\n", l.title, p.Step, steps, pace, p.note())
}

// note is the loss and the watched values, those with a common first word of their name together: "gated 0.01 0.08".
func (p Point) note() string {
	var b strings.Builder
	fmt.Fprintf(&b, "loss %.4f", p.Loss)
	last := ""
	for _, name := range slices.Sorted(maps.Keys(p.Watch)) {
		first, _, _ := strings.Cut(name, ".")
		if first != last {
			fmt.Fprintf(&b, " · %s", first)
			last = first
		}
		fmt.Fprintf(&b, " %.2f", p.Watch[name])
	}
	return b.String()
}
