package probe

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"path"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"

	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// PatchOptions change what Patching and AttributionPatching do; the zero value is the usual.
type PatchOptions struct {
	// Taps to patch, names or patterns; each pattern becomes a map of its own. They need a token axis. A tap that ends in .mix
	// is patched head by head. Unless told: the residual stream after each layer and what each branch writes into it.
	Taps []string
	// Where picks the positions; the zero value means all of the prompt.
	Where prompt.Where
	// Noising patches corrupt values into the clean run, which shows what is necessary, instead of clean values into the corrupt
	// run, which shows what is sufficient.
	Noising bool
	// Noise is the deviation of the Gaussian noise that corrupts the latents of all pictures where no corrupt prompt is given,
	// in deviations of the latents; 3 unless told (Meng et al., 2022).
	Noise float64
	Seed  uint64 // of the noise and of the sample
	// Sample is at how many sites AttributionPatching is held against the exact value: 40 unless told, -1 for none.
	Sample int
}

// PatchSite is a row of a patch map: a tap, or one head of it.
type PatchSite struct {
	Tap     string
	Head    int    // -1: the whole tap
	Pattern string // as it was asked for
}

// String is the tap with its head.
func (s PatchSite) String() string {
	if s.Head < 0 {
		return s.Tap
	}
	return fmt.Sprintf("%s head %d", s.Tap, s.Head)
}

// PatchMap tells what each value at each position does for a target: (m_patched - m_corrupt) / (m_clean - m_corrupt), 0 for
// nothing and 1 for all of what lies between the two runs. Of a noising map it is the share that goes away,
// (m_clean - m_patched) / (m_clean - m_corrupt).
type PatchMap struct {
	Target         flamingo.Target
	Noising        bool
	Linear         bool    // by gradients, to first order
	Receiver       string  // of PathPatching: where paths end, "output" for the output itself; "" for other maps
	Corruption     string  // what sets the corrupt run apart
	Clean, Corrupt float64 // the target in both runs
	Sites          []PatchSite
	Positions      []int
	Tokens         []string    // at the positions, with that of the corrupt prompt where it differs
	Scores         [][]float64 // sites x positions
	// Of a linear map: sites at which it was held against patching, with both scores, and their correlation (Pearson; NaN for none).
	Sample      []PatchCheck
	Correlation float64
	Provenance  flamingo.Provenance
}

// PatchCheck is a linear estimate beside the exact score.
type PatchCheck struct {
	Site            PatchSite
	Position        int
	Estimate, Exact float64
}

// Patching runs a prompt once for every site and position, each time with one value taken from another run (causal tracing, Meng
// et al., 2022; activation patching): from the run on clean into that on corrupt. The prompts must have the same number of tokens;
// give nil as corrupt to corrupt the pictures of clean by noise. What the runs have in common is computed once.
func Patching(ctx context.Context, m *flamingo.Model, clean, corrupt *prompt.Prompt, t flamingo.Target, options ...PatchOptions) (*PatchMap, error) {
	d, err := newPatching(ctx, m, clean, corrupt, t, options)
	if err != nil {
		return nil, err
	}
	var runs []flamingo.Run
	var into []*float64
	for i, s := range d.Sites {
		d.Scores = append(d.Scores, make([]float64, len(d.Positions)))
		for k, at := range d.Positions {
			if d.same(s, at) {
				d.Scores[i][k] = d.score(d.base.value) // what is put there is there already
				continue
			}
			runs = append(runs, flamingo.Run{Prompt: d.base.prompt, Edits: []flamingo.Edit{d.edit(s, at)}})
			into = append(into, &d.Scores[i][k])
		}
	}
	if len(runs) == 0 {
		return d.PatchMap, nil
	}
	values, err := d.base.model.Measure(ctx, runs, t)
	if err != nil {
		return nil, err
	}
	for i, x := range values {
		*into[i] = d.score(x)
	}
	return d.PatchMap, nil
}

// AttributionPatching estimates what Patching measures, for all sites at once from one pass forward and one back: the difference of
// the runs times the derivative of the target (Nanda, 2023). It is of first order and can mislead where attention is saturated, so it
// is printed beside exact scores of a sample.
func AttributionPatching(ctx context.Context, m *flamingo.Model, clean, corrupt *prompt.Prompt, t flamingo.Target, options ...PatchOptions) (*PatchMap, error) {
	d, err := newPatching(ctx, m, clean, corrupt, t, options)
	if err != nil {
		return nil, err
	}
	d.Linear = true
	var taps []string
	for _, s := range d.Sites {
		if !slices.Contains(taps, s.Tap) {
			taps = append(taps, s.Tap)
		}
	}
	g, err := d.base.model.Gradient(ctx, d.base.prompt, t, taps...)
	if err != nil {
		return nil, err
	}
	for _, s := range d.Sites {
		slope, err := g.By(s.Tap)
		if err != nil {
			return nil, err
		}
		row := make([]float64, len(d.Positions))
		for k, at := range d.Positions {
			from, to := s.of(d.config, d.base.rows[s.Tap], at), s.of(d.config, d.other.rows[s.Tap], at)
			by := s.of(d.config, slope, at)
			change := 0.0
			for c := range from {
				change += float64(by[c]) * float64(to[c]-from[c])
			}
			row[k] = d.score(d.base.value + change)
		}
		d.Scores = append(d.Scores, row)
	}
	return d.PatchMap, d.sample(ctx)
}

