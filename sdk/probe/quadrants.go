package probe

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wade/sdk/display"
	"wade/sdk/figure"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tokenize"
)

// Quadrant is where a word of an answer comes from, by its probability with closed gates and what open gates change.
type Quadrant string

// The quadrants. A word is likely blind from a probability of one half on; the picture changes it from a factor of two on.
const (
	Shared      Quadrant = "shared"       // likely blind, and the picture does not object; no object word
	PriorDriven Quadrant = "prior-driven" // the same of an object word: it would have been said whatever the picture shows
	Grounded    Quadrant = "grounded"     // unlikely blind, and the picture speaks for it
	Overridden  Quadrant = "overridden"   // likely blind, and the picture argues against it
	Unsupported Quadrant = "unsupported"  // unlikely blind, and the picture does not speak for it either
)

// QuadrantWord is a word of an answer, with the probabilities of all its tokens together.
type QuadrantWord struct {
	Prompt   int // which of the prompts
	Text     string
	P, Blind float64 // probability with gates open and closed
	Delta    float64 // ln P - ln Blind
	Object   bool
	Quadrant Quadrant
}

// QuadrantPlot sorts the words of answers by habit and sight.
type QuadrantPlot struct {
	Words      []QuadrantWord
	Provenance flamingo.Provenance // of the first prompt
}

// Quadrants splits each word of answers as Evidence does, with closed gates as the blind side. Questions that are open are answered first.
// Objects are the words that name what a picture shows; without any, all words of the answers count as such. A prior-driven
// word is a suspect, not a mistake: habit may happen to be right.
func Quadrants(ctx context.Context, m *flamingo.Model, prompts []*prompt.Prompt, objects ...string) (*QuadrantPlot, error) {
	all, err := EvidenceAll(ctx, m, prompts, ClosedGates())
	if err != nil {
		return nil, err
	}
	q := &QuadrantPlot{Provenance: all[0].Provenance}
	for i, e := range all {
		from := len(q.Words)
		var last int32 // token of the answer
		for _, t := range e.Tokens {
			if !t.InAnswer || math.IsNaN(t.Blind.Delta) {
				continue
			}
			if n := len(q.Words); n > from && (strings.TrimSpace(q.Words[n-1].Text) == "" || continues(m.Tokenizer(), last, t.ID)) {
				w := &q.Words[n-1]
				w.Text += t.Text
				w.P, w.Blind, w.Delta = w.P*t.P, w.Blind*t.Blind.P, w.Delta+t.Blind.Delta
			} else {
				q.Words = append(q.Words, QuadrantWord{Prompt: i, Text: t.Text, P: t.P, Blind: t.Blind.P, Delta: t.Blind.Delta})
			}
			last = t.ID
		}
		for k := from; k < len(q.Words); k++ {
			w := &q.Words[k]
			w.Text = strings.TrimSpace(w.Text)
			w.Object = len(objects) == 0 || slices.Contains(objects, w.Text)
			w.Quadrant = quadrant(w.Blind, w.Delta, w.Object)
		}
	}
	return q, nil
}

// continues tells whether a token goes on with the word that the one before it began or went on with.
func continues(t *tokenize.Tokenizer, before, id int32) bool {
	a, b := t.Decode([]int32{before}), t.Decode([]int32{id})
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return letter(last) && letter(first) && t.Decode([]int32{before, id}) == a+b
}

func quadrant(blind, delta float64, object bool) Quadrant {
	switch likely := blind >= 0.5; {
	case likely && delta < -math.Ln2:
		return Overridden
	case likely && object:
		return PriorDriven
	case likely:
		return Shared
	case delta > math.Ln2:
		return Grounded
	}
	return Unsupported
}

// Count is how many words lie in a quadrant.
func (q *QuadrantPlot) Count(of Quadrant) int {
	n := 0
	for _, w := range q.Words {
		if w.Quadrant == of {
			n++
		}
	}
	return n
}

// Table holds the words.
func (q *QuadrantPlot) Table() *display.Table {
	t := display.NewTable("word", "prompt", "p", "p with gates closed", "Δ (nats)", "quadrant")
	t.Caption = "Words of answers by habit and sight"
	for _, w := range q.Words {
		t.Add(w.Text, w.Prompt, fmt.Sprintf("%.3f", w.P), fmt.Sprintf("%.3f", w.Blind), nats(w.Delta), string(w.Quadrant))
	}
	return t
}

// Reading is what the words show, in a sentence.
func (q *QuadrantPlot) Reading() string {
	if len(q.Words) == 0 {
		return "The answers have no words."
	}
	var parts []string
	for _, of := range []Quadrant{Grounded, PriorDriven, Shared, Overridden, Unsupported} {
		if n := q.Count(of); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, of))
		}
	}
	text := fmt.Sprintf("Of %d words %s.", len(q.Words), strings.Join(parts, ", "))
	var suspects []string
	for _, w := range q.Words {
		if w.Quadrant == PriorDriven && !slices.Contains(suspects, w.Text) {
			suspects = append(suspects, w.Text)
		}
	}
	if len(suspects) > 0 {
		text += fmt.Sprintf(" Likely with gates closed already: %s.", strings.Join(suspects[:min(len(suspects), 5)], ", "))
	}
	return text
}

// Chart puts each word at its probability with closed gates and what open gates add.
func (q *QuadrantPlot) Chart() *figure.Points {
	chart := figure.NewPoints("Habit and sight", "probability with gates closed", "Δ log p, gates open − closed (nats)")
	for _, w := range q.Words {
		chart.Add(w.Blind, w.Delta, w.Text, string(w.Quadrant))
	}
	return chart.Quadrants(0.5, 0, "likely blind, picture for it", "grounded", "unsupported", "overridden")
}

// Page is the chart with the reading.
func (q *QuadrantPlot) Page() *figure.Page {
	return figure.NewPage(q.Chart()).Note(q.Reading(), q.Provenance.Line())
}

// Render shows the page.
func (q *QuadrantPlot) Render() display.Data { return rendered(q.Page(), q.String()) }

// String is the table and what it shows.
func (q *QuadrantPlot) String() string { return q.Table().String() + q.Reading() }
