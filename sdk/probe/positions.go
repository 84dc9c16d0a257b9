package probe

import (
	"context"
	"fmt"
	"math"
	"slices"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// Place is a position among the shots, counted from 0.
type Place struct {
	Wins  float64 // share of the conflicts in which the label at this place is the likeliest
	Share float64 // mean probability of the label at this place, of all labels in conflict together
	// With the shot that has the right answer at this place: share of right answers, mean log p(answer). NaN without such shots.
	Accuracy, LogP float64
}

// PositionBias tells which shots of a row count more.
type PositionBias struct {
	Places     []Place
	Conflicts  int // prompts in which all shots show and ask what the question does, and their labels differ
	Matches    int // questions of which a shot has the answer
	Provenance flamingo.Provenance
}

// Positions measures two things about the order of shots. Conflict: all shots get the picture and the prompt of the question and each another
// label, and every label stands at every place in turn, so that what a label is worth by itself cancels out; which place wins is
// then position bias alone (chance is 1/shots). Match: the shot that has the right answer moves from place to place. Prompts
// must have equally many shots, at least two. Conflicts say most where labels are arbitrary, such as made-up words.
func Positions(ctx context.Context, m *flamingo.Model, prompts []*prompt.Prompt, answers []string) (_ *PositionBias, err error) {
	items, err := labelled("Positions", prompts, answers)
	if err != nil {
		return nil, err
	}
	k := len(items[0].shots.shots)
	var pool []string
	for i, it := range items {
		if n := len(it.shots.shots); n != k || k < 2 {
			return nil, fmt.Errorf("probe: Positions: prompt %d of %d has %d shots, the first has %d; give prompts with equally many, at least two", i+1, len(items), n, k)
		}
		pool = append(pool, it.labels...)
	}
	if pool = distinct(pool); len(pool) < k {
		return nil, fmt.Errorf("probe: Positions: %d labels in all, and %d shots shall differ; give more prompts, or fewer shots", len(pool), k)
	}
	b := &PositionBias{Places: make([]Place, k), Provenance: m.Provenance(nil)}
	ctx, bar := display.Begin(ctx, "positions", len(pool)+1)
	defer func() { bar.End(err) }()
	if err = b.conflict(ctx, m, items, pool, bar); err != nil {
		return nil, err
	}
	if err = b.match(ctx, m, items); err != nil {
		return nil, err
	}
	bar.Set(len(pool)+1, "")
	return b, nil
}

// conflict fills in Wins and Share.
func (b *PositionBias) conflict(ctx context.Context, m *flamingo.Model, items []*item, pool []string, bar *display.Progress) error {
	k := len(b.Places)
	var runs []flamingo.Run
	var labels [][]string // of each run by place
	for _, it := range items {
		chosen := it.conflicting(pool, k)
		ask := it.shots.chunks[len(it.shots.chunks)-1]
		for turn := range k {
			row := make([]string, k)
			p := it.each(func(i int, c *prompt.Chunk) {
				row[i] = chosen[(i+turn)%k]
				c.Picture, c.Prompt, c.Answer = ask.Picture, ask.Prompt, row[i]
			})
			runs, labels = append(runs, flamingo.Run{Prompt: p}), append(labels, row)
		}
	}
	logP := make([][]float64, len(runs)) // by place
	for i := range logP {
		logP[i] = make([]float64, k)
	}
	for done, label := range pool {
		var some []flamingo.Run
		var at [][2]int
		for i, row := range labels {
			if place := slices.Index(row, label); place >= 0 {
				some, at = append(some, runs[i]), append(at, [2]int{i, place})
			}
		}
		if len(some) == 0 {
			continue
		}
		values, err := m.Measure(ctx, some, flamingo.Target{Answer: label})
		if err != nil {
			return err
		}
		for j, x := range values {
			logP[at[j][0]][at[j][1]] = x
		}
		bar.Set(done+1, label)
	}
	b.Conflicts = len(runs)
	for _, row := range logP {
		best, sum := slices.Max(row), 0.0
		for _, x := range row {
			sum += math.Exp(x - best)
		}
		for i, x := range row {
			b.Places[i].Share += math.Exp(x-best) / sum / float64(len(runs))
		}
		b.Places[slices.Index(row, best)].Wins += 1 / float64(len(runs))
	}
	return nil
}

// conflicting picks n labels, first those of the item's own prompt.
func (it *item) conflicting(pool []string, n int) []string {
	out := slices.Clone(it.labels[:min(n, len(it.labels))])
	for i := 0; len(out) < n; i++ {
		if l := pool[(it.number+i)%len(pool)]; !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// match fills in Accuracy and LogP.
func (b *PositionBias) match(ctx context.Context, m *flamingo.Model, items []*item) error {
	var prompts []*prompt.Prompt
	var answers []string
	for _, it := range items {
		from := slices.Index(it.shots.answers(), it.answer)
		if from < 0 {
			continue
		}
		b.Matches++
		rest := it.shots.all()
		moved := rest[from]
		rest = slices.Delete(rest, from, from+1)
		for place := range b.Places {
			prompts, answers = append(prompts, it.shots.with(slices.Insert(slices.Clone(rest), place, moved))), append(answers, it.answer)
		}
	}
	for i := range b.Places {
		b.Places[i].Accuracy, b.Places[i].LogP = math.NaN(), math.NaN()
		if b.Matches > 0 {
			b.Places[i].Accuracy, b.Places[i].LogP = 0, 0
		}
	}
	if b.Matches == 0 {
		return nil
	}
	limit, err := room(m, answers)
	if err != nil {
		return err
	}
	said, err := m.GenerateAll(ctx, prompts, limit)
	if err != nil {
		return err
	}
	for _, answer := range distinct(answers) {
		var runs []flamingo.Run
		var at []int
		for i := range prompts {
			if answers[i] == answer {
				runs, at = append(runs, flamingo.Run{Prompt: prompts[i]}), append(at, i)
			}
		}
		values, err := m.Measure(ctx, runs, flamingo.Target{Answer: answer})
		if err != nil {
			return err
		}
		for j, i := range at {
			b.Places[i%len(b.Places)].LogP += values[j] / float64(b.Matches)
		}
	}
	for i, a := range said {
		if squeeze(a.Text) == answers[i] {
			b.Places[i%len(b.Places)].Accuracy += 1 / float64(b.Matches)
		}
	}
	return nil
}
