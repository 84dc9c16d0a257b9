package probe

import (
	"context"
	"fmt"
	"slices"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// RolloutMaps tells which patches each latent of each picture comes from, by the attention of the resampler alone.
//
// Each layer averages its heads to A = [A_P | A_L], attention over patches and over latents, and with the residual stream as
// one half R ← ½R + ½(A_P + A_L·R), S ← ½S + ½A_L·S, from R = 0 and S = I (Abnar and Zuidema, 2020, for a resampler whose keys are
// patches and latents). The rows of [R | S] sum to 1, less what comes from the class token of an encoder that gives it away too: S
// is what is left of the learned latents themselves. Without a resampler what is read are the patches: each comes from itself.
type RolloutMaps struct {
	Provenance flamingo.Provenance
	Pictures   []prompt.Picture
	Patches    [][][]float64 // R: [picture][latent][patch]
	Self       [][][]float64 // S: [picture][latent][latent]
	// Through tells whether the maps go on through the vision encoder, to patches of pixels; otherwise they end at its
	// last layer, where every patch has read from all others.
	Through bool

	model    *flamingo.Model
	first    int           // picture that Patches begins with
	features [][][]float64 // Patches with what comes from the class token, if the encoder gives it away
}

// resamplerPatterns are the taps that rolled needs.
func resamplerPatterns(c flamingo.Config) string {
	if c.Resampler.Layers == 0 {
		return "resampler.norm"
	}
	return "resampler.*.attn.pattern"
}

// Rollout follows attention from latents to the patches of every picture of a prompt.
func Rollout(ctx context.Context, m *flamingo.Model, p *prompt.Prompt) (*RolloutMaps, error) {
	c := m.Config()
	p, err := fitted(m, p)
	if err != nil {
		return nil, err
	}
	trace, err := m.Forward(ctx, p, resamplerPatterns(c))
	if err != nil {
		return nil, err
	}
	r := &RolloutMaps{Provenance: trace.Provenance, Pictures: trace.Encoded.Pictures, model: m}
	for i := range r.Pictures {
		features, self, err := rolled(c, trace, i)
		if err != nil {
			return nil, err
		}
		r.features, r.Patches, r.Self = append(r.features, features), append(r.Patches, patchesOf(c, features)), append(r.Self, self)
	}
	return r, nil
}

// patchesOf leaves the class token out of maps of features, if the encoder gives it away.
func patchesOf(c flamingo.Config, features [][]float64) [][]float64 {
	out := make([][]float64, len(features))
	for j, row := range features {
		out[j] = row[len(row)-c.ViT.Patches():]
	}
	return out
}

// rolled is the rollout of one picture in a trace that has the patterns of the resampler, to the features that it reads.
func rolled(c flamingo.Config, trace *flamingo.Trace, image int) (features, self [][]float64, err error) {
	if c.Resampler.Layers == 0 {
		features, self = make([][]float64, c.Latents()), make([][]float64, c.Latents())
		for j := range features {
			features[j], self[j] = make([]float64, len(features)), make([]float64, len(features))
			features[j][j] = 1
		}
		return features, self, nil
	}
	all, err := trace.Stack(resamplerPatterns(c))
	if err != nil {
		return nil, nil, err
	}
	one, err := all.At("image", image)
	if err != nil {
		return nil, nil, err
	}
	features, self = roll(overHeads(one))
	return features, self, nil
}

// overHeads averages [layer head row key] over heads.
func overHeads(t *tensor.Tensor) [][][]float64 {
	s, data := t.Shape(), t.ToF32()
	layers := make([][][]float64, s[0])
	for l := range layers {
		layers[l] = make([][]float64, s[2])
		for r := range layers[l] {
			row := make([]float64, s[3])
			for h := range s[1] {
				from := ((l*s[1]+h)*s[2] + r) * s[3]
				for k, x := range data[from : from+s[3]] {
					row[k] += float64(x) / float64(s[1])
				}
			}
			layers[l][r] = row
		}
	}
	return layers
}

// roll applies the rule to layers of [latent][patches, then latents].
func roll(layers [][][]float64) (r, s [][]float64) {
	latents := len(layers[0])
	patches := len(layers[0][0]) - latents
	r, s = make([][]float64, latents), make([][]float64, latents)
	for j := range latents {
		r[j], s[j] = make([]float64, patches), make([]float64, latents)
		s[j][j] = 1
	}
	for _, a := range layers {
		nr, ns := make([][]float64, latents), make([][]float64, latents)
		for j, row := range a {
			nr[j], ns[j] = slices.Clone(row[:patches]), make([]float64, latents)
			for k, w := range row[patches:] {
				patchMap(nr[j]).add(r[k], w)
				patchMap(ns[j]).add(s[k], w)
			}
			for i := range nr[j] {
				nr[j][i] = (r[j][i] + nr[j][i]) / 2
			}
			for i := range ns[j] {
				ns[j][i] = (s[j][i] + ns[j][i]) / 2
			}
		}
		r, s = nr, ns
	}
	return r, s
}

// ThroughVision carries the maps on through the self-attention of the vision encoder, the product over its layers of A + I
// with rows of sum 1 and heads averaged. What a deep patch holds is hardly from its own place alone, so these maps are wider.
func (r *RolloutMaps) ThroughVision(ctx context.Context) (*RolloutMaps, error) {
	if r.Through {
		return r, nil
	}
	const patterns = "vision.*.attn.pattern"
	trace, err := r.model.Forward(ctx, r.Provenance.Prompt, patterns)
	if err != nil {
		return nil, err
	}
	all, err := trace.Stack(patterns)
	if err != nil {
		return nil, err
	}
	out := *r
	out.Through, out.Patches, out.features = true, nil, nil
	out.Provenance.Captures = append(slices.Clone(r.Provenance.Captures), patterns)
	c := r.model.Config()
	for i, latents := range r.features {
		if c.ViT.DropClass { // it takes part, though nobody reads it
			latents = behind(1, latents)
		}
		one, err := all.At("image", r.first+i)
		if err != nil {
			return nil, err
		}
		layers := overHeads(one)
		slices.Reverse(layers)
		for _, a := range layers {
			next := make([][]float64, len(latents))
			for j, row := range latents {
				next[j] = make([]float64, len(row))
				for k, w := range row {
					patchMap(next[j]).add(a[k], w/2)
					next[j][k] += w / 2
				}
			}
			latents = next
		}
		out.features, out.Patches = append(out.features, latents), append(out.Patches, patchesOf(c, latents))
	}
	return &out, nil
}

// behind puts zeros before each row.
func behind(zeros int, rows [][]float64) [][]float64 {
	out := make([][]float64, len(rows))
	for i, row := range rows {
		out[i] = append(make([]float64, zeros), row...)
	}
	return out
}

// Picture keeps the maps of one picture, by its index in the prompt.
func (r *RolloutMaps) Picture(image int) (*RolloutMaps, error) {
	i := image - r.first
	if i < 0 || i >= len(r.Patches) {
		return nil, fmt.Errorf("probe: rollout: no picture %d; there are %d from %d", image, len(r.Patches), r.first)
	}
	out := *r
	out.first = image
	out.Pictures, out.Patches, out.Self, out.features = r.Pictures[i:i+1], r.Patches[i:i+1], r.Self[i:i+1], r.features[i:i+1]
	return &out, nil
}
