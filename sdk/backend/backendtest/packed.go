package backendtest

import (
	"math"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// wide32 has matrices with rows long enough to be packed, and vocabulary and sizes that no group divides.
var wide32 = network{layers: 2, width: 40, heads: 5, vocab: 67, latents: 5}

// packedPolicies lists policies that keep matrices as integers, with the largest integer.
var packedPolicies = []struct {
	policy backend.Policy
	most   float64
}{{backend.W8, 127}, {backend.W4, 7}}

// packed: under w8 and w4 matrices are rounded when they are loaded. What is fetched is what is computed with, and is close
// to what was loaded.
func packed(s *suite) {
	any := false
	for _, c := range packedPolicies {
		if s.has(c.policy) {
			any = true
			s.sub(string(c.policy), func(s *suite) { packedPolicy(s, c.policy, c.most) })
		}
	}
	if !any {
		s.Skipf("%s lists neither w8 nor w4", s.about.Name)
	}
}

func packedPolicy(s *suite, policy backend.Policy, most float64) {
	p := wide32.decoder("packed")
	exact := tinyWeights(p)
	m, err := s.be.Load(s.ctx(), backend.LoadSpec{Tensors: exact, Policy: policy})
	if err != nil {
		s.Fatal(err)
	}
	l := loaded{s, s.be, m, 0}
	l.program = l.compile(p)
	kept := l.fetch()
	rounded := 0
	for name, t := range kept {
		if close, changed := withinHalf(t, exact[name], most); !close {
			s.Errorf("%s: an element is further than half a step from what was loaded", name)
		} else if changed {
			rounded++
		}
	}
	if rounded == 0 {
		s.Errorf("no tensor changed under %s", policy)
	}
	s.same("a fetched vector, which is kept", kept["0.v.b"], exact["0.v.b"])

	truth := s.load(s.truth, backend.F64, kept, p)
	for _, tokens := range []int{1, 9, 40} { // few rows and many may go other ways
		x := wide32.prompt(2, tokens)
		step := backend.Step{Inputs: x.whole(), Captures: []string{"hidden", "embed", "wte", "1.mlp.up.w"}}
		got, want := l.step(step), truth.step(step)
		for _, name := range []string{"hidden", "logits", "embed"} {
			s.near(name, got[name], want[name], Rounded)
		}
		s.same("a captured matrix", got["wte"], kept["wte"])
		s.same("another captured matrix", got["1.mlp.up.w"], kept["1.mlp.up.w"])

		step.Edits = []program.Edit{{Value: "wte", Kind: program.EditScale, Rows: []int{3}, Data: []float32{0.5}}, {Value: "1.q.w", Kind: program.EditScale, Data: []float32{0}}}
		s.near("hidden with packed weights edited", l.step(step)["hidden"], truth.step(step)["hidden"], Rounded)
	}
	x := wide32.prompt(1, 7)
	h := l.session()
	for i := range x.tokens {
		got := l.step(backend.Step{Inputs: x.part(0, 1, i, i+1), Session: h})["logits"]
		want := truth.step(backend.Step{Inputs: x.part(0, 1, 0, i+1)})["logits"]
		s.near("logits of a session", got, rowsOf(want, i, i+1), Rounded)
	}
	packedStore(s, l, exact)
	packedGradient(s, policy, kept)
}

// withinHalf tells whether t is exact rounded to steps of the largest element of a row, at most.
func withinHalf(t, exact *tensor.Tensor, most float64) (close, changed bool) {
	cols := t.Shape()[len(t.Shape())-1]
	a, b := t.F32(), exact.F32()
	for r := 0; r < len(a); r += cols {
		largest := 0.0
		for _, x := range b[r : r+cols] {
			largest = max(largest, math.Abs(float64(x)))
		}
		for i := r; i < r+cols; i++ {
			d := math.Abs(float64(a[i]) - float64(b[i]))
			if !(d <= 0.51*largest/most) {
				return false, false
			}
			changed = changed || d > 0
		}
	}
	return true, changed
}

// packedStore: a stored matrix is rounded like a loaded one; one that has no such form changes nothing.
func packedStore(s *suite, l loaded, exact tensors) {
	before := l.fetch("0.q.w", "1.q.w")
	if err := s.be.Store(s.ctx(), l.model, tensors{"1.q.w": exact["0.q.w"]}); err != nil {
		s.Fatal(err)
	}
	s.same("a stored matrix", l.fetch("1.q.w")["1.q.w"], before["0.q.w"])
	bad := clone(tensors{"0.k.w": exact["0.k.w"]})
	bad["0.k.w"].F32()[77] = float32(math.Inf(1))
	err := s.be.Store(s.ctx(), l.model, tensors{"0.k.w": bad["0.k.w"], "0.alpha": floats([]float32{9}, 1)})
	s.refused("store of an infinite element", err, backend.ErrInvalid, `"0.k.w"`, "finite")
	s.same("a vector stored together with a matrix that was refused", l.fetch("0.alpha")["0.alpha"], exact["0.alpha"])
	_, err = s.be.Load(s.ctx(), backend.LoadSpec{Tensors: bad, Policy: packedPolicies[0].policy})
	s.refused("load of an infinite element", err, backend.ErrInvalid, `"0.k.w"`, "finite")
}

// packedGradient: gradients flow through packed weights; training them is refused, because small updates would vanish.
func packedGradient(s *suite, policy backend.Policy, kept tensors) {
	train, _ := wide32.trainer("training")
	m, err := s.be.Load(s.ctx(), backend.LoadSpec{Tensors: kept, Policy: policy})
	if err != nil {
		s.Fatal(err)
	}
	_, err = s.be.Compile(s.ctx(), m, train)
	s.refused("training of packed weights", err, backend.ErrUnsupported, "f32", string(policy))

	b := program.NewBuilder("attribution")
	loss := wide32.loss(b)
	p := built(b, append([]program.ID{loss}, b.Gradient(loss, b.ID("embed"), b.ID("media"), b.ID("0.gate"))...)...)
	l := loaded{s, s.be, m, 0}
	l.program = l.compile(p)
	in := trainingInputs(wide32.prompt(1, 5), 1)
	delete(in, "lr")
	delete(in, "step")
	got, want := l.step(backend.Step{Inputs: in}), s.load(s.truth, backend.F64, l.fetch(), p).step(backend.Step{Inputs: in})
	for name := range want {
		s.near(name, got[name], want[name], 2*Rounded)
	}
}
