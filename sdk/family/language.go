package family

import (
	"fmt"
	"math"

	"wade/sdk/flamingo"
	"wade/sdk/program"
)

// activation is the function that transformers calls by this name.
func activation(name string) (program.Activation, error) {
	switch name {
	case "gelu":
		return program.GELU, nil
	case "gelu_new", "gelu_fast", "gelu_pytorch_tanh":
		return program.GELUTanh, nil
	case "quick_gelu":
		return program.QuickGELU, nil
	case "silu", "swish":
		return program.SiLU, nil
	case "relu":
		return program.ReLU, nil
	}
	return "", fmt.Errorf("activation %q is not among those that models of this kind use", name)
}

// language is what the folder of a language model tells about it.
type language struct {
	config flamingo.Language
	rules  []rule
	layers string // name of the list of layers
	spare  []string
}

func readLanguage(folder string) (language, error) {
	var kind struct {
		Type string `json:"model_type"`
	}
	if err := readJSON(folder, "config.json", &kind); err != nil {
		return language{}, err
	}
	switch kind.Type {
	case "mosaic_gpt":
		return readMosaic(folder)
	case "mpt":
		return readMPT(folder)
	case "gpt_neox":
		return readNeoX(folder)
	}
	return language{}, fmt.Errorf("family: %s is a %q, and under OpenFlamingo checkpoints are mosaic_gpt, mpt and gpt_neox", folder, kind.Type)
}

// alibiHeads are slopes by the rule that all MPT code follows, also where heads are no power of two.
func alibiHeads(steepest float32, interleave bool) flamingo.ALiBiConfig {
	if steepest == 8 {
		steepest = 0 // the usual rule is the zero value
	}
	return flamingo.ALiBiConfig{Steepest: steepest, Interleave: interleave}
}

// readMosaic reads the configuration of MPT-1B, whose class is MosaicGPT.
func readMosaic(folder string) (language, error) {
	c := struct {
		Width      int      `json:"d_model"`
		Heads      int      `json:"n_heads"`
		Layers     int      `json:"n_layers"`
		Ratio      int      `json:"mlp_ratio"`
		Context    int      `json:"max_seq_len"`
		Vocab      int      `json:"vocab_size"`
		ALiBi      bool     `json:"alibi"`
		Steepest   float32  `json:"alibi_bias_max"`
		QK         bool     `json:"attn_qk_ln"`
		Clip       *float64 `json:"attn_clip_qkv"`
		Scale      *float32 `json:"softmax_scale"`
		LogitScale any      `json:"logit_scale"`
		NoBias     bool     `json:"no_bias"`
		Prefix     bool     `json:"prefix_lm"`
	}{Width: 2048, Heads: 16, Layers: 24, Ratio: 4, Context: 2048, Vocab: 50368, Steepest: 8}
	if err := readJSON(folder, "config.json", &c); err != nil {
		return language{}, err
	}
	l := mpt(c.Width, c.Heads, c.Layers, c.Ratio, c.Context, c.Vocab, c.QK)
	l.ALiBi = alibiHeads(c.Steepest, false)
	if c.Scale != nil {
		l.Scale = *c.Scale
	}
	return language{l, mosaicRules, "transformer.blocks", tiedSpare}, mptOnly(folder, c.ALiBi, c.NoBias, c.Prefix, c.Clip, c.LogitScale)
}

