package probe

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate/quad"

	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

// Baseline is what stands for "nothing there".
type Baseline string

// The baselines. For values that are no pixels Median, MeanColour and Grey have no meaning.
const (
	Median     Baseline = "median"   // the median colour of each picture: its background, where that fills more than half
	MeanColour Baseline = "mean"     // the mean colour of each picture
	Grey       Baseline = "grey"     // 0.5 in every channel
	Zero       Baseline = "zero"     // what the model sees as zero: for pixels the mean colour of the training data
	MeanRow    Baseline = "mean row" // of latents or embeddings: the mean over those of the prompt
)

// MapOptions change what IntegratedGradients, Occlusion and CheckMap do; the zero value is the usual.
type MapOptions struct {
	Baseline Baseline // Median for pixels and MeanRow for the rest unless told
	Pictures []int    // whose maps are made, all unless told; the others stay as they are
	Over     string   // IntegratedGradients: "pixels" (unless told), "media" or "lm.embed"
	Nodes    int      // IntegratedGradients: points on the path, 32 unless told
	Window   int      // Occlusion: side of the square that is covered, in patches; 1 unless told
	Stride   int      // Occlusion: from square to square, in patches; 1 unless told
	Random   int      // orders in the random band of the check: 20 unless told, -1: no check
	Seed     uint64   // of the random orders
}

// Attribution says how much of a target each patch of each picture makes up, or each latent or token.
type Attribution struct {
	Method   string
	Target   flamingo.Target
	Over     string
	Baseline Baseline
	Value    float64 // of the target
	Base     float64 // with everything at the baseline
	Sum      float64 // of all attributions
	// Gap is Value - Base - Sum: 0 for a method that accounts for everything; of integrated gradients it tells whether there are
	// enough nodes.
	Gap        float64
	Maps       []PictureMap // of pixels and media
	Tokens     []string     // of lm.embed
	Values     []float64    // of the tokens
	Check      *MapCheck    // nil if none was wanted, or the target is the same at the baseline
	Provenance flamingo.Provenance
}

// PictureMap holds the attributions to one picture: rows and columns of patches, or one row of latents.
type PictureMap struct {
	Index   int // of the picture in the prompt
	Picture prompt.Picture
	Values  [][]float64
}

// IntegratedGradients integrates the derivative of a target along the straight path from a baseline to what the model sees
// (Sundararajan et al., 2017), at Gauss-Legendre nodes. Over pixels it gives a map of the patches of each picture, summed over their
// pixels.
func IntegratedGradients(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, t flamingo.Target, options ...MapOptions) (*Attribution, error) {
	f, err := newField(ctx, m, p, t, "IntegratedGradients", options)
	if err != nil {
		return nil, err
	}
	n := f.options.Nodes
	if n == 0 {
		n = 32
	}
	if n < 1 {
		return nil, fmt.Errorf("probe: IntegratedGradients: %d nodes; take 8 to 64", n)
	}
	at, weight := make([]float64, n), make([]float64, n)
	quad.Legendre{}.FixedLocations(at, weight, 0, 1)
	runs := make([]flamingo.Run, n)
	for k := range runs {
		data := make([]float32, len(f.there))
		for i := range data {
			data[i] = f.base[i] + float32(at[k])*(f.there[i]-f.base[i])
		}
		runs[k] = flamingo.Run{Prompt: p, Edits: []flamingo.Edit{{Tap: f.over, Kind: program.EditReplace, Data: data}}}
	}
	slopes, err := m.GradientAll(ctx, runs, t, f.over)
	if err != nil {
		return nil, err
	}
	parts := make([]float64, len(f.there))
	for k, g := range slopes {
		slope, err := g.By(f.over)
		if err != nil {
			return nil, err
		}
		for i, x := range slope.ToF32()[:len(parts)] { // tokens of the answer that are forced have none
			parts[i] += weight[k] * float64(x) * float64(f.there[i]-f.base[i])
		}
	}
	return f.attribution(ctx, fmt.Sprintf("integrated gradients, %d nodes", n), f.gather(parts))
}

// Occlusion covers squares of patches one after the other with the colour of the baseline. A patch counts for the mean change of
// the target over the squares that cover it (Zeiler and Fergus, 2014).
func Occlusion(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, t flamingo.Target, options ...MapOptions) (*Attribution, error) {
	f, err := newField(ctx, m, p, t, "Occlusion", options)
	if err != nil {
		return nil, err
	}
	if f.over != "pixels" {
		return nil, fmt.Errorf("probe: Occlusion covers pixels, not %s; use IntegratedGradients", f.over)
	}
	window, stride := max(1, f.options.Window), max(1, f.options.Stride)
	if window > f.side || stride > window {
		return nil, fmt.Errorf("probe: Occlusion: a window of %d and a stride of %d over %d patches: the stride must be at most the window, or patches are left out", window, stride, f.side)
	}
	var runs []flamingo.Run
	var covered [][]int
	each := f.side * f.side
	for k := range f.pictures {
		for y := 1 - window; y < f.side; y += stride {
			for x := 1 - window; x < f.side; x += stride {
				kept := slices.Repeat([]bool{true}, len(f.pictures)*each)
				var cells []int
				for r := max(0, y); r < min(f.side, y+window); r++ {
					for c := max(0, x); c < min(f.side, x+window); c++ {
						cells = append(cells, k*each+r*f.side+c)
						kept[k*each+r*f.side+c] = false
					}
				}
				runs, covered = append(runs, f.with(kept)), append(covered, cells)
			}
		}
	}
	values, err := m.Measure(ctx, append(runs, flamingo.Run{Prompt: p}), t)
	if err != nil {
		return nil, err
	}
	full := values[len(values)-1]
	sums, times := make([]float64, len(f.pictures)*each), make([]float64, len(f.pictures)*each)
	for i, cells := range covered {
		for _, c := range cells {
			sums[c] += full - values[i]
			times[c]++
		}
	}
	for c := range sums {
		sums[c] /= times[c]
	}
	return f.attribution(ctx, fmt.Sprintf("occlusion, squares of %d, stride %d", window, stride), sums)
}

// flat tells whether the baseline changes nothing that could be attributed.
func (a *Attribution) flat() bool { return math.Abs(a.Value-a.Base) < 1e-3 }

// attribution makes the result of values, one for each part, and checks it.
func (f *field) attribution(ctx context.Context, method string, values []float64) (*Attribution, error) {
	a := &Attribution{Method: method, Target: f.target, Over: f.over, Baseline: f.options.Baseline, Provenance: f.model.Provenance(f.prompt)}
	a.Provenance.Seed = uint32(f.options.Seed)
	ends, err := f.model.Measure(ctx, []flamingo.Run{{Prompt: f.prompt}, f.with(make([]bool, f.parts))}, f.target)
	if err != nil {
		return nil, err
	}
	a.Value, a.Base = ends[0], ends[1]
	for _, v := range values {
		if math.IsNaN(v) {
			return nil, fmt.Errorf("probe: %s: %w", method, flamingo.ErrNaN)
		}
		a.Sum += v
	}
	a.Gap = a.Value - a.Base - a.Sum
	a.Maps = f.grids(values)
	if f.over == "lm.embed" {
		a.Values = values
		for _, t := range f.tokens {
			a.Tokens = append(a.Tokens, t.Text)
		}
	}
	if f.options.Random >= 0 && !a.flat() {
		a.Check, err = f.check(ctx, values, a.Value, a.Base)
	}
	return a, err
}
