package search

import (
	"math"
	"slices"
)

// Early says when a beam search is over, once it has found as many sequences as it is wide.
type Early int

// The rules of early stopping.
const (
	Likely Early = iota // when what goes on is not likely to become better: it would not if it ended now
	Always              // at once
	Never               // when what goes on cannot become better
)

// Config is what a beam search is told.
type Config struct {
	Width   int     // sequences that go on
	Penalty float64 // the sum of log-probabilities is divided by the length to this power: below 0 it favours short sequences
	Early   Early
	Limit   int     // tokens
	Stop    []int32 // tokens that end a sequence
	// Ends tells of a sequence whether it ends with its last token, though that is none of Stop; nil: never.
	Ends func(ids []int32) bool
}

// Hypothesis is a sequence, with the token that ends it if one did.
type Hypothesis struct {
	IDs   []int32
	Rows  []int     // the sequence, of those that were given to Step, after which each token came
	LogP  []float32 // of each token, before any rule
	Sum   float32   // of the scores
	Score float64   // the sum, divided by the length to the power of the penalty
	Ended bool
}

// grown is h with one more token.
func (h Hypothesis) grown(c candidate, logP float32) Hypothesis {
	return Hypothesis{IDs: append(slices.Clone(h.IDs), c.id), Rows: append(slices.Clone(h.Rows), c.row), LogP: append(slices.Clone(h.LogP), logP), Sum: c.score}
}

// Beam is a search in progress.
type Beam struct {
	Config
	Live []Hypothesis // those that go on: one that is empty at first
	done bool
	kept []Hypothesis // finished, in the order in which they came
}

// New starts a search.
func New(c Config) *Beam { return &Beam{Config: c, Live: []Hypothesis{{}}} }

// candidate is a token after a sequence.
type candidate struct {
	row   int
	id    int32
	score float32
}

// Step takes the log-probabilities of the next token after each of Live, as rules left them and as they were, and goes on to
// the best sequences; the last of Rows tells what each of them follows.
func (b *Beam) Step(scores, plain [][]float32) {
	best := b.best(scores)
	before := b.Live
	b.Live = nil
	for rank, c := range best {
		h := before[c.row].grown(c, plain[c.row][c.id])
		switch {
		case !slices.Contains(b.Stop, c.id) && (b.Ends == nil || !b.Ends(h.IDs)):
			b.Live = append(b.Live, h)
		case rank < b.Width: // what ends further behind is lost
			h.Ended = true
			b.keep(h)
		}
		if len(b.Live) == b.Width {
			break
		}
	}
	if len(b.kept) < b.Width || len(best) == 0 {
		return
	}
	length := len(before[0].IDs) + 1
	if b.Early == Never && b.Penalty > 0 {
		length = b.Limit
	}
	b.done = b.Early == Always || b.worst() >= b.score(best[0].score, length)
}

// Done tells whether nothing is left to be searched.
func (b *Beam) Done() bool {
	return b.done || len(b.Live) == 0 || len(b.Live[0].IDs) >= b.Limit
}

// Best returns at most n sequences, the best first. Those that go on count as they are, unless enough have ended.
func (b *Beam) Best(n int) []Hypothesis {
	all := Beam{Config: b.Config, kept: slices.Clone(b.kept)}
	if !b.done {
		for _, h := range b.Live {
			all.keep(h)
		}
	}
	slices.Reverse(all.kept) // among equals the last one wins
	slices.SortStableFunc(all.kept, func(x, y Hypothesis) int {
		switch {
		case x.Score > y.Score:
			return -1
		case x.Score < y.Score:
			return 1
		}
		return 0
	})
	return all.kept[:min(n, len(all.kept))]
}

func (b *Beam) score(sum float32, length int) float64 {
	return float64(sum) / math.Pow(float64(length), b.Penalty)
}

// worst is the lowest score that is kept.
func (b *Beam) worst() float64 {
	w := math.Inf(1)
	for _, h := range b.kept {
		w = min(w, h.Score)
	}
	return w
}

// keep adds a sequence to the best ones; among equally bad ones the oldest leaves.
func (b *Beam) keep(h Hypothesis) {
	h.Score = b.score(h.Sum, len(h.IDs))
	if len(b.kept) >= b.Width && !(h.Score > b.worst()) {
		return
	}
	b.kept = append(b.kept, h)
	if len(b.kept) > b.Width {
		w := b.worst()
		at := slices.IndexFunc(b.kept, func(h Hypothesis) bool { return h.Score == w })
		b.kept = slices.Delete(b.kept, at, at+1)
	}
}

// best lists the best candidates in falling order: enough for a full width even if many of them end.
func (b *Beam) best(scores [][]float32) []candidate {
	n := max(2, 1+len(b.Stop)) * b.Width
	var top []candidate
	for row, h := range b.Live {
		for id, x := range scores[row] {
			x += h.Sum
			if !(x > float32(math.Inf(-1))) || len(top) == n && !(x > top[n-1].score) {
				continue
			}
			at := len(top)
			for at > 0 && top[at-1].score < x {
				at--
			}
			top = slices.Insert(top, at, candidate{row, int32(id), x})
			top = top[:min(n, len(top))]
		}
	}
	return top
}
