package probe

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/integrate/quad"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

const (
	pathNodes = 24
	pathStep  = 1. / 128
)

// GateEffects is Gates on a prompt with what every gate does to a target, in nats. With g(s) the target when gate l is
// multiplied by s[l], 1 all of them and e the gate in question alone:
//
//	Ablation    g(1) − g(1−e): what is lost without it; it is small where other gates can stand in
//	Sufficiency g(e) − g(0): what it does alone
//	Path        ∫₀¹ ∂g/∂s[l] at s·1 ds: its share when all are opened together, which sum up to g(1) − g(0)
//
// The integral is that of integrated gradients (Sundararajan et al., 2017) over gates in place of pixels, with 32 nodes of
// Gauss-Legendre. GateBoard.Gap tells how far the sum is off.
func GateEffects(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, t flamingo.Target) (*GateBoard, error) {
	b, err := Gates(ctx, m, p)
	if err != nil {
		return nil, err
	}
	var runs []flamingo.Run
	run := func(edits ...flamingo.Edit) int {
		runs = append(runs, flamingo.Run{Prompt: p, Edits: edits})
		return len(runs) - 1
	}
	open, closed := run(), run(flamingo.GateScale(0))
	without := make([]int, len(b.Gates))
	alone := make([]int, len(b.Gates))
	for i, g := range b.Gates {
		without[i] = run(g.Scale(0))
		var others []flamingo.Edit
		for k, o := range b.Gates {
			if k != i {
				others = append(others, o.Scale(0))
			}
		}
		alone[i] = run(others...)
	}
	values, err := m.Measure(ctx, runs, t)
	if err != nil {
		return nil, err
	}
	b.Target, b.Open, b.Closed = t, values[open], values[closed]
	for i := range b.Gates {
		g := &b.Gates[i]
		g.Ablation = b.Open - values[without[i]]
		g.Sufficiency = values[alone[i]] - b.Closed
	}
	return b, b.paths(ctx, m, p, t)
}

// paths integrates the derivative by the factor of every gate: that is the product of a branch as it is scaled and the
// derivative by it, summed up and divided by the factor.
func (b *GateBoard) paths(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, t flamingo.Target) error {
	nodes, weights := make([]float64, pathNodes), make([]float64, pathNodes)
	quad.Legendre{}.FixedLocations(nodes, weights, 0, 1)
	runs := make([]flamingo.Run, pathNodes)
	for i, s := range nodes {
		runs[i] = flamingo.Run{Prompt: p, Edits: []flamingo.Edit{flamingo.GateScale(float32(s))}}
	}
	slopes, err := m.GradientAll(ctx, runs, t, "gated.*.out")
	if err != nil {
		return err
	}
	for i := range b.Gates {
		g := &b.Gates[i]
		g.Path = 0
		tap := fmt.Sprintf("gated.%d.%s.out", g.Layer, kinds[i%len(kinds)].branch)
		for k, slope := range slopes {
			out, err := slope.At(tap)
			if err != nil {
				return err
			}
			by, err := slope.By(tap)
			if err != nil {
				return err
			}
			sum := 0.0
			x, d := out.ToF32(), by.ToF32()
			for n := range x {
				sum += float64(x[n]) * float64(d[n])
			}
			g.Path += weights[k] * sum / nodes[k]
		}
	}
	return nil
}

// Gap is the sum of Path over gates less Open − Closed, which it equals but for the error of integration.
func (b *GateBoard) Gap() float64 {
	sum := 0.0
	for _, g := range b.Gates {
		sum += g.Path
	}
	return sum - (b.Open - b.Closed)
}