// sample holds a linear map against exact scores at random sites.
func (d *patching) sample(ctx context.Context) error {
	d.Correlation = math.NaN()
	n := d.options.Sample
	if n == 0 {
		n = 40
	}
	if n < 0 {
		return nil
	}
	all := len(d.Sites) * len(d.Positions)
	order := rand.New(rand.NewPCG(d.options.Seed, 1)).Perm(all)[:min(n, all)]
	var runs []flamingo.Run
	for _, i := range order {
		s, k := d.Sites[i/len(d.Positions)], i%len(d.Positions)
		runs = append(runs, flamingo.Run{Prompt: d.base.prompt, Edits: []flamingo.Edit{d.edit(s, d.Positions[k])}})
		d.Sample = append(d.Sample, PatchCheck{Site: s, Position: d.Positions[k], Estimate: d.Scores[i/len(d.Positions)][k]})
	}
	values, err := d.base.model.Measure(ctx, runs, d.Target)
	if err != nil {
		return err
	}
	var a, b []float64
	for i := range d.Sample {
		d.Sample[i].Exact = d.score(values[i])
		a, b = append(a, d.Sample[i].Estimate), append(b, d.Sample[i].Exact)
	}
	d.Correlation = stat.Correlation(a, b, nil)
	return nil
}

// patchRun is one of the two runs that patching compares.
type patchRun struct {
	model  *flamingo.Model // with what corrupts it
	prompt *prompt.Prompt
	trace  *flamingo.Trace
	rows   map[string]*tensor.Tensor
	value  float64
}

type patching struct {
	*PatchMap
	options     PatchOptions
	config      flamingo.Config
	base, other *patchRun // values of other are put into base
}

// usual is what is patched unless told: the residual stream, then what branches write.
func usual(c flamingo.Config) []string {
	taps := []string{"lm.*.resid"}
	if len(c.GatedLayers()) > 0 {
		taps = append(taps, "gated.*.attn.out", "gated.*.ffw.out")
	}
	return append(taps, "lm.*.attn.out", "lm.*.ffw.out")
}

func newPatching(ctx context.Context, m *flamingo.Model, clean, corrupt *prompt.Prompt, t flamingo.Target, options []PatchOptions) (*patching, error) {
	d := &patching{config: m.Config(), PatchMap: &PatchMap{Target: t, Correlation: math.NaN(), Provenance: m.Provenance(clean)}}
	if len(options) > 0 {
		d.options = options[0]
	}
	if len(d.options.Taps) == 0 {
		d.options.Taps = usual(d.config)
	}
	d.Noising, d.Provenance.Seed, d.Provenance.Captures = d.options.Noising, uint32(d.options.Seed), d.options.Taps
	good, bad := &patchRun{model: m, prompt: clean}, &patchRun{model: m, prompt: corrupt}
	if err := d.corrupt(ctx, good, bad); err != nil {
		return nil, err
	}
	for _, r := range []*patchRun{good, bad} {
		if err := r.read(ctx, t, d.options.Taps); err != nil {
			return nil, err
		}
	}
	if err := d.align(good.trace.Encoded, bad.trace.Encoded); err != nil {
		return nil, err
	}
	if err := d.sites(good); err != nil {
		return nil, err
	}
	d.Clean, d.Corrupt = good.value, bad.value
	if gap := d.Clean - d.Corrupt; math.Abs(gap) < 1e-6*(1+math.Abs(d.Clean)) || math.IsInf(gap, 0) {
		return nil, fmt.Errorf("probe: Patching: %s is %.4g in the clean and in the corrupt run, so there is nothing to trace; choose another target, another corrupt prompt or more noise", t, d.Clean)
	}
	d.base, d.other = bad, good
	if d.Noising {
		d.base, d.other = good, bad
	}
	return d, nil
}

// corrupt makes the corrupt run, by noise if there is no prompt for it.
func (d *patching) corrupt(ctx context.Context, good, bad *patchRun) error {
	if bad.prompt != nil {
		d.Corruption = "another prompt"
		return nil
	}
	if good.prompt == nil {
		return errors.New("probe: Patching: the clean prompt is nil")
	}
	if len(good.prompt.Pictures()) == 0 {
		return errors.New("probe: Patching: the prompt has no picture to corrupt by noise; give a corrupt prompt")
	}
	by := d.options.Noise
	if by == 0 {
		by = 3
	}
	trace, err := good.model.Forward(ctx, good.prompt, "resampler.norm")
	if err != nil {
		return err
	}
	latents, err := trace.At("resampler.norm")
	if err != nil {
		return err
	}
	sum, square := 0.0, 0.0
	for _, x := range latents.ToF32() {
		sum, square = sum+float64(x), square+float64(x)*float64(x)
	}
	n := float64(latents.Len())
	sd := by * math.Sqrt(square/n-sum/n*sum/n)
	r := rand.New(rand.NewPCG(d.options.Seed, 0))
	noise := make([]float32, latents.Len())
	for i := range noise {
		noise[i] = float32(sd * r.NormFloat64())
	}
	bad.prompt = good.prompt
	bad.model = good.model.With(flamingo.Add("media", prompt.Where{}, noise...))
	d.Corruption = fmt.Sprintf("Gaussian noise on the latents, deviation %.3g (%g of theirs), seed %d", sd, by, d.options.Seed)
	return nil
}

