package program

import "math"

// SampleParams is the number of parameters of Sample: temperature, top-k, top-p, min-p.
const SampleParams = 4

func headScale(width int) float32 { return float32(1 / math.Sqrt(float64(width))) }

// Uniform is the n-th number in [0,1) of a seed, the same on every backend: splitmix64 over seed and counter.
func Uniform(seed, counter uint32) float64 {
	z := uint64(seed)<<32 | uint64(counter)
	for range 2 {
		z += 0x9e3779b97f4a7c15
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
	}
	return float64(z>>11) / (1 << 53)
}

// Draw is the rule of Sample for one row of logits. A temperature of 0 takes the largest logit, the lowest index among
// equals. Otherwise probabilities are softmax(logits / temperature), kept in falling order until top-k entries (0: all),
// top-p mass (0 or 1: all) and min-p times the largest are exhausted, renormalised, and u in [0,1) picks one. -Inf
// logits are never drawn; NaN logits count as -Inf. It returns -1 if nothing can be drawn.
func Draw(logits []float32, params [SampleParams]float32, u float64) int {
	best := -1
	for i, x := range logits {
		if x == x && !math.IsInf(float64(x), -1) && (best < 0 || x > logits[best]) {
			best = i
		}
	}
	t, k, p, minP := float64(params[0]), int(params[1]), float64(params[2]), float64(params[3])
	if best < 0 || t <= 0 || math.IsInf(float64(logits[best]), 1) {
		return best
	}
	order := make([]int, 0, len(logits))
	for i, x := range logits {
		if x == x && !math.IsInf(float64(x), -1) {
			order = append(order, i)
		}
	}
	sortByLogit(order, logits)
	if k > 0 && k < len(order) {
		order = order[:k]
	}
	prob := make([]float64, len(order))
	sum := 0.0
	for i, j := range order {
		prob[i] = math.Exp((float64(logits[j]) - float64(logits[best])) / t)
		sum += prob[i]
	}
	if p > 0 && p < 1 {
		mass := 0.0
		for i := range prob {
			mass += prob[i] / sum
			if mass >= p {
				prob = prob[:i+1]
				break
			}
		}
	}
	for i := range prob {
		if i > 0 && prob[i] < minP*prob[0] {
			prob = prob[:i]
			break
		}
	}
	sum = 0
	for _, x := range prob {
		sum += x
	}
	u *= sum
	for i, x := range prob {
		if u -= x; u < 0 {
			return order[i]
		}
	}
	return order[len(prob)-1]
}
