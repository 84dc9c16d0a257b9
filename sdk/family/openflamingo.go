package family

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wade/sdk/flamingo"
	"wade/sdk/picture"
	"wade/sdk/program"
)

// headWidth of resampler and gated blocks is the same in every OpenFlamingo model.
const headWidth = 64

// wrappers are what training puts before the names.
var wrappers = []string{"model_state_dict.module.", "model_state_dict.", "module.", ""}

// wrapper is the one that names of an OpenFlamingo checkpoint have.
func wrapper(t Tensors) (string, bool) {
	for _, n := range t.Names() {
		for _, w := range wrappers {
			if strings.HasPrefix(n, w+"perceiver.") {
				return w, true
			}
		}
	}
	return "", false
}

// readOpenFlamingo makes the configuration of an OpenFlamingo checkpoint: what was trained has no configuration of its own, but its
// tensors tell all but the width of heads.
func readOpenFlamingo(t Tensors, wrap string, l language, v vision) (flamingo.Config, error) {
	c := flamingo.Config{ViT: v.config, LM: l.config, Tokens: flamingo.Tokens{Image: "<image>", End: "<|endofchunk|>", Pad: "<PAD>", Whole: true}}
	c.ViT.Processor = picture.OpenCLIP // whatever package the encoder is from
	norm := flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: 1e-5}
	sizes := func(name string) ([]int, error) {
		s, err := t.Stored(wrap + name)
		if err == nil && len(s.Sizes) < 2 {
			err = fmt.Errorf("%s has shape %v, and should be a matrix", name, s.Sizes)
		}
		if err != nil {
			return nil, fmt.Errorf("family: the checkpoint: %w", err)
		}
		return s.Sizes, nil
	}
	latents, err := sizes("perceiver.latents")
	if err != nil {
		return c, err
	}
	q, err := sizes("perceiver.layers.0.0.to_q.weight")
	if err != nil {
		return c, err
	}
	up, err := sizes("perceiver.layers.0.1.1.weight")
	if err != nil {
		return c, err
	}
	c.Resampler = flamingo.Resampler{
		Latents: latents[0], Layers: len(numbers(t, wrap+"perceiver.layers.", ".0.to_q.weight")), Heads: q[0] / headWidth, HeadWidth: headWidth, MLP: up[0],
		Activation: program.GELU, Norm: norm,
	}
	list := "lang_encoder." + l.layers
	at := numbers(t, wrap+list+".", ".gated_cross_attn_layer.attn_gate")
	if len(at) == 0 {
		return c, fmt.Errorf("family: the checkpoint has no gated blocks at %s: it belongs to another language model than the one given", list)
	}
	first, every := at[0], l.config.Layers
	if len(at) > 1 {
		every = at[1] - at[0]
	}
	for i, n := range at {
		if n != first+i*every || n >= l.config.Layers {
			return c, fmt.Errorf("family: the checkpoint has gated blocks before layers %v, which do not follow one another evenly in a language model of %d", at, l.config.Layers)
		}
	}
	block := fmt.Sprintf("%s.%d.gated_cross_attn_layer.", list, first)
	if q, err = sizes(block + "attn.to_q.weight"); err != nil {
		return c, err
	}
	if up, err = sizes(block + "ff.1.weight"); err != nil {
		return c, err
	}
	if q[1] != l.config.Width || latents[1] != v.config.Width {
		return c, fmt.Errorf("family: the checkpoint was trained on a language model of width %d and a vision encoder of width %d, and those given have %d and %d: they are others", q[1], latents[1], l.config.Width, v.config.Width)
	}
	c.Gated = flamingo.Gated{
		First: first, Every: every, Heads: q[0] / headWidth, HeadWidth: headWidth, MLP: up[0], Activation: program.GELU, Norm: norm, Gate: flamingo.TanhGate,
	}
	// Training cut the embedding to the tokens that there are.
	for _, name := range []string{".wte.weight", ".embed_in.weight"} {
		for _, n := range t.Names() {
			if strings.HasSuffix(n, name) && strings.HasPrefix(n, wrap+"lang_encoder.") {
				s, err := t.Stored(n)
				if err != nil {
					return c, fmt.Errorf("family: the checkpoint: %w", err)
				}
				if len(s.Sizes) == 2 {
					c.LM.Vocab = s.Sizes[0]
				}
			}
		}
	}
	return c, nil
}

// numbers lists the numbers between a prefix and a suffix of names, in order.
func numbers(t Tensors, prefix, suffix string) (out []int) {
	for _, n := range t.Names() {
		rest, ok := strings.CutPrefix(n, prefix)
		if !ok {
			continue
		}
		if rest, ok = strings.CutSuffix(rest, suffix); !ok {
			continue
		}
		if i, err := strconv.Atoi(rest); err == nil {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// openFlamingoWeights finds all weights: the checkpoint's own, then those of the models under it.
func openFlamingoWeights(c flamingo.Config, wrap string, files [3]Tensors, l language, v vision) *assembler {
	own := []string{"optimizer_state_dict.", "lr_scheduler_state_dict."} // of a training that may go on
	for _, s := range l.spare {
		own = append(own, wrap+"lang_encoder."+s)
	}
	sets := []*set{
		newSet(files[0], own, wrap, wrap+"lang_encoder.", wrap+"vision_encoder."),
		newSet(files[1], l.spare),
		newSet(files[2], v.spare, v.prefixes...),
	}
	return newAssembler(OpenFlamingo, c, sets, v.rules, openFlamingoRules("lang_encoder."+l.layers), l.rules)
}
