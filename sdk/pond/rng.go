package pond

import "math/bits"

// rng is splitmix64 (Steele, Lea and Flood 2014): tiny, fast, and the same on every platform and Go version,
// which batches with golden hashes need.
type rng struct{ s uint64 }

// What a stream is for comes first among its parts, so that no two purposes share one: held-out episodes never meet
// training data, whatever the seeds.
const (
	forDrawing = iota + 1
	forPainting
	forPairs
	forText
	forEpisodes
	forExam
)

// stream starts a generator from any number of parts; different parts give unrelated streams.
func stream(parts ...uint64) rng {
	r := rng{0x6a09e667f3bcc908}
	for _, p := range parts {
		r.s = r.next() ^ p
		r.s = r.next()
	}
	return r
}

func (r *rng) next() uint64 {
	r.s += 0x9e3779b97f4a7c15
	z := r.s
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// intn is uniform in 0..n-1.
func (r *rng) intn(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

// between is uniform in lo..hi, both included.
func (r *rng) between(lo, hi int) int { return lo + r.intn(hi-lo+1) }

// percent is true p times in 100.
func (r *rng) percent(p int) bool { return r.intn(100) < p }

// other is uniform in 0..n-1 without not.
func (r *rng) other(n, not int) int {
	k := r.intn(n - 1)
	if k >= not {
		k++
	}
	return k
}

// some returns k different numbers below n in random order.
func (r *rng) some(k, n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	for i := range k {
		j := r.between(i, n-1)
		all[i], all[j] = all[j], all[i]
	}
	return all[:k]
}

// weighted picks an index in proportion to the shares, which must not all be 0.
func (r *rng) weighted(shares []int) int {
	total := 0
	for _, s := range shares {
		total += s
	}
	k := r.intn(total)
	for i, s := range shares {
		if k < s {
			return i
		}
		k -= s
	}
	return len(shares) - 1
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range []byte(s) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}
