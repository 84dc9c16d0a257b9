package reference

import (
	"math"

	"wade/sdk/program"
)

// heads describes attention of rows of q over keys: within a sequence, or over the latents of the image that each row
// names.
type heads struct {
	batch, rows, keys, width, heads int
	scale                           float64
	causal                          bool
	slopes                          []float32 // of ALiBi, nil for none
	image                           []int32   // nil within a sequence
	mask                            []float64 // of each row over the keys that it could see, nil for none
}

func headsOf[T float](n node[T]) heads {
	q, k := n.In[0].Shape, n.In[1].Shape
	h := heads{
		batch: q[0], rows: q[1], keys: k[1], width: q[2], heads: n.Attr.Heads,
		scale: float64(n.Attr.Scale), causal: n.Attr.Causal, slopes: n.Attr.Slopes(),
	}
	at := 3 // the operand that is the mask
	switch n.Op {
	case program.OpPattern:
		at = 2
	case program.OpCrossAttention:
		h.image, at = n.ids(3), 4
	case program.OpCrossPattern:
		h.image = n.ids(2)
	}
	operands := len(n.In)
	if n.VJP {
		operands = n.operands()
	}
	if operands > at {
		for _, x := range n.in(at) {
			h.mask = append(h.mask, float64(x))
		}
	}
	return h
}

// edges is the mask of a row, nil for none.
func (h heads) edges(batch, r int) mask {
	if h.mask == nil {
		return nil
	}
	return row(h.mask, batch*h.rows+r, h.keys)
}

// mask is added to the scores of a row.
type mask []float64

// blocks tells whether a key is not read at all.
func (m mask) blocks(key int) bool { return m != nil && math.IsInf(m[key], -1) }

// source is the block of keys that a row attends to, -1 for none, and how many of them it sees.
func (h heads) source(batch, r int) (block, seen int) {
	if h.image != nil {
		return int(h.image[batch*h.rows+r]), h.keys
	}
	if h.causal {
		return batch, max(0, r+1+h.keys-h.rows)
	}
	return batch, h.keys
}

// slice is the channels of one head in a row of a value of so many rows a block.
func slice[T float](h heads, x []T, block, rows, r, head int) []T {
	d := h.width / h.heads
	return x[(block*rows+r)*h.width+head*d:][:d]
}

func dot[T float](a, b []T) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

// probabilities fills p with the attention of one row and head, and returns the part of it that is seen.
func probabilities[T float](h heads, q, k []T, batch, r, head int, p []float64) (seen []float64, block int) {
	block, n := h.source(batch, r)
	if block < 0 {
		return nil, block
	}
	seen = p[:n]
	qr := slice(h, q, batch, h.rows, r, head)
	edges, largest := h.edges(batch, r), math.Inf(-1)
	for j := range seen {
		if edges.blocks(j) {
			continue
		}
		seen[j] = h.scale * dot(qr, slice(h, k, block, h.keys, j, head))
		if h.slopes != nil {
			seen[j] += float64(h.slopes[head]) * float64(j-(r+h.keys-h.rows))
		}
		if edges != nil {
			seen[j] += edges[j]
		}
		largest = max(largest, seen[j])
	}
	sum := 0.0
	for j := range seen {
		if edges.blocks(j) {
			seen[j] = 0
			continue
		}
		seen[j] = math.Exp(seen[j] - largest)
		sum += seen[j]
	}
	for j := range seen {
		if !edges.blocks(j) {
			seen[j] /= sum
		}
	}
	return seen, block
}

func softmaxRow(x []float64, largest float64) {
	sum := 0.0
	for j := range x {
		x[j] = math.Exp(x[j] - largest)
		sum += x[j]
	}
	for j := range x {
		x[j] /= sum
	}
}

// each calls f for every row of every sequence, head by head: different heads touch different channels.
func (h heads) each(f func(batch, r, head int, p []float64)) {
	parallel(h.heads, h.batch*h.rows*h.keys*h.width/h.heads, func(head int) {
		p := make([]float64, h.keys)
		for b := range h.batch {
			for r := range h.rows {
				f(b, r, head, p)
			}
		}
	})
}

