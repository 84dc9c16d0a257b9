package family_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wade/sdk/family"
)

func TestFind(t *testing.T) {
	dir := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("idefics/config.json", `{"model_type": "idefics"}`)
	write("llama/config.json", `{"model_type": "llama"}`)
	write("broken/config.json", `{"model_type": `)
	write("whole/checkpoint.pt", "")
	write("whole/language/config.json", "{}")
	write("whole/vision/config.json", "{}")
	write("OpenFlamingo-9B-vitl-mpt7b/checkpoint.pt", "")
	write("own/step-3.pt", "")
	write("two/a.pt", "")
	write("two/b.pt", "")
	write("empty/README.md", "")
	for _, c := range []struct {
		path string
		want family.Folders // relative
		err  string
	}{
		{"idefics", family.Folders{Kind: family.IDEFICS, Model: "idefics"}, ""},
		{"whole", family.Folders{Kind: family.OpenFlamingo, Model: "whole/checkpoint.pt", Language: "whole/language", Vision: "whole/vision"}, ""},
		{"whole/checkpoint.pt", family.Folders{Kind: family.OpenFlamingo, Model: "whole/checkpoint.pt", Language: "whole/language", Vision: "whole/vision"}, ""},
		{"own", family.Folders{Kind: family.OpenFlamingo, Model: "own/step-3.pt"}, ""},
		{"llama", family.Folders{}, `describes a "llama"`},
		{"broken", family.Folders{}, "config.json: unexpected end"},
		{"two", family.Folders{}, "2 checkpoints (a.pt, b.pt)"},
		{"empty", family.Folders{}, "neither config.json nor checkpoint.pt"},
		{"empty/README.md", family.Folders{}, "ends in .pt"},
		{"nowhere", family.Folders{}, "no such file"},
	} {
		got, err := family.Find(filepath.Join(dir, c.path))
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: error %v, want one with %q", c.path, err, c.err)
			}
			continue
		}
		for _, p := range []*string{&c.want.Model, &c.want.Language, &c.want.Vision} {
			if *p != "" {
				*p = filepath.Join(dir, filepath.FromSlash(*p))
			}
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.path, got, err, c.want)
		}
	}
	f, err := family.Find(filepath.Join(dir, "OpenFlamingo-9B-vitl-mpt7b"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := family.Read(f); err == nil || !strings.Contains(err.Error(), "anas-awadalla/mpt-7b") || !strings.Contains(err.Error(), "openai/clip-vit-large-patch14") {
		t.Errorf("a checkpoint without the models under it: %v", err)
	}
}

// edit changes fields of a JSON file; nil takes one out.
func edit(t *testing.T, path string, fields map[string]any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for k, v := range fields {
		all[k] = v
		if v == nil {
			delete(all, k)
		}
	}
	if data, err = json.Marshal(all); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestConfigurationsThatAreOthers: what does not fit is named, as the files have it.
func TestConfigurationsThatAreOthers(t *testing.T) {
	for _, c := range []struct {
		model, file string
		fields      map[string]any
		mismatch    bool
		err         string
	}{
		{"idefics", "config.json", map[string]any{"num_hidden_layers": 5}, true, "22 missing (model.gated_cross_attn_layers.2.input_layernorm.weight"},
		{"idefics", "config.json", map[string]any{"num_hidden_layers": 3}, true, "surplus (model.layers.3."},
		{"idefics", "config.json", map[string]any{"cross_layer_interval": 1}, true, "missing (model.gated_cross_attn_layers.2."},
		{"idefics", "config.json", map[string]any{"alpha_type": "float"}, true, "model.gated_cross_attn_layers.0.alpha_cross_attn gives gated.0.attn.alpha as [1 1 32], wanted [1]"},
		{"idefics", "config.json", map[string]any{"intermediate_size": 40}, true, "mlp.gate_proj.weight gives gated.0.ffw.up.w as [48 32], wanted [40 32]"},
		{"idefics", "config.json", map[string]any{"additional_vocab_size": 4}, true, "gives lm.embed.w as [351 32], wanted [353 32]"},
		{"idefics", "config.json", map[string]any{"use_resampler": false}, true, "surplus (model.perceiver_resampler."},
		{"idefics", "config.json", map[string]any{"hidden_act": "mish"}, false, `activation "mish"`},
		{"idefics", "config.json", map[string]any{"num_attention_heads": 0}, false, "0 heads"},
		{"idefics", "config.json", map[string]any{"num_hidden_layers": 1 << 40}, false, "more than any model has"},
		{"idefics", "config.json", map[string]any{"vocab_size": -1 << 40}, false, "invalid configuration"},
		{"idefics", "config.json", map[string]any{"hidden_size": "wide"}, false, "cannot unmarshal"},
		{"mpt1b", "language/config.json", map[string]any{"max_seq_len": 1 << 40}, false, "more than any model has"},
		{"mpt1b", "language/config.json", map[string]any{"n_layers": 4}, true, "missing (lang_encoder.transformer.blocks.3.gated_cross_attn_layer.attn.norm.weight"},
		{"mpt1b", "language/config.json", map[string]any{"n_layers": 2}, false, "gated blocks before layers [0 1 2]"},
		{"mpt1b", "language/config.json", map[string]any{"attn_qk_ln": false}, true, "surplus (transformer.blocks.0.attn.k_ln.weight"},
		{"mpt1b", "language/config.json", map[string]any{"d_model": 64}, false, "trained on a language model of width 32"},
		{"mpt1b", "language/config.json", map[string]any{"alibi": false}, false, "only MPT with alibi"},
		{"mpt1b", "language/config.json", map[string]any{"model_type": "opt"}, false, `is a "opt"`},
		{"mpt1b", "language/config.json", map[string]any{"model_type": "gpt_neox"}, false, "belongs to another language model"},
		{"mpt1b", "vision/config.json", map[string]any{"model_type": "siglip"}, false, `is a "siglip"`},
		{"neox", "vision/open_clip_config.json", map[string]any{"model_cfg": map[string]any{"vision_cfg": map[string]any{"image_size": 56, "patch_size": 7, "width": 32, "layers": 2, "head_width": 16}}}, true, "visual.positional_embedding gives vision.position.w as [17 32], wanted [65 32]"},
	} {
		dir := folder(t, c.model)
		edit(t, filepath.Join(dir, c.file), c.fields)
		f, err := family.Find(dir)
		if err != nil {
			t.Fatal(err)
		}
		m, err := family.Read(f)
		if err == nil || !strings.Contains(err.Error(), c.err) || errors.Is(err, family.ErrMismatch) != c.mismatch {
			t.Errorf("%s with %v: error %v, want one with %q (of tensors: %t)", c.model, c.fields, err, c.err, c.mismatch)
		}
		if c.mismatch && (m == nil || len(strings.Split(m.Report.String(), "\n")) != 1+len(m.Report.Missing)+len(m.Report.Wrong)+len(m.Report.Surplus)) {
			t.Errorf("%s with %v: no report", c.model, c.fields)
		}
	}
}

func TestLookup(t *testing.T) {
	for _, p := range family.All() {
		_, short, _ := strings.Cut(p.Name, "/")
		for _, name := range []string{p.Name, strings.ToUpper(p.Name), short} {
			if got, err := family.Lookup(name); err != nil || got != p {
				t.Errorf("%s: %v, %v", name, got, err)
			}
		}
		if whole := p.Language != "" && p.Vision != "" && p.File != ""; whole != (p.Kind == family.OpenFlamingo) {
			t.Errorf("%s: %+v", p.Name, p)
		}
	}
	if _, err := family.Lookup("openflamingo/OpenFlamingo-3B-vit-mpt1b"); err == nil || !strings.Contains(err.Error(), "OpenFlamingo-3B-vitl-mpt1b") {
		t.Errorf("a name with a letter less: %v", err)
	}
}

func TestTokensOfTheFamilies(t *testing.T) {
	for name, want := range map[string]string{
		"mpt1b":            "<|endofchunk|> <image> <PAD>",
		"idefics":          "<fake_token_around_image> <image>",
		"idefics-instruct": "<fake_token_around_image> <image> <end_of_utterance>",
	} {
		if got := strings.Join(read(t, folder(t, name)).Added, " "); got != want {
			t.Errorf("%s adds %s, want %s", name, got, want)
		}
	}
	// A tokenizer that pads already keeps its token, however it is written down.
	dir := folder(t, "mpt1b")
	for _, pad := range []any{"<|padding|>", map[string]any{"content": "<|padding|>"}} {
		edit(t, filepath.Join(dir, "language", "tokenizer_config.json"), map[string]any{"pad_token": pad})
		if m := read(t, dir); len(m.Added) != 2 || m.Config.Tokens.Pad != "<|padding|>" {
			t.Errorf("pad token %v: %q, %q", pad, m.Config.Tokens.Pad, m.Added)
		}
	}
}

// FuzzConfig: whatever a configuration says, the answer is a model, or an error that comes soon.
func FuzzConfig(f *testing.F) {
	f.Add([]byte(`{"model_type": "idefics", "vocab_size": 10, "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "use_resampler": true}`))
	f.Add([]byte(`{"model_type": "idefics", "cross_layer_interval": 0, "vision_config": {"patch_size": 0, "num_attention_heads": 3}}`))
	f.Add([]byte(`{"model_type": "idefics", "num_attention_heads": 1000000, "perceiver_config": {"resampler_n_latents": 1000000000}}`))
	f.Add([]byte(`{"model_type": "idefics", "vision_config": null, "alpha_type": "vector", "rms_norm_eps": 1e400}`))
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "model.safetensors"), append([]byte{2, 0, 0, 0, 0, 0, 0, 0}, "{}"...), 0o644); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, config []byte) {
		if err := os.WriteFile(filepath.Join(dir, "config.json"), config, 0o644); err != nil {
			t.Fatal(err)
		}
		place, err := family.Find(dir)
		if err != nil {
			return
		}
		if m, err := family.Read(place); err == nil {
			t.Errorf("a model of %d weights was found in a file without any", len(m.Stored))
		}
	})
}
