package probe

import (
	"context"
	"fmt"
	"math"
	"slices"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Gate is one gate of a gated cross-attention block (Flamingo, section 2.2). What was not measured is NaN.
type Gate struct {
	Layer int     // of the language model, before which the block stands
	Kind  string  // "attention" or "feed-forward"
	Alpha float64 // the learned number; of a gate for each channel the root mean square
	Value float64 // what the branch is multiplied by, tanh of Alpha; with a prompt, as edits of the model leave it; likewise
	// Share is ‖gate · branch‖ / ‖residual‖, the mean over the tokens that see a picture, or over all if none does.
	Share float64
	// Cosine is that of gate · branch and the residual it is added to, the mean over the same tokens: near 0 the branch
	// writes something new, below 0 it takes away what is there.
	Cosine float64
	// Ablation is the target with all gates as they are less the target with this one closed: what the model loses without it.
	Ablation float64
	// Sufficiency is the target with this gate alone open less the target with all closed.
	Sufficiency float64
	// Path is the share of this gate in what opening all gates together does to the target, see GateEffects.
	Path float64
}

// Name says which gate it is: "layer 3 attention".
func (g Gate) Name() string { return fmt.Sprintf("layer %d %s", g.Layer, g.Kind) }

// Scale multiplies this gate alone: give it to Model.With.
func (g Gate) Scale(by float32) flamingo.Edit {
	for _, k := range kinds {
		if k.name == g.Kind {
			return flamingo.GateScale(by, g.Layer).Branch(k.branch)
		}
	}
	return flamingo.GateScale(by, g.Layer)
}

// GateBoard is every gate of a model by depth. It shows itself as bars, with the numbers in its text and table.
type GateBoard struct {
	Model  string
	Layers int // of the language model, with and without a gated block before them
	Gates  []Gate
	// Prompted tells whether shares were measured.
	Prompted bool
	// Drift is ‖x − x closed‖ / ‖x closed‖ after each layer of the language model: how far the gated blocks up to there have
	// moved the residual stream away from that of the bare language model. The mean over the same tokens as shares; nil
	// without a prompt.
	Drift []float64
	// Target is what GateEffects measured, Open and Closed its value with all gates as they are and with all closed.
	Target       flamingo.Target
	Open, Closed float64
	Provenance   flamingo.Provenance
}

// kinds are the branches of a gated block: their part in the names of taps, and what they are added to.
var kinds = []struct{ name, branch, onto string }{
	{"attention", "attn", "before"},
	{"feed-forward", "ffw", "mid"},
}

// Gates reads the gates of a model. With prompts it also measures what each branch adds to the residual stream there: a
// gate alone says little, since the scale before it may differ by depth (Flamingo, appendix A.1.2). Of several prompts, the
// numbers are means.
func Gates(ctx context.Context, m *flamingo.Model, prompts ...*prompt.Prompt) (_ *GateBoard, err error) {
	c := m.Config()
	nan := math.NaN()
	board := &GateBoard{Model: c.Name, Layers: c.LM.Layers, Prompted: len(prompts) > 0, Open: nan, Closed: nan, Provenance: m.Provenance(nil)}
	layers := c.GatedLayers()
	if len(layers) == 0 {
		return nil, fmt.Errorf("probe: model %s has no gated blocks", board.Model)
	}
	var names []string
	for _, layer := range layers {
		for _, kind := range kinds {
			board.Gates = append(board.Gates, Gate{Layer: layer, Kind: kind.name, Share: nan, Cosine: nan, Ablation: nan, Sufficiency: nan, Path: nan})
			names = append(names, fmt.Sprintf("gated.%d.%s.alpha", layer, kind.branch))
		}
	}
	alphas, err := m.Fetch(ctx, names...)
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		g := &board.Gates[i]
		alpha := alphas[name].ToF32()
		g.Alpha, g.Value = size(alpha), 1
		if c.Gated.Gate == flamingo.TanhGate {
			open := make([]float32, len(alpha))
			for k, a := range alpha {
				open[k] = float32(math.Tanh(float64(a)))
			}
			g.Value = size(open)
		}
	}
	if len(prompts) == 0 {
		return board, nil
	}
	board.Provenance = m.Provenance(prompts[0])
	ctx, bar := display.Begin(ctx, "gates", len(prompts))
	defer func() { bar.End(err) }()
	flows := make([]*gateFlow, len(prompts))
	for i, p := range prompts {
		if flows[i], err = flowOf(ctx, m, p, board); err != nil {
			return nil, err
		}
		bar.Add(1)
	}
	board.average(flows)
	return board, nil
}

// gateFlow is what passes through the gates on one prompt.
type gateFlow struct {
	shares, cosines []float64 // of each gate
	drift           []float64 // of each layer
}

