package reference

import "math"

// logs fills p with the logarithm of the softmax of a row.
func logs[T float](p []float64, x []T) {
	largest := math.Inf(-1)
	for _, v := range x {
		largest = max(largest, float64(v))
	}
	sum := 0.0
	for i, v := range x {
		p[i] = float64(v) - largest
		sum += math.Exp(p[i])
	}
	sum = math.Log(sum)
	for i := range p {
		p[i] -= sum
	}
}

func softmax[T float](n node[T]) {
	cols, x, y := n.In[0].Cols(), n.in(0), n.out()
	parallel(n.In[0].Rows(), 16*cols, func(r int) {
		p, largest := make([]float64, cols), math.Inf(-1)
		for c, v := range row(x, r, cols) {
			p[c] = float64(v)
			largest = max(largest, p[c])
		}
		softmaxRow(p, largest)
		narrow(row(y, r, cols), p)
	})
}

func softmaxBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		cols, y, dy := n.In[0].Cols(), n.result(), n.dresult()
		for r := range n.In[0].Rows() {
			yr, dyr := row(y, r, cols), row(dy, r, cols)
			mean := dot(yr, dyr)
			for c := range yr {
				dx[r*cols+c] = T(float64(yr[c]) * (float64(dyr[c]) - mean))
			}
		}
	}
}

func logSoftmax[T float](n node[T]) {
	cols, x, y := n.In[0].Cols(), n.in(0), n.out()
	parallel(n.In[0].Rows(), 16*cols, func(r int) {
		p := make([]float64, cols)
		logs(p, row(x, r, cols))
		narrow(row(y, r, cols), p)
	})
}

func logSoftmaxBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		cols, y, dy := n.In[0].Cols(), n.result(), n.dresult()
		for r := range n.In[0].Rows() {
			sum := 0.0
			for _, d := range row(dy, r, cols) {
				sum += float64(d)
			}
			for c, v := range row(y, r, cols) {
				dx[r*cols+c] = T(float64(dy[r*cols+c]) - math.Exp(float64(v))*sum)
			}
		}
	}
}

func total[T float](x []T) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v)
	}
	return sum
}

// crossEntropy leaves rows of weight 0 out, whatever is in them.
func crossEntropy[T float](n node[T]) {
	cols, x, targets, weights := n.In[0].Cols(), n.in(0), n.ids(1), n.in(2)
	p, loss := make([]float64, cols), 0.0
	for r, w := range weights {
		if w != 0 {
			logs(p, row(x, r, cols))
			loss -= float64(w) * p[targets[r]]
		}
	}
	if loss != 0 {
		loss /= total(weights)
	}
	n.out()[0] = T(loss)
}

func crossEntropyBack[T float](n node[T]) {
	dx, ok := n.grad(0)
	if !ok {
		return
	}
	cols, x, targets, weights := n.In[0].Cols(), n.in(0), n.ids(1), n.in(2)
	p, factor := make([]float64, cols), float64(n.dresult()[0])/total(weights)
	for r, w := range weights {
		if w == 0 {
			continue
		}
		logs(p, row(x, r, cols))
		for c := range p {
			d := math.Exp(p[c])
			if c == int(targets[r]) {
				d--
			}
			dx[r*cols+c] = T(factor * float64(w) * d)
		}
	}
}

// softEntropy leaves classes of target 0 out, so that 0 · log 0 is 0.
func softEntropy[T float](n node[T]) {
	cols, rows, x, targets := n.In[0].Cols(), n.In[0].Rows(), n.in(0), n.in(1)
	p, loss := make([]float64, cols), 0.0
	for r := range rows {
		logs(p, row(x, r, cols))
		for c, t := range row(targets, r, cols) {
			if t != 0 {
				loss -= float64(t) * p[c]
			}
		}
	}
	n.out()[0] = T(loss / float64(rows))
}

func softEntropyBack[T float](n node[T]) {
	dx, ok := n.grad(0)
	if !ok {
		return
	}
	cols, rows, x, targets := n.In[0].Cols(), n.In[0].Rows(), n.in(0), n.in(1)
	p, factor := make([]float64, cols), float64(n.dresult()[0])/float64(rows)
	for r := range rows {
		logs(p, row(x, r, cols))
		sum := total(row(targets, r, cols))
		for c, t := range row(targets, r, cols) {
			dx[r*cols+c] = T(factor * (math.Exp(p[c])*sum - float64(t)))
		}
	}
}
