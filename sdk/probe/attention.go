package probe

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/floats"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// AttentionMap is what one head of one gated block looks at in one picture: the mean over the chosen tokens that see it.
type AttentionMap struct {
	Layer, Head, Image int // Head is -1 for the mean over heads
	// Latents is the attention to each latent; it sums to 1, or over all pictures where tokens see several.
	Latents []float64
	// Contribution is the length ‖c‖ of what each latent adds to the residual stream, c = gate · attention · value · W_O: raw
	// attention to a latent whose value is short means little (Kobayashi et al., 2020).
	Contribution []float64
	// Patches and Weighted carry the two on to patches by the rollout of the resampler (see [Rollout]), row by row. Patches
	// sums to less than 1: the rest stays with the learned latents.
	Patches, Weighted []float64
	// Usual and UsualWeighted are the same maps, the mean over other pictures in its place: where it looks anyway.
	Usual, UsualWeighted []float64
}

// AttentionMaps is what some tokens look at through gated cross-attention, by layer, head and picture. It shows raw attention
// over the patches; Weighted, LessUsual and Averaged are other views of it, Layer, Head and Picture parts.
type AttentionMaps struct {
	Provenance flamingo.Provenance
	Where      string // the chosen tokens in words
	Tokens     []int  // their positions, those that see a picture
	Texts      []string
	Pictures   []prompt.Picture // of the prompt
	Maps       []AttentionMap   // by picture, layer, head
	// Baseline tells what the usual maps are the mean over.
	Baseline string
	// Gap is the largest relative difference between the sum of all contributions and what the block adds. It is rounding
	// unless an edit of the model changes attn.mix or attn.out, which come after.
	Gap float64

	weighted, less bool
}

// shuffles is how many pictures of shuffled patches stand for "other pictures" where none are given.
const shuffles = 8

// Attention looks at the cross-attention of chosen tokens over the pictures that they see. With several tokens it is their
// mean. others are pictures for the usual maps: each takes the place of the pictures that the tokens see, everything else the
// same. Without any these pictures themselves are taken, eight times with their patches in a random order.
//
// Attention tells where information could come from, not what was used: hold it against an ablation before believing it, and
// give its Values to CheckMap.
func Attention(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, where prompt.Where, others ...prompt.Picture) (*AttentionMaps, error) {
	p, err := fitted(m, p)
	if err != nil {
		return nil, err
	}
	e, err := m.Encode(p)
	if err != nil {
		return nil, err
	}
	at, err := e.Find(where)
	if err != nil {
		return nil, fmt.Errorf("probe: attention: %w", err)
	}
	a := &AttentionMaps{Provenance: m.Provenance(p), Where: where.String(), Pictures: e.Pictures}
	seeing := map[int][]int{} // positions by picture
	for _, i := range at {
		if k := e.Tokens[i].Image; k >= 0 {
			seeing[k] = append(seeing[k], i)
			for k > 0 && m.Config().Gated.All {
				k--
				seeing[k] = append(seeing[k], i)
			}
			a.Tokens, a.Texts = append(a.Tokens, i), append(a.Texts, e.Tokens[i].Text)
		}
	}
	if len(seeing) == 0 {
		return nil, fmt.Errorf("probe: attention: %v: token %q at position %d comes before any picture, so it sees none; choose tokens of a chunk with a picture, such as prompt.Seeing(0)", where, e.Tokens[at[0]].Text, at[0])
	}
	runs, err := a.runs(m, p, seeing, others)
	if err != nil {
		return nil, err
	}
	captures, out := "gated.*.attn.pattern|gated.*.attn.v|gated.*.attn.gate|"+resamplerPatterns(m.Config()), "gated.*.attn.out"
	a.Provenance.Captures = []string{captures, out}
	first, err := m.Forward(ctx, p, captures, out)
	if err != nil {
		return nil, err
	}
	rest, err := m.ForwardAll(ctx, runs, captures)
	if err != nil {
		return nil, err
	}
	traces := append([]*flamingo.Trace{first}, rest...)
	outs, err := outputs(ctx, m, first)
	if err != nil {
		return nil, err
	}
	for k := range e.Pictures {
		if len(seeing[k]) == 0 {
			continue
		}
		for i, t := range traces {
			maps, gap, err := attended(m.Config(), t, k, seeing[k], outs, i == 0)
			if err != nil {
				return nil, err
			}
			if i == 0 {
				a.Gap = max(a.Gap, gap)
				a.Maps = append(a.Maps, maps...)
				continue
			}
			mine := a.Maps[len(a.Maps)-len(maps):]
			for j := range mine {
				mine[j].usual(maps[j], 1/float64(len(traces)-1))
			}
		}
	}
	return a, nil
}

