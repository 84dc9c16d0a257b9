package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// Run asks a model the questions of a data set. With Settings.Out it writes every answer down as it comes, goes on where an earlier run
// of the same was stopped, and leaves a report there. It shows a bar.
func Run(ctx context.Context, m *flamingo.Model, d *Data, s Settings) (*Report, error) {
	s, err := s.filled()
	if err != nil {
		return nil, err
	}
	if err := d.suits(s); err != nil {
		return nil, err
	}
	o, err := origin(m, d, s)
	if err != nil {
		return nil, err
	}
	j, before, err := openJournal(s.Out, o)
	if err != nil {
		return nil, err
	}
	records, err := ask(ctx, m, d, s, j, before)
	if e := j.close(); err == nil && e != nil {
		err = fmt.Errorf("eval: %w", e)
	}
	if err != nil {
		return nil, err
	}
	r := newReport(m, d, o, records)
	if s.Out != "" {
		err = r.Write(s.Out)
	}
	return r, err
}

// suits tells whether the data set has what the settings need.
func (d *Data) suits(s Settings) error {
	for _, e := range d.Examples {
		switch {
		case s.Rank != "" && len(e.Candidates) < 2 && e.Split != splitShots:
			return d.at(e, errors.New("answers are to be chosen among candidates, and this question has fewer than two"))
		case s.Score == "auc" && len(e.Candidates) != 2 && e.Split != splitShots:
			return d.at(e, errors.New("the area under the curve is of two candidates, the positive one first"))
		}
	}
	return nil
}

func origin(m *flamingo.Model, d *Data, s Settings) (Origin, error) {
	from := m.Provenance(nil)
	weights, err := from.Fingerprint()
	o := Origin{Version: 1, Model: from.Model, Weights: weights, Policy: string(from.Policy), Data: d.SHA256, Settings: s}
	for _, e := range from.Edits {
		o.Edits = append(o.Edits, e.String())
	}
	return o, err
}

// job is a question with a number of shots and a seed.
type job struct {
	question, shots int
	seed            uint64
	place           int // of the question among all, for its random numbers
	size            int // tokens of its words and those of its shots, about
}

// sizes counts the tokens of each example.
func (c *chooser) sizes(m *flamingo.Model) []int {
	all := make([]int, len(c.Examples))
	for i, e := range c.Examples {
		for _, text := range []string{c.settings.ask(e), e.Answers[0]} {
			if ids, err := m.Tokenizer().Encode(text); err == nil { // an unknown word is reported when it is asked
				all[i] += len(ids)
			}
		}
	}
	return all
}

// before picks the shots of a question.
func (c *chooser) before(j job) ([]int, error) {
	if j.shots > 0 {
		return c.shots(j.question, j.shots, j.seed)
	}
	plain := *c
	plain.index = nil // what is not seen cannot be similar
	return plain.shots(j.question, c.settings.TextShots, j.seed)
}

// ask answers what is not answered yet.
func ask(ctx context.Context, m *flamingo.Model, d *Data, s Settings, j *journal, before []Record) (_ []Record, err error) {
	done := map[key]Record{}
	for _, r := range before {
		if _, twice := done[r.key()]; !twice {
			done[r.key()] = r
		}
	}
	c, err := newChooser(ctx, m, d, s)
	if err != nil {
		return nil, err
	}
	var order []key
	var left []job
	size := c.sizes(m)
	for _, n := range s.Shots {
		for _, seed := range s.Seeds {
			var jobs []job
			for place, q := range c.questions() {
				order = append(order, key{n, seed, d.Examples[q].ID})
				j := job{q, n, seed, place, size[q]}
				if c.index == nil { // to look for similar pictures takes long
					shots, err := c.before(j)
					if err != nil {
						return nil, err
					}
					for _, i := range shots {
						j.size += size[i]
					}
				}
				jobs = append(jobs, j)
			}
			// Prompts of one length are read together.
			slices.SortStableFunc(jobs, func(a, b job) int { return a.size - b.size })
			left = append(left, jobs...)
		}
	}
	left = slices.DeleteFunc(left, func(j job) bool {
		_, ok := done[key{j.shots, j.seed, d.Examples[j.question].ID}]
		return ok
	})
	ctx, bar := display.Begin(ctx, "evaluating", len(order))
	defer func() { bar.End(err) }()
	bar.Skip(len(order) - len(left))
	for len(left) > 0 {
		now := left[:min(s.Batch, len(left))]
		for i, next := range now { // a batch has one number of shots and one seed
			if next.shots != now[0].shots || next.seed != now[0].seed {
				now = now[:i]
				break
			}
		}
		left = left[len(now):]
		records, err := c.answer(ctx, m, now)
		if err != nil {
			return nil, err
		}
		lines := make([]any, len(records))
		for i, r := range records {
			lines[i], done[r.key()] = r, r
		}
		if err := j.add(lines...); err != nil {
			return nil, err
		}
		bar.Set(len(order)-len(left), fmt.Sprintf("%d shots, seed %d", now[0].shots, now[0].seed))
	}
	all := make([]Record, len(order))
	for i, k := range order {
		all[i] = done[k]
	}
	return all, nil
}