func attention[T float](n node[T]) {
	h, q, k, v, out := headsOf(n), n.in(0), n.in(1), n.in(2), n.out()
	h.each(func(b, r, head int, p []float64) {
		seen, block := probabilities(h, q, k, b, r, head, p)
		sums, edges := make([]float64, h.width/h.heads), h.edges(b, r)
		for j, w := range seen {
			if edges.blocks(j) {
				continue
			}
			for c, x := range slice(h, v, block, h.keys, j, head) {
				sums[c] += w * float64(x)
			}
		}
		for c, x := range sums {
			slice(h, out, b, h.rows, r, head)[c] = T(x)
		}
	})
}

func pattern[T float](n node[T]) {
	h, q, k, out := headsOf(n), n.in(0), n.in(1), n.out()
	clear(out)
	h.each(func(b, r, head int, p []float64) {
		seen, _ := probabilities(h, q, k, b, r, head, p)
		for j, w := range seen {
			out[((b*h.heads+head)*h.rows+r)*h.keys+j] = T(w)
		}
	})
}

func attentionBack[T float](n node[T]) {
	h, q, k, v, dout := headsOf(n), n.in(0), n.in(1), n.in(2), n.dresult()
	dq, wantQ := n.grad(0)
	dk, wantK := n.grad(1)
	dv, wantV := n.grad(2)
	// Rows add to the same keys: sums are kept in float64 until the end.
	sumK, sumV := make([]float64, len(k)), make([]float64, len(v))
	h.each(func(b, r, head int, p []float64) {
		seen, block := probabilities(h, q, k, b, r, head, p)
		d, edges, mean := slice(h, dout, b, h.rows, r, head), h.edges(b, r), 0.0
		for j, w := range seen {
			if edges.blocks(j) {
				continue
			}
			mean += w * dot(d, slice(h, v, block, h.keys, j, head))
		}
		sumQ := make([]float64, len(d))
		for j, w := range seen {
			if edges.blocks(j) {
				continue
			}
			kj, vj := slice(h, k, block, h.keys, j, head), slice(h, v, block, h.keys, j, head)
			ds := h.scale * w * (dot(d, vj) - mean)
			toK, toV := slice64(h, sumK, block, j, head), slice64(h, sumV, block, j, head)
			for c, x := range slice(h, q, b, h.rows, r, head) {
				sumQ[c] += ds * float64(kj[c])
				toK[c] += ds * float64(x)
				toV[c] += w * float64(d[c])
			}
		}
		if wantQ {
			for c, x := range sumQ {
				slice(h, dq, b, h.rows, r, head)[c] = T(x)
			}
		}
	})
	if wantK {
		narrow(dk, sumK)
	}
	if wantV {
		narrow(dv, sumV)
	}
}

func slice64(h heads, x []float64, block, r, head int) []float64 {
	return slice(h, x, block, h.keys, r, head)
}

func narrow[T float](dst []T, src []float64) {
	for i, x := range src {
		dst[i] = T(x)
	}
}

// turn rotates the leading channels of every head by position · base^(-2i/rotate), forwards or back.
func turn[T float](n node[T], dst, src []T, sign float64) {
	s, a := n.In[0].Shape, n.Attr
	d, half := s[2]/a.Heads, a.Rotate/2
	parallel(s[0]*s[1], s[2], func(r int) {
		from, to := row(src, r, s[2]), row(dst, r, s[2])
		copy(to, from)
		for i := range half {
			angle := float64(n.ids(1)[r]) * math.Pow(float64(a.Base), -2*float64(i)/float64(a.Rotate))
			sin, cos := math.Sincos(angle)
			sin *= sign
			for head := range a.Heads {
				x, y := float64(from[head*d+i]), float64(from[head*d+i+half])
				to[head*d+i], to[head*d+i+half] = T(x*cos-y*sin), T(y*cos+x*sin)
			}
		}
	})
}

func rotary[T float](n node[T]) { turn(n, n.out(), n.in(0), 1) }

func rotaryBack[T float](n node[T]) {
	if dx, ok := n.grad(0); ok {
		turn(n, dx, n.dresult(), -1)
	}
}