// runs are the prompt with other pictures.
func (a *AttentionMaps) runs(m *flamingo.Model, p *prompt.Prompt, seeing map[int][]int, others []prompt.Picture) ([]flamingo.Run, error) {
	var runs []flamingo.Run
	a.Baseline = fmt.Sprintf("%d other pictures", len(others))
	if len(others) == 0 {
		a.Baseline = fmt.Sprintf("%d shuffles of the picture's own patches", shuffles)
		a.Provenance.Seed = 1
	}
	for i := range max(len(others), shuffles) {
		if len(others) > 0 && i >= len(others) {
			break
		}
		with := map[int]prompt.Picture{}
		for k := range seeing {
			if len(others) > 0 {
				with[k] = others[i]
				continue
			}
			q, err := shuffled(a.Pictures[k], m.Config().ViT.Patch, uint64(a.Provenance.Seed)+uint64(i))
			if err != nil {
				return nil, err
			}
			with[k] = q
		}
		runs = append(runs, flamingo.Run{Prompt: swapped(p, with)})
	}
	return runs, nil
}

// usual adds a share of another picture's maps.
func (a *AttentionMap) usual(of AttentionMap, share float64) {
	if a.Usual == nil {
		a.Usual, a.UsualWeighted = make([]float64, len(of.Patches)), make([]float64, len(of.Patches))
	}
	patchMap(a.Usual).add(of.Patches, share)
	patchMap(a.UsualWeighted).add(of.Weighted, share)
}

// output is the last linear layer of cross-attention: weights [width][heads · head width], and its bias if it has one.
type output struct {
	w, b  []float32
	inner int
	gate  []float32   // one, or one for each channel
	grams [][]float64 // (gate · W_O)ᵀ·(gate · W_O) of each head, from which lengths follow without the whole vector
}

// outputs fetches them by layer, with gates as they are in a trace.
func outputs(ctx context.Context, m *flamingo.Model, t *flamingo.Trace) (map[int]*output, error) {
	c := m.Config()
	layers := c.GatedLayers()
	if len(layers) == 0 {
		return nil, fmt.Errorf("probe: model %s has no gated blocks", c.Name)
	}
	var names []string
	for _, l := range layers {
		names = append(names, fmt.Sprintf("gated.%d.attn.out.w", l))
		if c.Gated.Bias {
			names = append(names, fmt.Sprintf("gated.%d.attn.out.b", l))
		}
	}
	weights, err := m.Fetch(ctx, names...)
	if err != nil {
		return nil, err
	}
	all := map[int]*output{}
	var wait sync.WaitGroup
	for _, l := range layers {
		o := &output{w: weights[fmt.Sprintf("gated.%d.attn.out.w", l)].ToF32(), inner: c.Gated.Heads * c.Gated.HeadWidth}
		if c.Gated.Bias {
			o.b = weights[fmt.Sprintf("gated.%d.attn.out.b", l)].ToF32()
		}
		gate, err := t.At(fmt.Sprintf("gated.%d.attn.gate", l))
		if err != nil {
			return nil, err
		}
		o.gate = gate.ToF32()
		all[l] = o
		wait.Go(func() {
			for h := range c.Gated.Heads {
				o.grams = append(o.grams, o.gram(h*c.Gated.HeadWidth, c.Gated.HeadWidth))
			}
		})
	}
	wait.Wait()
	return all, nil
}

