package probe

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"wade/sdk/flamingo"
	"wade/sdk/halluc"
	"wade/sdk/prompt"
)

// Orders tells how much the order of the same shots matters (Lu et al., 2104.08786).
type Orders struct {
	Tried      [][]int // tried[k][place] is the number of the shot; the first is the order as given
	LogP       []float64
	Answers    []string // what the model answers
	SD, Gap    float64  // standard deviation of LogP; best minus worst
	Flips      float64  // share of the other orders whose answer is not that of the first
	Dispersion float64  // share of answers that are not the most frequent one
}

// orders tries all orders of up to four shots, and random ones of more.
func (s *sweep) orders(ctx context.Context, l *ShotLedger) (*Orders, error) {
	n := len(s.shots.shots)
	count := s.options.Orders
	if count == 0 {
		count = 24
	}
	o := &Orders{Tried: orders(n, count, s.options.Seed)}
	var prompts []*prompt.Prompt
	var runs []flamingo.Run
	for _, order := range o.Tried {
		shots := make([]prompt.Chunk, n)
		for place, i := range order {
			shots[place] = s.shots.shot(i)
		}
		p := s.shots.with(shots)
		prompts, runs = append(prompts, p), append(runs, flamingo.Run{Prompt: p})
	}
	var err error
	if o.LogP, err = s.model.Measure(ctx, runs, flamingo.Target{Answer: l.Answer}); err != nil {
		return nil, err
	}
	limit, err := room(s.model, append(s.shots.answers(), l.Answer, l.Said))
	if err != nil {
		return nil, err
	}
	said, err := s.model.GenerateAll(ctx, prompts, limit)
	if err != nil {
		return nil, err
	}
	for i, a := range said.Texts() {
		o.Answers = append(o.Answers, squeeze(a))
		if o.Answers[i] != o.Answers[0] {
			o.Flips += 1 / float64(len(prompts)-1)
		}
	}
	o.SD, o.Gap = stat.StdDev(o.LogP, nil), slices.Max(o.LogP)-slices.Min(o.LogP)
	o.Dispersion = halluc.Dispersion(o.Answers)
	return o, nil
}

// orders lists orders of n things without repeating one, the given one first: all for n of up to four, else count of them.
func orders(n, count int, seed uint64) [][]int {
	given := make([]int, n)
	for i := range given {
		given[i] = i
	}
	if n <= 4 {
		return permutations(given)
	}
	r := random(seed, 1)
	out, seen := [][]int{given}, map[string]bool{fmt.Sprint(given): true}
	for len(out) < count && float64(len(out)) < math.Gamma(float64(n+1)) {
		if p := r.Perm(n); !seen[fmt.Sprint(p)] {
			seen[fmt.Sprint(p)] = true
			out = append(out, p)
		}
	}
	return out
}

func permutations(of []int) [][]int {
	if len(of) == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for i, first := range of {
		rest := slices.Delete(slices.Clone(of), i, i+1)
		for _, p := range permutations(rest) {
			out = append(out, append([]int{first}, p...))
		}
	}
	return out
}