// read measures the target of a run and captures its taps.
func (r *patchRun) read(ctx context.Context, t flamingo.Target, taps []string) error {
	var err error
	if r.trace, err = r.model.Forward(ctx, r.prompt, taps...); err != nil {
		return err
	}
	values, err := r.model.Measure(ctx, []flamingo.Run{{Prompt: r.prompt}}, t)
	if err != nil {
		return err
	}
	r.value, r.rows = values[0], map[string]*tensor.Tensor{}
	for _, name := range r.trace.Names() {
		if r.rows[name], err = r.trace.At(name); err != nil {
			return err
		}
	}
	return nil
}

// align checks that both prompts have the same tokens in the same places but for their texts.
func (d *patching) align(a, b *prompt.Encoded) error {
	if len(a.Tokens) != len(b.Tokens) {
		at := 0
		for at < min(len(a.Tokens), len(b.Tokens)) && a.Tokens[at].Role == b.Tokens[at].Role && a.Tokens[at].Chunk == b.Tokens[at].Chunk {
			at++
		}
		return fmt.Errorf("probe: Patching: the clean prompt has %d tokens, the corrupt one %d, and they come apart at position %d: change pictures, or words for words of as many tokens, so that positions mean the same in both",
			len(a.Tokens), len(b.Tokens), at)
	}
	var err error
	if d.Positions, err = a.Find(d.options.Where); err != nil {
		return fmt.Errorf("probe: Patching: %w", err)
	}
	for _, at := range d.Positions {
		text := a.Tokens[at].Text
		if other := b.Tokens[at].Text; other != text {
			text += "→" + other
		}
		d.Tokens = append(d.Tokens, text)
	}
	return nil
}

// sites lists taps in the order asked for, split into heads where they have them.
func (d *patching) sites(r *patchRun) error {
	for _, pattern := range d.options.Taps {
		for _, t := range r.model.Taps() {
			tap := t.Name
			v, ok := r.rows[tap]
			if !ok || !means(pattern, tap) {
				continue
			}
			if v.Axes()[0].Name != "token" || len(v.Axes()) != 2 {
				return fmt.Errorf("probe: Patching: %s has no row for each token; patch one that has, such as lm.*.resid or gated.*.attn.out", tap)
			}
			heads := split(d.config, tap)
			for h := range max(1, heads) {
				s := PatchSite{Tap: tap, Head: h, Pattern: pattern}
				if heads == 0 {
					s.Head = -1
				}
				d.Sites = append(d.Sites, s)
			}
		}
	}
	return nil
}

// means tells whether a pattern is that of a tap.
func means(pattern, tap string) bool {
	for one := range strings.SplitSeq(pattern, "|") {
		if ok, err := path.Match(one, tap); ok && err == nil {
			return true
		}
	}
	return false
}

// split is how many heads a tap is patched by, 0 for those that are patched whole.
func split(c flamingo.Config, tap string) int {
	switch {
	case !strings.HasSuffix(tap, ".mix"):
		return 0
	case strings.HasPrefix(tap, "gated."):
		return c.Gated.Heads
	}
	return c.LM.Heads
}

// of is a site's part of a row of its tap.
func (s PatchSite) of(c flamingo.Config, v *tensor.Tensor, at int) []float32 {
	cols := v.Shape()[len(v.Shape())-1]
	row := v.ToF32()[at*cols : (at+1)*cols]
	if s.Head < 0 {
		return row
	}
	n := cols / split(c, s.Tap)
	return row[s.Head*n : (s.Head+1)*n]
}

// edit puts the other run's value in place.
func (d *patching) edit(s PatchSite, at int) flamingo.Edit {
	e := flamingo.Edit{Tap: s.Tap, Kind: program.EditReplace, Rows: []int{at}, Data: s.of(d.config, d.other.rows[s.Tap], at)}
	if s.Head >= 0 {
		e = e.Head(d.config, s.Head)
	}
	return e
}

// same tells whether both runs have the same value at a place, as they do before the first token that differs.
func (d *patching) same(s PatchSite, at int) bool {
	return slices.Equal(s.of(d.config, d.base.rows[s.Tap], at), s.of(d.config, d.other.rows[s.Tap], at))
}

// score is the share of the gap between the runs that a value of the target makes up.
func (d *patching) score(value float64) float64 {
	if d.Noising {
		return (d.Clean - value) / (d.Clean - d.Corrupt)
	}
	return (value - d.Corrupt) / (d.Clean - d.Corrupt)
}
