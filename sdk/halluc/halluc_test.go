package halluc_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"wade/sdk/halluc"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) && !(math.IsInf(want, -1) && math.IsInf(got, -1)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// all compares to the last digit that the reference gives.
func all(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s has %d values, want %d", what, len(got), len(want))
	}
	for i := range want {
		near(t, fmt.Sprintf("%s[%d]", what, i), got[i], want[i], tolerance)
	}
}

const digits = 5.1e-7 // half of the sixth digit

func TestNoise(t *testing.T) {
	for _, c := range []struct {
		step        int
		keep, noise float64
	}{{0, .999989, .004726}, {250, .989134, .147018}, {500, .863017, .505175}, {700, .592677, .805440}, {999, .285042, .958515}} {
		keep, noise := halluc.Noise(c.step)
		near(t, fmt.Sprint("keep at ", c.step), keep, c.keep, digits)
		near(t, fmt.Sprint("noise at ", c.step), noise, c.noise, digits)
	}
}

var seen, blind = []float64{2, 1, 0, -3}, []float64{1.5, 1.8, -.5, -3}

func TestVCD(t *testing.T) {
	got := halluc.VCD(seen, blind, 1, .1)
	all(t, "logits", got, []float64{2.5, .2, .5, math.Inf(-1)}, 1e-12)
	all(t, "p", halluc.Softmax(got), []float64{.809327, .081142, .109531, 0}, digits)
	// the cutoff of this case is -0.302585
	if v := halluc.VCD([]float64{2, -.302586, -.302584}, []float64{0, 0, 0}, 1, .1); !math.IsInf(v[1], -1) || math.IsInf(v[2], -1) {
		t.Errorf("around the cutoff: %v", v)
	}
	all(t, "alpha 0 and beta 0", halluc.VCD(seen, blind, 0, 0), seen, 0)
}

func TestDistances(t *testing.T) {
	p, q := halluc.Softmax(seen), halluc.Softmax(blind)
	near(t, "Hellinger", halluc.Hellinger(p, q), .218622, digits)
	near(t, "KL", halluc.KL(p, q), .183774, digits)
	near(t, "JS", halluc.JS(p, q), .047325, digits)
}

func TestDistancesHoldTheirBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 2 + r.IntN(6)
		a, b := make([]float64, n), make([]float64, n)
		for i := range a {
			a[i], b[i] = 6*r.NormFloat64(), 6*r.NormFloat64()
		}
		p, q := halluc.Softmax(a), halluc.Softmax(b)
		h, kl, js := halluc.Hellinger(p, q), halluc.KL(p, q), halluc.JS(p, q)
		if h < 0 || h > 1 || kl < 0 || js < 0 || js > math.Ln2+1e-12 {
			t.Fatalf("out of bounds: %v %v %v for %v and %v", h, kl, js, p, q)
		}
		near(t, "JS turned over", halluc.JS(q, p), js, 1e-12)
		near(t, "Hellinger turned over", halluc.Hellinger(q, p), h, 1e-12)
		near(t, "distance of equals", halluc.Hellinger(p, p)+halluc.KL(p, p)+halluc.JS(p, p), 0, 1e-9)
		order := r.Perm(n)
		near(t, "KL in another order", halluc.KL(pick(p, order), pick(q, order)), kl, 1e-9)
	}
	apart, other := []float64{1, 0}, []float64{0, 1}
	near(t, "JS of distributions apart", halluc.JS(apart, other), math.Ln2, 1e-12)
	near(t, "Hellinger of distributions apart", halluc.Hellinger(apart, other), 1, 1e-12)
	if kl := halluc.KL(apart, other); !math.IsInf(kl, 1) {
		t.Errorf("KL of distributions apart is %v, want +Inf", kl)
	}
}

func pick(x []float64, order []int) []float64 {
	out := make([]float64, len(x))
	for i, j := range order {
		out[i] = x[j]
	}
	return out
}