// answer asks some questions.
func (c *chooser) answer(ctx context.Context, m *flamingo.Model, jobs []job) ([]Record, error) {
	records, prompts := make([]Record, len(jobs)), make([]*prompt.Prompt, len(jobs))
	for i, job := range jobs {
		shots, err := c.before(job)
		if err != nil {
			return nil, err
		}
		if prompts[i], err = c.prompt(job.question, shots, job.shots > 0); err != nil {
			return nil, err
		}
		if _, err := m.Encode(prompts[i]); err != nil {
			return nil, c.Data.at(c.Examples[job.question], err)
		}
		records[i] = Record{Shots: job.shots, Seed: job.seed, ID: c.Examples[job.question].ID, Before: []string{}}
		for _, s := range shots {
			records[i].Before = append(records[i].Before, c.Examples[s].ID)
		}
	}
	if c.settings.Rank != "" {
		return records, c.rank(ctx, m, jobs, prompts, records)
	}
	if c.settings.Temperature > 0 { // drawn one by one, each by its own seed, so that stopping and going on changes nothing
		for i, job := range jobs {
			a, err := m.Generate(ctx, prompts[i], c.settings.options(uint32(job.seed)*1_000_003+uint32(job.place))...)
			if err != nil {
				return nil, c.Data.at(c.Examples[job.question], err)
			}
			records[i].Answer = a.Text
		}
		return records, nil
	}
	answers, err := m.GenerateAll(ctx, prompts, c.settings.options(0)...)
	if err != nil {
		return nil, c.Data.at(c.Examples[jobs[0].question], fmt.Errorf("asking this question and the %d after it: %w", len(jobs)-1, err))
	}
	for i, text := range answers.Texts() {
		records[i].Answer = text
	}
	return records, nil
}

// rank chooses among candidates.
func (c *chooser) rank(ctx context.Context, m *flamingo.Model, jobs []job, prompts []*prompt.Prompt, records []Record) error {
	for i, job := range jobs {
		e := c.Examples[job.question]
		r := flamingo.Ranking{Mean: c.settings.Rank == "mean", Open: c.settings.Rank == "mean"}
		if c.settings.Calibrated {
			r.Neutral = []*prompt.Prompt{blinded(prompts[i], m.Config().ViT)}
		}
		scores, err := m.Rank(ctx, prompts[i].Orders(c.settings.Ensemble, job.seed), e.Candidates, r)
		if err != nil {
			return c.Data.at(e, err)
		}
		records[i].Answer, records[i].P = scores.Best().Text, scores[0].P
	}
	return nil
}

// blinded is a prompt whose last picture is blank.
func blinded(p *prompt.Prompt, v flamingo.Vision) *prompt.Prompt {
	chunks := p.Chunks()
	if last := &chunks[len(chunks)-1]; last.Picture != nil {
		last.Picture = v.Blank()
	}
	return prompt.Of(chunks...)
}
