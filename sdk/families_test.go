package sdk_test

import (
	"flag"
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/internal/zoo"
	"wade/sdk/prompt"
	"wade/sdk/tensor/safetensors"
)

var familiesDir = flag.String("families", "", "folder of tools/families.py to compare with, instead of family/testdata")

// familyFolder returns the folder of a small model of tools/families.py, as if it had been downloaded.
func familyFolder(t *testing.T, name string) string {
	t.Helper()
	if *familiesDir != "" {
		return filepath.Join(*familiesDir, name)
	}
	return zoo.Unpack(t, filepath.Join("family", "testdata", name+".zip"))
}

// familyPrompt is the prompt of a golden file.
func familyPrompt(t *testing.T, dir, name string) *prompt.Prompt {
	t.Helper()
	var pictures [2]prompt.Picture
	for i := range pictures {
		f, err := os.Open(filepath.Join(dir, fmt.Sprintf("golden-%d.png", i)))
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		pictures[i] = prompt.FromImage(img, "squares")
	}
	if name == "idefics-instruct" {
		return prompt.New().Shot(pictures[0], "What?", "red").Ask(pictures[1], "And here?")
	}
	return prompt.New().Text("Two birds.").Shot(pictures[0], "Output:", " a large red circle").Ask(pictures[1], "Output:")
}

// TestFamilies opens the folder of a model of each family and compares it with the public Python packages: tokens of the
// prompt, every layer, and 32 tokens by greedy and by beam search, exactly.
func TestFamilies(t *testing.T) {
	for _, name := range []string{"mpt1b", "mpt7b", "neox", "idefics", "idefics-instruct"} {
		dir := familyFolder(t, name)
		golden, err := safetensors.Open(filepath.Join(dir, "golden.safetensors"))
		if err != nil {
			t.Fatal(err)
		}
		defer golden.Close()
		for _, backend := range []string{"reference", "cpu"} {
			t.Run(name+"/"+backend, func(t *testing.T) {
				m, err := sdk.Open(t.Context(), dir, sdk.Backend(backend), sdk.Policy("f32"))
				if err != nil && backend == "cpu" {
					t.Skipf("no such backend here (build it, and set WADE_PLUGIN_PATH): %v", err)
				}
				if err != nil {
					t.Fatal(err)
				}
				defer m.Close()
				p := familyPrompt(t, dir, name)
				compareLayers(t, m, p, golden)
				compareAnswers(t, m, p, golden)
			})
		}
	}
}

// near1e4 tells whether all values agree to 1e-4, relative above 1 and absolute below.
func near1e4(got, want []float32) bool {
	if len(got) != len(want) {
		return false
	}
	for i, x := range want {
		if d := math.Abs(float64(got[i]) - float64(x)); !(d <= tolerance*math.Max(1, math.Abs(float64(x)))) {
			return false
		}
	}
	return true
}

func goldenInts(t *testing.T, f *safetensors.File, name string) []int32 {
	t.Helper()
	v, err := f.Tensor(name)
	if err != nil {
		t.Fatal(err)
	}
	return v.I32()
}

func compareLayers(t *testing.T, m *flamingo.Model, p *prompt.Prompt, golden *safetensors.File) {
	t.Helper()
	e, err := m.Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	if want := goldenInts(t, golden, "ids"); !slices.Equal(e.IDs(), want) {
		t.Fatalf("the prompt is %v, in Python %v", e.IDs(), want)
	}
	trace, err := m.Forward(t.Context(), p, "*")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, n := range golden.Names() {
		want, err := golden.Tensor(n)
		if err != nil || want.F32() == nil || n == "pixels" || n == "vectors" {
			continue
		}
		compared++
		got, err := trace.At(n)
		if err != nil {
			t.Fatal(err)
		}
		if !near1e4(got.ToF32(), want.F32()) {
			t.Errorf("%s differs from Python's", n)
		}
	}
	if layers := m.Config().LM.Layers + m.Config().ViT.Layers; compared < 2*layers {
		t.Errorf("only %d values were compared", compared)
	}
	if want, err := golden.Tensor("vectors"); err == nil {
		got, err := m.Vectors(t.Context(), p.Pictures()...)
		if err != nil {
			t.Fatal(err)
		}
		if !near1e4(got.ToF32(), want.F32()) {
			t.Error("the vectors of the pictures differ from Python's")
		}
	}
}

func compareAnswers(t *testing.T, m *flamingo.Model, p *prompt.Prompt, golden *safetensors.File) {
	t.Helper()
	for _, c := range []struct {
		name    string
		options []flamingo.Option
	}{
		{"greedy", nil},
		{"beam3", []flamingo.Option{flamingo.Beams(3)}},
		{"beam3_flat", []flamingo.Option{flamingo.Beams(3), flamingo.LengthPenalty(0)}},
	} {
		a, err := m.Generate(t.Context(), p, append(c.options, flamingo.MaxTokens(32))...)
		if err != nil {
			t.Fatal(err)
		}
		var ids []int32
		for _, d := range a.Tokens {
			ids = append(ids, d.ID)
		}
		if want := goldenInts(t, golden, c.name); !slices.Equal(ids, want) {
			t.Errorf("%s: %v, in Python %v", c.name, ids, want)
		}
	}
}

// TestFamiliesInFewerBits opens published files in every policy of the cpu backend: pieces of files are mapped or gathered
// before they are rounded.
func TestFamiliesInFewerBits(t *testing.T) {
	for _, name := range []string{"mpt1b", "neox", "idefics"} {
		dir := familyFolder(t, name)
		p := familyPrompt(t, dir, name)
		var exact []float32
		for _, c := range []struct {
			policy string
			bound  float64 // of the root mean square of the error, in that of the logits
		}{{"f32", 0}, {"bf16", 0.05}, {"w8", 0.1}, {"w4", 1}} {
			m, err := sdk.Open(t.Context(), dir, sdk.Backend("cpu"), sdk.Policy(c.policy))
			if err != nil && exact == nil {
				t.Skipf("no such backend here (build it, and set WADE_PLUGIN_PATH): %v", err)
			}
			if err != nil {
				t.Fatal(err)
			}
			trace, err := m.Forward(t.Context(), p, "logits")
			if err == nil {
				err = m.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			logits, err := trace.At("logits")
			if err != nil {
				t.Fatal(err)
			}
			got := logits.ToF32()
			if exact == nil {
				exact = got
			}
			var off, all float64
			for i, x := range exact {
				off += float64(got[i]-x) * float64(got[i]-x)
				all += float64(x) * float64(x)
			}
			if share := math.Sqrt(off / all); !(share <= c.bound) {
				t.Errorf("%s in %s: logits are off by %.3f of their size", name, c.policy, share)
			}
		}
	}
}
