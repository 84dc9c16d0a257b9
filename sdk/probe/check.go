package probe

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// MapCheck holds a map against the model: parts are taken away in the order of their attribution, the highest first (deletion), or put
// back into the baseline in that order (insertion; Petsiuk et al., 2018). A score is the area under the curve of the share of the
// target that is left, (m - m_base) / (m_full - m_base): of deletion low is good, of insertion high. The band is the same for random
// orders; for those deletion and insertion are the same experiment read backwards.
type MapCheck struct {
	Levels                         []float64 // shares of the parts taken away or put back
	Deletion, Insertion            []float64 // share of the target at each level
	Random, RandomLow, RandomHigh  []float64 // of insertion in random orders: mean and 5 % to 95 %
	DeletionScore, InsertionScore  float64
	RandomScore, ScoreLow, ScoreUp float64 // mean, 5 % and 95 % of the random scores
	Orders                         int
	Seed                           uint64
}

// Honest tells whether both scores lie outside the random band on the good side.
func (c *MapCheck) Honest() bool {
	return c.DeletionScore < c.ScoreLow && c.InsertionScore > c.ScoreUp
}

// String is the scores beside the band.
func (c *MapCheck) String() string {
	return fmt.Sprintf("deletion %.2f (low is good), insertion %.2f (high is good); %d random orders give %.2f (5-95 %%: %.2f to %.2f, seed %d)",
		c.DeletionScore, c.InsertionScore, c.Orders, c.RandomScore, c.ScoreLow, c.ScoreUp, c.Seed)
}

// CheckMap checks maps made in any way: maps[k][row][column] over the patches of the k-th picture that counts. Attention maps and
// rollouts can be held to it as well as attributions.
func CheckMap(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, t flamingo.Target, maps [][][]float64, options ...MapOptions) (*MapCheck, error) {
	f, err := newField(ctx, m, p, t, "CheckMap", options)
	if err != nil {
		return nil, err
	}
	if f.over != "pixels" {
		return nil, fmt.Errorf("probe: CheckMap covers pixels, not %s", f.over)
	}
	var values []float64
	for _, grid := range maps {
		for _, row := range grid {
			values = append(values, row...)
		}
	}
	if len(values) != f.parts {
		return nil, fmt.Errorf("probe: CheckMap: %d values for %d patches: give a map of %d × %d for each of %d pictures", len(values), f.parts, f.side, f.side, len(f.pictures))
	}
	ends, err := m.Measure(ctx, []flamingo.Run{{Prompt: p}, f.with(make([]bool, f.parts))}, t)
	if err != nil {
		return nil, err
	}
	return f.check(ctx, values, ends[0], ends[1])
}

// checkLevels is in how many steps parts are taken away.
const checkLevels = 10

func (f *field) check(ctx context.Context, values []float64, full, base float64) (*MapCheck, error) {
	if math.Abs(full-base) < 1e-3 {
		return nil, fmt.Errorf("probe: %s is %.4g with everything there and at the baseline (%s), so no map of it can be checked; choose another baseline, or Random: -1", f.target, full, f.options.Baseline)
	}
	c := &MapCheck{Orders: f.options.Random, Seed: f.options.Seed}
	if c.Orders <= 0 {
		c.Orders = 20
	}
	order := make([]int, f.parts)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case values[a] > values[b]:
			return -1
		case values[a] < values[b]:
			return 1
		}
		return 0
	})
	back := slices.Clone(order)
	slices.Reverse(back)
	orders := [][]int{back, order} // what deletion takes first is put back last
	r := rand.New(rand.NewPCG(f.options.Seed, 2))
	for range c.Orders {
		orders = append(orders, r.Perm(f.parts))
	}
	levels := min(checkLevels, f.parts)
	var runs []flamingo.Run
	for _, o := range orders {
		for k := 1; k < levels; k++ {
			kept := make([]bool, f.parts)
			for _, i := range o[:k*f.parts/levels] {
				kept[i] = true
			}
			runs = append(runs, f.with(kept))
		}
	}
	var got []float64
	if len(runs) > 0 {
		var err error
		if got, err = f.model.Measure(ctx, runs, f.target); err != nil {
			return nil, err
		}
	}
	curves := make([][]float64, len(orders))
	for i := range curves {
		curve := []float64{0}
		for k := range levels - 1 {
			curve = append(curve, (got[i*(levels-1)+k]-base)/(full-base))
		}
		curves[i] = append(curve, 1)
	}
	for k := range levels + 1 {
		c.Levels = append(c.Levels, float64(k*f.parts/levels)/float64(f.parts))
	}
	c.fill(curves)
	return c, nil
}

// fill takes curves of insertion: of what deletion leaves, of the map, and of random orders.
func (c *MapCheck) fill(curves [][]float64) {
	area := func(y []float64) (sum float64) {
		for k := 1; k < len(y); k++ {
			sum += (y[k] + y[k-1]) / 2 * (c.Levels[k] - c.Levels[k-1])
		}
		return sum
	}
	kept := slices.Clone(curves[0])
	c.Insertion = curves[1]
	c.DeletionScore, c.InsertionScore = area(kept), area(c.Insertion)
	slices.Reverse(kept)
	c.Deletion = kept
	var scores []float64
	for k := range c.Levels {
		var ys []float64
		for _, y := range curves[2:] {
			ys = append(ys, y[k])
		}
		mean, low, high := band(ys)
		c.Random, c.RandomLow, c.RandomHigh = append(c.Random, mean), append(c.RandomLow, low), append(c.RandomHigh, high)
	}
	for _, y := range curves[2:] {
		scores = append(scores, area(y))
	}
	c.RandomScore, c.ScoreLow, c.ScoreUp = band(scores)
}

// band is mean, 5 % and 95 % of numbers, between neighbours where they fall between.
func band(xs []float64) (mean, low, high float64) {
	s := slices.Sorted(slices.Values(xs))
	for _, x := range s {
		mean += x / float64(len(s))
	}
	at := func(q float64) float64 {
		p := q * float64(len(s)-1)
		i := int(p)
		if i+1 >= len(s) {
			return s[len(s)-1]
		}
		return s[i] + (p-float64(i))*(s[i+1]-s[i])
	}
	return mean, at(0.05), at(0.95)
}
