package reference

import "math"

func globalNorm[T float](n node[T]) {
	sum := 0.0
	for i := range n.In {
		x := n.in(i)
		sum += dot(x, x)
	}
	n.out()[0] = T(math.Sqrt(sum))
}

// clipScale passes on a norm that is not a number, so that a broken gradient is seen.
func clipScale[T float](n node[T]) {
	n.out()[0] = T(min(1, float64(n.Attr.Limit)/float64(n.in(0)[0])))
}

func adamW[T float](n node[T]) {
	w, grad, m, v := n.in(0), n.in(1), n.in(2), n.in(3)
	lr, step, factor := float64(n.in(4)[0]), float64(n.in(5)[0]), float64(n.in(6)[0])
	b1, b2, eps, decay := float64(n.Attr.Beta1), float64(n.Attr.Beta2), float64(n.Attr.Eps), float64(n.Attr.Decay)
	c1, c2 := 1-math.Pow(b1, step), 1-math.Pow(b2, step)
	largest := 0.0
	for i := range w {
		g := factor * float64(grad[i])
		mi := b1*float64(m[i]) + (1-b1)*g
		vi := b2*float64(v[i]) + (1-b2)*g*g
		change := lr * (mi/c1/(math.Sqrt(vi/c2)+eps) + decay*float64(w[i]))
		m[i], v[i], w[i] = T(mi), T(vi), T(float64(w[i])-change)
		largest = max(largest, math.Abs(change))
	}
	n.out()[0] = T(largest)
}
