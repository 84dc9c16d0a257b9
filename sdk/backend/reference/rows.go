package reference

import "slices"

func embed[T float](n node[T]) {
	cols, table, out := n.In[0].Cols(), n.in(0), n.out()
	for r, id := range n.ids(1) {
		copy(row(out, r, cols), row(table, int(id), cols))
	}
}

// scatter adds rows of d to the rows of dst that index names.
func scatter[T float](dst, d []T, index []int32, cols int) {
	sums := make([]float64, len(dst))
	for r, id := range index {
		for c, x := range row(d, r, cols) {
			sums[int(id)*cols+c] += float64(x)
		}
	}
	narrow(dst, sums)
}

func embedBack[T float](n node[T]) {
	if d, ok := n.grad(0); ok {
		scatter(d, n.dresult(), n.ids(1), n.In[0].Cols())
	}
}

func gatherRows[T float](n node[T])     { embed(n) }
func gatherRowsBack[T float](n node[T]) { embedBack(n) }

func take[T float](n node[T]) {
	cols, picked, x, out := n.In[0].Cols(), n.In[1].Cols(), n.in(0), n.out()
	for i, k := range n.ids(1) {
		out[i] = x[i/picked*cols+int(k)]
	}
}

func takeBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		cols, picked, d := n.In[0].Cols(), n.In[1].Cols(), n.dresult()
		for i, k := range n.ids(1) {
			dx[i/picked*cols+int(k)] += d[i]
		}
	}
}

// topK puts numbers that are not numbers last.
func topK[T float](n node[T]) {
	cols, k, x, out := n.In[0].Cols(), n.Attr.K, n.in(0), n.Out[0].I32
	order := make([]int32, cols)
	for r := range n.In[0].Rows() {
		for i := range order {
			order[i] = int32(i)
		}
		xr := row(x, r, cols)
		slices.SortStableFunc(order, func(i, j int32) int {
			a, b := xr[i], xr[j]
			switch {
			case a > b || a == a && b != b:
				return -1
			case b > a || b == b && a != a:
				return 1
			}
			return 0
		})
		copy(row(out, r, k), order)
	}
}

// joined visits the operands of a concat: operand i has rows [from, to) of each block of the result.
func joined[T float](n node[T], operands int, visit func(i, batch, at, count int)) {
	s := n.In[0].Shape
	total := 0
	for i := range operands {
		total += n.In[i].Shape[1]
	}
	for b := range s[0] {
		at := b * total * s[2]
		for i := range operands {
			count := n.In[i].Shape[1] * s[2]
			visit(i, b, at, count)
			at += count
		}
	}
}

func concat[T float](n node[T]) {
	out := n.out()
	joined(n, len(n.In), func(i, b, at, count int) { copy(out[at:at+count], row(n.in(i), b, count)) })
}

func concatBack[T float](n node[T]) {
	d := n.dresult()
	joined(n, n.operands(), func(i, b, at, count int) {
		if n.Out[i].Present() {
			copy(row(floats[T](n.Out[i]), b, count), d[at:at+count])
		}
	})
}

// sliced visits the part of each block of a value's rows that a slice takes.
func sliced[T float](n node[T], visit func(whole, part int, count int)) {
	s := n.In[0].Shape
	count := n.Attr.Size.N * s[2]
	for b := range s[0] {
		visit((b*s[1]+n.Attr.Start)*s[2], b*count, count)
	}
}

func slicing[T float](n node[T]) {
	x, out := n.in(0), n.out()
	sliced(n, func(whole, part, count int) { copy(out[part:part+count], x[whole:]) })
}

func slicingBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		d := n.dresult()
		sliced(n, func(whole, part, count int) { copy(dx[whole:], d[part:part+count]) })
	}
}

func repeat[T float](n node[T]) {
	x, out := n.in(0), n.out()
	for i := range n.Out[0].Shape[0] {
		copy(row(out, i, len(x)), x)
	}
}

func repeatBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		sumRows(dx, n.dresult())
	}
}

func meanRows[T float](n node[T]) {
	s, x, out := n.In[0].Shape, n.in(0), n.out()
	for b := range s[0] {
		y := row(out, b, s[2])
		sumRows(y, row(x, b, s[1]*s[2]))
		for c := range y {
			y[c] /= T(s[1])
		}
	}
}

func meanRowsBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		s, d := n.In[0].Shape, n.dresult()
		for r := range s[0] * s[1] {
			for c := range s[2] {
				dx[r*s[2]+c] = d[r/s[1]*s[2]+c] / T(s[1])
			}
		}
	}
}

func transpose[T float](n node[T]) {
	copy(n.out(), transposed(n.in(0), n.In[0].Shape[0], n.In[0].Shape[1]))
}

func transposeBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		copy(dx, transposed(n.dresult(), n.In[0].Shape[1], n.In[0].Shape[0]))
	}
}
