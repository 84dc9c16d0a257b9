package family

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/flamingo"
	"wade/sdk/tensor"
)

// described are tensors of which only the sizes are known.
type described map[string][]int

func (d described) Names() (out []string) {
	for n := range d {
		out = append(out, n)
	}
	return out
}

func (d described) Stored(name string) (backend.Stored, error) {
	return backend.Stored{DType: "F32", Sizes: d[name]}, nil
}

func (d described) Tensor(string) (*tensor.Tensor, error) { return nil, errors.New("no numbers") }

// trained are sizes of an OpenFlamingo checkpoint from which the configuration is read, by the definitions of open_flamingo.
func trained(layers, embed string, width, first, every, count int) described {
	d := described{"perceiver.latents": {64, 1024}, "perceiver.layers.0.1.1.weight": {4096, 1024}, "lang_encoder." + embed: {50280, width}}
	for i := range 6 {
		d[fmt.Sprintf("perceiver.layers.%d.0.to_q.weight", i)] = []int{512, 1024}
	}
	for i := range count {
		p := fmt.Sprintf("lang_encoder.%s.%d.gated_cross_attn_layer.", layers, first+i*every)
		d[p+"attn_gate"], d[p+"attn.to_q.weight"], d[p+"ff.1.weight"] = []int{1}, []int{512, width}, []int{4 * width, width}
	}
	return d
}

const vitL = `{"model_type": "clip", "projection_dim": 768, "vision_config": {"hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 24, "num_attention_heads": 16, "image_size": 224, "patch_size": 14}}`

// configured is a folder with this config.json.
func configured(t *testing.T, config string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "config.json"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestPublishedSizes: the published configurations make models of the published numbers of parameters.
func TestPublishedSizes(t *testing.T) {
	count := func(c flamingo.Config, parts ...flamingo.Part) (n int) {
		for _, w := range c.Weights() {
			size := 1
			for _, s := range w.Sizes {
				size *= s
			}
			for _, p := range parts {
				if w.Part == p {
					n += size
				}
			}
		}
		return n
	}
	v, err := readVision(configured(t, vitL))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, config string
		checkpoint   described
		gated        int // parameters of all gated blocks
		layers       []int
	}{
		{"3B", `{"model_type": "mosaic_gpt", "alibi": true, "attn_qk_ln": true, "d_model": 2048, "n_heads": 16, "n_layers": 24, "mlp_ratio": 4, "max_seq_len": 2048, "no_bias": true, "vocab_size": 50432}`,
			trained("transformer.blocks", "transformer.wte.weight", 2048, 0, 1, 24), 24 * 36_708_354, nil},
		{"4B", `{"model_type": "gpt_neox", "hidden_size": 2560, "num_hidden_layers": 32, "num_attention_heads": 32, "intermediate_size": 10240, "rotary_pct": 1.0, "use_parallel_residual": false, "vocab_size": 50432}`,
			trained("gpt_neox.layers", "gpt_neox.embed_in.weight", 2560, 1, 2, 16), 16 * 56_109_058, nil},
		{"9B", `{"model_type": "mpt", "d_model": 4096, "n_heads": 32, "n_layers": 32, "no_bias": true, "vocab_size": 50432, "attn_config": {"alibi": true, "qk_ln": false}}`,
			trained("transformer.blocks", "transformer.wte.weight", 4096, 3, 4, 8), 8 * 139_476_994, []int{3, 7, 11, 15, 19, 23, 27, 31}},
	} {
		l, err := readLanguage(configured(t, c.config))
		if err != nil {
			t.Fatal(err)
		}
		got, err := readOpenFlamingo(c.checkpoint, "", l, v)
		if err == nil {
			err = got.Check()
		}
		if err != nil {
			t.Fatal(err)
		}
		if n := count(got, flamingo.ResamplerPart); n != 63_019_008 {
			t.Errorf("%s: the resampler has %d parameters", c.name, n)
		}
		if n := count(got, flamingo.VisionPart); n != 303_966_208 {
			t.Errorf("%s: the vision encoder has %d parameters", c.name, n)
		}
		if n := count(got, flamingo.GatedPart); n != c.gated {
			t.Errorf("%s: the gated blocks have %d parameters, want %d", c.name, n, c.gated)
		}
		if c.layers != nil && fmt.Sprint(got.GatedLayers()) != fmt.Sprint(c.layers) {
			t.Errorf("%s: gated blocks before %v, want %v", c.name, got.GatedLayers(), c.layers)
		}
	}
}

func TestRows(t *testing.T) {
	// Four rows of three bytes in two pieces, the second row across them.
	s := backend.Stored{DType: "U8", Sizes: []int{4, 3}, Pieces: []backend.Piece{{File: "a", Offset: 100, Length: 5}, {File: "b", Offset: 7, Length: 7}}}
	for _, c := range []struct {
		take  take
		heads int
		want  string
	}{
		{take{}, 1, "[4 3] [{a 100 5} {b 7 7}]"},
		{take{0, 2, false}, 1, "[2 3] [{a 100 5} {b 7 1}]"},
		{take{1, 2, false}, 1, "[2 3] [{b 8 6}]"},
		{take{0, 2, true}, 2, "[2 3] [{a 100 3} {b 8 3}]"},
		{take{1, 2, true}, 2, "[2 3] [{a 103 2} {b 7 1} {b 11 3}]"},
		{take{0, 3, false}, 1, "shape [4 3] does not divide into 3 parts of 1 heads"},
	} {
		got, err := c.take.from(s, c.heads)
		text := fmt.Sprint(got.Sizes, got.Pieces)
		if err != nil {
			text = err.Error()
		}
		if text != c.want {
			t.Errorf("%+v: %s, want %s", c.take, text, c.want)
		}
	}
	if got, err := below(s, s); err != nil || fmt.Sprint(got.Sizes, len(got.Pieces)) != "[8 3] 4" {
		t.Errorf("below: %v, %v", got, err)
	}
	if _, err := below(s, backend.Stored{DType: "U8", Sizes: []int{4, 2}}); err == nil {
		t.Error("rows of other widths were joined")
	}
}

// TestArchive: OpenAI's file of CLIP ViT-L/14 is the encoder that its configuration in transformers describes.
func TestArchive(t *testing.T) {
	d := described{
		"visual.conv1.weight": {1024, 3, 14, 14}, "visual.positional_embedding": {257, 1024}, "visual.transformer.resblocks.0.mlp.c_fc.weight": {4096, 1024},
		"visual.proj": {1024, 768}, "transformer.resblocks.3.ln_1.weight": {768},
	}
	for i := range 24 {
		d[fmt.Sprintf("visual.transformer.resblocks.%d.ln_1.weight", i)] = []int{1024}
	}
	got, err := readArchive(d)
	if err != nil {
		t.Fatal(err)
	}
	got.config.Joint = joint(d)
	want, err := readVision(configured(t, vitL))
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got.config) != fmt.Sprint(want.config) {
		t.Errorf("got  %+v\nwant %+v", got.config, want.config)
	}
	for _, name := range []string{"visual.conv1.weight", "visual.positional_embedding", "visual.transformer.resblocks.0.mlp.c_fc.weight"} {
		less := maps.Clone(d)
		less[name] = nil
		if _, err := readArchive(less); err == nil {
			t.Errorf("an archive without %s was read", name)
		}
	}
}
