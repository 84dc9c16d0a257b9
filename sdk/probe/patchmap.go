package probe

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// patchMap is a number for each patch of a picture, row by row from the top left.
type patchMap []float64

// sum is the total.
func (p patchMap) sum() float64 {
	s := 0.0
	for _, x := range p {
		s += x
	}
	return s
}

// peak is the index of the largest number.
func (p patchMap) peak() int {
	at := 0
	for i, x := range p {
		if x > p[at] {
			at = i
		}
	}
	return at
}

// place names a patch of a square picture by row and column, counted from 0.
func (p patchMap) place(i int) string {
	side := p.side()
	return fmt.Sprintf("row %d, column %d", i/side, i%side)
}

// side is the number of patches along an edge; pictures are square.
func (p patchMap) side() int { return max(1, int(math.Round(math.Sqrt(float64(len(p)))))) }

// top is the share of the total that lies on the strongest tenth of the patches; it is a tenth where a map is even.
func (p patchMap) top() float64 {
	sorted := slices.Clone(p)
	slices.Sort(sorted)
	n := max(1, len(p)/10)
	total := p.sum()
	if total == 0 {
		return 0
	}
	return sorted[len(p)-n:].sum() / total
}

// less is p - q.
func (p patchMap) less(q patchMap) patchMap {
	d := slices.Clone(p)
	for i := range q {
		d[i] -= q[i]
	}
	return d
}

// add adds a multiple of q in place.
func (p patchMap) add(q patchMap, by float64) {
	for i, x := range q {
		p[i] += by * x
	}
}

// like is Pearson's correlation of two maps, NaN where one of them is even.
func (p patchMap) like(q patchMap) float64 { return stat.Correlation(p, q, nil) }

// apart is the total variation distance of two maps, each as shares of its own total: 0 where they agree, 1 where they share
// no patch.
func (p patchMap) apart(q patchMap) float64 {
	sp, sq := p.sum(), q.sum()
	if sp == 0 || sq == 0 {
		return math.NaN()
	}
	d := 0.0
	for i := range p {
		d += math.Abs(p[i]/sp - q[i]/sq)
	}
	return d / 2
}

// rows is the map as a grid.
func (p patchMap) rows() [][]float64 {
	side := p.side()
	var rows [][]float64
	for r := 0; r+side <= len(p); r += side {
		rows = append(rows, p[r:r+side])
	}
	return rows
}
