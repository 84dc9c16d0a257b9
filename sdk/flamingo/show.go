package flamingo

import (
	"fmt"
	"html"
	"strings"
	"time"
	"unicode/utf8"

	"wade/sdk/backend"
)

// String is the answer with the likeliest tokens at each place.
func (a *Answer) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", a.Text)
	for _, d := range a.Tokens {
		fmt.Fprintf(&b, "  %s\n", d)
	}
	fmt.Fprintf(&b, "  (%s)", a.summary())
	return b.String()
}

func (a *Answer) summary() string {
	end := "cut at its limit"
	if a.Stopped {
		end = "closed by the model"
	}
	text := fmt.Sprintf("%d tokens, %s; pictures %s, words %s", len(a.Tokens), end, round(a.Vision), round(a.Language))
	if n := len(a.model.edits); n > 0 {
		text += "; with edits: " + describeEdits(a.model.edits)
	}
	return text
}

func round(d time.Duration) string { return d.Round(100 * time.Microsecond).String() }

func describeEdits(edits []Edit) string {
	parts := make([]string, len(edits))
	for i, e := range edits {
		parts[i] = e.String()
	}
	return strings.Join(parts, ", ")
}

// String tells the edit in one line.
func (e Edit) String() string {
	data := fmt.Sprintf("%d numbers", len(e.Data))
	if len(e.Data) == 1 {
		data = fmt.Sprint(e.Data[0])
	}
	where := ""
	switch {
	case !e.Where.All():
		where = fmt.Sprintf(" at %v", e.Where)
	case e.Rows != nil:
		where = fmt.Sprintf(" at %v", e.Rows)
	}
	if e.Channels != [2]int{} {
		where += fmt.Sprintf(" in channels %d to %d", e.Channels[0], e.Channels[1]-1)
	}
	switch {
	case e.Kind == block && e.Latents != nil:
		return fmt.Sprintf("block %s%s from latents %v", e.Tap, where, e.Latents)
	case e.Kind == block:
		return fmt.Sprintf("block %s%s from %v", e.Tap, where, e.Keys)
	}
	return fmt.Sprintf("%s %s by %s%s", e.Kind, e.Tap, data, where)
}

// HTML shows prompt, answer and a small chart of the likeliest tokens at each place; self-contained.
func (a *Answer) HTML() string {
	var b strings.Builder
	b.WriteString(a.Prompt.Answered(a.Text))
	b.WriteString(`<div style="display:flex;flex-wrap:wrap;gap:8px;margin:4px 0">`)
	for _, d := range a.Tokens {
		b.WriteString(d.HTML())
	}
	fmt.Fprintf(&b, `</div><div style="font-size:80%%;opacity:.7">%s</div>`, html.EscapeString(a.summary()))
	return b.String()
}

// shown bounds how many of several answers a page shows.
const shown = 24

// String is a line for each answer.
func (as Answers) String() string { return strings.Join(as.Texts(), "\n") }

// HTML shows the first answers one below the other.
func (as Answers) HTML() string {
	var b strings.Builder
	for _, a := range as[:min(len(as), shown)] {
		b.WriteString(a.HTML())
	}
	if more := len(as) - shown; more > 0 {
		fmt.Fprintf(&b, `<div style="opacity:.7">and %d more</div>`, more)
	}
	return b.String()
}

// accent marks what was chosen; it reads on white and on black.
const accent = "#4a8fd0"

// String is the token with its probability, then the likeliest ones.
func (d Drawn) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s %.3f |", d.Text, d.P)
	for _, c := range d.Top {
		fmt.Fprintf(&b, " %s %.3f", c.Text, c.P)
	}
	return b.String()
}

