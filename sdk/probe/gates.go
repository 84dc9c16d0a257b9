package probe

import (
	"context"
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Gate is one gate of a gated cross-attention block (Flamingo, section 2.2).
type Gate struct {
	Layer int     // of the language model, before which the block stands
	Kind  string  // "attention" or "feed-forward"
	Alpha float64 // the learned number
	Value float64 // what the branch is multiplied by, tanh of Alpha; with a prompt, as edits of the model leave it
	// Share is ‖gate · branch‖ / ‖residual‖, the mean over the tokens that see a picture; NaN without a prompt.
	Share float64
}

// GateBoard is every gate of a model by depth. It shows itself as a chart, with the numbers in its text and table.
type GateBoard struct {
	Model string
	Gates []Gate
	// Prompted tells whether Share was measured.
	Prompted bool
}

// Gates reads the gates of a model. With a prompt it also measures what each branch adds to the residual stream there: a
// gate alone says little, since the scale before it may differ by depth (Flamingo, appendix A.1.2).
func Gates(ctx context.Context, m *flamingo.Model, prompts ...*prompt.Prompt) (*GateBoard, error) {
	board := &GateBoard{Model: m.Config().Name, Prompted: len(prompts) > 0}
	layers := m.Config().GatedLayers()
	if len(layers) == 0 {
		return nil, fmt.Errorf("probe: model %s has no gated blocks", board.Model)
	}
	var names []string
	for _, layer := range layers {
		for _, kind := range kinds {
			board.Gates = append(board.Gates, Gate{Layer: layer, Kind: kind.name})
			names = append(names, fmt.Sprintf("gated.%d.%s.alpha", layer, kind.branch))
		}
	}
	alphas, err := m.Fetch(ctx, names...)
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		g := &board.Gates[i]
		g.Alpha, g.Value = float64(alphas[name].ToF32()[0]), 1
		if m.Config().Gated.Gate == flamingo.TanhGate {
			g.Value = math.Tanh(g.Alpha)
		}
	}
	for _, p := range prompts {
		if err := board.measure(ctx, m, p); err != nil {
			return nil, err
		}
	}
	for i := range board.Gates {
		board.Gates[i].Share /= float64(len(prompts)) // 0/0 is NaN
	}
	return board, nil
}

// kinds are the branches of a gated block: their part in the names of taps, and what they are added to.
var kinds = []struct{ name, branch, onto string }{
	{"attention", "attn", "before"},
	{"feed-forward", "ffw", "mid"},
}

// measure adds the shares on one prompt, and takes the gates as they are in this view of the model.
func (b *GateBoard) measure(ctx context.Context, m *flamingo.Model, p *prompt.Prompt) error {
	trace, err := m.Forward(ctx, p, "gated.*.gate|gated.*.out|gated.*.mid|lm.embed|*.resid")
	if err != nil {
		return err
	}
	for i := range b.Gates {
		g := &b.Gates[i]
		kind := kinds[i%len(kinds)]
		onto := fmt.Sprintf("gated.%d.mid", g.Layer)
		if kind.onto == "before" {
			onto = fmt.Sprintf("lm.%d.resid", g.Layer-1)
			if g.Layer == 0 {
				onto = "lm.embed"
			}
		}
		gate, err := trace.At(fmt.Sprintf("gated.%d.%s.gate", g.Layer, kind.branch))
		if err != nil {
			return err
		}
		branch, err := trace.At(fmt.Sprintf("gated.%d.%s.out", g.Layer, kind.branch))
		if err != nil {
			return err
		}
		residual, err := trace.At(onto)
		if err != nil {
			return err
		}
		g.Value = float64(gate.ToF32()[0])
		g.Share += math.Abs(g.Value) * ratio(branch, residual, trace.Encoded.Tokens)
	}
	return nil
}

// ratio is the mean of ‖a‖ / ‖b‖ over rows that see a picture, all rows if none does.
func ratio(a, b *tensor.Tensor, tokens []prompt.Token) float64 {
	cols := a.Shape()[len(a.Shape())-1]
	norm := func(t *tensor.Tensor, row int) float64 {
		s := 0.0
		for _, x := range t.ToF32()[row*cols : (row+1)*cols] {
			s += float64(x) * float64(x)
		}
		return math.Sqrt(s)
	}
	sum, n := 0.0, 0
	for row := range a.Len() / cols {
		if row < len(tokens) && tokens[row].Image < 0 {
			continue
		}
		sum += norm(a, row) / norm(b, row)
		n++
	}
	return sum / float64(max(n, 1))
}

// Table holds the board, one row for each gate.
func (b *GateBoard) Table() *display.Table {
	t := display.NewTable("before layer", "branch", "alpha", "gate", "share of residual")
	t.Caption = "Gates of " + b.Model
	for _, g := range b.Gates {
		share := "not measured"
		if b.Prompted {
			share = fmt.Sprintf("%.1f %%", 100*g.Share)
		}
		t.Add(g.Layer, g.Kind, fmt.Sprintf("%+.4f", g.Alpha), fmt.Sprintf("%+.4f", g.Value), share)
	}
	return t
}

// Chart draws the gates by depth.
func (b *GateBoard) Chart() *figure.Bars {
	var layers []string
	values := make([][]float64, len(kinds))
	for i, g := range b.Gates {
		if i%len(kinds) == 0 {
			layers = append(layers, fmt.Sprint("layer ", g.Layer))
		}
		values[i%len(kinds)] = append(values[i%len(kinds)], g.Value)
	}
	chart := figure.NewBars("Gates of "+b.Model+" by depth: tanh(α)", "gate", layers)
	for i, k := range kinds {
		chart.Add(k.name, values[i])
	}
	return chart
}

// Render shows the chart, with the table as text.
func (b *GateBoard) Render() display.Data {
	d := b.Chart().Render()
	d.Data[display.MIMEText] = b.String()
	return d
}

// String is the table.
func (b *GateBoard) String() string { return strings.TrimRight(b.Table().String(), "\n") }
