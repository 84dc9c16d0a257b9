package sdk_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crypto/sha256"
	"encoding/hex"

	"wade/sdk"
	"wade/sdk/backend"
	"wade/sdk/family"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// checkpoint writes a folder as `wade train` does and returns it.
func checkpoint(t *testing.T, change func(c *flamingo.Config, w map[string]*tensor.Tensor, meta map[string]string)) string {
	t.Helper()
	c := flamingo.Pond()
	w, err := c.Init(3)
	if err != nil {
		t.Fatal(err)
	}
	words, err := pond.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	meta := map[string]string{"tokenizer": words.Hash()}
	if change != nil {
		change(&c, w, meta)
	}
	if _, ok := meta["config"]; !ok {
		config, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		meta["config"] = string(config)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "model.safetensors")
	if err := safetensors.Write(path, w, meta); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	record := `{"sha256":"` + hex.EncodeToString(sum[:]) + `","runs":[{"name":"vision","steps":12,"sessions":[{"commit":"abcdef0123456789"}]}]}`
	if err := os.WriteFile(filepath.Join(dir, "record.json"), []byte(record), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOpenACheckpoint(t *testing.T) {
	dir := checkpoint(t, nil)
	m, err := sdk.Open(t.Context(), "pond", sdk.File(dir), sdk.Backend("reference"), sdk.Policy("f32"))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for _, want := range []string{"vision 12 steps", "commit abcdef0123", "chosen by name", "reference", "weights f32"} {
		if !strings.Contains(m.String(), want) {
			t.Errorf("%s\nlacks %q", m, want)
		}
	}
	// The same weights by value answer the same.
	other, err := sdk.Open(t.Context(), "pond", sdk.Untrained(3), sdk.Backend("reference"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if !strings.Contains(other.String(), "untrained, drawn from seed 3") {
		t.Errorf("%s", other)
	}
	p := prompt.New().Ask(pond.Draw("a large red circle on the left"), "output :")
	a, err := m.Generate(t.Context(), p, flamingo.MaxTokens(3))
	if err != nil {
		t.Fatal(err)
	}
	b, err := other.Generate(t.Context(), p, flamingo.MaxTokens(3))
	if err != nil || a.Text != b.Text {
		t.Errorf("%q from the file, %q by value, %v", a.Text, b.Text, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	broken := checkpoint(t, nil)
	path := filepath.Join(broken, "model.safetensors")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	altered := checkpoint(t, nil)
	data[len(data)-9] ^= 1
	if err := os.WriteFile(filepath.Join(altered, "model.safetensors"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:len(data)-100], 0o644); err != nil {
		t.Fatal(err)
	}
	type weights = map[string]*tensor.Tensor
	for _, c := range []struct {
		name string
		opts []sdk.Option
		is   error
		want string
	}{
		{"pnd", nil, nil, `did you mean ["pond"]?`},
		{"gpt-4", nil, nil, `"pond" comes with wade, and sdk.Models lists those that are published`},
		{"openflamingo/OpenFlamingo-3B-vit-mpt1b", nil, nil, `did you mean ["openflamingo/OpenFlamingo-3B-vitl-mpt1b"`},
		{filepath.Dir(t.TempDir()), nil, family.ErrUnknown, "neither config.json nor checkpoint.pt"},
		{broken, []sdk.Option{sdk.Untrained(1)}, nil, "are for \"pond\""},
		{"pond", []sdk.Option{sdk.File("nowhere")}, os.ErrNotExist, "nowhere"},
		{"pond", []sdk.Option{sdk.File("nowhere"), sdk.Untrained(1)}, nil, "exclude each other"},
		{"pond", []sdk.Option{sdk.File(path)}, safetensors.ErrFormat, path},
		{"pond", []sdk.Option{sdk.File(altered)}, sdk.ErrAltered, "the record says"},
		{"pond", []sdk.Option{sdk.File(checkpoint(t, func(_ *flamingo.Config, w weights, _ map[string]string) { delete(w, "lm.embed.w") }))}, nil, "the first is lm.embed.w"},
		{"pond", []sdk.Option{sdk.File(checkpoint(t, func(c *flamingo.Config, _ weights, _ map[string]string) { c.LM.Width = 64 }))}, nil, "the configuration says"},
		{"pond", []sdk.Option{sdk.File(checkpoint(t, func(c *flamingo.Config, _ weights, _ map[string]string) { c.LM.Heads = 3 }))}, flamingo.ErrConfig, "heads 3"},
		{"pond", []sdk.Option{sdk.File(checkpoint(t, func(_ *flamingo.Config, _ weights, m map[string]string) { m["config"] = "{" }))}, nil, "reading the configuration"},
		{"pond", []sdk.Option{sdk.File(checkpoint(t, func(_ *flamingo.Config, _ weights, m map[string]string) { m["tokenizer"] = "00" }))}, nil, "another vocabulary"},
		{"pond", []sdk.Option{sdk.Untrained(1), sdk.Backend("abacus")}, backend.ErrUnavailable, "abacus"},
		{"pond", []sdk.Option{sdk.Untrained(1), sdk.Backend("reference"), sdk.Policy("f3")}, nil, "f3"},
	} {
		_, err := sdk.Open(t.Context(), c.name, c.opts...)
		if err == nil || !strings.Contains(err.Error(), c.want) || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestEmbeddedWeights(t *testing.T) {
	m, err := sdk.Open(t.Context(), "pond")
	if errors.Is(err, pond.ErrNoWeights) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	p := prompt.New().
		Shot(pond.Draw("large red circle on the left"), "output :", "red").
		Shot(pond.Draw("small blue star on the top"), "output :", "blue").
		Ask(pond.Draw("small green ring on the right"), "output :")
	a, err := m.Generate(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != "green" {
		t.Errorf("the colour of a green ring is %q", a.Text)
	}
}

func TestWithoutPluginsTheReferenceSaysSo(t *testing.T) {
	t.Setenv("WADE_PLUGIN_PATH", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	m, err := sdk.Open(t.Context(), "pond", sdk.Untrained(1))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if !strings.Contains(m.String(), "no plugin was found") || !strings.Contains(m.HTML(), "pure Go") {
		t.Errorf("%s", m)
	}
}

// TestOpenByPath opens the folder of a checkpoint of one's own by its path, as File does.
func TestOpenByPath(t *testing.T) {
	dir := checkpoint(t, nil)
	for _, path := range []string{dir, filepath.Join(dir, "model.safetensors")} {
		m, err := sdk.Open(t.Context(), path, sdk.Backend("reference"))
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Config().Name; got != flamingo.Pond().Name {
			t.Errorf("%s is %q", path, got)
		}
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	}
}
