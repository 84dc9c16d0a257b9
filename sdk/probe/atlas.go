package probe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/stat"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

// Latent is one learned latent of the resampler: what it looks at, who reads it and what the model loses without it.
type Latent struct {
	Index int
	// Patches is its rollout map, the mean over pictures, and Varies how much of the weight of a picture's own map lies
	// elsewhere than in that mean: 0 for a latent that always looks at the same place.
	Patches []float64
	Varies  float64
	// Attention is what tokens that see a picture give it, mean over tokens, layers and heads; the latents sum to 1.
	Attention float64
	// Readers are the words that give it most, beyond what they all do.
	Readers []Reader
	// Cost is how far log p of the right answer falls, in nats, when the latent of every picture of the prompt is replaced by
	// its mean over all pictures; Error is the standard error of that mean over prompts.
	Cost, Error float64
	// Mean is the latent as it is on average over pictures, a number for each channel: what Without puts in its place.
	Mean []float32
}

// Reader is a word with the mean attention that it gives a latent.
type Reader struct {
	Word      string
	Attention float64
	Count     int
}

// LatentAtlas is a page for each latent of a model, over a set of prompts with their answers.
type LatentAtlas struct {
	Provenance flamingo.Provenance // of the first prompt
	Prompts    int
	Pictures   int            // different ones
	Mean       prompt.Picture // of all pictures
	Latents    []Latent
	// Together is what replacing all latents at once costs, and Error its standard error: single costs that sum to less show
	// that latents stand in for one another.
	Together, Error float64
}

// fan is how many readers an atlas names, least how often a word must occur to be one.
const (
	fan   = 3
	least = 3
)

// Atlas surveys the latents over prompts and their right answers, such as those of pond.Exam. Each prompt is run once to look,
// and once more for each latent.
func Atlas(ctx context.Context, m *flamingo.Model, prompts []*prompt.Prompt, answers []string) (_ *LatentAtlas, err error) {
	if len(prompts) == 0 || len(prompts) != len(answers) {
		return nil, fmt.Errorf("probe: atlas: %d prompts and %d answers; give one answer to each prompt", len(prompts), len(answers))
	}
	n := m.Config().Latents()
	ctx, bar := display.Begin(ctx, "atlas", len(prompts)*2)
	defer func() { bar.End(err) }()
	s := survey{m: m, words: map[string]*wordUse{}, pictures: map[string]bool{}}
	for i, p := range prompts {
		if p == nil {
			return nil, errors.New("probe: atlas: a prompt is nil")
		}
		p, err := fitted(m, p)
		if err == nil {
			err = s.look(ctx, p.Reply(answers[i]))
		}
		if err != nil {
			return nil, fmt.Errorf("probe: atlas: prompt %d: %w", i, err)
		}
		bar.Add(1)
	}
	a := &LatentAtlas{Provenance: m.Provenance(prompts[0]), Prompts: len(prompts), Pictures: len(s.seen), Latents: s.latents(n)}
	if a.Mean, err = meanPicture(s.seen); err != nil {
		return nil, err
	}
	costs := make([][]float64, n+1)
	for i, p := range prompts {
		falls, err := a.ablate(ctx, m, p, answers[i])
		if err != nil {
			return nil, fmt.Errorf("probe: atlas: prompt %d: %w", i, err)
		}
		for j, x := range falls {
			costs[j] = append(costs[j], x)
		}
		bar.Add(1)
	}
	for j := range a.Latents {
		a.Latents[j].Cost, a.Latents[j].Error = meanError(costs[j])
	}
	a.Together, a.Error = meanError(costs[n])
	return a, nil
}

// survey gathers what prompts show.
type survey struct {
	m        *flamingo.Model
	pictures map[string]bool
	seen     []prompt.Picture
	maps     [][][]float64 // [picture][latent][patch]
	means    [][]float64   // sums of [latent][channel]
	words    map[string]*wordUse
	tokens   wordUse // all of them
}

// wordUse is the attention of the tokens of one text, summed by latent.
type wordUse struct {
	sum   []float64
	count int
}

func (u *wordUse) add(row []float64) {
	if u.sum == nil {
		u.sum = make([]float64, len(row))
	}
	patchMap(u.sum).add(row, 1)
	u.count++
}

