package family

import (
	"strconv"
	"strings"
)

// rule tells where a weight of ours lies in published files. In both names * is the number of a layer, and the last part (w and b, weight
// and bias) is left out, but for those that stand bare.
type rule struct {
	ours, theirs string
	take         take
	more         string // published tensor whose rows follow those of theirs, if it is there
	nth          bool   // theirs counts gated blocks, not layers
	bare         bool   // theirs has no last part
	turned       bool   // theirs has the axes exchanged
}

var clipRules = []rule{ // transformers
	{ours: "vision.class", theirs: "embeddings.class_embedding", bare: true},
	{ours: "vision.patch", theirs: "embeddings.patch_embedding"},
	{ours: "vision.position", theirs: "embeddings.position_embedding"},
	{ours: "vision.pre", theirs: "pre_layrnorm"}, // so it is spelt
	{ours: "vision.*.attn.norm", theirs: "encoder.layers.*.layer_norm1"},
	{ours: "vision.*.attn.q", theirs: "encoder.layers.*.self_attn.q_proj"},
	{ours: "vision.*.attn.k", theirs: "encoder.layers.*.self_attn.k_proj"},
	{ours: "vision.*.attn.v", theirs: "encoder.layers.*.self_attn.v_proj"},
	{ours: "vision.*.attn.out", theirs: "encoder.layers.*.self_attn.out_proj"},
	{ours: "vision.*.ffw.norm", theirs: "encoder.layers.*.layer_norm2"},
	{ours: "vision.*.ffw.up", theirs: "encoder.layers.*.mlp.fc1"},
	{ours: "vision.*.ffw.out", theirs: "encoder.layers.*.mlp.fc2"},
	{ours: "vision.post", theirs: "post_layernorm"},
	{ours: "vision.joint", theirs: "visual_projection"},
}

var openCLIPRules = []rule{
	{ours: "vision.class", theirs: "class_embedding", bare: true},
	{ours: "vision.patch", theirs: "conv1"},
	{ours: "vision.position", theirs: "positional_embedding", bare: true},
	{ours: "vision.pre", theirs: "ln_pre"},
	{ours: "vision.*.attn.norm", theirs: "transformer.resblocks.*.ln_1"},
	{ours: "vision.*.attn.q", theirs: "transformer.resblocks.*.attn.in_proj_", take: take{part: 0, of: 3}},
	{ours: "vision.*.attn.k", theirs: "transformer.resblocks.*.attn.in_proj_", take: take{part: 1, of: 3}},
	{ours: "vision.*.attn.v", theirs: "transformer.resblocks.*.attn.in_proj_", take: take{part: 2, of: 3}},
	{ours: "vision.*.attn.out", theirs: "transformer.resblocks.*.attn.out_proj"},
	{ours: "vision.*.ffw.norm", theirs: "transformer.resblocks.*.ln_2"},
	{ours: "vision.*.ffw.up", theirs: "transformer.resblocks.*.mlp.c_fc"},
	{ours: "vision.*.ffw.out", theirs: "transformer.resblocks.*.mlp.c_proj"},
	{ours: "vision.post", theirs: "ln_post"},
	{ours: "vision.joint", theirs: "proj", bare: true, turned: true},
}

// openFlamingoRules are those of what OpenFlamingo trains. The gated blocks stand among the layers, whose list depends on the language model.
func openFlamingoRules(layers string) []rule {
	gated := layers + ".*.gated_cross_attn_layer."
	return []rule{
		{ours: "resampler.latents", theirs: "perceiver.latents", bare: true},
		{ours: "resampler.frames", theirs: "perceiver.frame_embs", bare: true},
		{ours: "resampler.*.attn.norm", theirs: "perceiver.layers.*.0.norm_latents"},
		{ours: "resampler.*.attn.media", theirs: "perceiver.layers.*.0.norm_media"},
		{ours: "resampler.*.attn.q", theirs: "perceiver.layers.*.0.to_q"},
		{ours: "resampler.*.attn.k", theirs: "perceiver.layers.*.0.to_kv", take: take{part: 0, of: 2}},
		{ours: "resampler.*.attn.v", theirs: "perceiver.layers.*.0.to_kv", take: take{part: 1, of: 2}},
		{ours: "resampler.*.attn.out", theirs: "perceiver.layers.*.0.to_out"},
		{ours: "resampler.*.ffw.norm", theirs: "perceiver.layers.*.1.0"},
		{ours: "resampler.*.ffw.up", theirs: "perceiver.layers.*.1.1"},
		{ours: "resampler.*.ffw.out", theirs: "perceiver.layers.*.1.3"},
		{ours: "resampler.norm", theirs: "perceiver.norm"},
		{ours: "gated.*.attn.norm", theirs: gated + "attn.norm"},
		{ours: "gated.*.attn.q", theirs: gated + "attn.to_q"},
		{ours: "gated.*.attn.k", theirs: gated + "attn.to_kv", take: take{part: 0, of: 2}},
		{ours: "gated.*.attn.v", theirs: gated + "attn.to_kv", take: take{part: 1, of: 2}},
		{ours: "gated.*.attn.out", theirs: gated + "attn.to_out"},
		{ours: "gated.*.attn.alpha", theirs: gated + "attn_gate", bare: true},
		{ours: "gated.*.ffw.norm", theirs: gated + "ff.0"},
		{ours: "gated.*.ffw.up", theirs: gated + "ff.1"},
		{ours: "gated.*.ffw.out", theirs: gated + "ff.3"},
		{ours: "gated.*.ffw.alpha", theirs: gated + "ff_gate", bare: true},
	}
}

