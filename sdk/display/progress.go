package display

import (
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

const (
	progressDelay = 2 * time.Second        // work shorter than this shows no bar
	progressEvery = 100 * time.Millisecond // pause between two drawings
)

// Progress is a bar for work that may take long. It appears only when the work has taken two seconds. In a notebook it is a
// display that is updated in place, in a terminal one line; elsewhere it is silent. Safe for concurrent use.
type Progress struct {
	mu      sync.Mutex
	title   string
	note    string
	done    int
	skipped int
	total   int
	start   time.Time
	drawn   time.Time
	over    string // how it ended, or ""
	handle  *Handle
	line    bool // a terminal line was written
	quiet   bool // work around it has a bar
	timer   *time.Timer
	now     func() time.Time
}

// NewProgress starts a bar of total steps; total 0 means that the end is not known.
func NewProgress(title string, total int) *Progress {
	return &Progress{title: title, total: total, start: time.Now(), now: time.Now}
}

type progressKey struct{}

// Begin starts a bar for work that goes on under the context it returns, until End. Work within that work which begins bars of its own
// shows none: one bar is enough. A step that takes long does not keep the bar from appearing.
func Begin(ctx context.Context, title string, total int) (context.Context, *Progress) {
	p := NewProgress(title, total)
	if p.quiet = ctx.Value(progressKey{}) != nil; p.quiet {
		return ctx, p
	}
	p.timer = time.AfterFunc(progressDelay, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.over == "" && p.handle == nil && !p.line {
			p.drawn = p.now()
			p.draw()
		}
	})
	return context.WithValue(ctx, progressKey{}, p), p
}

// Quiet returns a context under which work begins no bars.
func Quiet(ctx context.Context) context.Context { return context.WithValue(ctx, progressKey{}, true) }

// Skip says that n steps were done before, so that they do not count for the pace.
func (p *Progress) Skip(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done, p.skipped = n, n
}

// Set tells how many steps are done, with a short note such as a loss.
func (p *Progress) Set(done int, note string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.set(done, note)
}

// Add is Set with n more steps.
func (p *Progress) Add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.set(p.done+n, p.note)
}

func (p *Progress) set(done int, note string) {
	p.done, p.note = done, note
	now := p.now()
	if p.over != "" || now.Sub(p.start) < progressDelay || now.Sub(p.drawn) < progressEvery {
		return
	}
	p.drawn = now
	p.draw()
}

// Done ends the bar and draws it a last time, if it was drawn at all. Work that has not come to its end is shown as stopped.
func (p *Progress) Done() { p.End(nil) }

// End is Done that says why the work has ended, if not by itself.
func (p *Progress) End(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over != "" {
		return
	}
	if p.timer != nil {
		p.timer.Stop()
	}
	took := p.now().Sub(p.start)
	unit := time.Second
	if took < 10*time.Second {
		unit = 100 * time.Millisecond
	}
	p.over = took.Round(unit).String()
	switch {
	case errors.Is(err, context.Canceled):
		p.over = "interrupted after " + p.over
	case err != nil:
		p.over = "failed after " + p.over
	case p.total > 0 && p.done < p.total:
		p.over = "stopped after " + p.over
	}
	if p.handle != nil || p.line {
		p.draw()
	}
	if p.line {
		fmt.Fprintln(os.Stderr)
	}
}

func (p *Progress) draw() {
	if p.quiet {
		return
	}
	if current() != nil {
		if p.handle == nil {
			p.handle = Show(p.render())
		} else {
			p.handle.Update(p.render())
		}
		return
	}
	if term.IsTerminal(int(os.Stderr.Fd())) {
		p.line = true
		fmt.Fprint(os.Stderr, "\r\x1b[2K"+p.text())
	}
}

// left estimates the remaining time from the pace so far.
func (p *Progress) left() string {
	n := p.done - p.skipped
	if n <= 0 || p.total == 0 || p.done >= p.total {
		return ""
	}
	per := p.now().Sub(p.start) / time.Duration(n)
	return (per * time.Duration(p.total-p.done)).Round(time.Second).String() + " left"
}

func (p *Progress) parts() string {
	count := fmt.Sprint(p.done)
	if p.total > 0 {
		count = fmt.Sprintf("%d/%d", p.done, p.total)
	} else if p.done == 0 {
		count = ""
	}
	when := p.over
	if when == "" {
		when = p.left()
	}
	var parts []string
	for _, s := range []string{count, when, p.note} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

func (p *Progress) share() float64 {
	if p.total == 0 {
		return 0
	}
	return min(1, max(0, float64(p.done)/float64(p.total)))
}

func (p *Progress) text() string {
	const width = 24
	if p.total == 0 {
		return p.title + " " + p.parts()
	}
	full := int(p.share() * width)
	return p.title + " [" + strings.Repeat("█", full) + strings.Repeat("░", width-full) + "] " + p.parts()
}

// Render is the bar as HTML and text.
func (p *Progress) Render() Data {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.render()
}

func (p *Progress) render() Data {
	bar := ""
	switch {
	case p.total > 0:
		bar = fmt.Sprintf(`<progress value="%d" max="%d"></progress> `, p.done, p.total)
	case p.over == "":
		bar = "<progress></progress> "
	}
	page := fmt.Sprintf(`<div style="font-family:sans-serif;font-size:90%%">%s %s<span style="opacity:.75">%s</span></div>`,
		html.EscapeString(p.title), bar, html.EscapeString(p.parts()))
	return one(MIMEHTML, page, p.text())
}