// look runs a prompt with its answer.
func (s *survey) look(ctx context.Context, p *prompt.Prompt) error {
	const latents = "resampler.norm"
	c := s.m.Config()
	t, err := s.m.Forward(ctx, p, latents+"|gated.*.attn.pattern|"+resamplerPatterns(c))
	if err != nil {
		return err
	}
	values, err := t.At(latents)
	if err != nil {
		return err
	}
	shape, data := values.Shape(), values.ToF32()
	if s.means == nil {
		s.means = make([][]float64, shape[1])
		for j := range s.means {
			s.means[j] = make([]float64, shape[2])
		}
	}
	for i, picture := range t.Encoded.Pictures {
		pixels, err := picture.Tensor()
		if err != nil {
			return err
		}
		if key := fmt.Sprint(pixels.ToF32()); s.pictures[key] {
			continue
		} else {
			s.pictures[key] = true
		}
		features, _, err := rolled(c, t, i)
		if err != nil {
			return err
		}
		s.seen, s.maps = append(s.seen, picture), append(s.maps, patchesOf(c, features))
		for j := range s.means {
			for k, x := range data[(i*shape[1]+j)*shape[2] : (i*shape[1]+j+1)*shape[2]] {
				s.means[j][k] += float64(x)
			}
		}
	}
	pattern, err := t.Stack("gated.*.attn.pattern")
	if err != nil {
		return err
	}
	d, rows := pattern.Shape(), pattern.ToF32() // [layer head token latent]
	for i, token := range t.Encoded.Tokens {
		if token.Image < 0 {
			continue
		}
		row := make([]float64, c.Latents())
		for k := range d[0] * d[1] {
			for j := range d[3] { // of one picture, or of all
				row[j%len(row)] += float64(rows[(k*d[2]+i)*d[3]+j]) / float64(d[0]*d[1])
			}
		}
		if s.words[token.Text] == nil {
			s.words[token.Text] = &wordUse{}
		}
		s.words[token.Text].add(row)
		s.tokens.add(row)
	}
	return nil
}

// latents makes the pages but for the costs.
func (s *survey) latents(n int) []Latent {
	all := make([]Latent, n)
	for j := range all {
		l := Latent{Index: j, Patches: make([]float64, len(s.maps[0][j])), Attention: s.tokens.sum[j] / float64(s.tokens.count)}
		for _, x := range s.means[j] {
			l.Mean = append(l.Mean, float32(x/float64(len(s.seen))))
		}
		for i := range s.maps {
			patchMap(l.Patches).add(s.maps[i][j], 1/float64(len(s.maps)))
		}
		for i := range s.maps {
			l.Varies += patchMap(l.Patches).apart(s.maps[i][j]) / float64(len(s.maps))
		}
		for word, u := range s.words {
			if u.count >= least {
				l.Readers = append(l.Readers, Reader{word, u.sum[j] / float64(u.count), u.count})
			}
		}
		slices.SortFunc(l.Readers, func(a, b Reader) int {
			return cmp.Or(cmp.Compare(b.Attention, a.Attention), cmp.Compare(a.Word, b.Word))
		})
		l.Readers = slices.Clip(l.Readers[:min(fan, len(l.Readers))])
		all[j] = l
	}
	return all
}

// Without puts the means of some latents in their place, in each picture of a prompt that has so many: give the edits to
// Model.With or to a Run.
func (a *LatentAtlas) Without(pictures int, latents ...int) ([]flamingo.Edit, error) {
	var edits []flamingo.Edit
	for _, j := range latents {
		if j < 0 || j >= len(a.Latents) {
			return nil, fmt.Errorf("probe: atlas: no latent %d; there are %d, from 0", j, len(a.Latents))
		}
		e := flamingo.Edit{Tap: "media", Kind: program.EditReplace, Data: a.Latents[j].Mean}
		for i := range pictures {
			e.Rows = append(e.Rows, i*len(a.Latents)+j)
		}
		edits = append(edits, e)
	}
	return edits, nil
}

// ablate tells how far log p of the answer falls without each latent, and without all of them.
func (a *LatentAtlas) ablate(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, answer string) ([]float64, error) {
	runs := []flamingo.Run{{Prompt: p}}
	var all []flamingo.Edit
	for j := range a.Latents {
		e, err := a.Without(len(p.Pictures()), j)
		if err != nil {
			return nil, err
		}
		all = append(all, e...)
		runs = append(runs, flamingo.Run{Prompt: p, Edits: e})
	}
	logp, err := m.Measure(ctx, append(runs, flamingo.Run{Prompt: p, Edits: all}), flamingo.Target{Answer: answer})
	if err != nil {
		return nil, err
	}
	falls := make([]float64, len(logp)-1)
	for i := range falls {
		falls[i] = logp[0] - logp[i+1]
	}
	return falls, nil
}

// meanError is the mean with its standard error, NaN for a single number.
func meanError(x []float64) (mean, stderr float64) {
	mean, sd := stat.MeanStdDev(x, nil)
	return mean, stat.StdErr(sd, float64(len(x)))
}
