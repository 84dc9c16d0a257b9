package exec_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// TestFusedIsTheSame runs random programs on kernels that fuse and on kernels that do not, and on kernels that write what only
// products read in a form of their own, with captures and edits anywhere.
func TestFusedIsTheSame(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	fused, owned := 0, 0
	for round := range 200 {
		b := program.NewBuilder("random")
		w := b.Weight("w", 3, 3)
		gate := b.Input("gate", program.Of(1))
		ids := []program.ID{b.Input("x", program.Of(2, 3)), b.Input("z", program.Of(2, 3))}
		pick := func() program.ID { // the last ones more often, so that chains come about
			if rng.IntN(3) > 0 {
				return ids[len(ids)-1]
			}
			return ids[rng.IntN(len(ids))]
		}
		for range 14 {
			var id program.ID
			switch rng.IntN(7) {
			case 0, 1:
				id = b.Linear("", pick(), w, program.None)
			case 2, 3:
				id = b.Activate("", pick(), program.ReLU)
			case 4:
				id = b.Mul("", pick(), pick())
			case 5:
				id = b.Add("", pick(), pick())
			case 6:
				id = b.GatedAdd("", pick(), pick(), gate)
			}
			ids = append(ids, id)
		}
		p := build(t, b, ids[len(ids)-1], pick())
		data := func(n int) []float32 {
			x := make([]float32, n)
			for i := range x {
				x[i] = float32(rng.NormFloat64())
			}
			return x
		}
		step := backend.Step{Inputs: map[string]*tensor.Tensor{"x": floats(t, data(6), 2, 3), "z": floats(t, data(6), 2, 3), "gate": floats(t, data(1), 1)}}
		weights := map[string]*tensor.Tensor{"w": floats(t, data(9), 3, 3)}
		plain := newBench(t, backend.F32, weights, p, exec.Options{})
		under := func(k *toy) bench { return newBenchOf(t, k, backend.BF16, weights, p, exec.Options{}) }
		formed, formless := under(&toy{fuses: true, forms: true}), under(&toy{})
		fusing := newBenchOf(t, &toy{fuses: true}, backend.F32, weights, p, exec.Options{})
		for try := range 4 {
			step.Captures, step.Edits = nil, nil
			for _, id := range ids[2:] {
				if try > 0 && rng.IntN(6) == 0 {
					step.Captures = append(step.Captures, p.Value(id).Name)
				}
				if try > 1 && rng.IntN(8) == 0 {
					step.Edits = append(step.Edits, program.Edit{Value: p.Value(id).Name, Kind: program.EditAdd, Data: []float32{1}})
				}
			}
			fusing.toy.seen, plain.toy.seen = nil, nil
			got, want := fusing.step(step), plain.step(step)
			fused += len(plain.toy.seen) - len(fusing.toy.seen)
			if len(got) != len(want) {
				t.Fatalf("round %d: %d values, want %d", round, len(got), len(want))
			}
			formed.toy.owned = 0
			own, same := formed.step(step), formless.step(step)
			owned += formed.toy.owned
			for name, v := range same {
				if !slices.Equal(own[name].F32(), v.F32()) {
					t.Fatalf("round %d: with forms, %s is %v, without %v, with captures %v and edits %v, in\n%v", round, name, own[name].F32(), v.F32(), step.Captures, step.Edits, p)
				}
			}
			for name, v := range want {
				if !slices.Equal(got[name].F32(), v.F32()) {
					t.Fatalf("round %d: fused, %s is %v, node by node %v, with captures %v and edits %v, in\n%v", round, name, got[name].F32(), v.F32(), step.Captures, step.Edits, p)
				}
			}
		}
	}
	if owned < 500 {
		t.Errorf("only %d values had a form of their own", owned)
	}
	if fused < 500 {
		t.Errorf("only %d nodes were fused into others", fused)
	}
}

// TestChains tells which chains become one call, and what cuts them.
func TestChains(t *testing.T) {
	b := program.NewBuilder("chains")
	x, gate := b.Input("x", program.Of(2, 3)), b.Input("gate", program.Of(1))
	w := b.Weight("w", 3, 3)
	up := b.Linear("up", x, w, program.None)
	hidden := b.Mul("hidden", b.Activate("act", b.Linear("in", x, w, program.None), program.ReLU), up)
	y := b.GatedAdd("y", x, b.Linear("down", hidden, w, program.None), gate)
	p := build(t, b, b.Add("out", y, b.Linear("more", y, w, program.None)))
	step := backend.Step{Inputs: map[string]*tensor.Tensor{"x": floats(t, make([]float32, 6), 2, 3), "gate": floats(t, []float32{1}, 1)}}
	l := newBenchOf(t, &toy{fuses: true}, backend.F32, map[string]*tensor.Tensor{"w": floats(t, make([]float32, 9), 3, 3)}, p, exec.Options{})
	for _, c := range []struct {
		name     string
		captures []string
		edits    []program.Edit
		want     map[program.Op]int
	}{
		{"plain", nil, nil, map[program.Op]int{program.OpLinear: 4}},
		{"capture of an end", []string{"hidden", "y"}, nil, map[program.Op]int{program.OpLinear: 4}},
		{"capture between", []string{"act"}, nil, map[program.Op]int{program.OpLinear: 4}}, // the other factor takes the product
		{"capture of both factors", []string{"act", "up"}, nil, map[program.Op]int{program.OpLinear: 4, program.OpMul: 1}},
		{"capture of the start", []string{"down"}, nil, map[program.Op]int{program.OpLinear: 4, program.OpGatedAdd: 1}},
		{"edit between", nil, []program.Edit{{Value: "in", Kind: program.EditScale, Data: []float32{2}}}, map[program.Op]int{program.OpLinear: 4, program.OpActivation: 1}},
		{"plain again", nil, nil, map[program.Op]int{program.OpLinear: 4}},
	} {
		l.toy.seen = nil
		step.Captures, step.Edits = c.captures, c.edits
		l.step(step)
		if got := l.toy.ops(); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: the kernels computed %v, want %v", c.name, got, c.want)
		}
	}
}
