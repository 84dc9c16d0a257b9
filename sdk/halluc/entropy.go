package halluc

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// Clusters are sampled answers grouped by meaning.
type Clusters struct {
	P        []float64 // probability of each cluster, in the order of their numbers
	Entropy  float64   // semantic entropy, -Σ P ln P
	Discrete float64   // the same with shares of the count for P
	Naive    float64   // predictive entropy, which ignores meaning: -mean of the log-probabilities
}

// Semantic is the entropy over meanings of sampled answers (Kuhn, Gal and Farquhar, 2302.09664; Farquhar et al., 2024, with
// the probabilities normalised over the samples). Cluster numbers the meanings from 0, as [Group] does; logP has the mean
// log-probability of an answer's tokens, or the sum without normalisation by length.
func Semantic(cluster []int, logP []float64) Clusters {
	together(len(cluster), len(logP), "clusters", "log-probabilities")
	c := Clusters{Entropy: math.NaN(), Discrete: math.NaN(), Naive: math.NaN()}
	if len(cluster) == 0 {
		return c
	}
	counts := tally(cluster)
	c.P = make([]float64, len(counts))
	for i, p := range Softmax(logP) {
		c.P[cluster[i]] += p
	}
	n := float64(len(cluster))
	c.Entropy, c.Naive = stat.Entropy(c.P), -floats.Sum(logP)/n
	floats.Scale(1/n, counts)
	c.Discrete = stat.Entropy(counts)
	return c
}

// Group numbers the meanings of n answers: same[i][j] tells whether i entails j, and two share a meaning if each entails the
// other. Like the released code of Farquhar et al. it goes through the answers once: one without a meaning opens one and takes in every later
// answer that matches it, also one that had a meaning already.
func Group(same [][]bool) []int {
	id := make([]int, len(same))
	for i := range id {
		require(len(same[i]) == len(same), "row %d of %d has %d entries; give a square matrix", i, len(same), len(same[i]))
		id[i] = -1
	}
	next := 0
	for i := range same {
		if id[i] >= 0 {
			continue
		}
		id[i] = next
		for j := i + 1; j < len(same); j++ {
			if same[i][j] && same[j][i] {
				id[j] = next
			}
		}
		next++
	}
	return id
}

// Dispersion is the share of labels that are not the most frequent one (label dispersion of Bengar et al., 2107.14707; over
// samples or orders the variation ratio of Freeman, 1965): 0 where all agree.
func Dispersion(labels []string) float64 {
	if len(labels) == 0 {
		return math.NaN()
	}
	counts, most := map[string]int{}, 0
	for _, l := range labels {
		counts[l]++
		most = max(most, counts[l])
	}
	return 1 - float64(most)/float64(len(labels))
}

// tally counts the items of each cluster.
func tally(cluster []int) []float64 {
	var counts []float64
	for _, c := range cluster {
		require(c >= 0 && c < len(cluster), "cluster %d of %d answers; number them from 0", c, len(cluster))
		for len(counts) <= c {
			counts = append(counts, 0)
		}
		counts[c]++
	}
	return counts
}

// Parts are the parts of an ensemble's uncertainty, in nats.
type Parts struct {
	Total     float64 // entropy of the mean prediction
	Aleatoric float64 // mean entropy of the predictions: noise in the data
	Epistemic float64 // the rest, the mutual information with the choice of member: what the members disagree on
}

// BALD splits the uncertainty of an ensemble, one row of probabilities for each member (Houlsby et al., 1112.5745).
func BALD(members [][]float64) Parts {
	if len(members) == 0 {
		return Parts{math.NaN(), math.NaN(), math.NaN()}
	}
	mean, within := make([]float64, len(members[0])), 0.0
	for _, p := range members {
		together(len(mean), len(p), "probabilities of one member", "of another")
		floats.Add(mean, p)
		within += stat.Entropy(p)
	}
	n := float64(len(members))
	floats.Scale(1/n, mean)
	total := stat.Entropy(mean)
	return Parts{total, within / n, max(0, total-within/n)}
}