func TestM3ID(t *testing.T) {
	for at, want := range map[float64]float64{0: 0, 10: .22140, 20: .49182, 50: 1.71828, 100: 6.38906} {
		near(t, fmt.Sprint("weight at ", at), halluc.M3IDWeight(at, .02), want, 5.1e-6)
	}
	flat, against := []float64{.1, 0, 0, 0}, []float64{0, 0, 1, 0} // no token reaches 0.3 when seen
	got, p, q := halluc.M3ID(flat, against, 2, .3), halluc.Softmax(flat), halluc.Softmax(against)
	for i := range got {
		near(t, "corrected", got[i], math.Log(p[i])+2*(math.Log(p[i])-math.Log(q[i])), 1e-12)
	}
	sure := halluc.M3ID(seen, blind, 2, .3) // one token has 0.66: left alone
	for i, p := range halluc.Softmax(seen) {
		near(t, "sure", sure[i], math.Log(p), 1e-12)
	}
	never := halluc.M3ID([]float64{0, 0, 0, 0, math.Inf(-1)}, []float64{0, 0, 0, 0, math.Inf(-1)}, 2, .3)
	if !math.IsInf(never[4], -1) {
		t.Errorf("a token that both exclude: %v", never[4])
	}
}

func TestSemanticEntropy(t *testing.T) {
	c := halluc.Semantic([]int{0, 0, 1, 0, 2}, []float64{-.2, -.3, -.5, -.25, -1})
	all(t, "p", c.P, []float64{.705862, .183089, .111049}, digits)
	near(t, "entropy", c.Entropy, .800785, digits)
	near(t, "discrete", c.Discrete, .950271, digits)
	near(t, "discrete by its largest", c.Discrete/math.Log(5), .590436, digits)
	near(t, "naive", c.Naive, .45, digits)
	near(t, "dispersion", halluc.Dispersion([]string{"a", "a", "b", "a", "c"}), .4, digits)

	one := halluc.Semantic([]int{0, 0, 0}, []float64{-1, -2, -30})
	if one.Entropy > 1e-12 || one.Discrete > 1e-12 {
		t.Errorf("one meaning has entropy %v, %v", one.Entropy, one.Discrete)
	}
	even := halluc.Semantic([]int{0, 1, 2, 3}, []float64{-7, -7, -7, -7})
	near(t, "entropy of four even meanings", even.Entropy, math.Log(4), 1e-12)
	turned := halluc.Semantic([]int{2, 0, 1, 0, 0}, []float64{-1, -.25, -.5, -.3, -.2})
	near(t, "entropy in another order", turned.Entropy, c.Entropy, 1e-12)
}

