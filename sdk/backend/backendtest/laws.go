package backendtest

import (
	"fmt"
	"math"

	"wade/sdk/backend"
	"wade/sdk/program"
)

// laws are what models rely on beyond being close to the truth.
func laws(s *suite) {
	s.sub("ClosedGate", closedGate)
	s.sub("OtherImages", otherImages)
	s.sub("Future", future)
	s.sub("BlockedEdges", blockedEdges)
	s.sub("Batch", batch)
	s.sub("Draw", draw)
}

// closedGate: a gate of exactly 0 returns the residual bit for bit, and passes no gradient to the branch.
func closedGate(s *suite) {
	for _, width := range []int{1, 17, 64} {
		x := newSample("closed gate", false)
		a, branch := x.value("x", 3, width), x.value("branch", 3, width)
		gate := x.fixed("gate", []float32{0}, 1)
		out := x.GatedAdd("out", a, branch, gate)
		loss := x.SoftEntropy("loss", out, x.fixed("targets", normal(x.rng, 1, 3, width).F32(), 3, width))
		grads := x.Gradient(loss, a, branch, gate)
		p, err := x.Build(append(grads, out)...)
		if err != nil {
			s.Fatal(err)
		}
		x.inputs["x"].F32()[0] = float32(math.Copysign(0, -1))
		both := s.pair(nil, p)
		for i, bad := range []float64{1, math.NaN(), math.Inf(1)} {
			x.inputs["branch"].F32()[2] = float32(bad)
			got := both.be.step(backend.Step{Inputs: x.inputs})
			s.same(fmt.Sprintf("residual behind a gate of 0 with %g in the branch", bad), got["out"], x.inputs["x"])
			s.same("gradient of the branch behind a gate of 0", got["grad:branch"], floats(make([]float32, 3*width), 3, width))
			if i == 0 {
				both.agree("gradients at a gate of 0", backend.Step{Inputs: x.inputs}, Backward)
			}
		}
	}
}

// otherImages: what is in an image reaches only the rows that name it, and no row without an image.
func otherImages(s *suite) {
	x := newSample("other images", false)
	q, k, v := x.value("q", 1, 9, 24), x.value("k", 3, 5, 24), x.value("v", 3, 5, 24)
	x.inputs["image"] = ints([]int32{-1, 0, 0, 1, 1, 2, 2, -1, 0}, 1, 9)
	out := x.CrossAttention("out", q, k, v, x.Ints("image", program.Of(1, 9)), program.AttentionConfig{Heads: 2})
	loss := x.SoftEntropy("loss", out, x.fixed("targets", normal(x.rng, 1, 1, 9, 24).F32(), 1, 9, 24))
	p, err := x.Build(append(x.Gradient(loss, q), out)...)
	if err != nil {
		s.Fatal(err)
	}
	l := s.load(s.be, backend.F32, nil, p)
	before := l.step(backend.Step{Inputs: x.inputs})
	changed := clone(x.inputs)
	for _, name := range []string{"k", "v"} {
		for i := range 5 * 24 {
			changed[name].F32()[5*24+i] = float32(math.NaN()) // all of image 1
		}
	}
	after := l.step(backend.Step{Inputs: changed})["out"].F32()
	for r, image := range x.inputs["image"].I32() {
		for c := range 24 {
			a, b, d := before["out"].F32()[r*24+c], after[r*24+c], before["grad:q"].F32()[r*24+c]
			switch {
			case image == -1 && (a != 0 || b != 0 || d != 0):
				s.Fatalf("row %d has no image: its result is %g and %g and its gradient %g, want 0", r, a, b, d)
			case image == 1 && b == b:
				s.Fatalf("row %d names image 1, which is NaN, but is %g", r, b)
			case image != 1 && a != b:
				s.Fatalf("row %d names image %d, but changed from %g to %g with image 1", r, image, a, b)
			}
		}
	}
}

// future: a causal row is untouched by what comes after it, even if that is not a number.
func future(s *suite) {
	for _, n := range []int{3, 17, 65, 130} {
		x := newSample("future", false)
		c := program.AttentionConfig{Heads: 2, Causal: true}
		p, err := x.Build(x.Attention("out", x.value("q", 1, n, 24), x.value("k", 1, n, 24), x.value("v", 1, n, 24), c))
		if err != nil {
			s.Fatal(err)
		}
		l := s.load(s.be, backend.F32, nil, p)
		before := l.step(backend.Step{Inputs: x.inputs})["out"].F32()
		cut := n * 2 / 3
		for _, name := range []string{"k", "v"} {
			for i := cut * 24; i < n*24; i++ {
				x.inputs[name].F32()[i] = float32(math.NaN())
			}
		}
		after := l.step(backend.Step{Inputs: x.inputs})["out"].F32()
		for i := range cut * 24 {
			if before[i] != after[i] {
				s.Fatalf("%d rows: row %d changed from %g to %g when keys from row %d on became NaN; masked keys must not be read", n, i/24, before[i], after[i], cut)
			}
		}
	}
}

