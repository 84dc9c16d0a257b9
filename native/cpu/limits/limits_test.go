//go:build cgo

package limits

import (
	"slices"
	"testing"
	"time"

	"wade/native/cpu"
)

// TestEveryUnitIsMeasured: whatever kernels use has a limit, and what is not there has none.
func TestEveryUnitIsMeasured(t *testing.T) {
	r, err := Measure(1, 8<<20, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rate    float64
		variant string
	}{{r.Read, "generic"}, {r.BF16, "avx512bf16"}, {r.Int8, "avx512vnni"}, {r.TileBF16, "amx"}, {r.TileInt8, "amx"}} {
		if able := slices.Contains(cpu.Variants(), c.variant); able != (c.rate > 0) {
			t.Errorf("%s: rate %g, supported %t", c.variant, c.rate, able)
		}
	}
	if slices.Contains(cpu.Variants(), "avx2") && r.FMA == 0 {
		t.Error("no rate of multiplications")
	}
}
