package reference

import (
	"math"

	"wade/sdk/program"
)

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Constants of the tanh form of GELU and of CLIP's QuickGELU.
var (
	geluRoot   = math.Sqrt(2 / math.Pi)
	geluCube   = 0.044715
	quickSlope = 1.702
)

// activate returns the value and the slope of an activation at x.
func activate(k program.Activation, x float64) (y, slope float64) {
	switch k {
	case program.GELU:
		phi := 0.5 * (1 + math.Erf(x/math.Sqrt2))
		return x * phi, phi + x*math.Exp(-x*x/2)/math.Sqrt(2*math.Pi)
	case program.GELUTanh:
		t := math.Tanh(geluRoot * (x + geluCube*x*x*x))
		return 0.5 * x * (1 + t), 0.5*(1+t) + 0.5*x*(1-t*t)*geluRoot*(1+3*geluCube*x*x)
	case program.QuickGELU:
		s := sigmoid(quickSlope * x)
		return x * s, s + quickSlope*x*s*(1-s)
	case program.ReLU:
		if x <= 0 {
			return 0, 0
		}
		return x, 1
	case program.SquaredReLU:
		if x <= 0 {
			return 0, 0
		}
		return x * x, 2 * x
	case program.SiLU:
		s := sigmoid(x)
		return x * s, s + x*s*(1-s)
	case program.Tanh:
		t := math.Tanh(x)
		return t, 1 - t*t
	}
	return math.NaN(), math.NaN()
}

func activation[T float](n node[T]) {
	x, y := n.in(0), n.out()
	parallel(len(x), 16, func(i int) {
		v, _ := activate(n.Attr.Activation, float64(x[i]))
		y[i] = T(v)
	})
}

func activationBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		x, dy := n.in(0), n.dresult()
		parallel(len(x), 16, func(i int) {
			_, slope := activate(n.Attr.Activation, float64(x[i]))
			dx[i] = T(slope * float64(dy[i]))
		})
	}
}

func add[T float](n node[T]) {
	x, y, out := n.in(0), n.in(1), n.out()
	for i := range out {
		out[i] = x[i] + y[i%len(y)]
	}
}

func addBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		copy(dx, n.dresult())
	}
	if dy, ok := n.grad(1); ok {
		sumRows(dy, n.dresult())
	}
}

func mul[T float](n node[T]) {
	x, y, out := n.in(0), n.in(1), n.out()
	for i := range out {
		out[i] = x[i] * y[i%len(y)]
	}
}

func mulBack[T float](n node[T]) {
	x, y, d := n.in(0), n.in(1), n.dresult()
	if dx, ok := n.grad(0); ok {
		for i := range dx {
			dx[i] = d[i] * y[i%len(y)]
		}
	}
	if dy, ok := n.grad(1); ok {
		terms := make([]T, len(x))
		for i := range terms {
			terms[i] = d[i] * x[i]
		}
		sumRows(dy, terms)
	}
}

func scale[T float](n node[T]) {
	x, y := n.in(0), n.out()
	for i := range y {
		y[i] = x[i] * T(n.Attr.Scale)
	}
}

func scaleBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		for i, d := range n.dresult() {
			dx[i] = d * T(n.Attr.Scale)
		}
	}
}

func gatedAdd[T float](n node[T]) {
	x, branch, gate, out := n.in(0), n.in(1), n.in(2), n.out()
	for i := range out {
		out[i] = x[i]
		if g := gate[i%len(gate)]; g != 0 {
			out[i] += g * branch[i]
		}
	}
}

func gatedAddBack[T float](n node[T]) {
	branch, gate, d := n.in(1), n.in(2), n.dresult()
	if dx, ok := n.grad(0); ok {
		copy(dx, d)
	}
	if db, ok := n.grad(1); ok {
		for i := range db {
			if g := gate[i%len(gate)]; g != 0 {
				db[i] = g * d[i]
			}
		}
	}
	if dg, ok := n.grad(2); ok {
		terms := make([]T, len(branch))
		for i := range terms {
			terms[i] = d[i] * branch[i]
		}
		sumRows(dg, terms)
	}
}
