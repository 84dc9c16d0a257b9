package probe

import (
	"context"
	"fmt"
	"math"
	"slices"

	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

// Stand is what stands in for a picture that is taken away.
type Stand string

// What can stand in for a picture.
const (
	Swap  Stand = "swap"  // pictures of other shots in turn, at most four, of which the mean effect counts
	Blank Stand = "blank" // one even colour, that which the vision encoder sees as zero
	Mean  Stand = "mean"  // the mean latents of the other pictures of the prompt
)

// LedgerOptions change what Ledger does; the zero value is the usual.
type LedgerOptions struct {
	Picture Stand // Swap unless told
	Orders  int   // how many orders of the shots are tried where there are more than all of four shots; 24 unless told, -1: none
	Shapley bool  // also the Shapley value of each shot, for at most eight: 2^shots runs
	Seed    uint64
}

// ShotEffect is a row of the ledger. Effects are log p(answer) with everything in place minus log p(answer) with something taken away, in nats: a
// shot with a positive number speaks for the answer.
type ShotEffect struct {
	Shot           int
	Prompt, Answer string
	Picture        prompt.Picture // nil in a shot of words alone
	Removed        float64        // the whole shot is left out
	// Seen and Words: another picture under the same words, other words (those of other shots in turn) under the same picture.
	// Both: picture and words of another shot. Interaction is Both - Seen - Words: 0 if picture and words count each for itself. NaN
	// where there is nothing to change or nothing to change it to.
	Seen, Words, Both, Interaction float64
	Closed                         float64 // the gates are closed at the tokens of the shot: its picture is not read
	Hidden                         float64 // the question and what answers it do not attend to the shot; other shots still may
	Shapley                        float64 // its share of log p(all shots) - log p(none), over all subsets; NaN unless asked for
	Copied                         bool    // the words of the answer stand in the answer of the shot
	Similar                        float64 // cosine of its picture to that of the question, from -1 to 1, see Ledger; NaN without pictures
}

// ShotLedger tells what each shot of a prompt does to an answer.
type ShotLedger struct {
	Answer     string // what is weighed
	Said       string // what the model itself answers
	LogP       float64
	Bare       float64 // log p(answer) without any shot
	Sum        float64 // of Removed over the shots: LogP - Bare, if the shots count each for itself
	Picture    Stand
	Shots      []ShotEffect
	Orders     *Orders // nil for one shot, or where none were wanted
	Provenance flamingo.Provenance
}

// Ledger takes the shots of a prompt away one by one, and their pictures and words, and tells how much each counts for an answer
// (leave-one-out). An empty answer means the one that the model gives.
// The prompt ends with a question. Similarity is the cosine of what the resampler makes of two pictures, after the mean over the
// pictures of the prompt is taken off.
func Ledger(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, answer string, options ...LedgerOptions) (*ShotLedger, error) {
	var o LedgerOptions
	if len(options) > 0 {
		o = options[0]
	}
	f, err := apart("Ledger", p, 1)
	if err != nil {
		return nil, err
	}
	if o.Picture == "" {
		o.Picture = Swap
	}
	if !slices.Contains([]Stand{Swap, Blank, Mean}, o.Picture) {
		return nil, fmt.Errorf("probe: Ledger: unknown picture %q, want %s, %s or %s", o.Picture, Swap, Blank, Mean)
	}
	if o.Shapley && len(f.shots) > 8 {
		return nil, fmt.Errorf("probe: Ledger: Shapley values of %d shots take 2^%d runs; leave Shapley out, or use 8 shots at most", len(f.shots), len(f.shots))
	}
	l := &ShotLedger{Answer: squeeze(answer), Picture: o.Picture, Provenance: m.Provenance(p)}
	l.Provenance.Seed = uint32(o.Seed)
	said, err := m.Generate(ctx, p)
	if err != nil {
		return nil, err
	}
	if l.Said = said.Text; l.Answer == "" {
		l.Answer = squeeze(said.Text)
	}
	if l.Answer == "" {
		return nil, fmt.Errorf("probe: Ledger: the model answers nothing; give an answer to weigh")
	}
	looks, err := look(ctx, m, p)
	if err != nil {
		return nil, err
	}
	s := &sweep{model: m, shots: f, options: o, looks: looks}
	s.plan()
	if err := s.measure(ctx, l.Answer); err != nil {
		return nil, err
	}
	l.LogP, l.Bare = s.of("all"), s.of("none")
	for i := range f.shots {
		l.Shots = append(l.Shots, s.effect(i, l))
		l.Sum += l.Shots[i].Removed
	}
	if o.Shapley {
		s.shapley(l)
	}
	if len(f.shots) > 1 && o.Orders >= 0 {
		l.Orders, err = s.orders(ctx, l)
	}
	return l, err
}

// Ranked lists the shots by what leaving them out costs, the most important first.
func (l *ShotLedger) Ranked() []int {
	order := make([]int, len(l.Shots))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch d := l.Shots[b].Removed - l.Shots[a].Removed; {
		case d > 0:
			return 1
		case d < 0:
			return -1
		}
		return 0
	})
	return order
}

