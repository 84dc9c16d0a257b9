package display

import (
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
	mu     sync.Mutex
	title  string
	note   string
	done   int
	total  int
	start  time.Time
	drawn  time.Time
	handle *Handle
	line   bool // a terminal line was written
	now    func() time.Time
}

// NewProgress starts a bar of total steps; total 0 means that the end is not known.
func NewProgress(title string, total int) *Progress {
	return &Progress{title: title, total: total, start: time.Now(), now: time.Now}
}

// Set tells how many steps are done, with a short note such as a loss.
func (p *Progress) Set(done int, note string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done, p.note = done, note
	now := p.now()
	if now.Sub(p.start) < progressDelay || now.Sub(p.drawn) < progressEvery {
		return
	}
	p.drawn = now
	p.draw()
}

// Add is Set with n more steps.
func (p *Progress) Add(n int) {
	p.mu.Lock()
	done, note := p.done+n, p.note
	p.mu.Unlock()
	p.Set(done, note)
}

// Done draws the bar a last time, if it was drawn at all.
func (p *Progress) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.handle != nil || p.line {
		p.draw()
	}
	if p.line {
		fmt.Fprintln(os.Stderr)
	}
}

func (p *Progress) draw() {
	if current() != nil {
		if p.handle == nil {
			p.handle = Show(p)
		} else {
			p.handle.Update(p)
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
	if p.done == 0 || p.total == 0 || p.done >= p.total {
		return ""
	}
	per := p.now().Sub(p.start) / time.Duration(p.done)
	return (per * time.Duration(p.total-p.done)).Round(time.Second).String() + " left"
}

func (p *Progress) parts() string {
	count := fmt.Sprint(p.done)
	if p.total > 0 {
		count = fmt.Sprintf("%d/%d", p.done, p.total)
	}
	parts := []string{count}
	for _, s := range []string{p.left(), p.note} {
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
	return min(1, float64(p.done)/float64(p.total))
}

func (p *Progress) text() string {
	const width = 24
	full := int(p.share() * width)
	return p.title + " [" + strings.Repeat("█", full) + strings.Repeat("░", width-full) + "] " + p.parts()
}

// Render is the bar as HTML and text.
func (p *Progress) Render() Data {
	bar := "<progress></progress>"
	if p.total > 0 {
		bar = fmt.Sprintf(`<progress value="%d" max="%d"></progress>`, p.done, p.total)
	}
	page := fmt.Sprintf(`<div style="font-family:sans-serif;font-size:90%%">%s %s <span style="opacity:.75">%s</span></div>`,
		html.EscapeString(p.title), bar, html.EscapeString(p.parts()))
	return one(MIMEHTML, page, p.text())
}
