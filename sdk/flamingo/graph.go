package flamingo

import (
	"math"

	"wade/sdk/program"
)

// graph builds layers. Each weight is declared in one place, with its shape and starting values, whether a program is being
// built or the weights are being listed.
type graph struct {
	b     *program.Builder
	specs *[]WeightSpec // where declarations are recorded; nil: nowhere
	part  Part
}

func (g graph) in(p Part) graph {
	g.part = p
	return g
}

func (g graph) weight(w WeightSpec) program.ID {
	if g.specs != nil {
		w.Part = g.part
		*g.specs = append(*g.specs, w)
	}
	return g.b.Weight(w.Name, w.Sizes...)
}

// table is a learned matrix that is looked up or added, not multiplied.
func (g graph) table(name string, std float32, rows, width int) program.ID {
	return g.weight(WeightSpec{Name: name, Sizes: []int{rows, width}, Std: std})
}

// linear declares name.w and, if wanted, name.b. shrink divides the starting deviation: layers that write into a residual
// stream start smaller the deeper it is (Radford et al., 2019).
func (g graph) linear(name string, x program.ID, in, out int, bias bool, shrink float64) program.ID {
	w := g.weight(WeightSpec{Name: name + ".w", Sizes: []int{out, in}, Decay: true, Std: fanIn(in) / float32(shrink)})
	return g.b.Linear(name, x, w, g.bias(name, out, bias))
}

func (g graph) bias(name string, width int, wanted bool) program.ID {
	if !wanted {
		return program.None
	}
	return g.weight(WeightSpec{Name: name + ".b", Sizes: []int{width}})
}

func (g graph) norm(name string, x program.ID, width int, n Norm) program.ID {
	gain := g.weight(WeightSpec{Name: name + ".w", Sizes: []int{width}, Fill: 1})
	if n.Kind == RMSNorm {
		return g.b.RMSNorm(name, x, gain, n.Eps)
	}
	return g.b.LayerNorm(name, x, gain, g.bias(name, width, n.Bias), n.Eps)
}

// qk normalises queries or keys, heads side by side, if that is wanted. It declares name.norm.w and, if wanted, name.norm.b.
func (g graph) qk(name string, x program.ID, heads, width int, n Norm) program.ID {
	if n == (Norm{}) {
		return x
	}
	if n.PerHead {
		width /= heads
	}
	return g.norm(name+".norm", x, width, n)
}

// outer is the size of the first axis.
func (g graph) outer(x program.ID) program.Dim {
	if s := g.b.Shape(x); len(s) > 0 {
		return s[0]
	}
	return program.Dim{}
}

// feedForward is norm, up, activation, down, named name.norm to name.out.
type feedForward struct {
	width, hidden int
	activation    program.Activation
	glu, bias     bool
	norm          Norm
	shrink        float64
}

func (g graph) feedForward(name string, x program.ID, f feedForward) program.ID {
	x = g.norm(name+".norm", x, f.width, f.norm)
	h := g.b.Activate(name+".hidden", g.linear(name+".up", x, f.width, f.hidden, f.bias, 1), f.activation)
	if f.glu {
		h = g.b.Mul(name+".gated", h, g.linear(name+".by", x, f.width, f.hidden, f.bias, 1))
	}
	return g.linear(name+".out", h, f.hidden, f.width, f.bias, f.shrink)
}

// fanIn is the starting deviation of a layer with n inputs: that of the uniform distribution over ±1/√n.
func fanIn(n int) float32 { return float32(1 / math.Sqrt(3*float64(n))) }

// depth is the factor by which n residual writes shrink.
func depth(n int) float64 { return math.Sqrt(float64(n)) }