// sweep collects runs under names, so that all are measured together.
type sweep struct {
	model   *flamingo.Model
	shots   *fewShot
	options LedgerOptions
	looks   *looks
	runs    []flamingo.Run
	names   map[string][]int // the runs of which the mean counts
	logP    []float64
}

func (s *sweep) add(name string, p *prompt.Prompt, edits ...flamingo.Edit) {
	s.names[name] = append(s.names[name], len(s.runs))
	s.runs = append(s.runs, flamingo.Run{Prompt: p, Edits: edits})
}

// of is the mean of the runs of a name, NaN if there is none.
func (s *sweep) of(name string) float64 {
	sum := 0.0
	for _, i := range s.names[name] {
		sum += s.logP[i]
	}
	return sum / float64(len(s.names[name]))
}

func (s *sweep) measure(ctx context.Context, answer string) (err error) {
	s.logP, err = s.model.Measure(ctx, s.runs, flamingo.Target{Answer: answer})
	return err
}

func (s *sweep) plan() {
	s.names = map[string][]int{}
	f := s.shots
	whole := f.with(f.all())
	s.add("all", whole)
	s.add("none", f.only(func(int) bool { return false }))
	for i := range f.shots {
		name := func(what string) string { return fmt.Sprint(what, i) }
		s.add(name("removed"), f.only(func(j int) bool { return j != i }))
		if f.shot(i).Picture != nil {
			s.add(name("closed"), whole, flamingo.Close(prompt.InShot(i)))
		}
		s.add(name("hidden"), whole, flamingo.Block(prompt.InQuery(), prompt.InShot(i)))
		others := s.others(i)
		for _, o := range others {
			s.add(name("words"), f.changed(i, func(c *prompt.Chunk) { c.Prompt, c.Answer = o.Prompt, o.Answer }))
		}
		s.replaced(name, i, whole, others)
	}
	for set := range 1 << len(f.shots) {
		if !s.options.Shapley {
			break
		}
		s.add(fmt.Sprint("set", set), f.only(func(i int) bool { return set>>i&1 == 1 }))
	}
}

// others are the shots that stand in for shot i: at most the four that follow, from the last one on to the first.
func (s *sweep) others(i int) []prompt.Chunk {
	var out []prompt.Chunk
	n := len(s.shots.shots)
	for k := 1; k < n && len(out) < 4; k++ {
		out = append(out, s.shots.shot((i+k)%n))
	}
	return out
}

// replaced plans the runs in which shot i has another picture.
func (s *sweep) replaced(name func(string) string, i int, whole *prompt.Prompt, others []prompt.Chunk) {
	f := s.shots
	if f.shot(i).Picture == nil {
		return
	}
	switch s.options.Picture {
	case Swap:
		for _, o := range others {
			if o.Picture == nil {
				continue
			}
			s.add(name("seen"), f.changed(i, func(c *prompt.Chunk) { c.Picture = o.Picture }))
			s.add(name("both"), f.changed(i, func(c *prompt.Chunk) { *c = o }))
		}
	case Blank:
		grey := s.model.Config().ViT.Blank()
		s.add(name("seen"), f.changed(i, func(c *prompt.Chunk) { c.Picture = grey }))
		for _, o := range others {
			o.Picture = grey
			s.add(name("both"), f.changed(i, func(c *prompt.Chunk) { *c = o }))
		}
	case Mean:
		if edit, ok := s.looks.mean(f.chunks, f.shots[i]); ok {
			s.add(name("seen"), whole, edit)
			for _, o := range others {
				s.add(name("both"), f.changed(i, func(c *prompt.Chunk) { c.Prompt, c.Answer = o.Prompt, o.Answer }), edit)
			}
		}
	}
}