// blockedEdges: a mask of zeros changes no bit, and what stands at a blocked edge touches nothing, even if it is not a number;
// a mask can be edited.
func blockedEdges(s *suite) {
	for _, z := range []struct{ rows, keys int }{{1, 1}, {3, 3}, {17, 17}, {5, 65}, {65, 130}} {
		x := newSample("blocked", false)
		c := program.AttentionConfig{Heads: 2, Causal: true}
		q, k, v := x.value("q", 2, z.rows, 24), x.value("k", 2, z.keys, 24), x.value("v", 2, z.keys, 24)
		mask := x.fixed("mask", make([]float32, 2*z.rows*z.keys), 2, z.rows, z.keys)
		plain, out := x.Attention("plain", q, k, v, c), x.MaskedAttention("out", q, k, v, mask, c)
		pattern := x.MaskedPattern("pattern", q, k, mask, c)
		grads := x.Gradient(x.objective(out), q, k, v)
		p, err := x.Build(append(grads, plain, out, pattern, x.Pattern("plain.pattern", q, k, c))...)
		if err != nil {
			s.Fatal(err)
		}
		both := s.pair(nil, p)
		what := fmt.Sprintf("%d rows over %d keys", z.rows, z.keys)
		got := both.be.step(backend.Step{Inputs: x.inputs})
		s.same(what+" with a mask of zeros", got["out"], got["plain"])
		s.same(what+": pattern with a mask of zeros", got["pattern"], got["plain.pattern"])

		none := float32(math.Inf(-1))
		if z.keys > 1 {
			both.agree(what+": one row of the mask edited", backend.Step{Inputs: x.inputs, Edits: []program.Edit{{Value: "mask", Kind: program.EditReplace, Rows: []int{z.rows}, Data: []float32{none}}}}, Backward)
		}
		dirty, bad := clone(x.inputs), func(key int) bool { return key%3 == 0 }
		for e := range x.inputs["mask"].Len() {
			if bad(e % z.keys) {
				x.inputs["mask"].F32()[e], dirty["mask"].F32()[e] = none, none
			}
		}
		for _, name := range []string{"k", "v"} {
			for i := range dirty[name].Len() {
				if bad(i / 24 % z.keys) {
					dirty[name].F32()[i] = float32(math.NaN())
				}
			}
		}
		clean := both.agree(what+" with blocked edges", backend.Step{Inputs: x.inputs}, Backward)
		after := both.be.step(backend.Step{Inputs: dirty})
		for _, name := range []string{"out", "pattern", "grad:q", "grad:k", "grad:v"} {
			s.same(what+": "+name+" with NaN at keys that are blocked", after[name], clean[name])
		}
		for i, x := range after["pattern"].F32() {
			if bad(i%z.keys) && x != 0 {
				s.Fatalf("%s: a blocked edge has the probability %g", what, x)
			}
		}
	}
}

// batch: a sequence gives the same alone and among others.
func batch(s *suite) {
	p := tinyProgram("batch")
	l := s.load(s.be, backend.F32, tinyWeights(p), p)
	x := newPrompt(3, 7)
	all := l.step(backend.Step{Inputs: x.whole()})["logits"]
	for b := range x.batch {
		one := l.step(backend.Step{Inputs: x.part(b, b+1, 0, x.tokens)})["logits"]
		s.near(fmt.Sprintf("sequence %d among three, against alone", b), rowsOf(all, b*x.tokens, (b+1)*x.tokens), one, Forward)
	}
}

// draw: sampling is program.Draw with program.Uniform, exactly, whatever the backend computes with.
func draw(s *suite) {
	b := program.NewBuilder("draw")
	logits := b.Input("logits", program.Of("rows", "classes"))
	p := built(b, b.Sample("next", logits, b.Input("params", program.Of(4)), b.Ints("seed", program.Of(2))))
	l := s.load(s.be, backend.F32, nil, p)
	x := newSample("draw", false)
	for _, params := range [][4]float32{{}, {1}, {0.7, 5}, {1.3, 0, 0.8}, {1, 0, 0, 0.2}, {0.5, 9, 0.9, 0.05}} {
		for _, classes := range []int{1, 17, 257} {
			t := normal(x.rng, 2, 5, classes)
			t.F32()[0], t.F32()[classes] = float32(math.NaN()), float32(math.Inf(-1))
			for counter := range int32(4) {
				got := l.step(backend.Step{Inputs: tensors{"logits": t, "params": floats(params[:], 4), "seed": ints([]int32{9, counter}, 2)}})["next"].I32()
				for r, id := range got {
					want := program.Draw(t.F32()[r*classes:(r+1)*classes], params, program.Uniform(9+uint32(r), uint32(counter)))
					if int(id) != want {
						s.Fatalf("row %d of %d classes with params %v and counter %d drew %d, program.Draw %d: row r draws with Uniform(seed + r, counter)", r, classes, params, counter, id, want)
					}
				}
			}
		}
	}
}
