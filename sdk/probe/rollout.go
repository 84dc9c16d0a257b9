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
// patches and latents). The rows of [R | S] sum to 1: S is what is left of the learned latents themselves.
type RolloutMaps struct {
	Provenance flamingo.Provenance
	Pictures   []prompt.Picture
	Patches    [][][]float64 // R: [picture][latent][patch]
	Self       [][][]float64 // S: [picture][latent][latent]
	// Through tells whether the maps go on through the vision encoder, to patches of pixels; otherwise they end at its
	// last layer, where every patch has read from all others.
	Through bool

	model *flamingo.Model
	first int // picture that Patches begins with
}

const resamplerPatterns = "resampler.*.attn.pattern"

// Rollout follows attention from latents to the patches of every picture of a prompt.
func Rollout(ctx context.Context, m *flamingo.Model, p *prompt.Prompt) (*RolloutMaps, error) {
	trace, err := m.Forward(ctx, p, resamplerPatterns)
	if err != nil {
		return nil, err
	}
	r := &RolloutMaps{Provenance: trace.Provenance, Pictures: trace.Encoded.Pictures, model: m}
	for i := range r.Pictures {
		patches, self, err := rolled(trace, i)
		if err != nil {
			return nil, err
		}
		r.Patches, r.Self = append(r.Patches, patches), append(r.Self, self)
	}
	return r, nil
}

// rolled is the rollout of one picture in a trace that has the patterns of the resampler.
func rolled(trace *flamingo.Trace, image int) (patches, self [][]float64, err error) {
	all, err := trace.Stack(resamplerPatterns)
	if err != nil {
		return nil, nil, err
	}
	one, err := all.At("image", image)
	if err != nil {
		return nil, nil, err
	}
	patches, self = roll(overHeads(one))
	return patches, self, nil
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
	out.Through, out.Patches = true, nil
	out.Provenance.Captures = append(slices.Clone(r.Provenance.Captures), patterns)
	for i, latents := range r.Patches {
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
		out.Patches = append(out.Patches, latents)
	}
	return &out, nil
}

// Picture keeps the maps of one picture, by its index in the prompt.
func (r *RolloutMaps) Picture(image int) (*RolloutMaps, error) {
	i := image - r.first
	if i < 0 || i >= len(r.Patches) {
		return nil, fmt.Errorf("probe: rollout: no picture %d; there are %d from %d", image, len(r.Patches), r.first)
	}
	out := *r
	out.first = image
	out.Pictures, out.Patches, out.Self = r.Pictures[i:i+1], r.Patches[i:i+1], r.Self[i:i+1]
	return &out, nil
}