// effect reads the row of a shot.
func (s *sweep) effect(i int, l *ShotLedger) ShotEffect {
	c := s.shots.shot(i)
	effect := func(what string) float64 { return l.LogP - s.of(fmt.Sprint(what, i)) }
	e := ShotEffect{
		Shot: i, Prompt: c.Prompt, Answer: c.Answer, Picture: c.Picture,
		Removed: effect("removed"), Seen: effect("seen"), Words: effect("words"), Both: effect("both"), Closed: effect("closed"),
		Hidden: effect("hidden"), Shapley: math.NaN(), Copied: occurs(l.Answer, c.Answer),
		Similar: s.looks.similar(s.shots.chunks, s.shots.shots[i]),
	}
	e.Interaction = e.Both - e.Seen - e.Words
	return e
}

// shapley is each shot's mean contribution over all orders in which the shots could come in.
func (s *sweep) shapley(l *ShotLedger) {
	n := len(l.Shots)
	for i := range l.Shots {
		sum := 0.0
		for set := range 1 << n {
			if set>>i&1 == 1 {
				continue
			}
			size := 0
			for j := range n {
				size += set >> j & 1
			}
			weight := math.Gamma(float64(size+1)) * math.Gamma(float64(n-size)) / math.Gamma(float64(n+1))
			sum += weight * (s.of(fmt.Sprint("set", set|1<<i)) - s.of(fmt.Sprint("set", set)))
		}
		l.Shots[i].Shapley = sum
	}
}

// looks is what the resampler makes of the pictures of a prompt.
type looks struct {
	latents, width int
	media          []float32 // [pictures latents width]
}

func look(ctx context.Context, m *flamingo.Model, p *prompt.Prompt) (*looks, error) {
	if len(p.Pictures()) == 0 {
		return &looks{}, nil
	}
	t, err := m.Forward(ctx, p, "media")
	if err != nil {
		return nil, err
	}
	media, err := t.At("media")
	if err != nil {
		return nil, err
	}
	shape := media.Shape()
	return &looks{shape[len(shape)-2], shape[len(shape)-1], media.ToF32()}, nil
}

// picture is the number of a chunk's picture among those of the prompt, -1 for none.
func picture(chunks []prompt.Chunk, chunk int) int {
	if chunks[chunk].Picture == nil {
		return -1
	}
	n := 0
	for _, c := range chunks[:chunk] {
		if c.Picture != nil {
			n++
		}
	}
	return n
}

// mean replaces the latents of a chunk's picture by the mean of all others.
func (l *looks) mean(chunks []prompt.Chunk, chunk int) (flamingo.Edit, bool) {
	at := picture(chunks, chunk)
	each := l.latents * l.width
	if at < 0 || len(l.media) <= each {
		return flamingo.Edit{}, false
	}
	e := flamingo.Edit{Tap: "media", Kind: program.EditReplace, Data: make([]float32, each)}
	n := len(l.media) / each
	for i := range n {
		for j := range each {
			if i != at {
				e.Data[j] += l.media[i*each+j] / float32(n-1)
			}
		}
	}
	for j := range l.latents {
		e.Rows = append(e.Rows, at*l.latents+j)
	}
	return e, true
}

// similar is the cosine of a chunk's picture to that of the last chunk, less the mean of all.
func (l *looks) similar(chunks []prompt.Chunk, chunk int) float64 {
	a, b := picture(chunks, chunk), picture(chunks, len(chunks)-1)
	if a < 0 || b < 0 {
		return math.NaN()
	}
	each := l.latents * l.width
	n := len(l.media) / each
	var ab, aa, bb float64
	for j := range each {
		mean := 0.0
		for i := range n {
			mean += float64(l.media[i*each+j]) / float64(n)
		}
		x, y := float64(l.media[a*each+j])-mean, float64(l.media[b*each+j])-mean
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / math.Sqrt(aa*bb)
}
