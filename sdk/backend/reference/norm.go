package reference

import "math"

// moments returns mean and 1/√(variance + eps) of a row.
func moments[T float](x []T, eps float64) (mean, inv float64) {
	for _, v := range x {
		mean += float64(v)
	}
	mean /= float64(len(x))
	variance := 0.0
	for _, v := range x {
		variance += (float64(v) - mean) * (float64(v) - mean)
	}
	return mean, 1 / math.Sqrt(variance/float64(len(x))+eps)
}

func layerNorm[T float](n node[T]) {
	cols, x, gain, y := n.In[1].Cols(), n.in(0), n.in(1), n.out()
	var bias []T
	if len(n.In) == 3 {
		bias = n.in(2)
	}
	parallel(len(x)/cols, cols, func(r int) {
		mean, inv := moments(row(x, r, cols), float64(n.Attr.Eps))
		for c, v := range row(x, r, cols) {
			z := (float64(v) - mean) * inv * float64(gain[c])
			if bias != nil {
				z += float64(bias[c])
			}
			y[r*cols+c] = T(z)
		}
	})
}

func layerNormBack[T float](n node[T]) {
	cols := n.In[1].Cols()
	x, gain, dy := n.in(0), n.in(1), n.dresult()
	dx, wantX := n.grad(0)
	dgain, wantGain := n.grad(1)
	sums := make([]float64, cols)
	for r := range len(x) / cols {
		xr, dyr := row(x, r, cols), row(dy, r, cols)
		mean, inv := moments(xr, float64(n.Attr.Eps))
		var sum, dot float64 // of dz and dz·z, with z the normalised row and dz its gradient
		for c := range xr {
			z, dz := (float64(xr[c])-mean)*inv, float64(dyr[c])*float64(gain[c])
			sum += dz
			dot += dz * z
			sums[c] += float64(dyr[c]) * z
		}
		if wantX {
			for c := range xr {
				z, dz := (float64(xr[c])-mean)*inv, float64(dyr[c])*float64(gain[c])
				dx[r*cols+c] = T(inv * (dz - (sum+z*dot)/float64(cols)))
			}
		}
	}
	if wantGain {
		for c, s := range sums {
			dgain[c] = T(s)
		}
	}
	if n.operands() == 3 {
		if dbias, ok := n.grad(2); ok {
			sumRows(dbias, dy)
		}
	}
}

// rootMean returns 1/√(mean of squares + eps) of a row.
func rootMean[T float](x []T, eps float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return 1 / math.Sqrt(sum/float64(len(x))+eps)
}

func rmsNorm[T float](n node[T]) {
	cols, x, gain, y := n.In[1].Cols(), n.in(0), n.in(1), n.out()
	parallel(len(x)/cols, cols, func(r int) {
		inv := rootMean(row(x, r, cols), float64(n.Attr.Eps))
		for c, v := range row(x, r, cols) {
			y[r*cols+c] = T(float64(v) * inv * float64(gain[c]))
		}
	})
}

func rmsNormBack[T float](n node[T]) {
	cols := n.In[1].Cols()
	x, gain, dy := n.in(0), n.in(1), n.dresult()
	dx, wantX := n.grad(0)
	dgain, wantGain := n.grad(1)
	sums := make([]float64, cols)
	for r := range len(x) / cols {
		xr, dyr := row(x, r, cols), row(dy, r, cols)
		inv := rootMean(xr, float64(n.Attr.Eps))
		dot := 0.0
		for c := range xr {
			z := float64(xr[c]) * inv
			dot += float64(dyr[c]) * float64(gain[c]) * z
			sums[c] += float64(dyr[c]) * z
		}
		if wantX {
			for c := range xr {
				z, dz := float64(xr[c])*inv, float64(dyr[c])*float64(gain[c])
				dx[r*cols+c] = T(inv * (dz - z*dot/float64(cols)))
			}
		}
	}
	if wantGain {
		for c, s := range sums {
			dgain[c] = T(s)
		}
	}
}

// tiny is added to the length by normalize.
const tiny = 1e-12

func length[T float](x []T) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum)
}

func normalize[T float](n node[T]) {
	cols, x, y := n.In[0].Cols(), n.in(0), n.out()
	for r := range n.In[0].Rows() {
		l := length(row(x, r, cols)) + tiny
		for c, v := range row(x, r, cols) {
			y[r*cols+c] = T(float64(v) / l)
		}
	}
}

func normalizeBack[T float](n node[T]) {
	dx, ok := n.grad(0)
	if !ok {
		return
	}
	cols, x, dy := n.In[0].Cols(), n.in(0), n.dresult()
	for r := range n.In[0].Rows() {
		xr, dyr := row(x, r, cols), row(dy, r, cols)
		l, dot := length(xr), 0.0
		for c := range xr {
			dot += float64(xr[c]) * float64(dyr[c])
		}
		for c := range xr {
			d := float64(dyr[c]) / (l + tiny)
			if l > 0 {
				d -= float64(xr[c]) * dot / (l * (l + tiny) * (l + tiny))
			}
			dx[r*cols+c] = T(d)
		}
	}
}