// The released code compares with the answer that opens a meaning only, and a later match wins.
func TestGroup(t *testing.T) {
	matrix := func(rows ...string) [][]bool {
		out := make([][]bool, len(rows))
		for i, r := range rows {
			for _, c := range r {
				out[i] = append(out[i], c == 'x')
			}
		}
		return out
	}
	for _, c := range []struct {
		name string
		same [][]bool
		want []int
	}{
		{"all alike", matrix("xxx", "xxx", "xxx"), []int{0, 0, 0}},
		{"one way is not enough", matrix("xx", ".x"), []int{0, 1}},
		{"not transitive: 2 leaves 0 for 1", matrix("x.x", ".xx", "xxx"), []int{0, 1, 1}},
		{"nothing", nil, []int{}},
	} {
		if got := halluc.Group(c.same); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBALD(t *testing.T) {
	p := halluc.BALD([][]float64{{.9, .1}, {.2, .8}, {.6, .4}})
	near(t, "total", p.Total, .684232, digits)
	near(t, "aleatoric", p.Aleatoric, .499499, digits)
	near(t, "epistemic", p.Epistemic, .184733, digits)
	if same := halluc.BALD([][]float64{{.3, .7}, {.3, .7}}); same.Epistemic > 1e-12 {
		t.Errorf("members that agree differ by %v", same.Epistemic)
	}
}

var (
	confidence = []float64{.95, .9, .8, .7, .65, .55, .3}
	right      = []bool{true, true, false, true, false, true, false}
)

func TestCalibration(t *testing.T) {
	near(t, "ECE", halluc.ECE(confidence, right, 5), .292857, digits)
	near(t, "Brier", halluc.Brier(confidence, right), .208214, digits)
	near(t, "AUROC", halluc.AUROC(confidence, right), .75, digits)
	bins := halluc.Reliability([]float64{0, .2, .2000001, 1}, []bool{false, false, true, true}, 5)
	if bins[0].N != 2 || bins[1].N != 1 || bins[4].N != 1 || !math.IsNaN(bins[2].Accuracy) {
		t.Errorf("edges of bins: %+v", bins)
	}
	near(t, "ECE of certainty that holds", halluc.ECE([]float64{1, 0}, []bool{true, false}, 15), 0, 0)
}

func TestSelective(t *testing.T) {
	s := halluc.Risk(confidence, right)
	near(t, "AURC", s.AURC, .249320, digits)
	near(t, "E-AURC", s.Excess(true), .140529, digits)
	near(t, "optimum", s.Optimum, .137415, digits)
	near(t, "AUGRC", s.AUGRC, .183673, digits)
	near(t, "excess above the finite optimum", s.Excess(false), s.AURC-.137415, digits)
}

// Equal confidences count as the mean over their orders, which is found here by trying them.
func TestTies(t *testing.T) {
	conf, ok := []float64{.9, .5, .5, .5, .2}, []bool{true, false, true, true, false}
	tied, tiedAUROC := halluc.Risk(conf, ok), halluc.AUROC(conf, ok)
	var aurc, augrc, auroc float64
	orders := [][]int{{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}}
	for _, o := range orders {
		broken := append([]float64(nil), conf...)
		for rank, i := range o {
			broken[i] -= float64(rank) / 100
		}
		s := halluc.Risk(broken, ok)
		aurc, augrc, auroc = aurc+s.AURC/6, augrc+s.AUGRC/6, auroc+halluc.AUROC(broken, ok)/6
	}
	near(t, "AURC", tied.AURC, aurc, 1e-12)
	near(t, "AUGRC", tied.AUGRC, augrc, 1e-12)
	near(t, "AUROC", tiedAUROC, auroc, 1e-12)
	near(t, "AUROC of one score", halluc.AUROC([]float64{1, 1, 1}, []bool{true, false, false}), .5, 0)
}

func TestRankingMeasuresKnowRanksOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		n := 3 + r.IntN(20)
		conf, moved, turned, ok := make([]float64, n), make([]float64, n), make([]float64, n), make([]bool, n)
		for i := range conf {
			conf[i], ok[i] = float64(r.IntN(6))/5, r.IntN(2) == 0
			moved[i], turned[i] = math.Exp(3*conf[i]), -conf[i]
		}
		ok[0], ok[1] = true, false
		a, s := halluc.AUROC(conf, ok), halluc.Risk(conf, ok)
		near(t, "AUROC after a monotone map", halluc.AUROC(moved, ok), a, 1e-12)
		near(t, "AUROC turned over", halluc.AUROC(turned, ok), 1-a, 1e-12)
		near(t, "AURC after a monotone map", halluc.Risk(moved, ok).AURC, s.AURC, 1e-12)
		if s.Excess(false) < -1e-12 || s.AUGRC > s.AURC+1e-12 || s.Limit > s.Optimum+1e-12 {
			t.Fatalf("out of bounds: %+v", s)
		}
		near(t, "risk at full coverage", s.Risk[n-1], halluc.Brier(make([]float64, n), not(ok)), 1e-12)
		if p := halluc.ECE(conf, ok, 7); p < 0 || p > 1 {
			t.Fatalf("ECE %v", p)
		}
	}
}

func not(x []bool) []bool {
	out := make([]bool, len(x))
	for i := range x {
		out[i] = !x[i]
	}
	return out
}

func TestOverTrust(t *testing.T) {
	rows := [][]float64{{1}, {.6, .4}, {.1, .7, .2}, {.1, .8, .05, .05}}
	got := halluc.OverTrust(rows, 50)
	for i, want := range []float64{3.75e-3, 2.8e-3, 2.5e-6, 2.5e-7} {
		near(t, fmt.Sprint("φ", i), got[i], want, 1e-9*want)
	}
}

