package prompt

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Orders returns the prompt with its shots in n orders, that as given first, the others drawn by a seed and all different; fewer if there are
// not so many. What is not a shot stays where it is. Averaging over 6 orders is Flamingo's prompt ensembling (appendix B.1.4).
func (p *Prompt) Orders(n int, seed uint64) []*Prompt {
	var shots []int // their places
	for i, c := range p.chunks {
		if c.Kind == Shot {
			shots = append(shots, i)
		}
	}
	all := []*Prompt{p}
	given := make([]int, len(shots))
	for i := range given {
		given[i] = i
	}
	seen := map[string]bool{fmt.Sprint(given): true}
	rng := rand.New(rand.NewPCG(seed, 0x6f72_6465))
	for len(all) < n && float64(len(all)) < math.Gamma(float64(len(shots)+1)) {
		order := rng.Perm(len(shots))
		if key := fmt.Sprint(order); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		chunks := p.Chunks()
		for place, i := range order {
			chunks[shots[place]] = p.chunks[shots[i]]
		}
		q := Of(chunks...)
		if q.err == nil {
			q.err = p.err
		}
		all = append(all, q)
	}
	return all
}
