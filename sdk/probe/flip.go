package probe

import (
	"context"
	"fmt"
	"math"
	"slices"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// FlipOptions change what Flip does; the zero value is the usual.
type FlipOptions struct {
	Fractions []float64 // of the shots that have a wrong label; 0, 1/4, 1/2, 3/4, 1 unless told
	Seeds     int       // how often what is wrong is drawn; 3 unless told
	Seed      uint64    // of the first
}

// Condition is one way of changing the shots, measured for each seed; what does not depend on chance, once.
type Condition struct {
	Name     string
	Fraction float64   // of labels flipped, NaN for the other conditions
	Accuracy []float64 // share of answers that are right, as the shots were before they were changed
	Follows  []float64 // share of answers that are what the flipped labels call for
	Valid    []float64 // share of answers that are a label of the prompt, right or wrong: the format
}

// Flips tells what a model takes from its shots: their format, or what they say.
type Flips struct {
	Conditions []Condition // by fraction, then the others
	N          int         // prompts
	Chance     float64     // of a guess among the labels of the prompt
	Provenance flamingo.Provenance
}

// Flip asks questions again with shots that are wrong in known ways: a growing part of their labels exchanged (within a prompt always by the
// same others), labels drawn at random, labels alone, pictures exchanged, questions exchanged, no shots (Min et al., 2202.12837; Wei et
// al., 2303.03846). Answers are the right ones. The labels of a prompt are the answers of its shots and the right one.
func Flip(ctx context.Context, m *flamingo.Model, prompts []*prompt.Prompt, answers []string, options ...FlipOptions) (*Flips, error) {
	var o FlipOptions
	if len(options) > 0 {
		o = options[0]
	}
	if o.Fractions == nil {
		o.Fractions = []float64{0, 0.25, 0.5, 0.75, 1}
	}
	if o.Seeds == 0 {
		o.Seeds = 3
	}
	for _, x := range o.Fractions {
		if !(x >= 0 && x <= 1) {
			return nil, fmt.Errorf("probe: Flip: a fraction of %g; want 0 to 1", x)
		}
	}
	items, err := labelled("Flip", prompts, answers)
	if err != nil {
		return nil, err
	}
	f := &flipping{items: items}
	for _, x := range o.Fractions {
		f.add(fmt.Sprintf("%.0f %% flipped", 100*x), x, o, x > 0, func(it *item, d *draw) *prompt.Prompt { return it.flipped(d, x) })
	}
	f.add("random labels", math.NaN(), o, true, (*item).randomLabels)
	f.add("labels alone", math.NaN(), o, false, func(it *item, _ *draw) *prompt.Prompt {
		return it.each(func(_ int, c *prompt.Chunk) { c.Picture, c.Prompt = nil, "" })
	})
	f.add("pictures exchanged", math.NaN(), o, true, func(it *item, d *draw) *prompt.Prompt {
		return it.each(func(i int, c *prompt.Chunk) { c.Picture = it.shots.shot(d.moved[i]).Picture })
	})
	if slices.ContainsFunc(items, func(it *item) bool { return it.asksDifferently() }) {
		f.add("questions exchanged", math.NaN(), o, true, func(it *item, d *draw) *prompt.Prompt {
			return it.each(func(i int, c *prompt.Chunk) { c.Prompt = it.shots.shot(d.moved[i]).Prompt })
		})
	}
	f.add("no shots", math.NaN(), o, false, func(it *item, _ *draw) *prompt.Prompt { return it.shots.only(func(int) bool { return false }) })
	out := &Flips{N: len(items), Provenance: m.Provenance(nil)}
	out.Provenance.Seed = uint32(o.Seed)
	for _, it := range items {
		out.Chance += 1 / float64(len(it.labels)) / float64(len(items))
	}
	out.Conditions, err = f.run(ctx, m)
	return out, err
}

// item is a question with its labels.
type item struct {
	number int
	shots  *fewShot
	answer string
	labels []string
}

// labelled takes prompts apart, with the labels of each.
func labelled(what string, prompts []*prompt.Prompt, answers []string) ([]*item, error) {
	if len(prompts) == 0 || len(prompts) != len(answers) {
		return nil, fmt.Errorf("probe: %s: %d prompts and %d answers; give the right answer of every prompt", what, len(prompts), len(answers))
	}
	var pool []string
	items := make([]*item, len(prompts))
	for i, p := range prompts {
		f, err := apart(what, p, 1)
		if err != nil {
			return nil, fmt.Errorf("prompt %d of %d: %w", i+1, len(prompts), err)
		}
		it := &item{number: i, shots: f, answer: squeeze(answers[i])}
		if it.answer == "" {
			return nil, fmt.Errorf("probe: %s: the answer of prompt %d of %d is empty", what, i+1, len(prompts))
		}
		it.labels = distinct(append(f.answers(), it.answer))
		pool = append(pool, it.labels...)
		items[i] = it
	}
	pool = distinct(pool)
	for _, it := range items {
		for k := 0; len(it.labels) < 2; k++ { // all the same: another one of the other prompts
			if k == len(pool) {
				return nil, fmt.Errorf("probe: %s: all shots and answers say %q; give prompts with at least two labels", what, it.answer)
			}
			it.labels = distinct(append(it.labels, pool[k]))
		}
	}
	return items, nil
}

// distinct is sorted, without repetition.
func distinct(all []string) []string {
	all = slices.Clone(all)
	slices.Sort(all)
	return slices.Compact(all)
}

func (it *item) asksDifferently() bool {
	for i := range it.shots.shots {
		if it.shots.shot(i).Prompt != it.shots.shot(0).Prompt {
			return true
		}
	}
	return false
}

// each changes all shots.
func (it *item) each(change func(i int, c *prompt.Chunk)) *prompt.Prompt {
	shots := it.shots.all()
	for i := range shots {
		change(i, &shots[i])
	}
	return it.shots.with(shots)
}

// draw is the chance of one item under one seed: the same for all conditions, so that they compare pairwise.
type draw struct {
	wrong  map[string]string // another label for each label, no two the same
	first  []int             // the shots in the order in which they are flipped
	random []int             // labels
	moved  []int             // for each shot another one, no two the same
}

func (it *item) draw(seed uint64) *draw {
	r := random(seed, uint64(it.number))
	k, n := len(it.shots.shots), len(it.labels)
	d := &draw{wrong: map[string]string{}, first: r.Perm(k), moved: make([]int, k)}
	order := r.Perm(n)
	for i, l := range order {
		d.wrong[it.labels[l]] = it.labels[order[(i+1)%n]]
	}
	ring := r.Perm(k)
	for i, s := range ring {
		d.moved[s] = ring[(i+1)%k]
		d.random = append(d.random, r.IntN(n))
	}
	return d
}

func (it *item) flipped(d *draw, fraction float64) *prompt.Prompt {
	n := int(math.Round(fraction * float64(len(d.first))))
	return it.each(func(i int, c *prompt.Chunk) {
		if slices.Contains(d.first[:n], i) {
			c.Answer = d.wrong[squeeze(c.Answer)]
		}
	})
}

func (it *item) randomLabels(d *draw) *prompt.Prompt {
	return it.each(func(i int, c *prompt.Chunk) { c.Answer = it.labels[d.random[i]] })
}

// flipping collects the prompts of all conditions, so that all are answered together.
type flipping struct {
	items      []*item
	conditions []Condition
	prompts    []*prompt.Prompt
	of         []asked
}

// asked is where the answer to a prompt counts.
type asked struct {
	condition, seed int
	item            *item
	follows         string
}

func (f *flipping) add(name string, fraction float64, o FlipOptions, chance bool, change func(*item, *draw) *prompt.Prompt) {
	seeds := 1
	if chance {
		seeds = o.Seeds
	}
	c := Condition{Name: name, Fraction: fraction, Accuracy: make([]float64, seeds), Follows: make([]float64, seeds), Valid: make([]float64, seeds)}
	for s := range seeds {
		for _, it := range f.items {
			d := it.draw(o.Seed + uint64(s))
			f.prompts = append(f.prompts, change(it, d))
			f.of = append(f.of, asked{len(f.conditions), s, it, d.wrong[it.answer]})
		}
	}
	f.conditions = append(f.conditions, c)
}

func (f *flipping) run(ctx context.Context, m *flamingo.Model) ([]Condition, error) {
	var labels []string
	for _, it := range f.items {
		labels = append(labels, it.labels...)
	}
	limit, err := room(m, labels)
	if err != nil {
		return nil, err
	}
	said, err := m.GenerateAll(ctx, f.prompts, limit)
	if err != nil {
		return nil, err
	}
	one := 1 / float64(len(f.items))
	for i, a := range f.of {
		c, text := &f.conditions[a.condition], squeeze(said[i].Text)
		if text == a.item.answer {
			c.Accuracy[a.seed] += one
		}
		if text == a.follows {
			c.Follows[a.seed] += one
		}
		if slices.Contains(a.item.labels, text) {
			c.Valid[a.seed] += one
		}
	}
	return f.conditions, nil
}
