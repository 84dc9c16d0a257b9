package train

import (
	"math"
	"testing"
)

func TestSchedule(t *testing.T) {
	s := Schedule{Peak: 1e-3, Floor: 0.05, Warmup: 200, Steps: 1000}
	for _, c := range []struct {
		step int
		want float64
	}{{1, 5e-6}, {100, 5e-4}, {200, 1e-3}, {600, 1e-3 * (0.05 + 0.95/2)}, {1000, 5e-5}, {2000, 5e-5}} {
		if got := s.At(c.step); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("step %d: %g, want %g", c.step, got, c.want)
		}
	}
}