// HTML shows the token with a bar for each of the likeliest ones.
func (d Drawn) HTML() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<div style="border:1px solid rgba(128,128,128,.35);border-radius:6px;padding:4px 8px;width:11em;font-size:85%%"><div style="font-weight:bold">%s <span style="font-weight:normal;opacity:.7">%s</span></div>`,
		html.EscapeString(visible(d.Text)), percent(float64(d.P)))
	for _, c := range d.Top {
		b.WriteString(bar(c.Text, 4.5, float64(c.P), c.ID == d.ID))
	}
	b.WriteString(`</div>`)
	return b.String()
}

// bar is a labelled bar of a share in 0..1; the label has so many ems, and is cut where it is longer.
func bar(label string, ems, p float64, chosen bool) string {
	colour := "rgba(128,128,128,.45)"
	if chosen {
		colour = accent
	}
	return fmt.Sprintf(`<div style="display:flex;align-items:center;gap:4px"><span style="width:%gem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">%s</span>`+
		`<span style="flex:1"><span style="display:block;height:.7em;width:%.1f%%;background:%s"></span></span><span style="width:3.6em;text-align:right">%s</span></div>`,
		ems, html.EscapeString(visible(label)), 100*p, colour, percent(p))
}

func percent(p float64) string { return fmt.Sprintf("%.1f%%", 100*p) }

// String lists the candidates with their shares and log-likelihoods.
func (s Scores) String() string {
	var b strings.Builder
	for i, c := range s {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%-14s %6s  log p %.3f", c.Text, percent(c.P), c.LogP)
		if c.Score != c.LogP {
			fmt.Fprintf(&b, ", score %.3f", c.Score)
		}
	}
	return b.String()
}

// HTML shows a bar for each candidate.
func (s Scores) HTML() string {
	var b strings.Builder
	ems := 4.5
	for _, c := range s {
		ems = max(ems, min(20, 0.6*float64(utf8.RuneCountInString(c.Text))))
	}
	fmt.Fprintf(&b, `<div style="width:%gem;font-size:90%%">`, 17.5+ems)
	best := s.Best()
	for _, c := range s {
		b.WriteString(bar(c.Text, ems, c.P, c == best))
	}
	b.WriteString(`</div>`)
	return b.String()
}

// facts are what there is to say about a model, as label and text.
func (m *Model) facts() [][2]string {
	c := m.config
	weights := 0
	for _, w := range c.Weights() {
		n := 1
		for _, s := range w.Sizes {
			n *= s
		}
		weights += n
	}
	resampler := fmt.Sprintf("%d latents a picture, %d layers", c.Resampler.Latents, c.Resampler.Layers)
	if c.Resampler.Layers == 0 {
		resampler = fmt.Sprintf("none: %d features a picture", c.Latents())
	}
	sees := "the latest picture"
	if c.Gated.All {
		sees = "all pictures before them"
	}
	facts := [][2]string{
		{"model", fmt.Sprintf("%s, %.1f million weights", c.Name, float64(weights)/1e6)},
		{"vision", fmt.Sprintf("%d px in %d patches, %d layers of width %d", c.ViT.Image, c.ViT.Patches(), c.ViT.Layers, c.ViT.Width)},
		{"resampler", resampler},
		{"language", fmt.Sprintf("%d layers of width %d, %d tokens, context %d, %s positions", c.LM.Layers, c.LM.Width, c.LM.Vocab, c.LM.Context, c.LM.Position)},
		{"gated blocks", fmt.Sprintf("before layers %s, gate: %s, tokens see %s", strings.Trim(fmt.Sprint(c.GatedLayers()), "[]"), c.Gated.Gate, sees)},
	}
	facts = append(facts, [2]string{"backend", m.engine.describe()})
	for _, n := range m.notes {
		facts = append(facts, [2]string{"", n})
	}
	if len(m.edits) > 0 {
		facts = append(facts, [2]string{"edits", describeEdits(m.edits)})
	}
	return facts
}

// describe tells what computes, or did last.
func (e *engine) describe() string {
	name, policy := e.about()
	if name == "" {
		return "not running; the next call starts it"
	}
	return name + ", weights " + string(policy)
}

// about names the backend that is running, and how it keeps weights.
func (e *engine) about() (string, backend.Policy) {
	e.current.mu.Lock()
	defer e.current.mu.Unlock()
	if e.current.live == nil {
		return "", e.load.Policy
	}
	d := e.current.live.about
	policy := e.load.Policy
	if policy == "" && len(d.Policies) > 0 {
		policy = d.Policies[0]
	}
	if policy == "" {
		policy = backend.F32
	}
	text := strings.TrimSpace(d.Name + " " + d.Version)
	if d.Device != "" {
		text += " on " + d.Device
	}
	return text, policy
}

// String tells what the model is and what computes it.
func (m *Model) String() string {
	var b strings.Builder
	for i, f := range m.facts() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%-13s %s", f[0], f[1])
	}
	return b.String()
}

// HTML is String as a table.
func (m *Model) HTML() string {
	var b strings.Builder
	b.WriteString(`<table style="border-collapse:collapse;font-size:90%;color:inherit">`)
	for _, f := range m.facts() {
		fmt.Fprintf(&b, `<tr><th style="text-align:left;padding:1px 12px 1px 0;font-weight:bold">%s</th><td style="text-align:left">%s</td></tr>`,
			html.EscapeString(f[0]), html.EscapeString(f[1]))
	}
	b.WriteString(`</table>`)
	return b.String()
}

// String lists what was captured with shapes.
func (t *Trace) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "trace of %d taps", len(t.values))
	if t.Encoded != nil {
		fmt.Fprintf(&b, " over %d tokens", len(t.Encoded.Tokens))
	}
	for _, n := range t.Names() {
		fmt.Fprintf(&b, "\n  %-26s", n)
		for _, a := range t.values[n].Axes() {
			fmt.Fprintf(&b, " %s:%d", a.Name, a.Size)
		}
	}
	return b.String()
}

// String is a line for each tap: name, axes, what it is.
func (ts Taps) String() string {
	var b strings.Builder
	for i, t := range ts {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%-26s %-32s %s", t.Name, strings.Join(t.Axes, " "), t.Doc)
	}
	return b.String()
}

// HTML is a table of the taps in a box that scrolls.
func (ts Taps) HTML() string {
	var b strings.Builder
	b.WriteString(`<div style="max-height:24em;overflow:auto"><table style="border-collapse:collapse;font-size:85%;color:inherit">` +
		`<tr><th style="text-align:left">tap</th><th style="text-align:left">axes</th><th style="text-align:left">what it is</th></tr>`)
	for _, t := range ts {
		fmt.Fprintf(&b, `<tr><td style="text-align:left"><code>%s</code></td><td style="text-align:left">%s</td><td style="text-align:left">%s</td></tr>`,
			html.EscapeString(t.Name), html.EscapeString(strings.Join(t.Axes, " × ")), html.EscapeString(t.Doc))
	}
	b.WriteString(`</table></div>`)
	return b.String()
}

// visible marks text that is nothing but space, which would look like nothing.
func visible(text string) string {
	if text == "" || strings.TrimSpace(text) != "" {
		return text
	}
	return strings.NewReplacer(" ", "␣", "\n", "⏎", "\t", "⇥").Replace(text)
}