// mptRules are those of MPT, whose two classes call norms and the layers of the MLP otherwise.
func mptRules(norm, up, down string) []rule {
	return []rule{
		{ours: "lm.embed", theirs: "transformer.wte"},
		{ours: "lm.*.attn.norm", theirs: "transformer.blocks.*." + norm + "1"},
		{ours: "lm.*.attn.q", theirs: "transformer.blocks.*.attn.Wqkv", take: take{part: 0, of: 3}},
		{ours: "lm.*.attn.k", theirs: "transformer.blocks.*.attn.Wqkv", take: take{part: 1, of: 3}},
		{ours: "lm.*.attn.v", theirs: "transformer.blocks.*.attn.Wqkv", take: take{part: 2, of: 3}},
		{ours: "lm.*.attn.q.norm", theirs: "transformer.blocks.*.attn.q_ln"},
		{ours: "lm.*.attn.k.norm", theirs: "transformer.blocks.*.attn.k_ln"},
		{ours: "lm.*.attn.out", theirs: "transformer.blocks.*.attn.out_proj"},
		{ours: "lm.*.ffw.norm", theirs: "transformer.blocks.*." + norm + "2"},
		{ours: "lm.*.ffw.up", theirs: "transformer.blocks.*." + up},
		{ours: "lm.*.ffw.out", theirs: "transformer.blocks.*." + down},
		{ours: "lm.norm", theirs: "transformer." + norm + "f"},
	}
}

var neoxRules = []rule{
	{ours: "lm.embed", theirs: "gpt_neox.embed_in"},
	{ours: "lm.*.attn.norm", theirs: "gpt_neox.layers.*.input_layernorm"},
	{ours: "lm.*.attn.q", theirs: "gpt_neox.layers.*.attention.query_key_value", take: take{part: 0, of: 3, perHead: true}},
	{ours: "lm.*.attn.k", theirs: "gpt_neox.layers.*.attention.query_key_value", take: take{part: 1, of: 3, perHead: true}},
	{ours: "lm.*.attn.v", theirs: "gpt_neox.layers.*.attention.query_key_value", take: take{part: 2, of: 3, perHead: true}},
	{ours: "lm.*.attn.out", theirs: "gpt_neox.layers.*.attention.dense"},
	{ours: "lm.*.ffw.norm", theirs: "gpt_neox.layers.*.post_attention_layernorm"},
	{ours: "lm.*.ffw.up", theirs: "gpt_neox.layers.*.mlp.dense_h_to_4h"},
	{ours: "lm.*.ffw.out", theirs: "gpt_neox.layers.*.mlp.dense_4h_to_h"},
	{ours: "lm.norm", theirs: "gpt_neox.final_layer_norm"},
	{ours: "lm.head", theirs: "embed_out"},
}

