package probe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// doubled is the least change, in nats, that counts as one: the probability doubles or halves.
const doubled = math.Ln2

// telling is the token that the reading is about. Of the words of the answer, or of all tokens if nothing is answered, it is
// the one that the picture changed most; those which would not have come without it go first. -1 if no token has a number.
func (e *EvidenceText) telling() int {
	best, flipped := -1, false
	for _, answer := range []bool{true, false} {
		for i, t := range e.Tokens {
			d := t.Blind.Delta
			if math.IsNaN(d) || answer && !t.InAnswer {
				continue
			}
			flips := t.flips() && d >= doubled
			if best < 0 || flips && !flipped || flips == flipped && math.Abs(d) > math.Abs(e.Tokens[best].Blind.Delta) {
				best, flipped = i, flips
			}
		}
		if best >= 0 {
			break
		}
	}
	return best
}

// flips tells whether another token is likeliest there when nothing is seen.
func (t EvidenceToken) flips() bool { return len(t.Blind.Top) > 0 && t.Blind.Top[0].ID != t.ID }

// Reading says where the word of the answer on which the picture has the greatest effect came from. A change counts
// from ln 2 on: the probability doubles or halves.
func (e *EvidenceText) Reading() string {
	i := e.telling()
	switch {
	case len(e.pictures) == 0:
		return "There is no picture: every word comes from words."
	case i < 0:
		return "There is no token that anything foretells."
	}
	t := e.Tokens[i]
	b := t.Blind
	with := "with " + e.Blinds[0]
	text := ""
	switch flips := t.flips(); {
	case b.Delta >= doubled && flips:
		text = fmt.Sprintf("%q came from the picture (%+.1f nats): %s it would have been %s", t.Text, b.Delta, with, first(b.Top))
	case b.Delta >= doubled:
		text = fmt.Sprintf("%q would have come anyway (%s it has %s), and the picture made it surer (%+.1f nats)", t.Text, with, percent(b.P), b.Delta)
	case b.Delta > -doubled && !flips:
		text = fmt.Sprintf("%q came from habit: %s it has %s, and the picture changed that little (%+.2f nats)", t.Text, with, percent(b.P), b.Delta)
	case b.Delta > -doubled:
		text = fmt.Sprintf("%q owes little to the picture (%+.2f nats), though %s it would have been %s", t.Text, b.Delta, with, first(b.Top))
	default:
		text = fmt.Sprintf("the picture spoke against %q (%+.1f nats): %s it has %s, now %s", t.Text, b.Delta, with, percent(b.P), percent(t.P))
	}
	if n := len(strings.Fields(e.Answer)); n > 1 && t.InAnswer {
		text += fmt.Sprintf("; over the whole answer %+.1f nats", e.Ratio)
	}
	for k, r := range e.Ratios[1:] {
		if e.Answer != "" {
			text += fmt.Sprintf("; against %s the answer gains %+.1f", e.Blinds[k+1], r)
		}
	}
	return text + "."
}

func first(top []flamingo.Choice) string {
	if len(top) == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%q (%s)", top[0].Text, percent(float64(top[0].P)))
}

func percent(p float64) string {
	return number("%.1f %%", 100*p)
}

// list is a line with the likeliest tokens.
func list(top []flamingo.Choice) string {
	parts := make([]string, len(top))
	for i, c := range top {
		parts[i] = fmt.Sprintf("%s %s", c.Text, percent(float64(c.P)))
	}
	return strings.Join(parts, ", ")
}

