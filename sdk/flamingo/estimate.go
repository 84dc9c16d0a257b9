package flamingo

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"wade/sdk/display"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

// ErrTooMuch is in the chain of errors about captures over the limit of a model.
var ErrTooMuch = errors.New("captures over the limit")

// captureLimit is what the captures of one call may take unless Limit says otherwise.
const captureLimit = 1 << 30

// Limit returns a view of the model in which the captures of one call may take this many bytes; 1 GiB unless told.
func (m *Model) Limit(bytes int64) *Model {
	v := *m
	v.most = bytes
	return &v
}

// Size is what the capture of a tap takes.
type Size struct {
	Tap   string
	Bytes int64
}

// Sizes are those of several taps, the largest first. They show themselves as a table with their sum.
type Sizes []Size

// Total is the sum in bytes.
func (s Sizes) Total() int64 {
	n := int64(0)
	for _, x := range s {
		n += x.Bytes
	}
	return n
}

// Estimate tells, without running anything, what the captures of a forward pass over a prompt take: 4 bytes a number.
func (m *Model) Estimate(p *prompt.Prompt, captures ...string) (Sizes, error) {
	rows, err := m.rows([]Run{{Prompt: p}})
	if err != nil {
		return nil, err
	}
	vision, language, err := m.engine.programs.captures(captures)
	if err != nil {
		return nil, err
	}
	return m.sizes(rows, append(vision, language...)), nil
}

func (m *Model) sizes(rows []row, captures []string) Sizes {
	all := make(Sizes, len(captures))
	for _, r := range rows {
		vision := m.engine.programs.vision
		if p, err := m.engine.programs.visionFor(r.Pictures); err == nil {
			vision = p
		}
		for i, name := range captures {
			v := m.engine.programs.value(name, vision)
			all[i].Tap = name
			all[i].Bytes += 4 * int64(elements(v, len(r.Tokens), len(r.Pictures), m.config.Latents()))
		}
	}
	slices.SortStableFunc(all, func(a, b Size) int { return int(min(max(b.Bytes-a.Bytes, -1), 1)) })
	return all
}

// value finds a tap in the program that has it: that of pictures, or that of whole prompts.
func (ps *programs) value(name string, vision *program.Program) program.Value {
	for _, p := range []*program.Program{ps.read, vision} {
		if id, err := p.Lookup(name); err == nil {
			return p.Value(id)
		}
	}
	return program.Value{}
}

// elements is the size of a value in a pass over so many tokens and pictures of so many latents.
func elements(v program.Value, tokens, pictures, latents int) int {
	n := 1
	if frames := framesIn(v); frames > 1 {
		n = pictures * frames
	}
	for _, d := range v.Shape {
		switch d.Sym {
		case "":
			n *= d.N
		case "tokens", program.Context:
			n *= tokens
		case "images":
			n *= pictures
		case "seen":
			n *= max(1, pictures) * latents
		}
	}
	return n
}

// answersFit reports captures over the limit for answers of at most so many tokens.
func (m *Model) answersFit(prompts []*prompt.Encoded, captures []string, limit int) error {
	if len(captures) == 0 {
		return nil
	}
	rows := make([]row, len(prompts))
	for i, e := range prompts {
		more := max(0, min(limit, m.config.LM.Context-len(e.Tokens)+1)-1)
		rows[i] = row{Encoded: e.Continue(make([]int32, more), make([]string, more))}
	}
	return m.affordable(rows, captures)
}

// affordable reports captures over the limit.
func (m *Model) affordable(rows []row, captures []string) error {
	limit := m.most
	if limit == 0 {
		limit = captureLimit
	}
	s := m.sizes(rows, captures)
	if n := s.Total(); n > limit {
		return fmt.Errorf("flamingo: %w: %s for %d taps, the limit is %s; %s takes most with %s. Name fewer taps, capture in parts, or raise the limit with Limit(%d)",
			ErrTooMuch, bytes(n), len(s), bytes(limit), s[0].Tap, bytes(s[0].Bytes), n)
	}
	return nil
}

func bytes(n int64) string {
	switch {
	case n < 10<<10:
		return fmt.Sprintf("%d bytes", n)
	case n < 10<<20:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.0f MB", float64(n)/(1<<20))
}

// Table is a row for each tap, the largest first.
func (s Sizes) Table() *display.Table {
	t := display.NewTable("tap", "bytes")
	t.Caption = fmt.Sprintf("%d taps, %s", len(s), bytes(s.Total()))
	for _, x := range s {
		t.Add(x.Tap, bytes(x.Bytes))
	}
	return t
}

// String is the sum, then the largest.
func (s Sizes) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d taps, %s", len(s), bytes(s.Total()))
	for _, x := range s[:min(len(s), 8)] {
		fmt.Fprintf(&b, "\n  %-26s %s", x.Tap, bytes(x.Bytes))
	}
	if more := len(s) - 8; more > 0 {
		fmt.Fprintf(&b, "\n  and %d smaller ones", more)
	}
	return b.String()
}

// HTML is the table.
func (s Sizes) HTML() string { return s.Table().HTML() }
