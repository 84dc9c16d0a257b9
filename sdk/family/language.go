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
	kind, err := modelType(folder)
	if err != nil {
		return language{}, err
	}
	switch kind {
	case "mosaic_gpt":
		return readMosaic(folder)
	case "mpt":
		return readMPT(folder)
	case "gpt_neox":
		return readNeoX(folder)
	}
	return language{}, fmt.Errorf("family: %s is a %q, and under OpenFlamingo checkpoints are mosaic_gpt, mpt and gpt_neox", folder, kind)
}

// mptSizes is what both classes of MPT call the same in their configurations.
type mptSizes struct {
	Width      int  `json:"d_model"`
	Heads      int  `json:"n_heads"`
	Layers     int  `json:"n_layers"`
	Context    int  `json:"max_seq_len"`
	Vocab      int  `json:"vocab_size"`
	LogitScale any  `json:"logit_scale"`
	NoBias     bool `json:"no_bias"`
}

// mptAttention is the same of the attention.
type mptAttention struct {
	ALiBi    bool     `json:"alibi"`
	Steepest float32  `json:"alibi_bias_max"`
	Scale    *float32 `json:"softmax_scale"`
	Prefix   bool     `json:"prefix_lm"`
}

// readMosaic reads the configuration of MPT-1B, whose class is MosaicGPT.
func readMosaic(folder string) (language, error) {
	c := struct {
		mptSizes
		mptAttention
		Ratio int      `json:"mlp_ratio"`
		QK    bool     `json:"attn_qk_ln"`
		Clip  *float64 `json:"attn_clip_qkv"`
	}{mptSizes{Width: 2048, Heads: 16, Layers: 24, Context: 2048, Vocab: 50368}, mptAttention{Steepest: 8}, 4, false, nil}
	if err := readJSON(folder, "config.json", &c); err != nil {
		return language{}, err
	}
	l, err := mpt(folder, c.mptSizes, c.mptAttention, c.Ratio, c.QK, c.Clip)
	return language{l, mptRules("ln_", "mlp.mlp_up", "mlp.mlp_down"), "transformer.blocks", tiedSpare}, err
}

// readMPT reads the configuration of MPT-7B.
func readMPT(folder string) (language, error) {
	type attention struct {
		mptAttention
		QK   bool     `json:"qk_ln"`
		Clip *float64 `json:"clip_qkv"`
	}
	c := struct {
		mptSizes
		Ratio     int       `json:"expansion_ratio"`
		Attention attention `json:"attn_config"`
	}{mptSizes{Width: 2048, Heads: 16, Layers: 24, Context: 2048, Vocab: 50368, NoBias: true}, 4, attention{mptAttention: mptAttention{ALiBi: true, Steepest: 8}}}
	if err := readJSON(folder, "config.json", &c); err != nil {
		return language{}, err
	}
	l, err := mpt(folder, c.mptSizes, c.Attention.mptAttention, c.Ratio, c.Attention.QK, c.Attention.Clip)
	l.ALiBi.Interleave = true
	return language{l, mptRules("norm_", "ffn.up_proj", "ffn.down_proj"), "transformer.blocks", tiedSpare}, err
}

// mpt refuses the variants of MPT that no checkpoint stands on. The slopes follow the rule of all MPT code, also where heads are no
// power of two.
func mpt(folder string, c mptSizes, a mptAttention, ratio int, qk bool, clip *float64) (flamingo.Language, error) {
	norm := flamingo.Norm{Kind: flamingo.LayerNorm, Eps: 1e-5}
	l := flamingo.Language{
		Vocab: c.Vocab, Context: c.Context, Width: c.Width, Layers: c.Layers, Heads: c.Heads, MLP: ratio * c.Width,
		Activation: program.GELU, Norm: norm, Position: flamingo.ALiBi, Tied: true,
	}
	if qk {
		l.QK = norm
	}
	if a.Steepest != 8 { // the usual rule is the zero value
		l.ALiBi.Steepest = a.Steepest
	}
	if a.Scale != nil {
		l.Scale = *a.Scale
	}
	if !a.ALiBi || !c.NoBias || a.Prefix || clip != nil && !math.IsNaN(*clip) && *clip != 0 || c.LogitScale != nil {
		return l, fmt.Errorf("family: %s: only MPT with alibi and no_bias, and without prefix_lm, clip_qkv and logit_scale can be read", folder)
	}
	return l, nil
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