// Table has a row for each token.
func (e *EvidenceText) Table() *display.Table {
	columns := []string{"token", "role", "p", "p with " + e.Blinds[0], "delta", "KL", "JS"}
	for _, b := range e.Blinds[1:] {
		columns = append(columns, "delta with "+b)
	}
	t := display.NewTable(append(columns, "likeliest", "likeliest with "+e.Blinds[0])...)
	t.Caption = "What the pictures changed, in nats"
	for _, k := range e.Tokens {
		cells := []any{k.Text, k.Role, number("%.3f", k.P), number("%.3f", k.Blind.P), number("%+.2f", k.Blind.Delta), number("%.3f", k.Blind.KL), number("%.3f", k.Blind.JS)}
		for _, b := range k.Others {
			cells = append(cells, number("%+.2f", b.Delta))
		}
		t.Add(append(cells, list(k.Top), list(k.Blind.Top))...)
	}
	return t
}

// number writes what was measured; a dash stands for what was not.
func number(format string, x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return fmt.Sprintf(format, x)
}

// String is the reading, then a line for each token of the last chunk with its delta.
func (e *EvidenceText) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", e.Reading())
	last := -1
	if n := len(e.Tokens); n > 0 {
		last = e.Tokens[n-1].Chunk
	}
	skipped := 0
	for _, t := range e.Tokens {
		if t.Chunk != last {
			skipped++
			continue
		}
		mark := " "
		if t.InAnswer {
			mark = "*"
		}
		fmt.Fprintf(&b, "%s %-10s %6s  p %s, with %s %s", mark, t.Text, number("%+.2f", t.Blind.Delta), number("%.3f", t.P), e.Blinds[0], number("%.3f", t.Blind.P))
		if len(t.Blind.Top) > 0 {
			fmt.Fprintf(&b, " (%s)", t.Blind.Top[0].Text)
		}
		b.WriteByte('\n')
	}
	if skipped > 0 {
		fmt.Fprintf(&b, "  and %d tokens before, in the table\n", skipped)
	}
	b.WriteString("  * answer; numbers are nats by which the pictures raise log p")
	return b.String()
}

// Text is prompt and answer with the colours of what the pictures changed, those standing where their tags are. The answer is
// underlined and sets the scale: words of a question are not what a model is trained to say, and may change more. Under the
// pointer are the likeliest tokens on both sides.
func (e *EvidenceText) Text() *figure.Text {
	f := figure.NewText("What the pictures changed: with them against "+e.Blinds[0]).Labels("pictures speak against it", "for it, in nats")
	most, next := doubled, 0
	for i, t := range e.Tokens {
		if (t.InAnswer || e.Answer == "") && math.Abs(t.Blind.Delta) > most { // false for NaN
			most = math.Abs(t.Blind.Delta)
		}
		s := figure.Span{Text: t.Text + " ", Value: t.Blind.Delta, Mark: t.InAnswer}
		if t.Role == prompt.RoleImage && next < len(e.pictures) {
			s.Picture = e.pictures[next]
			next++
		}
		if i+1 < len(e.Tokens) && e.Tokens[i+1].Chunk != t.Chunk {
			s.Text += "\n"
		}
		if t.Top != nil {
			s.Hover = append(s.Hover, fmt.Sprintf("probability %s", percent(t.P)))
			if !math.IsNaN(t.Blind.P) {
				s.Hover = append(s.Hover, fmt.Sprintf("with %s %s; KL %.3f, JS %.3f", e.Blinds[0], percent(t.Blind.P), t.Blind.KL, t.Blind.JS))
			}
			for k, b := range t.Others {
				s.Hover = append(s.Hover, fmt.Sprintf("delta with %s %s", e.Blinds[k+1], number("%+.2f", b.Delta)))
			}
			s.Hover = append(s.Hover, "as it is: "+list(t.Top))
			if len(t.Blind.Top) > 0 {
				s.Hover = append(s.Hover, "with "+e.Blinds[0]+": "+list(t.Blind.Top))
			}
		}
		f.Add(s)
	}
	return f.Scale(most)
}

// Page is the text with its reading and where it comes from.
func (e *EvidenceText) Page() *figure.Page {
	return figure.NewPage(e.Text()).Note(e.Reading(), e.Provenance.Line())
}

// Render shows the page; its text is String.
func (e *EvidenceText) Render() display.Data {
	return rendered(e.Page(), e.String())
}
