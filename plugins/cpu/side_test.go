//go:build cgo

package cpu_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"wade/plugins/cpu"
	"wade/sdk/backend"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// TestPackedWeightsAreKeptInAFile loads a file just large enough for a side file, which every variant must read alike.
func TestPackedWeightsAreKeptInAFile(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 150 MB")
	}
	cache := t.TempDir()
	t.Setenv("WADE_CACHE", cache)
	const out, in = 4096, 8192 // 64 MiB of bfloat16
	rng := rand.New(rand.NewPCG(1, 2))
	bits := make([]uint16, out*in)
	for i := range bits {
		bits[i] = uint16(0x3d00 + rng.Uint32()&0x80ff)
	}
	w, err := tensor.FromBF16(bits, tensor.Sizes(out, in)...)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "w.safetensors")
	if err := safetensors.Write(path, map[string]*tensor.Tensor{"w": w}, nil); err != nil {
		t.Fatal(err)
	}
	for _, policy := range []backend.Policy{backend.W8, backend.W4} {
		var want []float32
		for i, variant := range []string{"", "", "avx2", "generic"} {
			be, err := cpu.New(cpu.Config{Variant: variant})
			if err != nil {
				t.Skip(err)
			}
			if i == 0 {
				t.Setenv("WADE_CACHE", "off") // what it is without
			} else {
				t.Setenv("WADE_CACHE", cache)
			}
			m, err := be.Load(t.Context(), backend.LoadSpec{Files: []string{path}, Policy: policy})
			if err != nil {
				t.Fatal(err)
			}
			all, err := be.Fetch(t.Context(), m, "w")
			if err != nil {
				t.Fatal(err)
			}
			if err := be.Close(); err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = all["w"].F32()
			} else if !slices.Equal(all["w"].F32(), want) {
				t.Errorf("%s, variant %q: weights differ from those made in memory", policy, variant)
			}
		}
	}
	if files, err := os.ReadDir(cache); err != nil || len(files) != 2 {
		t.Errorf("side files %v, %v, want one for each policy", files, err)
	}
}
