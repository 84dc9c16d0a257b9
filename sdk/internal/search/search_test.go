package search

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"wade/sdk/program"
)

// table is a language model: logits by the last two tokens, the same as in tools/generate_golden.py.
type table struct {
	vocab int
	seed  uint64
	scale float64
	stop  float64 // added to the logit of the last token, which ends a sequence
}

func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (t table) logits(history []int32) []float32 {
	a, b := uint64(history[len(history)-2]), uint64(history[len(history)-1])
	out := make([]float32, t.vocab)
	v := uint64(t.vocab)
	for i := range out {
		out[i] = float32(float64(mix(t.seed*1000003+(a*v+b)*v+uint64(i))>>40) / (1 << 24) * t.scale)
	}
	out[t.vocab-1] += float32(t.stop)
	return out
}

// golden is what transformers generates from such tables.
type golden struct {
	Version string
	Vocab   int
	Cases   []struct {
		Seed                 uint64
		Scale, Stop          float64
		Prompt               []int32
		Beams, Limit, Return int
		Penalty              float64
		Early                Early
		Repetition           float64
		NGram                int
		Bad                  [][]int32
		Least                int
		Stops                []int32
		Out                  [][]int32
		Scores               []float64
	}
	Draws []struct {
		Seed   uint64
		Params [program.SampleParams]float32
		P      []float64 // of each token after all cuts
	}
}

func read(t *testing.T) (g golden) {
	t.Helper()
	data, err := os.ReadFile("testdata/generate.json")
	if err == nil {
		err = json.Unmarshal(data, &g)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Cases) < 300 || len(g.Draws) < 20 {
		t.Fatalf("%d cases and %d draws are too few to tell anything", len(g.Cases), len(g.Draws))
	}
	return g
}

// Every sequence, and the score of every beam, is that of transformers.
func TestAsTransformers(t *testing.T) {
	g := read(t)
	for i, c := range g.Cases {
		m := table{g.Vocab, c.Seed, c.Scale, c.Stop}
		rules := Rules{Repetition: c.Repetition, NGram: c.NGram, Bad: c.Bad, Least: c.Least, Stop: c.Stops}
		var got [][]int32
		if c.Beams == 1 {
			got = [][]int32{greedy(m, rules, c.Prompt, c.Limit)}
		} else {
			b := New(Config{Width: c.Beams, Penalty: c.Penalty, Early: c.Early, Limit: c.Limit, Stop: c.Stops})
			for !b.Done() {
				var scores [][]float32
				for _, h := range b.Live {
					history := slices.Concat(c.Prompt, h.IDs)
					row := m.logits(history)
					LogSoftmax(row)
					rules.Apply(row, history, len(h.IDs))
					scores = append(scores, row)
				}
				b.Step(scores, scores)
			}
			for k, h := range b.Best(c.Return) {
				got = append(got, h.IDs)
				if k < len(c.Scores) && math.Abs(h.Score-c.Scores[k]) > 1e-4*max(1, math.Abs(h.Score)) {
					t.Errorf("case %d: sequence %d has score %v, want %v", i, k, h.Score, c.Scores[k])
				}
			}
		}
		if !slices.EqualFunc(got, c.Out, slices.Equal[[]int32]) {
			t.Errorf("case %d, %+v:\n got %v\nwant %v", i, c, got, c.Out)
		}
	}
}

func greedy(m table, rules Rules, prompt []int32, limit int) (ids []int32) {
	for len(ids) < limit {
		history := slices.Concat(prompt, ids)
		row := m.logits(history)
		rules.Apply(row, history, len(ids))
		id := int32(program.Draw(row, [program.SampleParams]float32{}, 0))
		if ids = append(ids, id); slices.Contains(rules.Stop, id) {
			break
		}
	}
	return ids
}

// The rule of drawing cuts as transformers' processors do, and leaves the same probabilities.
func TestCutsAsTransformers(t *testing.T) {
	g := read(t)
	for i, d := range g.Draws {
		m := table{g.Vocab, d.Seed, 6, 0}
		logits := m.logits([]int32{1, 2})
		order := make([]int, g.Vocab)
		for k := range order {
			order[k] = k
		}
		slices.SortStableFunc(order, func(a, b int) int {
			switch {
			case d.P[a] > d.P[b]:
				return -1
			case d.P[a] < d.P[b]:
				return 1
			}
			return 0
		})
		from := 0.0
		for _, id := range order {
			if d.P[id] == 0 {
				break
			}
			for _, share := range []float64{0.001, 0.5, 0.999} {
				if got := program.Draw(logits, d.Params, from+share*d.P[id]); got != id {
					t.Errorf("draw %d, %v: %v of the way into token %d drew %d", i, d.Params, share, id, got)
				}
			}
			from += d.P[id]
		}
		if math.Abs(from-1) > 1e-5 {
			t.Errorf("draw %d: probabilities add up to %v", i, from)
		}
	}
}

// A sequence may end by its text; fewer candidates than beams are no mistake; nothing at all ends the search.
func TestEdges(t *testing.T) {
	m := table{6, 3, 4, 0}
	b := New(Config{Width: 3, Limit: 5, Stop: []int32{5}, Ends: func(ids []int32) bool { return len(ids) == 3 }})
	for !b.Done() {
		var scores [][]float32
		for _, h := range b.Live {
			row := m.logits(slices.Concat([]int32{1, 2}, h.IDs))
			LogSoftmax(row)
			scores = append(scores, row)
		}
		b.Step(scores, scores)
	}
	for _, h := range b.Best(3) {
		if len(h.IDs) > 3 || !h.Ended || len(h.Rows) != len(h.IDs) {
			t.Errorf("%+v goes on after its end", h)
		}
	}
	never := float32(math.Inf(-1))
	b = New(Config{Width: 3, Limit: 5})
	step := func(scores ...[]float32) { b.Step(scores, scores) }
	step([]float32{0, never, -1})
	if len(b.Live) != 2 || b.Done() {
		t.Errorf("%d sequences go on, want the 2 that can", len(b.Live))
	}
	step([]float32{never, never, never}, []float32{never, never, float32(math.NaN())})
	if !b.Done() || len(b.Best(3)) != 0 {
		t.Errorf("a search without candidates goes on with %v", b.Best(3))
	}
}

func TestRules(t *testing.T) {
	never := float32(math.Inf(-1))
	for _, c := range []struct {
		name    string
		rules   Rules
		history []int32
		made    int
		want    []float32
	}{
		{"none", Rules{}, []int32{0, 1}, 0, []float32{2, -2, 1, -1}},
		{"repetition counts once", Rules{Repetition: 2}, []int32{0, 1, 0, 1}, 0, []float32{1, -4, 1, -1}},
		{"one token", Rules{NGram: 1}, []int32{0, 2}, 0, []float32{never, -2, never, -1}},
		{"three tokens", Rules{NGram: 3}, []int32{1, 2, 3, 1, 2}, 0, []float32{2, -2, 1, never}},
		{"too short", Rules{NGram: 4}, []int32{1, 2}, 0, []float32{2, -2, 1, -1}},
		{"bad words", Rules{Bad: [][]int32{{3}, {2, 0}, {1, 1}}}, []int32{1, 2}, 0, []float32{never, -2, 1, never}},
		{"at least", Rules{Least: 2, Stop: []int32{3}}, []int32{1, 2}, 1, []float32{2, -2, 1, never}},
		{"enough", Rules{Least: 2, Stop: []int32{3}}, []int32{1, 2}, 2, []float32{2, -2, 1, -1}},
	} {
		got := []float32{2, -2, 1, -1}
		c.rules.Apply(got, c.history, c.made)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
