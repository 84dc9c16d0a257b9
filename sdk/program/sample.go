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
	f := falling{logits: logits, left: make([]int32, 0, len(logits))}
	for i, x := range logits {
		if x == x && !math.IsInf(float64(x), -1) {
			f.left = append(f.left, int32(i))
		}
	}
	weight := func(i int32) float64 { return math.Exp((float64(logits[i]) - float64(logits[best])) / t) }
	sum := 0.0
	if k <= 0 || k >= len(f.left) {
		k = len(f.left)
		for _, i := range f.left {
			sum += weight(i)
		}
	}
	f.begin()
	var kept []float64
	if k < len(f.left) {
		for range k {
			w := weight(f.next())
			kept, sum = append(kept, w), sum+w
		}
	}
	at := func(i int) float64 { // the i-th largest
		for len(kept) <= i {
			kept = append(kept, weight(f.next()))
		}
		return kept[i]
	}
	n, cut := k, false
	if p > 0 && p < 1 {
		mass := 0.0
		for i := range n {
			if mass += at(i) / sum; mass >= p {
				n, cut = i+1, true
				break
			}
		}
	}
	if minP > 0 {
		for i := 1; i < n; i++ {
			if at(i) < minP*at(0) {
				n, cut = i, true
				break
			}
		}
	}
	if cut {
		sum = 0
		for i := range n {
			sum += at(i)
		}
	}
	u *= sum
	for i := range n {
		if u -= at(i); u < 0 {
			return int(f.taken[i])
		}
	}
	at(n - 1)
	return int(f.taken[n-1])
}

// falling gives indices by falling logit, the lowest first among equals. It is a heap: a draw looks at few of a large vocabulary, and
// sorting all would take as long as a token of the model.
type falling struct {
	logits []float32
	left   []int32
	taken  []int32
}

func (f *falling) before(i, j int) bool {
	x, y := f.logits[f.left[i]], f.logits[f.left[j]]
	return x > y || x == y && f.left[i] < f.left[j]
}

func (f *falling) begin() {
	for i := len(f.left)/2 - 1; i >= 0; i-- {
		f.sink(i)
	}
}

func (f *falling) next() int32 {
	first, last := f.left[0], len(f.left)-1
	f.left[0] = f.left[last]
	f.left = f.left[:last]
	f.sink(0)
	f.taken = append(f.taken, first)
	return first
}

func (f *falling) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(f.left) {
			return
		}
		if child+1 < len(f.left) && f.before(child+1, child) {
			child++
		}
		if !f.before(child, i) {
			return
		}
		f.left[i], f.left[child] = f.left[child], f.left[i]
		i = child
	}
}