// gram is the product of n columns of the gated weights with each other.
func (o *output) gram(from, n int) []float64 {
	g := make([]float64, n*n)
	for row := 0; row < len(o.w); row += o.inner {
		cols, gate := o.w[row+from:row+from+n], float64(o.gate[row/o.inner%len(o.gate)])
		for i, x := range cols {
			for j, y := range cols[:i+1] {
				g[i*n+j] += gate * float64(x) * gate * float64(y)
			}
		}
	}
	for i := range n {
		for j := range i {
			g[j*n+i] = g[i*n+j]
		}
	}
	return g
}

// length is ‖gate · W_O · value‖ for one head.
func (o *output) length(value []float32, head int) float64 {
	s, n := 0.0, len(value)
	for i, x := range value {
		for j, y := range value {
			s += float64(x) * float64(y) * o.grams[head][i*n+j]
		}
	}
	return math.Sqrt(max(0, s))
}

// written is W_O · mix, with the bias.
func (o *output) written(mix patchMap) patchMap {
	out := make(patchMap, len(o.w)/o.inner)
	for i := range out {
		if o.b != nil {
			out[i] = float64(o.b[i])
		}
		for k, w := range o.w[i*o.inner : (i+1)*o.inner] {
			out[i] += float64(w) * mix[k]
		}
	}
	return out
}

// attended computes the maps of one picture for some tokens and, if it is checked, the gap of the contributions.
func attended(c flamingo.Config, t *flamingo.Trace, image int, at []int, outs map[int]*output, checked bool) (maps []AttentionMap, gap float64, err error) {
	features, _, err := rolled(c, t, image)
	if err != nil {
		return nil, 0, err
	}
	patches := patchesOf(c, features)
	heads, latents, width, tokens := c.Gated.Heads, c.Latents(), c.Gated.HeadWidth, len(t.Encoded.Tokens)
	for _, layer := range c.GatedLayers() {
		var v [2]*tensor.Tensor
		for i, part := range []string{"pattern", "v"} {
			if v[i], err = t.At(fmt.Sprintf("gated.%d.attn.%s", layer, part)); err != nil {
				return nil, 0, err
			}
		}
		pattern, values := v[0].ToF32(), v[1].ToF32()
		mixes := make([]patchMap, len(at)) // of values, by token, heads side by side
		for i := range mixes {
			mixes[i] = make(patchMap, heads*width)
		}
		keys := v[0].Shape()[2]
		first := 0 // of the picture's latents among the keys
		if c.Gated.All {
			first = image * latents
		}
		for h := range heads {
			for j := range keys {
				from := (image*latents+j-first)*heads*width + h*width
				for i, pos := range at {
					for k, y := range values[from : from+width] {
						mixes[i][h*width+k] += float64(pattern[(h*tokens+pos)*keys+j]) * float64(y)
					}
				}
			}
			m := AttentionMap{
				Layer: layer, Head: h, Image: image, Latents: make([]float64, latents), Contribution: make([]float64, latents),
				Patches: make([]float64, c.ViT.Patches()), Weighted: make([]float64, c.ViT.Patches()),
			}
			for j := range latents {
				from := (image*latents+j)*heads*width + h*width
				value := values[from : from+width]
				for _, pos := range at {
					m.Latents[j] += float64(pattern[(h*tokens+pos)*keys+first+j]) / float64(len(at))
				}
				m.Contribution[j] = m.Latents[j] * outs[layer].length(value, h)
				patchMap(m.Patches).add(patches[j], m.Latents[j])
				patchMap(m.Weighted).add(patches[j], m.Contribution[j])
			}
			maps = append(maps, m)
		}
		if !checked {
			continue
		}
		out, err := t.At(fmt.Sprintf("gated.%d.attn.out", layer))
		if err != nil {
			return nil, 0, err
		}
		for i, pos := range at {
			have := make(patchMap, c.LM.Width)
			for k, x := range out.ToF32()[pos*c.LM.Width : (pos+1)*c.LM.Width] {
				have[k] = float64(x)
			}
			sum := outs[layer].written(mixes[i])
			if most := max(floats.Norm(have, 2), floats.Norm(sum, 2)); most > 0 {
				gap = max(gap, floats.Norm(have.less(sum), 2)/most)
			}
		}
	}
	return maps, gap, nil
}