func TestPOPE(t *testing.T) {
	c := halluc.Counts{TP: 40, FP: 10, TN: 35, FN: 15}
	all(t, "counts", []float64{c.Accuracy(), c.Precision(), c.Recall(), c.F1(), c.YesRatio()}, []float64{.75, .8, .727273, .761905, .5}, digits)
	if got := halluc.Count([]bool{true, true, false, false, true}, []bool{true, false, false, true, true}); got != (halluc.Counts{TP: 2, FP: 1, TN: 1, FN: 1}) {
		t.Errorf("counted %+v", got)
	}
	yes := halluc.Count([]bool{true, true}, []bool{true, false}) // who always says yes
	all(t, "always yes", []float64{yes.Accuracy(), yes.F1(), yes.YesRatio()}, []float64{.5, 2. / 3, 1}, 1e-12)
}

func TestContextualCalibration(t *testing.T) {
	all(t, "p", halluc.Calibrate([]float64{.7, .3}, []float64{.8, .2}), []float64{.368421, .631579}, digits)
	all(t, "no bias", halluc.Calibrate([]float64{.7, .3}, []float64{.5, .5}), []float64{.7, .3}, 1e-12)
}

func TestUndefinedIsNaN(t *testing.T) {
	nan := math.NaN()
	for name, got := range map[string]float64{
		"AUROC of nothing":           halluc.AUROC(nil, nil),
		"AUROC of one class":         halluc.AUROC([]float64{1, 2}, []bool{true, true}),
		"AUROC with NaN":             halluc.AUROC([]float64{1, nan}, []bool{true, false}),
		"ECE of nothing":             halluc.ECE(nil, nil, 5),
		"ECE with NaN":               halluc.ECE([]float64{.5, nan}, []bool{true, false}, 5),
		"Brier of nothing":           halluc.Brier(nil, nil),
		"AURC of nothing":            halluc.Risk(nil, nil).AURC,
		"AURC with NaN":              halluc.Risk([]float64{nan}, []bool{true}).AUGRC,
		"Hellinger of nothing":       halluc.Hellinger(nil, nil),
		"KL with NaN":                halluc.KL([]float64{nan, 1}, []float64{.5, .5}),
		"JS of nothing":              halluc.JS(nil, nil),
		"entropy of no answers":      halluc.Semantic(nil, nil).Entropy,
		"dispersion of no answers":   halluc.Dispersion(nil),
		"BALD without members":       halluc.BALD(nil).Total,
		"precision of who says no":   halluc.Counts{TN: 1, FN: 1}.Precision(),
		"recall of what never is":    halluc.Counts{TN: 1, FP: 1}.Recall(),
		"accuracy without questions": halluc.Counts{}.Accuracy(),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s is %v, want NaN", name, got)
		}
	}
	if halluc.VCD(nil, nil, 1, .1) != nil || halluc.Softmax(nil) != nil || len(halluc.OverTrust(nil, 50)) != 0 {
		t.Error("steps over no tokens give tokens")
	}
	wrong := halluc.Risk([]float64{.4, .6}, []bool{false, false}) // all wrong: nothing to gain by any order
	near(t, "excess where all is wrong", wrong.Excess(true)+wrong.Excess(false), 0, 1e-12)
}

func TestMistakesSayWhatIsWrong(t *testing.T) {
	for want, f := range map[string]func(){
		"2 scores and 1 classes":        func() { halluc.AUROC([]float64{1, 2}, []bool{true}) },
		"want 0 to 999":                 func() { halluc.Noise(1000) },
		"beta 2; want 0 to 1":           func() { halluc.VCD(seen, blind, 1, 2) },
		"0 bins":                        func() { halluc.ECE(confidence, right, 0) },
		"confidence 1.5; want 0 to 1":   func() { halluc.ECE([]float64{1.5}, []bool{true}, 5) },
		"cluster 7 of 2 answers":        func() { halluc.Semantic([]int{0, 7}, []float64{0, 0}) },
		"give a square matrix":          func() { halluc.Group([][]bool{{true, true}}) },
		"attention row 1 has 1 entries": func() { halluc.OverTrust([][]float64{{1}, {1}}, 50) },
	} {
		func() {
			defer func() {
				if r := fmt.Sprint(recover()); !strings.HasPrefix(r, "halluc: ") || !strings.Contains(r, want) {
					t.Errorf("panic %q, want %q", r, want)
				}
			}()
			f()
		}()
	}
}