var ideficsRules = []rule{
	{ours: "resampler.latents", theirs: "model.perceiver_resampler.latents", bare: true},
	{ours: "resampler.*.attn.norm", theirs: "model.perceiver_resampler.blocks.*.0.latents_layer_norm"},
	{ours: "resampler.*.attn.media", theirs: "model.perceiver_resampler.blocks.*.0.context_layer_norm"},
	{ours: "resampler.*.attn.q", theirs: "model.perceiver_resampler.blocks.*.0.q_proj"},
	{ours: "resampler.*.attn.k", theirs: "model.perceiver_resampler.blocks.*.0.k_proj"},
	{ours: "resampler.*.attn.v", theirs: "model.perceiver_resampler.blocks.*.0.v_proj"},
	{ours: "resampler.*.attn.q.norm", theirs: "model.perceiver_resampler.blocks.*.0.q_layer_norm"},
	{ours: "resampler.*.attn.k.norm", theirs: "model.perceiver_resampler.blocks.*.0.k_layer_norm"},
	{ours: "resampler.*.attn.out", theirs: "model.perceiver_resampler.blocks.*.0.output_proj"},
	{ours: "resampler.*.ffw.norm", theirs: "model.perceiver_resampler.blocks.*.1.ln"},
	{ours: "resampler.*.ffw.up", theirs: "model.perceiver_resampler.blocks.*.1.fc"},
	{ours: "resampler.*.ffw.out", theirs: "model.perceiver_resampler.blocks.*.1.c_proj"},
	{ours: "resampler.norm", theirs: "model.perceiver_resampler.layer_norm"},
	{ours: "gated.*.attn.norm", theirs: "model.gated_cross_attn_layers.*.input_layernorm", nth: true},
	{ours: "gated.*.attn.q", theirs: "model.gated_cross_attn_layers.*.cross_attn.q_proj", nth: true},
	{ours: "gated.*.attn.k", theirs: "model.gated_cross_attn_layers.*.cross_attn.k_proj", nth: true},
	{ours: "gated.*.attn.v", theirs: "model.gated_cross_attn_layers.*.cross_attn.v_proj", nth: true},
	{ours: "gated.*.attn.q.norm", theirs: "model.gated_cross_attn_layers.*.cross_attn.q_layer_norm", nth: true},
	{ours: "gated.*.attn.k.norm", theirs: "model.gated_cross_attn_layers.*.cross_attn.k_layer_norm", nth: true},
	{ours: "gated.*.attn.out", theirs: "model.gated_cross_attn_layers.*.cross_attn.o_proj", nth: true},
	{ours: "gated.*.attn.alpha", theirs: "model.gated_cross_attn_layers.*.alpha_cross_attn", nth: true, bare: true},
	{ours: "gated.*.ffw.norm", theirs: "model.gated_cross_attn_layers.*.post_attention_layernorm", nth: true},
	{ours: "gated.*.ffw.up", theirs: "model.gated_cross_attn_layers.*.mlp.gate_proj", nth: true},
	{ours: "gated.*.ffw.by", theirs: "model.gated_cross_attn_layers.*.mlp.up_proj", nth: true},
	{ours: "gated.*.ffw.out", theirs: "model.gated_cross_attn_layers.*.mlp.down_proj", nth: true},
	{ours: "gated.*.ffw.alpha", theirs: "model.gated_cross_attn_layers.*.alpha_dense", nth: true, bare: true},
	{ours: "lm.embed", theirs: "model.embed_tokens", more: "model.embed_tokens.additional_embedding"},
	{ours: "lm.*.attn.norm", theirs: "model.layers.*.input_layernorm"},
	{ours: "lm.*.attn.q", theirs: "model.layers.*.self_attn.q_proj"},
	{ours: "lm.*.attn.k", theirs: "model.layers.*.self_attn.k_proj"},
	{ours: "lm.*.attn.v", theirs: "model.layers.*.self_attn.v_proj"},
	{ours: "lm.*.attn.out", theirs: "model.layers.*.self_attn.o_proj"},
	{ours: "lm.*.ffw.norm", theirs: "model.layers.*.post_attention_layernorm"},
	{ours: "lm.*.ffw.up", theirs: "model.layers.*.mlp.gate_proj"},
	{ours: "lm.*.ffw.by", theirs: "model.layers.*.mlp.up_proj"},
	{ours: "lm.*.ffw.out", theirs: "model.layers.*.mlp.down_proj"},
	{ours: "lm.norm", theirs: "model.norm"},
	{ours: "lm.head", theirs: "lm_head", more: "lm_head.additional_fc"},
}

// prefixed puts a prefix before the published names of rules.
func prefixed(prefix string, all []rule) []rule {
	out := make([]rule, len(all))
	for i, r := range all {
		r.theirs = prefix + r.theirs
		out[i] = r
	}
	return out
}

// ruled finds the rule of a weight of ours, and its layer.
func ruled(rules map[string]rule, name string) (r rule, layer int, ok bool) {
	parts := strings.Split(name, ".")
	for i, p := range parts {
		if n, err := strconv.Atoi(p); err == nil {
			parts[i], layer = "*", n
		}
	}
	star := strings.Join(parts, ".")
	if r, ok = rules[star]; ok {
		return r, layer, true
	}
	r, ok = rules[star[:strings.LastIndexByte(star, '.')]]
	return r, layer, ok
}

// published returns the names that a rule gives a weight: that of its tensor, and that of the rows after it if there may be some.
func (r rule) published(ours string, layer int) (name, more string) {
	leaf := ".weight"
	if strings.HasSuffix(ours, ".b") {
		leaf = ".bias"
	}
	name = strings.Replace(r.theirs, "*", strconv.Itoa(layer), 1)
	switch {
	case r.bare:
	case strings.HasSuffix(name, "_"): // in_proj_weight
		name += leaf[1:]
	default:
		name += leaf
	}
	if r.more != "" {
		more = r.more + leaf
	}
	return name, more
}
