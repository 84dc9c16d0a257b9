package reference

// product sets c [m n] = a [m k] · b [n k]ᵀ. Every element is one sum from the first term to the last, so that it depends
// on nothing but its row and its column: not on the size of the batch, nor on where the operands lie in memory. (The kernels
// of gonum start a sum where memory is aligned, and give other bits for the same numbers.)
func product[T float](c, a, b []T, m, n, k int) {
	const tile = 64
	down, across := (m+tile-1)/tile, (n+tile-1)/tile
	parallel(down*across, m*n*k/(down*across), func(t int) {
		i0, j0 := t/across*tile, t%across*tile
		i1, j1 := min(i0+tile, m), min(j0+tile, n)
		for i := i0; i < i1; i++ {
			j := j0
			for ; j+4 <= j1; j += 4 {
				c[i*n+j], c[i*n+j+1], c[i*n+j+2], c[i*n+j+3] = dots(a[i*k:][:k], b[j*k:][:4*k])
			}
			for ; j < j1; j++ {
				c[i*n+j], _, _, _ = dots(a[i*k:][:k], b[j*k:][:k])
			}
		}
	})
}

// dots multiplies a with the four rows of b, or with its only one.
func dots[T float](a, b []T) (s0, s1, s2, s3 T) {
	k := len(a)
	if len(b) == k {
		for i, x := range a {
			s0 += x * b[i]
		}
		return s0, 0, 0, 0
	}
	b0, b1, b2, b3 := b[:k], b[k:][:k], b[2*k:][:k], b[3*k:][:k]
	for i, x := range a {
		s0 += x * b0[i]
		s1 += x * b1[i]
		s2 += x * b2[i]
		s3 += x * b3[i]
	}
	return s0, s1, s2, s3
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
	rows, cols := patches(n, func(int, int) {})
	out, dy := n.In[1].Shape[0], n.dresult()
	if dx, ok := n.grad(0); ok {
		dm := make([]T, rows*cols)
		product(dm, dy, transposed(n.in(1), out, cols), rows, cols, out)
		patches(n, func(matrix, pixel int) { dx[pixel] = dm[matrix] })
	}
	if dw, ok := n.grad(1); ok {
		m, _, _ := cut(n)
		product(dw, transposed(dy, rows, out), transposed(m, rows, cols), out, cols, rows)
	}
	if db, ok := n.grad(2); ok {
		sumRows(db, dy)
	}
}
