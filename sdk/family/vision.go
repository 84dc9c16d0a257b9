package family

import (
	"errors"
	"fmt"
	"math"

	"wade/sdk/flamingo"
	"wade/sdk/program"
)

// Means and deviations of the channels of the pictures that CLIP was trained on, of values in 0..1.
var (
	clipMean = []float32{0.48145466, 0.4578275, 0.40821073}
	clipStd  = []float32{0.26862954, 0.26130258, 0.27577711}
)

// vision is what the folder of a vision encoder tells about it.
type vision struct {
	config   flamingo.Vision // with a Joint below 0 where only the tensors tell it
	rules    []rule
	prefixes []string
	spare    []string
}

// readVision reads the folder of a CLIP of transformers, of one of open_clip, or OpenAI's archive.
func readVision(path string) (vision, error) {
	switch {
	case exists(path, "open_clip_config.json"):
		return readOpenCLIP(path)
	case exists(path, "config.json"):
		return readCLIP(path)
	}
	t, err := open(path)
	if err != nil {
		return vision{}, err
	}
	v, err := readArchive(t)
	if err != nil {
		return v, fmt.Errorf("family: %s has neither config.json nor open_clip_config.json, and %w", path, err)
	}
	return v, nil
}

// readArchive makes the configuration of one of OpenAI's archives (ViT-L-14.pt), which have none, of the sizes of its tensors. Heads have 64
// channels and the activation is QuickGELU in all of them.
func readArchive(t Tensors) (vision, error) {
	patch, err := t.Stored("visual.conv1.weight")
	if err != nil || len(patch.Sizes) != 4 {
		return vision{}, errors.New("is no archive of OpenAI's CLIP: it has no visual.conv1.weight")
	}
	position, err := t.Stored("visual.positional_embedding")
	if err != nil || len(position.Sizes) != 2 {
		return vision{}, errors.New("is no archive of OpenAI's CLIP: it has no visual.positional_embedding")
	}
	up, err := t.Stored("visual.transformer.resblocks.0.mlp.c_fc.weight")
	if err != nil || len(up.Sizes) != 2 {
		return vision{}, errors.New("is no archive of a CLIP with a vision transformer")
	}
	width, side := patch.Sizes[0], int(math.Sqrt(float64(position.Sizes[0]-1)))
	layers := len(numbers(t, "visual.transformer.resblocks.", ".ln_1.weight"))
	out := vision{vit(side*patch.Sizes[2], patch.Sizes[2], width, layers, width/headWidth, up.Sizes[0], program.QuickGELU, 1e-5), openCLIPRules, []string{"visual."}, openCLIPSpare}
	out.config.Joint = -1
	return out, nil
}

// vit is what all CLIP encoders share. Their features are those of the patches before the last norm.
func vit(image, patch, width, layers, heads, mlp int, act program.Activation, eps float32) flamingo.Vision {
	return flamingo.Vision{
		Image: image, Patch: patch, Width: width, Layers: layers, Heads: heads, MLP: mlp, Activation: act,
		Norm: flamingo.Norm{Kind: flamingo.LayerNorm, Bias: true, Eps: eps}, Bias: true, NoPatchBias: true,
		Class: true, DropClass: true, PreNorm: true, Mean: clipMean, Std: clipStd,
	}
}

// clipVision is the part of transformers' configuration that describes the encoder.
type clipVision struct {
	Width    int     `json:"hidden_size"`
	MLP      int     `json:"intermediate_size"`
	Layers   int     `json:"num_hidden_layers"`
	Heads    int     `json:"num_attention_heads"`
	Channels int     `json:"num_channels"`
	Image    int     `json:"image_size"`
	Patch    int     `json:"patch_size"`
	Act      string  `json:"hidden_act"`
	Eps      float32 `json:"layer_norm_eps"`
}

func readCLIP(folder string) (vision, error) {
	c := struct {
		Type   string      `json:"model_type"`
		Joint  int         `json:"projection_dim"`
		Vision *clipVision `json:"vision_config"`
	}{Joint: 512}
	one := clipVision{768, 3072, 12, 12, 3, 224, 32, "quick_gelu", 1e-5}
	c.Vision = &one
	if err := readJSON(folder, "config.json", &c); err != nil {
		return vision{}, err
	}
	switch c.Type {
	case "clip":
	case "clip_vision_model": // the encoder alone, whose configuration is not nested
		if err := readJSON(folder, "config.json", &one); err != nil {
			return vision{}, err
		}
		c.Joint = 0
	default:
		return vision{}, fmt.Errorf("family: %s is a %q, and the vision encoder of OpenFlamingo is a clip", folder, c.Type)
	}
	act, err := activation(c.Vision.Act)
	if err != nil {
		return vision{}, fmt.Errorf("family: %s: %w", folder, err)
	}
	v := c.Vision
	out := vision{vit(v.Image, v.Patch, v.Width, v.Layers, v.Heads, v.MLP, act, v.Eps), clipRules, []string{"vision_model."}, clipSpare}
	out.config.Joint = c.Joint
	return out, channels(folder, &out.config)
}

func readOpenCLIP(folder string) (vision, error) {
	var c struct {
		Model struct {
			QuickGELU bool `json:"quick_gelu"`
			Vision    struct {
				Image     int     `json:"image_size"`
				Patch     int     `json:"patch_size"`
				Width     int     `json:"width"`
				Layers    int     `json:"layers"`
				HeadWidth int     `json:"head_width"`
				Ratio     float64 `json:"mlp_ratio"`
				Pool      bool    `json:"global_average_pool"`
				Timm      string  `json:"timm_model_name"`
			} `json:"vision_cfg"`
		} `json:"model_cfg"`
		Preprocess struct {
			Mean, Std []float32
		} `json:"preprocess_cfg"`
	}
	v := &c.Model.Vision
	v.HeadWidth, v.Ratio = 64, 4
	if err := readJSON(folder, "open_clip_config.json", &c); err != nil {
		return vision{}, err
	}
	if v.Timm != "" || v.Pool || v.HeadWidth <= 0 {
		return vision{}, fmt.Errorf("family: %s: only plain vision transformers with a class token can be read", folder)
	}
	act := program.GELU
	if c.Model.QuickGELU {
		act = program.QuickGELU
	}
	out := vision{vit(v.Image, v.Patch, v.Width, v.Layers, v.Width/v.HeadWidth, int(float64(v.Width)*v.Ratio), act, 1e-5), openCLIPRules, []string{"visual."}, openCLIPSpare}
	out.config.Joint = -1
	if len(c.Preprocess.Mean) > 0 {
		out.config.Mean, out.config.Std = c.Preprocess.Mean, c.Preprocess.Std
	}
	return out, nil
}

// channels takes means and deviations from the configuration of the processor, if the folder has one.
func channels(folder string, v *flamingo.Vision) error {
	p := struct {
		Mean []float32 `json:"image_mean"`
		Std  []float32 `json:"image_std"`
	}{v.Mean, v.Std}
	if !exists(folder, "preprocessor_config.json") {
		return nil
	}
	if err := readJSON(folder, "preprocessor_config.json", &p); err != nil {
		return err
	}
	v.Mean, v.Std = p.Mean, p.Std
	return nil
}

// joint is the width of the space that pictures share with texts, 0 if the projection to it was left out.
func joint(t Tensors) int {
	s, err := t.Stored("visual.proj")
	if err != nil || len(s.Sizes) != 2 {
		return 0
	}
	return s.Sizes[1]
}
