package reference

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
)

// product sets c [m n] = a [m k] · b [n k]ᵀ. It is the only form used: with rows against rows every element is one dot
// product, and gonum skips no zero in it, so that 0 · NaN stays NaN.
func product[T float](c, a, b []T, m, n, k int) {
	switch c := any(c).(type) {
	case []float32:
		blas32.Gemm(blas.NoTrans, blas.Trans, 1,
			blas32.General{Rows: m, Cols: k, Stride: k, Data: any(a).([]float32)},
			blas32.General{Rows: n, Cols: k, Stride: k, Data: any(b).([]float32)},
			0, blas32.General{Rows: m, Cols: n, Stride: n, Data: c})
	case []float64:
		blas64.Gemm(blas.NoTrans, blas.Trans, 1,
			blas64.General{Rows: m, Cols: k, Stride: k, Data: any(a).([]float64)},
			blas64.General{Rows: n, Cols: k, Stride: k, Data: any(b).([]float64)},
			0, blas64.General{Rows: m, Cols: n, Stride: n, Data: c})
	}
}

func transposed[T any](x []T, rows, cols int) []T {
	t := make([]T, len(x))
	for r := range rows {
		for c, v := range row(x, r, cols) {
			t[c*rows+r] = v
		}
	}
	return t
}

func addRows[T float](y, bias []T) {
	for i := range y {
		y[i] += bias[i%len(bias)]
	}
}

func sumRows[T float](dst, x []T) {
	sums := make([]float64, len(dst))
	for i, v := range x {
		sums[i%len(dst)] += float64(v)
	}
	for i, v := range sums {
		dst[i] = T(v)
	}
}

func linear[T float](n node[T]) {
	m, out, in := n.In[0].Rows(), n.In[1].Shape[0], n.In[1].Shape[1]
	product(n.out(), n.in(0), n.in(1), m, out, in)
	if len(n.In) == 3 {
		addRows(n.out(), n.in(2))
	}
}

func linearBack[T float](n node[T]) {
	m, out, in := n.In[0].Rows(), n.In[1].Shape[0], n.In[1].Shape[1]
	dy := n.dresult()
	if dx, ok := n.grad(0); ok {
		product(dx, dy, transposed(n.in(1), out, in), m, in, out)
	}
	if dw, ok := n.grad(1); ok {
		product(dw, transposed(dy, m, out), transposed(n.in(0), m, in), out, in, m)
	}
	if db, ok := n.grad(2); ok {
		sumRows(db, dy)
	}
}

// patches visits the pixels of images [count channels height width] as a matrix [count·patches, channels·patch·patch].
func patches[T float](n node[T], visit func(matrix, pixel int)) (rows, cols int) {
	s, p := n.In[0].Shape, n.Attr.Patch
	down, across := s[2]/p, s[3]/p
	at := 0
	for image := range s[0] {
		for py := range down {
			for px := range across {
				for c := range s[1] {
					for y := range p {
						for x := range p {
							visit(at, ((image*s[1]+c)*s[2]+py*p+y)*s[3]+px*p+x)
							at++
						}
					}
				}
			}
		}
	}
	return s[0] * down * across, s[1] * p * p
}

func cut[T float](n node[T]) (m []T, rows, cols int) {
	images := n.in(0)
	m = make([]T, len(images))
	rows, cols = patches(n, func(matrix, pixel int) { m[matrix] = images[pixel] })
	return m, rows, cols
}

func patchEmbed[T float](n node[T]) {
	m, rows, cols := cut(n)
	product(n.out(), m, n.in(1), rows, n.In[1].Shape[0], cols)
	if len(n.In) == 3 {
		addRows(n.out(), n.in(2))
	}
}

func patchEmbedBack[T float](n node[T]) {
	m, rows, cols := cut(n)
	out, dy := n.In[1].Shape[0], n.dresult()
	if dx, ok := n.grad(0); ok {
		dm := make([]T, len(m))
		product(dm, dy, transposed(n.in(1), out, cols), rows, cols, out)
		patches(n, func(matrix, pixel int) { dx[pixel] = dm[matrix] })
	}
	if dw, ok := n.grad(1); ok {
		product(dw, transposed(dy, rows, out), transposed(m, rows, cols), out, cols, rows)
	}
	if db, ok := n.grad(2); ok {
		sumRows(db, dy)
	}
}
