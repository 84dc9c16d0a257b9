package family

import (
	"fmt"

	"wade/sdk/flamingo"
	"wade/sdk/picture"
	"wade/sdk/program"
)

// ideficsConfig is config.json of IDEFICS. What it leaves out has the defaults of the class in transformers.
type ideficsConfig struct {
	Type       string  `json:"model_type"`
	Vocab      int     `json:"vocab_size"`
	Additional int     `json:"additional_vocab_size"`
	Width      int     `json:"hidden_size"`
	MLP        int     `json:"intermediate_size"`
	Layers     int     `json:"num_hidden_layers"`
	Heads      int     `json:"num_attention_heads"`
	Act        string  `json:"hidden_act"`
	Alpha      string  `json:"alpha_type"`
	Eps        float32 `json:"rms_norm_eps"`
	Context    int     `json:"max_position_embeddings"`
	Tied       bool    `json:"tie_word_embeddings"`
	Every      int     `json:"cross_layer_interval"`
	QK         bool    `json:"qk_layer_norms"`
	Resample   bool    `json:"use_resampler"`
	Vision     struct {
		Width  int     `json:"embed_dim"`
		Image  int     `json:"image_size"`
		MLP    int     `json:"intermediate_size"`
		Patch  int     `json:"patch_size"`
		Layers int     `json:"num_hidden_layers"`
		Heads  int     `json:"num_attention_heads"`
		Act    string  `json:"hidden_act"`
		Eps    float32 `json:"layer_norm_eps"`
	} `json:"vision_config"`
	Resampler struct {
		Latents   int  `json:"resampler_n_latents"`
		Depth     int  `json:"resampler_depth"`
		Heads     int  `json:"resampler_n_heads"`
		HeadWidth int  `json:"resampler_head_dim"`
		QK        bool `json:"qk_layer_norms_perceiver"`
	} `json:"perceiver_config"`
}

func ideficsDefaults() (c ideficsConfig) {
	c.Vocab, c.Width, c.MLP, c.Layers, c.Heads, c.Act = 32000, 4096, 11008, 32, 32, "silu"
	c.Alpha, c.Eps, c.Context, c.Every = "float", 1e-6, 2048, 1
	v, r := &c.Vision, &c.Resampler
	v.Width, v.Image, v.MLP, v.Patch, v.Layers, v.Heads, v.Act, v.Eps = 768, 224, 5120, 14, 32, 16, "gelu", 1e-5
	r.Latents, r.Depth, r.Heads, r.HeadWidth = 64, 6, 16, 96
	return c
}

// readIDEFICS reads the configuration in the folder of an IDEFICS model.
func readIDEFICS(folder string) (flamingo.Config, error) {
	c := ideficsDefaults()
	if err := readJSON(folder, "config.json", &c); err != nil {
		return flamingo.Config{}, err
	}
	act, err := activation(c.Act)
	if err != nil {
		return flamingo.Config{}, fmt.Errorf("family: %s: %w", folder, err)
	}
	seeing, err := activation(c.Vision.Act)
	if err != nil {
		return flamingo.Config{}, fmt.Errorf("family: %s: vision: %w", folder, err)
	}
	if c.Heads <= 0 || c.Alpha != "float" && c.Alpha != "vector" {
		return flamingo.Config{}, fmt.Errorf("family: %s: %d heads and alpha_type %q make no IDEFICS", folder, c.Heads, c.Alpha)
	}
	rms := flamingo.Norm{Kind: flamingo.RMSNorm, Eps: c.Eps}
	out := flamingo.Config{
		ViT: vit(c.Vision.Image, c.Vision.Patch, c.Vision.Width, c.Vision.Layers, c.Vision.Heads, c.Vision.MLP, seeing, c.Vision.Eps),
		LM: flamingo.Language{
			Vocab: c.Vocab + c.Additional, Context: c.Context, Width: c.Width, Layers: c.Layers, Heads: c.Heads, MLP: c.MLP, Activation: act, GLU: true,
			Norm: rms, Position: flamingo.Rotary, Rotary: flamingo.RotaryConfig{Base: 10000, Width: c.Width / c.Heads}, Tied: c.Tied,
		},
		Gated: flamingo.Gated{
			First: 0, Every: c.Every, Heads: c.Heads, HeadWidth: c.Width / c.Heads, MLP: c.MLP, Activation: act, GLU: true,
			Norm: rms, Gate: flamingo.TanhGate, PerChannel: c.Alpha == "vector",
		},
		Tokens: flamingo.Tokens{Image: "<image>", End: "</s>", Begin: "<s>", Pad: "<unk>", Around: "<fake_token_around_image>", Close: "\n", Whole: true},
	}
	out.ViT.DropClass = false // unlike OpenFlamingo, it keeps the class token among the features
	out.ViT.Processor = picture.IDEFICS
	if c.QK {
		out.Gated.QK = flamingo.Norm{Kind: flamingo.RMSNorm, Eps: c.Eps, PerHead: true}
	}
	if c.Resample {
		norm := flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: 1e-5}
		out.Resampler = flamingo.Resampler{
			Latents: c.Resampler.Latents, Layers: c.Resampler.Depth, Heads: c.Resampler.Heads, HeadWidth: c.Resampler.HeadWidth,
			MLP: 4 * c.Vision.Width, Activation: program.ReLU, Norm: norm,
		}
		if c.Resampler.QK {
			norm.PerHead = true
			out.Resampler.QK = norm
		}
	}
	return out, channels(folder, &out.ViT)
}
