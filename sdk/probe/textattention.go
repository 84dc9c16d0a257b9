package probe

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// TextAttentionMaps is the self-attention of the language model: who among the tokens looks at whom. It shows the mean over
// layers and heads; Layer and Head narrow it.
type TextAttentionMaps struct {
	Provenance flamingo.Provenance
	Tokens     []string
	Images     []int // the picture that each token sees, -1 for none
	Layers     []int
	Heads      []int
	Pattern    *tensor.Tensor // axes layer, head, token, key; rows sum to 1
}

// TextAttention captures the self-attention over a prompt, every head of the layers given, of all layers without any. It takes
// 4 bytes for each layer, head and pair of tokens: of a large model take a few layers at a time.
func TextAttention(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, layers ...int) (*TextAttentionMaps, error) {
	patterns := "lm.*.attn.pattern"
	var taps []string
	for _, l := range layers {
		if n := m.Config().LM.Layers; l < 0 || l >= n {
			return nil, fmt.Errorf("probe: text attention: no layer %d; there are %d, from 0", l, n)
		}
		taps = append(taps, fmt.Sprintf("lm.%d.attn.pattern", l))
	}
	if taps != nil {
		patterns = strings.Join(taps, "|")
	}
	trace, err := m.Forward(ctx, p, patterns)
	if err != nil {
		return nil, err
	}
	a := &TextAttentionMaps{Provenance: trace.Provenance, Layers: trace.Layers(patterns)}
	if a.Pattern, err = trace.Stack(patterns); err != nil {
		return nil, err
	}
	for h := range a.Pattern.Shape()[1] {
		a.Heads = append(a.Heads, h)
	}
	for _, t := range trace.Encoded.Tokens {
		a.Tokens, a.Images = append(a.Tokens, t.Text), append(a.Images, t.Image)
	}
	return a, nil
}

// Layer keeps one layer.
func (a *TextAttentionMaps) Layer(layer int) (*TextAttentionMaps, error) {
	i := slices.Index(a.Layers, layer)
	if i < 0 {
		return nil, fmt.Errorf("probe: text attention: no layer %d; there are %v", layer, a.Layers)
	}
	v := *a
	v.Layers = []int{layer}
	var err error
	v.Pattern, err = a.Pattern.Range("layer", i, i+1)
	return &v, err
}

// Head keeps one head of each layer.
func (a *TextAttentionMaps) Head(head int) (*TextAttentionMaps, error) {
	i := slices.Index(a.Heads, head)
	if i < 0 {
		return nil, fmt.Errorf("probe: text attention: no head %d; there are %v", head, a.Heads)
	}
	v := *a
	v.Heads = []int{head}
	var err error
	v.Pattern, err = a.Pattern.Range("head", i, i+1)
	return &v, err
}

// Mean is the mean over the layers and heads of this view: a row for each token, over the tokens that it looks at.
func (a *TextAttentionMaps) Mean() [][]float64 {
	s, data := a.Pattern.Shape(), a.Pattern.ToF32()
	n := s[2]
	share := 1 / float64(s[0]*s[1])
	mean := make([][]float64, n)
	for i := range mean {
		mean[i] = make([]float64, n)
		for k := range s[0] * s[1] {
			for j, x := range data[(k*n+i)*n : (k*n+i)*n+n] {
				mean[i][j] += share * float64(x)
			}
		}
	}
	return mean
}

// heads names the view.
func (a *TextAttentionMaps) heads() string {
	layer, head := fmt.Sprintf("mean of %d layers", len(a.Layers)), fmt.Sprintf("mean of %d heads", len(a.Heads))
	if len(a.Layers) == 1 {
		layer = fmt.Sprint("layer ", a.Layers[0])
	}
	if len(a.Heads) == 1 {
		head = fmt.Sprint("head ", a.Heads[0])
	}
	return layer + ", " + head
}

// Reading says in a sentence whom the last token looks at.
func (a *TextAttentionMaps) Reading() string {
	mean := a.Mean()
	last := len(mean) - 1
	order := make([]int, last+1)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case mean[last][i] > mean[last][j]:
			return -1
		case mean[last][i] < mean[last][j]:
			return 1
		}
		return 0
	})
	var parts []string
	for _, i := range order[:min(3, len(order))] {
		parts = append(parts, fmt.Sprintf("%q at %d with %.2f", a.Tokens[i], i, mean[last][i]))
	}
	return fmt.Sprintf("The last token, %q, looks most at %s (%s).", a.Tokens[last], strings.Join(parts, ", "), a.heads())
}

// Heat draws the view: rows look at columns.
func (a *TextAttentionMaps) Heat() *figure.Heat {
	names := make([]string, len(a.Tokens))
	for i, t := range a.Tokens {
		names[i] = fmt.Sprintf("%d %s", i, t)
	}
	return figure.NewHeat("Self-attention, "+a.heads(), "looked at", "token", names, names, a.Mean())
}

// Table has a row for each token with the three that it looks at most.
func (a *TextAttentionMaps) Table() *display.Table {
	t := display.NewTable("token", "position", "sees picture", "itself", "the first token", "most else", "with")
	t.Caption = "Self-attention, " + a.heads()
	for i, row := range a.Mean() {
		image, most, with := "none", "", 0.0
		if a.Images[i] >= 0 {
			image = fmt.Sprint(a.Images[i])
		}
		for j := 1; j < i; j++ {
			if row[j] > with {
				most, with = fmt.Sprintf("%d %s", j, a.Tokens[j]), row[j]
			}
		}
		t.Add(a.Tokens[i], i, image, row[i], row[0], most, with)
	}
	return t
}

// String is the reading, then the table.
func (a *TextAttentionMaps) String() string {
	return a.Reading() + "\n" + strings.TrimRight(a.Table().String(), "\n")
}

// Grid draws every map of the view small, a row for each layer and a column for each head: rows look at columns, from the top
// left. Very many are one mean for each layer.
func (a *TextAttentionMaps) Grid() *figure.Overlay {
	o := figure.NewOverlay(fmt.Sprintf("Self-attention by layer and head, %d tokens", len(a.Tokens)))
	heads := a.Heads
	if len(a.Layers)*len(a.Heads) > mostPanels {
		heads = []int{-1}
	}
	for i, layer := range a.Layers {
		v := *a
		v.Layers = []int{layer}
		v.Pattern, _ = a.Pattern.Range("layer", i, i+1) // i is in range
		for k, head := range heads {
			one, label := v, fmt.Sprintf("layer %d", layer)
			if head >= 0 {
				label += fmt.Sprintf(" · head %d", head)
				one.Pattern, _ = v.Pattern.Range("head", k, k+1)
			}
			o.Add(label, nil, one.Mean())
		}
	}
	return o.Columns(min(12, max(len(heads), 2)))
}

// Render shows the mean of the view as a heat map, below it every map of it if they are several.
func (a *TextAttentionMaps) Render() display.Data {
	parts := []any{a.Heat()}
	if len(a.Layers)*len(a.Heads) > 1 {
		parts = append(parts, a.Grid())
	}
	return noted(a, a.Provenance, parts...)
}
