package tensor

import (
	"fmt"
	"math"
	"strings"
)

// String tells type, axes and a few elements: f32 [layer:4 head:4] 0.1 0.2 … (min 0, max 1, mean 0.3).
func (t *Tensor) String() string {
	const shown = 6
	var b strings.Builder
	fmt.Fprintf(&b, "%s [%s]", t.dtype, axisText(t.axes))
	n := t.Len()
	for i := range min(n, shown) {
		fmt.Fprintf(&b, " %.4g", t.at(i))
	}
	if n <= shown {
		return b.String()
	}
	lo, hi, sum, bad := math.Inf(1), math.Inf(-1), 0.0, 0
	for i := range n {
		x := t.at(i)
		if math.IsNaN(x) {
			bad++
			continue
		}
		lo, hi, sum = min(lo, x), max(hi, x), sum+x
	}
	if bad == n {
		return b.String() + " … (all are NaN)"
	}
	fmt.Fprintf(&b, " … (min %.4g, max %.4g, mean %.4g", lo, hi, sum/float64(n-bad))
	if bad > 0 {
		fmt.Fprintf(&b, ", %d NaN", bad)
	}
	return b.String() + ")"
}

// at is element i in memory order.
func (t *Tensor) at(i int) float64 {
	switch t.dtype {
	case F32:
		return float64(t.f32[i])
	case F64:
		return t.f64[i]
	case I32:
		return float64(t.i32[i])
	}
	var x [1]float32
	BF16ToF32(x[:], t.bf16[i:i+1])
	return float64(x[0])
}
