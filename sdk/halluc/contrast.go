package halluc

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// NoiseSteps is the length of the noise schedule of VCD.
const NoiseSteps = 1000

// Noise is the schedule by which VCD blurs a picture: at a step of 0 to 999 the normalised pixels v become
// keep · v + noise · ε with standard normal ε (Leng et al., 2311.16922; the step of the paper's evaluation is 500).
func Noise(step int) (keep, noise float64) {
	require(step >= 0 && step < NoiseSteps, "noise step %d; want 0 to %d", step, NoiseSteps-1)
	product := 1.0
	for i := range step + 1 {
		x := -6 + 12*float64(i)/(NoiseSteps-1)
		product *= 1 - ((5e-3-1e-5)/(1+math.Exp(-x)) + 1e-5)
	}
	return math.Sqrt(product), math.Sqrt(1 - product)
}

// VCD is one step of visual contrastive decoding: (1+alpha) · seen - alpha · blind, and -Inf for every token that is less
// likely than beta times the likeliest one when the picture is seen (Leng et al., 2311.16922). Seen and blind are logits of the same
// tokens; what blind means is the caller's choice: a noisy picture, none, closed gates. The reference values are alpha 1, beta 0.1.
func VCD(seen, blind []float64, alpha, beta float64) []float64 {
	together(len(seen), len(blind), "logits that see", "blind ones")
	require(beta >= 0 && beta <= 1, "beta %v; want 0 to 1", beta)
	if len(seen) == 0 {
		return nil
	}
	cut := slices.Max(seen) + math.Log(beta)
	out := make([]float64, len(seen))
	for i, s := range seen {
		if out[i] = (1+alpha)*s - alpha*blind[i]; s < cut {
			out[i] = math.Inf(-1)
		}
	}
	return out
}

// M3IDWeight is (1-γ)/γ with γ = exp(-lambda · t): how much M3ID leans on the picture at token t, the more the longer the
// answer (Favero et al., 2403.14003). Lambda is 0.02 there; t counts from 0 for captions, from the length of the question otherwise.
func M3IDWeight(t, lambda float64) float64 { return math.Expm1(lambda * t) }

// M3ID is one step of mutual-information decoding (Favero et al., 2403.14003): log p(seen), and where no token is as likely as alpha (0.3
// there), plus weight · (log p(seen) - log p(blind)). Seen and blind are logits of the same tokens; the result is not
// normalised.
func M3ID(seen, blind []float64, weight, alpha float64) []float64 {
	together(len(seen), len(blind), "logits that see", "blind ones")
	require(alpha >= 0 && alpha <= 1, "alpha %v; want 0 to 1", alpha)
	if len(seen) == 0 {
		return nil
	}
	out, without := logSoftmax(seen), logSoftmax(blind)
	if slices.Max(out) >= math.Log(alpha) {
		return out
	}
	for i, s := range out {
		if weight != 0 && !math.IsInf(s, -1) { // a token that cannot come stays impossible, also where -Inf meets -Inf
			out[i] += weight * (s - without[i])
		}
	}
	return out
}

// Softmax turns logits into probabilities; a logit of -Inf has none.
func Softmax(logits []float64) []float64 {
	p := logSoftmax(logits)
	for i := range p {
		p[i] = math.Exp(p[i])
	}
	return p
}

func logSoftmax(logits []float64) []float64 {
	if len(logits) == 0 {
		return nil
	}
	out := slices.Clone(logits)
	floats.AddConst(-floats.LogSumExp(logits), out)
	return out
}

// Calibrate divides the probabilities of the labels by those that a question without content gets, and normalises: contextual
// calibration (Zhao et al., 2102.09690). Free is the mean over several such questions; in a gated model also closed gates, a blank picture.
func Calibrate(p, free []float64) []float64 {
	together(len(p), len(free), "probabilities", "content-free ones")
	out, sum := make([]float64, len(p)), 0.0
	for i := range p {
		out[i] = p[i] / free[i]
		sum += out[i]
	}
	floats.Scale(1/sum, out)
	return out
}