// Weighted shows the lengths of contributions instead of raw attention.
func (a *AttentionMaps) Weighted() *AttentionMaps {
	v := *a
	v.weighted = true
	return &v
}

// LessUsual shows what is left when the usual map is taken away: positive where this picture draws more than others do.
func (a *AttentionMaps) LessUsual() *AttentionMaps {
	v := *a
	v.less = true
	return &v
}

// Averaged is the mean over heads.
func (a *AttentionMaps) Averaged() *AttentionMaps {
	v := *a
	v.Maps = nil
	counts := map[[2]int]int{}
	for _, m := range a.Maps {
		counts[[2]int{m.Image, m.Layer}]++
	}
	for _, m := range a.Maps {
		share := 1 / float64(counts[[2]int{m.Image, m.Layer}])
		if n := len(v.Maps); n == 0 || v.Maps[n-1].Image != m.Image || v.Maps[n-1].Layer != m.Layer {
			v.Maps = append(v.Maps, AttentionMap{Layer: m.Layer, Head: -1, Image: m.Image})
		}
		to := &v.Maps[len(v.Maps)-1]
		for _, part := range []struct {
			to   *[]float64
			from []float64
		}{
			{&to.Latents, m.Latents}, {&to.Contribution, m.Contribution}, {&to.Patches, m.Patches},
			{&to.Weighted, m.Weighted}, {&to.Usual, m.Usual}, {&to.UsualWeighted, m.UsualWeighted},
		} {
			if *part.to == nil {
				*part.to = make([]float64, len(part.from))
			}
			patchMap(*part.to).add(part.from, share)
		}
	}
	return &v
}

// Layer keeps the maps of one gated layer.
func (a *AttentionMaps) Layer(layer int) (*AttentionMaps, error) {
	return a.part("layer", layer, func(m AttentionMap) int { return m.Layer })
}

// Head keeps the maps of one head.
func (a *AttentionMaps) Head(head int) (*AttentionMaps, error) {
	return a.part("head", head, func(m AttentionMap) int { return m.Head })
}

// Picture keeps the maps over one picture, by its index in the prompt.
func (a *AttentionMaps) Picture(image int) (*AttentionMaps, error) {
	return a.part("picture", image, func(m AttentionMap) int { return m.Image })
}

func (a *AttentionMaps) part(name string, want int, of func(AttentionMap) int) (*AttentionMaps, error) {
	v := *a
	v.Maps = nil
	var there []int
	for _, m := range a.Maps {
		if of(m) == want {
			v.Maps = append(v.Maps, m)
		}
		if !slices.Contains(there, of(m)) {
			there = append(there, of(m))
		}
	}
	if len(v.Maps) == 0 {
		return nil, fmt.Errorf("probe: attention: no %s %d; there are %v", name, want, there)
	}
	return &v, nil
}

// shown is what a map shows in this view.
func (a *AttentionMaps) shown(m AttentionMap) patchMap {
	one, usual := patchMap(m.Patches), patchMap(m.Usual)
	if a.weighted {
		one, usual = m.Weighted, m.UsualWeighted
	}
	if a.less {
		return one.less(usual)
	}
	return one
}

// Values is the mean of all maps of this view, rows of patches from the top left. The maps must be of one picture.
func (a *AttentionMaps) Values() ([][]float64, error) {
	if len(a.Maps) == 0 {
		return nil, errors.New("probe: attention: there are no maps")
	}
	sum := make(patchMap, len(a.Maps[0].Patches))
	for _, m := range a.Maps {
		if m.Image != a.Maps[0].Image {
			return nil, fmt.Errorf("probe: attention: maps of pictures %d and %d have no mean; choose one with Picture", a.Maps[0].Image, m.Image)
		}
		sum.add(a.shown(m), 1/float64(len(a.Maps)))
	}
	return sum.rows(), nil
}
