package probe

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"wade/sdk/display"
	"wade/sdk/figure"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// CopyRate tells how often answers are those of a shot, and whether that is more than they would be by coincidence.
type CopyRate struct {
	N          int
	Rate       float64 // share of answers that are the answer of one of the prompt's own shots
	Coincident float64 // the same with the shots of the other prompts in turn: labels that are frequent occur anyway
	Last       float64 // share that is the answer of the last shot
	// Near and Far are Rate where the most similar picture of a shot is nearer to that of the question than in half of the
	// prompts, and where it is not; NaN without pictures.
	Near, Far  float64
	Provenance flamingo.Provenance
}

// Copying answers prompts and counts answers that stand in a shot: the copy shortcut (Li et al., CVPR 2024). Rate minus Coincident is what
// pairing adds, for good or bad reasons; where right answers rarely stand among the shots, it is a shortcut.
func Copying(ctx context.Context, m *flamingo.Model, prompts []*prompt.Prompt) (*CopyRate, error) {
	if len(prompts) < 2 {
		return nil, errors.New("probe: Copying compares prompts with each other; give at least two")
	}
	shots := make([]*fewShot, len(prompts))
	for i, p := range prompts {
		var err error
		if shots[i], err = apart("Copying", p, 1); err != nil {
			return nil, fmt.Errorf("prompt %d of %d: %w", i+1, len(prompts), err)
		}
	}
	said, err := m.GenerateAll(ctx, prompts)
	if err != nil {
		return nil, err
	}
	c := &CopyRate{N: len(prompts), Provenance: m.Provenance(nil)}
	n := float64(c.N)
	near := make([]float64, c.N)
	own := make([]bool, c.N)
	for i, f := range shots {
		text := squeeze(said[i].Text)
		for j, other := range shots {
			switch hit := slices.Contains(other.answers(), text); {
			case i == j:
				own[i] = hit
			case hit:
				c.Coincident++
			}
		}
		if own[i] {
			c.Rate++
		}
		if f.answers()[len(f.shots)-1] == text {
			c.Last++
		}
		looks, err := look(ctx, m, prompts[i])
		if err != nil {
			return nil, err
		}
		near[i] = math.Inf(-1)
		for _, chunk := range f.shots {
			if s := looks.similar(f.chunks, chunk); s > near[i] {
				near[i] = s
			}
		}
	}
	c.Rate, c.Last, c.Coincident = c.Rate/n, c.Last/n, c.Coincident/n/(n-1)
	c.Near, c.Far = halves(near, own)
	return c, nil
}

// halves is the share of hits in the upper and in the lower half of some values.
func halves(values []float64, hit []bool) (upper, lower float64) {
	sorted := slices.Sorted(slices.Values(values))
	middle := sorted[len(sorted)/2]
	var hits, all [2]float64
	for i, v := range values {
		if math.IsInf(v, -1) {
			continue
		}
		k := 0
		if v < middle {
			k = 1
		}
		all[k]++
		if hit[i] {
			hits[k]++
		}
	}
	return hits[0] / all[0], hits[1] / all[1]
}

// Table holds the rates.
func (c *CopyRate) Table() *display.Table {
	t := display.NewTable("answers that stand in a shot", "share")
	t.Caption = fmt.Sprintf("%d questions", c.N)
	for _, r := range []struct {
		name  string
		share float64
	}{{"of the same prompt", c.Rate}, {"of another prompt (coincidence)", c.Coincident}, {"the last shot", c.Last},
		{"of the same prompt, similar picture", c.Near}, {"of the same prompt, no similar picture", c.Far}} {
		t.Add(r.name, fmt.Sprintf("%.2f", r.share))
	}
	return t
}

// Reading is what the rates show, in a sentence.
func (c *CopyRate) Reading() string {
	verdict := "no more than coincidence"
	if d := c.Rate - c.Coincident; d > 2*math.Sqrt(max(c.Coincident*(1-c.Coincident), 1/float64(c.N))/float64(c.N)) {
		verdict = fmt.Sprintf("%.0f points more than coincidence", 100*d)
	}
	return fmt.Sprintf("%.0f %% of the answers stand in a shot of their prompt, %s.", 100*c.Rate, verdict)
}

// Chart draws the rates.
func (c *CopyRate) Chart() *figure.Bars {
	return figure.NewBars("Answers that stand in a shot", "share", []string{"own prompt", "other prompt", "last shot", "similar picture", "other picture"}).
		Add("share", []float64{c.Rate, c.Coincident, c.Last, c.Near, c.Far}).Range(0, 1)
}

// Page is the chart with the reading.
func (c *CopyRate) Page() *figure.Page {
	return figure.NewPage(c.Chart()).Note(c.Reading(), c.Provenance.Line())
}

// Render shows the page.
func (c *CopyRate) Render() display.Data { return rendered(c.Page(), c.String()) }

// String is the table and what it shows.
func (c *CopyRate) String() string { return c.Table().String() + c.Reading() }