// flowOf runs a prompt with gates as they are and closed, and reads the gates as they are in this view of the model.
func flowOf(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, b *GateBoard) (*gateFlow, error) {
	both, err := m.ForwardAll(ctx, []flamingo.Run{{Prompt: p}, {Prompt: p, Edits: []flamingo.Edit{flamingo.GateScale(0)}}},
		"gated.*.gate|gated.*.out|gated.*.mid|lm.embed|lm.*.resid")
	if err != nil {
		return nil, err
	}
	trace := both[0]
	rows := sighted(trace.Encoded.Tokens)
	f := &gateFlow{}
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
		branch := fmt.Sprintf("gated.%d.%s", g.Layer, kind.branch)
		values, err := valuesOf(trace, branch+".gate", branch+".out", onto)
		if err != nil {
			return nil, err
		}
		gate := values[0].ToF32()
		g.Value = size(gate)
		share, cosine := contribution(gate, values[1], values[2], rows)
		f.shares, f.cosines = append(f.shares, share), append(f.cosines, cosine)
	}
	for layer := range b.Layers {
		name := fmt.Sprintf("lm.%d.resid", layer)
		open, err := trace.At(name)
		if err != nil {
			return nil, err
		}
		closed, err := both[1].At(name)
		if err != nil {
			return nil, err
		}
		f.drift = append(f.drift, moved(open, closed, rows))
	}
	return f, nil
}

// size is a gate as one number: itself, or the root mean square of one for each channel.
func size(gate []float32) float64 {
	if len(gate) == 1 {
		return float64(gate[0])
	}
	sum := 0.0
	for _, g := range gate {
		sum += float64(g) * float64(g)
	}
	return math.Sqrt(sum / float64(len(gate)))
}

func valuesOf(t *flamingo.Trace, names ...string) ([]*tensor.Tensor, error) {
	values := make([]*tensor.Tensor, len(names))
	for i, name := range names {
		var err error
		if values[i], err = t.At(name); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// sighted are the positions that see a picture, all if none does.
func sighted(tokens []prompt.Token) []int {
	var all, rows []int
	for i, t := range tokens {
		all = append(all, i)
		if t.Image >= 0 {
			rows = append(rows, i)
		}
	}
	if rows == nil {
		return all
	}
	return rows
}

// contribution is the mean of ‖gate · a‖ / ‖b‖ over rows, and that of their cosine over the rows where it has one, or NaN.
func contribution(gate []float32, a, b *tensor.Tensor, rows []int) (share, cosine float64) {
	n := 0.0
	for _, row := range rows {
		aa, bb, ab := dots(gate, a, b, row)
		share += math.Sqrt(aa/bb) / float64(len(rows))
		if aa > 0 && bb > 0 {
			cosine += ab / math.Sqrt(aa*bb)
			n++
		}
	}
	return share, cosine / n // 0/0 is NaN
}

// moved is the mean of ‖a - b‖ / ‖b‖ over rows.
func moved(a, b *tensor.Tensor, rows []int) float64 {
	sum := 0.0
	for _, row := range rows {
		aa, bb, ab := dots([]float32{1}, a, b, row)
		sum += math.Sqrt(max(0, aa-2*ab+bb) / bb)
	}
	return sum / float64(len(rows))
}

// dots are the products of a row of gate · a and of b with themselves and each other.
func dots(gate []float32, a, b *tensor.Tensor, row int) (aa, bb, ab float64) {
	cols := a.Shape()[len(a.Shape())-1]
	x, y := a.ToF32()[row*cols:(row+1)*cols], b.ToF32()[row*cols:(row+1)*cols]
	for i := range x {
		gated := float64(gate[i%len(gate)]) * float64(x[i])
		aa += gated * gated
		bb += float64(y[i]) * float64(y[i])
		ab += gated * float64(y[i])
	}
	return aa, bb, ab
}

// average puts the means over prompts on the board.
func (b *GateBoard) average(flows []*gateFlow) {
	mean := func(get func(*gateFlow) float64) float64 {
		sum, n := 0.0, 0.0
		for _, f := range flows {
			if v := get(f); !math.IsNaN(v) {
				sum, n = sum+v, n+1
			}
		}
		return sum / n
	}
	for i := range b.Gates {
		b.Gates[i].Share = mean(func(f *gateFlow) float64 { return f.shares[i] })
		b.Gates[i].Cosine = mean(func(f *gateFlow) float64 { return f.cosines[i] })
	}
	b.Drift = slices.Repeat([]float64{0}, b.Layers)
	for l := range b.Drift {
		b.Drift[l] = mean(func(f *gateFlow) float64 { return f.drift[l] })
	}
}