// readMPT reads the configuration of MPT-7B.
func readMPT(folder string) (language, error) {
	type attention struct {
		ALiBi    bool     `json:"alibi"`
		Steepest float32  `json:"alibi_bias_max"`
		QK       bool     `json:"qk_ln"`
		Clip     *float64 `json:"clip_qkv"`
		Scale    *float32 `json:"softmax_scale"`
		Prefix   bool     `json:"prefix_lm"`
	}
	c := struct {
		Width      int       `json:"d_model"`
		Heads      int       `json:"n_heads"`
		Layers     int       `json:"n_layers"`
		Ratio      int       `json:"expansion_ratio"`
		Context    int       `json:"max_seq_len"`
		Vocab      int       `json:"vocab_size"`
		LogitScale any       `json:"logit_scale"`
		NoBias     bool      `json:"no_bias"`
		Attention  attention `json:"attn_config"`
	}{Width: 2048, Heads: 16, Layers: 24, Ratio: 4, Context: 2048, Vocab: 50368, NoBias: true, Attention: attention{ALiBi: true, Steepest: 8}}
	if err := readJSON(folder, "config.json", &c); err != nil {
		return language{}, err
	}
	l := mpt(c.Width, c.Heads, c.Layers, c.Ratio, c.Context, c.Vocab, c.Attention.QK)
	l.ALiBi = alibiHeads(c.Attention.Steepest, true)
	if c.Attention.Scale != nil {
		l.Scale = *c.Attention.Scale
	}
	return language{l, mptRules, "transformer.blocks", tiedSpare}, mptOnly(folder, c.Attention.ALiBi, c.NoBias, c.Attention.Prefix, c.Attention.Clip, c.LogitScale)
}

func mpt(width, heads, layers, ratio, context, vocab int, qk bool) flamingo.Language {
	norm := flamingo.Norm{Kind: flamingo.LayerNorm, Eps: 1e-5}
	l := flamingo.Language{
		Vocab: vocab, Context: context, Width: width, Layers: layers, Heads: heads, MLP: ratio * width,
		Activation: program.GELU, Norm: norm, Position: flamingo.ALiBi, Tied: true,
	}
	if qk {
		l.QK = norm
	}
	return l
}

// mptOnly refuses the variants of MPT that no checkpoint stands on.
func mptOnly(folder string, alibi, noBias, prefix bool, clip *float64, logitScale any) error {
	if !alibi || !noBias || prefix || clip != nil && !math.IsNaN(*clip) && *clip != 0 || logitScale != nil {
		return fmt.Errorf("family: %s: only MPT with alibi and no_bias, and without prefix_lm, clip_qkv and logit_scale can be read", folder)
	}
	return nil
}

// readNeoX reads the configuration of GPT-NeoX, Pythia and RedPajama.
func readNeoX(folder string) (language, error) {
	c := struct {
		Vocab    int     `json:"vocab_size"`
		Width    int     `json:"hidden_size"`
		Layers   int     `json:"num_hidden_layers"`
		Heads    int     `json:"num_attention_heads"`
		MLP      int     `json:"intermediate_size"`
		Act      string  `json:"hidden_act"`
		Rotary   float64 `json:"rotary_pct"`
		Base     float32 `json:"rotary_emb_base"`
		Context  int     `json:"max_position_embeddings"`
		Eps      float32 `json:"layer_norm_eps"`
		Parallel bool    `json:"use_parallel_residual"`
		Tied     bool    `json:"tie_word_embeddings"`
		Bias     bool    `json:"attention_bias"`
	}{50432, 6144, 44, 64, 24576, "gelu", 0.25, 10000, 2048, 1e-5, true, false, true}
	if err := readJSON(folder, "config.json", &c); err != nil {
		return language{}, err
	}
	act, err := activation(c.Act)
	if err != nil || !c.Bias || c.Heads <= 0 {
		return language{}, fmt.Errorf("family: %s: a GPT-NeoX with %d heads, biases in the attention (%t) and this activation cannot be read: %v", folder, c.Heads, c.Bias, err)
	}
	return language{flamingo.Language{
		Vocab: c.Vocab, Context: c.Context, Width: c.Width, Layers: c.Layers, Heads: c.Heads, MLP: c.MLP, Activation: act,
		Norm: flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: c.Eps}, Bias: true, Parallel: c.Parallel, Tied: c.Tied,
		Position: flamingo.Rotary, Rotary: flamingo.RotaryConfig{Base: c.Base, Width: int(float64(c.Width/c.Heads) * c.Rotary)},
	}, neoxRules, "gpt_neox.layers", nil}, nil
}
