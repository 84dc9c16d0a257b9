package big

import (
	"encoding/json"
	"math"
	"path/filepath"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/tensor/safetensors"
)

func TestParametersAreThoseOfTheModels(t *testing.T) {
	want := map[flamingo.Part]float64{flamingo.VisionPart: 303e6, flamingo.ResamplerPart: 63e6, flamingo.GatedPart: 881e6, flamingo.LanguagePart: 1311e6}
	have := map[flamingo.Part]float64{}
	for _, w := range Sizes["1b"].Weights() {
		n := 1.0
		for _, s := range w.Sizes {
			n *= float64(s)
		}
		have[w.Part] += n
	}
	for p, n := range want {
		if math.Abs(have[p]/n-1) > 0.01 {
			t.Errorf("%s has %.4g parameters, want about %.4g", p, have[p], n)
		}
	}
}

func TestFilesAreTheSameInPartsAndWhole(t *testing.T) {
	dir, c := t.TempDir(), Sizes["small"]
	for _, bf16 := range []bool{true, false} {
		whole := filepath.Join(dir, "whole")
		if err := Write(whole, c, bf16, 1); err != nil {
			t.Fatal(err)
		}
		all := open(t, whole)
		if n := len(all.Names()); n != len(c.Weights()) {
			t.Errorf("%d tensors, want %d", n, len(c.Weights()))
		}
		var config flamingo.Config
		if err := json.Unmarshal([]byte(all.Metadata()["config"]), &config); err != nil || config.Check() != nil || config.LM != c.LM {
			t.Errorf("the configuration in the file is %+v (%v)", config, err)
		}
		for _, part := range flamingo.Parts() {
			path := filepath.Join(dir, string(part))
			if err := Write(path, c, bf16, 1, part); err != nil {
				t.Fatal(err)
			}
			f := open(t, path)
			for _, name := range f.Names() {
				a, b := floats(t, f, name), floats(t, all, name)
				for i := range a {
					if a[i] != b[i] {
						t.Fatalf("%s[%d] is %#x apart and %#x together", name, i, a[i], b[i])
					}
				}
			}
		}
	}
}

// TestMoments: products of such numbers are as large as those of trained weights, and none is denormal.
func TestMoments(t *testing.T) {
	r := ruleOf(flamingo.WeightSpec{Name: "x", Sizes: []int{4, 4}, Std: 0.02}, 3)
	var sum, square, most float64
	const n = 1 << 18
	for i := range uint64(n) {
		x := float64(r.at(i))
		sum, square, most = sum+x, square+x*x, max(most, math.Abs(x))
		if x != 0 && math.Abs(x) < 1e-8 {
			t.Fatalf("element %d is %g", i, x)
		}
	}
	if mean, std := sum/n, math.Sqrt(square/n); math.Abs(mean) > 2e-4 || math.Abs(std-0.02) > 2e-4 || most > 0.08 || most < 0.06 {
		t.Errorf("mean %g, deviation %g, largest %g; want 0, 0.02 and about 0.067", mean, std, most)
	}
}

func open(t *testing.T, path string) *safetensors.File {
	t.Helper()
	f, err := safetensors.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func floats(t *testing.T, f *safetensors.File, name string) []uint32 {
	t.Helper()
	x, err := f.Tensor(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []uint32
	for _, v := range x.BF16() {
		out = append(out, uint32(v))
	}
	for _, v := range x.F32() {
		out = append(out, math.Float32bits(v))
	}
	return out
}
