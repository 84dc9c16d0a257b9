package program

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// sorted is the rule of Draw in plain words: everything is sorted first.
func sorted(logits []float32, params [SampleParams]float32, u float64) int {
	t, k, p, minP := float64(params[0]), int(params[1]), float64(params[2]), float64(params[3])
	var order []int
	for i, x := range logits {
		if x == x && !math.IsInf(float64(x), -1) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(logits[j], logits[i]) })
	if len(order) == 0 {
		return -1
	}
	if t <= 0 {
		return order[0]
	}
	if k > 0 {
		order = order[:min(k, len(order))]
	}
	prob, sum := make([]float64, len(order)), 0.0
	for i, j := range order {
		prob[i] = math.Exp((float64(logits[j]) - float64(logits[order[0]])) / t)
		sum += prob[i]
	}
	n, mass := len(prob), 0.0
	for i := range prob {
		if mass += prob[i] / sum; p > 0 && p < 1 && mass >= p {
			n = i + 1
			break
		}
	}
	for i := range n {
		if prob[i] < minP*prob[0] {
			n = i
			break
		}
	}
	sum = 0
	for _, x := range prob[:n] {
		sum += x
	}
	u *= sum
	for i, x := range prob[:n] {
		if u -= x; u < 0 {
			return order[i]
		}
	}
	return order[n-1]
}

// A draw, which looks at as few tokens as it can, is that of the rule.
func TestDrawIsItsRule(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		logits := make([]float32, 1+rng.IntN(40))
		for i := range logits {
			logits[i] = float32(math.Round(rng.NormFloat64()*8) / 2) // with equal ones
			if rng.IntN(9) == 0 {
				logits[i] = float32(math.Inf(-1))
			}
			if rng.IntN(20) == 0 {
				logits[i] = float32(math.NaN())
			}
		}
		pick := func(of ...float32) float32 { return of[rng.IntN(len(of))] }
		params := [SampleParams]float32{pick(0, 0.3, 1, 4), pick(0, 0, 1, 3, 100), pick(0, 0, 1, 0.2, 0.9), pick(0, 0, 0.01, 0.4, 1)}
		u := rng.Float64()
		if rng.IntN(9) == 0 {
			u = 1 - 1e-9
		}
		if got, want := Draw(logits, params, u), sorted(logits, params, u); got != want {
			t.Fatalf("%v of %v at %v: drew %d, want %d", params, logits, u, got, want)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	logits := make([]float32, 50280)
	for i := range logits {
		logits[i] = float32(rng.NormFloat64()) * 3
	}
	for i := range b.N {
		Draw(logits, [SampleParams]float32{1, 0, 0.9, 0}, Uniform(1, uint32(i)))
	}
}
