package exec_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// steadyProgram passes a picture through two weights, and adds it to a state.
func steadyProgram(t *testing.T) *program.Program {
	b := program.NewBuilder("steady")
	w, table := b.Weight("w", 3, 3), b.Input("rows", program.Of(3, 3))
	feature := b.Linear("feature", table, w, program.None)
	key := b.Linear("key", feature, b.Weight("v", 3, 3), program.None)
	once := b.Scale("once", w, 2)             // of weights alone
	q := b.Add("q", b.State("s", 3, 3), once) // a state changes without notice
	return build(t, b, b.Add("out", q, key))
}

// TestSteady counts the kernels that run when a step comes again, or comes with something else.
func TestSteady(t *testing.T) {
	p := steadyProgram(t)
	data := func(v float32) *tensor.Tensor { return floats(t, slices.Repeat([]float32{v}, 9), 3, 3) }
	weights := map[string]*tensor.Tensor{"w": data(1), "v": data(2)}
	l := newBench(t, backend.F32, weights, p, exec.Options{})
	other := newBench(t, backend.F32, weights, p, exec.Options{}) // computes everything anew: an edit of the picture by nothing
	for _, c := range []struct {
		name     string
		rows     float32
		captures []string
		edits    []program.Edit
		store    float32 // to w
		want     map[program.Op]int
	}{
		{"first", 1, nil, nil, 0, map[program.Op]int{program.OpLinear: 2, program.OpScale: 1, program.OpAdd: 2}},
		{"again", 1, nil, nil, 0, map[program.Op]int{program.OpAdd: 2}},
		{"another picture", 2, nil, nil, 0, map[program.Op]int{program.OpLinear: 2, program.OpScale: 1, program.OpAdd: 2}},
		{"the first picture", 1, nil, nil, 0, map[program.Op]int{program.OpAdd: 2}},
		{"captured", 1, []string{"key", "once"}, nil, 0, map[program.Op]int{program.OpAdd: 2}},
		{"captured inside", 1, []string{"feature"}, nil, 0, map[program.Op]int{program.OpLinear: 1, program.OpAdd: 2}},
		{"edited", 1, nil, []program.Edit{{Value: "feature", Kind: program.EditScale, Data: []float32{3}}}, 0, map[program.Op]int{program.OpLinear: 2, program.OpScale: 1, program.OpAdd: 2}},
		{"edited elsewhere", 1, nil, []program.Edit{{Value: "q", Kind: program.EditScale, Data: []float32{3}}}, 0, map[program.Op]int{program.OpAdd: 2}},
		{"after the edits", 1, nil, nil, 0, map[program.Op]int{program.OpAdd: 2}},
		{"another weight", 1, nil, nil, 5, map[program.Op]int{program.OpLinear: 2, program.OpScale: 1, program.OpAdd: 2}},
		{"that weight again", 1, nil, nil, 0, map[program.Op]int{program.OpAdd: 2}},
	} {
		if c.store != 0 {
			for _, b := range []bench{l, other} {
				if err := b.be.Store(context.Background(), b.model, map[string]*tensor.Tensor{"w": data(c.store)}); err != nil {
					t.Fatal(err)
				}
			}
		}
		l.toy.seen = nil
		step := backend.Step{Inputs: map[string]*tensor.Tensor{"rows": data(c.rows)}, Captures: c.captures, Edits: c.edits}
		got := l.step(step)
		if ops := l.toy.ops(); fmt.Sprint(ops) != fmt.Sprint(c.want) {
			t.Errorf("%s: the kernels computed %v, want %v", c.name, ops, c.want)
		}
		step.Edits = append([]program.Edit{{Value: "rows", Kind: program.EditScale, Data: []float32{1}}}, c.edits...)
		for name, want := range other.step(step) {
			if !slices.Equal(got[name].F32(), want.F32()) {
				t.Errorf("%s: %s is %v, computed anew %v", c.name, name, got[name].F32(), want.F32())
			}
		}
	}
}

// TestSteadyIsBounded: pictures beyond what is kept cost computing them again, no more memory.
func TestSteadyIsBounded(t *testing.T) {
	p := steadyProgram(t)
	w := floats(t, make([]float32, 9), 3, 3)
	l := newBench(t, backend.F32, map[string]*tensor.Tensor{"w": w, "v": w}, p, exec.Options{Memory: 8 * 300}) // keeps 300 bytes: a scaled weight and seven pictures
	see := func(v float32) int {
		l.toy.seen = nil
		l.step(backend.Step{Inputs: map[string]*tensor.Tensor{"rows": floats(t, slices.Repeat([]float32{v}, 9), 3, 3)}})
		return l.toy.ops()[program.OpLinear]
	}
	for v := range 12 {
		if see(float32(v)) != 2 {
			t.Fatalf("picture %d was never seen, and not computed", v)
		}
	}
	if see(11) != 0 {
		t.Error("the last picture was computed again")
	}
	if see(0) != 2 {
		t.Error("the first picture is still known: 12 of 36 bytes are more than 300")
	}
}
