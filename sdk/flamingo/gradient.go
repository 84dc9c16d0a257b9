package flamingo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Gradient is a target, with the values of taps and its derivatives with respect to them.
type Gradient struct {
	Encoded *prompt.Encoded // with the tokens of the answer that the target needs
	Target  Target
	Value   float64 // of the target
	// Provenance says what was run; its captures are the taps.
	Provenance Provenance

	values, slopes map[string]*tensor.Tensor
}

// At returns the value of a tap, as edits of the model leave it, with named axes.
func (g *Gradient) At(tap string) (*tensor.Tensor, error) { return asked(g.values, tap) }

// By returns the derivative of the target with respect to a tap, shaped like the tap's value. It is taken with respect to the
// value after edits: at a gate scaled by 0.5 it is the slope along the gate, there, and not along the factor.
func (g *Gradient) By(tap string) (*tensor.Tensor, error) { return asked(g.slopes, tap) }

// Names lists the taps that were asked for, sorted.
func (g *Gradient) Names() []string { return sortedKeys(g.slopes) }

func asked(values map[string]*tensor.Tensor, tap string) (*tensor.Tensor, error) {
	if v, ok := values[tap]; ok {
		return v, nil
	}
	names := sortedKeys(values)
	return nil, fmt.Errorf("flamingo: %w: %q was not asked for; this gradient has %s", program.ErrUnknownName, tap, strings.Join(names[:min(len(names), 6)], ", "))
}

func sortedKeys(values map[string]*tensor.Tensor) []string {
	names := make([]string, 0, len(values))
	for n := range values {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Gradient computes a target and its derivatives with respect to taps, names or patterns, in one pass forward and one back. Taps
// of pictures ("pixels", "vision.*", "resampler.*") have an axis image over the pictures of the prompt, also where two are the
// same. Edits of the model apply, and derivatives take them into account: nothing flows through a value that was replaced.
// Attention patterns have no derivative here; take that of the mix.
func (m *Model) Gradient(ctx context.Context, p *prompt.Prompt, t Target, taps ...string) (*Gradient, error) {
	all, err := m.GradientAll(ctx, []Run{{Prompt: p}}, t, taps...)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// GradientAll is Gradient for many runs, as many in one step of the backend as fit. When it takes long it shows a bar.
func (m *Model) GradientAll(ctx context.Context, runs []Run, t Target, taps ...string) (_ []*Gradient, err error) {
	if len(runs) == 0 {
		return nil, errors.New("flamingo: GradientAll needs a run")
	}
	names, pictures, alone, err := m.engine.programs.sloped(taps)
	if err != nil {
		return nil, err
	}
	rows, terms, err := m.aimed(runs, t, alone)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if pictures && len(r.Pictures) == 0 {
			return nil, fmt.Errorf("flamingo: the prompt has no picture, so there is no %s to take a derivative by", names[0])
		}
	}
	ctx, bar := begin(ctx, "gradients", len(runs))
	defer func() { bar.End(err) }()
	all := make([]*Gradient, len(runs))
	done := 0
	for _, group := range m.together(rows) {
		for len(group) > 0 {
			n := 1
			if !alone {
				n = min(len(group), max(1, gradientBatch/max(1, len(rows[group[0]].Pictures))))
			}
			s := slope{names: names, pictures: pictures, runs: group[:n]}
			for _, i := range s.runs {
				s.rows, s.terms = append(s.rows, rows[i]), append(s.terms, terms[i])
			}
			masked := blocked(s.rows, window{0, len(s.rows[0].Tokens)})
			frames := 1
			if pictures {
				var all []prompt.Picture
				for _, r := range s.rows {
					all = append(all, r.Pictures...)
				}
				if frames, err = m.config.frames(all); err != nil {
					return nil, err
				}
			}
			if s.program, err = m.engine.programs.slopes(pictures, masked, frames); err != nil {
				return nil, err
			}
			got, err := m.slope(ctx, s)
			if err != nil {
				return nil, err
			}
			for k, i := range s.runs {
				got[k].Target, got[k].Provenance = t, m.provenance(runs[i].Prompt, runs[i].Edits)
				got[k].Provenance.Captures, got[k].Provenance.Forced = slices.Clone(taps), slices.Clone(runs[i].Forced)
				all[i] = got[k]
			}
			group = group[n:]
			done += n
			bar.Set(done, "")
		}
	}
	return all, nil
}

// gradientBatch bounds the pictures of one gradient step, which keeps every value of its forward pass.
const gradientBatch = 32

// aimed encodes runs with the beginning of the target's answer and places their edits. Where they are to run alone, gates
// stay gates.
func (m *Model) aimed(runs []Run, t Target, alone bool) ([]row, [][]Term, error) {
	rows, terms := make([]row, len(runs)), make([][]Term, len(runs))
	encoded, err := m.laid(runs)
	if err != nil {
		return nil, nil, err
	}
	whole := map[*prompt.Encoded]int{} // where a prompt was aimed first
	for i, r := range runs {
		first, ok := whole[encoded[i]]
		if !ok {
			e, ts, err := m.Aim(encoded[i], t)
			if err != nil {
				return nil, nil, err
			}
			whole[encoded[i]], first = i, i
			rows[i].Encoded, terms[i] = e, ts
		}
		own := r.Edits
		if !alone {
			own = m.apart(own)
		}
		terms[i] = terms[first]
		if rows[i], err = m.row(rows[first].Encoded, own); err != nil {
			return nil, nil, of(i, len(runs), err)
		}
	}
	return rows, terms, nil
}

// slope is one step of a gradient program.
type slope struct {
	names    []string
	pictures bool
	program  *program.Program
	runs     []int
	rows     []row
	terms    [][]Term

	at    []int32   // flat positions at which targets read
	index [][]int32 // of each row's pictures
}

func (m *Model) slope(ctx context.Context, s slope) ([]*Gradient, error) {
	in, err := m.slopeInputs(ctx, &s)
	if err != nil {
		return nil, err
	}
	n := len(s.rows[0].Tokens)
	captures := slices.Clone(s.names)
	for _, name := range s.names {
		captures = append(captures, "grad:"+name)
	}
	edits := m.engine.programs.edits(s.program, s.rows, window{0, n}, func(b int) []int32 { return s.index[b] })
	step := backend.Step{Inputs: in, Captures: captures, Edits: append(edits, backwards(s.program, edits)...)}
	values, err := m.engine.step(ctx, s.program, step)
	if err != nil {
		return nil, err
	}
	if err := m.sound(ctx, values[outAimP], s.program, step); err != nil {
		return nil, err
	}
	all := make([]*Gradient, len(s.rows))
	for b, r := range s.rows {
		g := &Gradient{Encoded: r.Encoded, values: map[string]*tensor.Tensor{}, slopes: map[string]*tensor.Tensor{}}
		for _, x := range s.terms[b] {
			g.Value += x.Weight * entry(values[outAimP], slices.Index(s.at, int32(b*n+x.At))*m.config.LM.Vocab+int(x.ID))
		}
		for _, name := range s.names {
			if g.values[name], err = m.part(s, name, values[name], b); err != nil {
				return nil, err
			}
			if g.slopes[name], err = m.part(s, name, values["grad:"+name], b); err != nil {
				return nil, err
			}
		}
		all[b] = g
	}
	return all, nil
}

// part is what of a tap's value or derivative belongs to a row, with named axes.
func (m *Model) part(s slope, tap string, v *tensor.Tensor, b int) (*tensor.Tensor, error) {
	v = m.named(s.program, tap, v)
	switch v.Axes()[0].Name {
	case "batch":
		return v.At("batch", b)
	case "image":
		if len(s.index[b]) > 0 {
			from := int(s.index[b][0])
			return v.Range("image", from, from+len(s.index[b]))
		}
	case "frame": // each sequence has its own pictures, all of one number of frames
		pictures := 0
		for _, ix := range s.index {
			pictures += len(ix)
		}
		each := v.Axes()[0].Size / pictures
		from := int(s.index[b][0]) * each
		return v.Range("frame", from, from+len(s.index[b])*each)
	}
	return v, nil
}

// entry is an element of a tensor of f32 or, from a backend that computes so, f64.
func entry(t *tensor.Tensor, i int) float64 {
	if data := t.F64(); data != nil {
		return data[i]
	}
	return float64(t.F32()[i])
}

// slopeInputs lays rows out for a gradient program. Each picture of each row has a place of its own.
func (m *Model) slopeInputs(ctx context.Context, s *slope) (map[string]*tensor.Tensor, error) {
	var images []pixels
	load := m.loader()
	for _, r := range s.rows {
		px, err := load(r)
		if err != nil {
			return nil, err
		}
		ix := make([]int32, len(px))
		for i := range ix {
			ix[i] = int32(len(images) + i)
		}
		s.index = append(s.index, ix)
		images = append(images, px...)
	}
	name, first, frames, err := inPixels, (*tensor.Tensor)(nil), 1, error(nil)
	if s.pictures {
		first, err = m.config.stack(images)
		frames = images[0].frames
	} else {
		name = inMedia
		first, err = m.latents(ctx, s.rows)
	}
	if err != nil {
		return nil, err
	}
	in, err := m.inputs(prompts(s.rows), &media{index: s.index}, window{0, len(s.rows[0].Tokens)})
	if err != nil {
		return nil, err
	}
	delete(in, inMedia)
	in[name] = first
	if s.pictures {
		if err := m.config.addFrames(in, len(images), frames); err != nil {
			return nil, err
		}
	}
	n := len(s.rows[0].Tokens)
	if err := m.addMasks(in, s.rows, window{0, n}); err != nil {
		return nil, err
	}
	for b, terms := range s.terms {
		for _, x := range terms {
			if at := int32(b*n + x.At); !slices.Contains(s.at, at) {
				s.at = append(s.at, at)
			}
		}
	}
	// The mean over rows of -Σ target · log p is Σ weight · log p for targets of -rows · weight.
	vocab := m.config.LM.Vocab
	aims := make([]float32, len(s.at)*vocab)
	for b, terms := range s.terms {
		for _, x := range terms {
			aims[slices.Index(s.at, int32(b*n+x.At))*vocab+int(x.ID)] -= float32(x.Weight * float64(len(s.at)))
		}
	}
	if in[inAimAt], err = tensor.FromI32(s.at, tensor.Sizes(len(s.at))...); err == nil {
		in[inAims], err = tensor.FromF32(aims, tensor.Sizes(len(s.at), vocab)...)
	}
	return in, err
}

// latents returns those of every picture of rows in turn, also of one that comes twice.
func (m *Model) latents(ctx context.Context, rows []row) (*tensor.Tensor, error) {
	md, err := m.media(ctx, rows)
	if err != nil {
		return nil, err
	}
	s := md.latents.Shape()
	each, n := s[1]*s[2], 0
	var data []float32
	for _, ix := range md.index {
		n += len(ix)
		for _, at := range ix {
			data = append(data, md.latents.F32()[int(at)*each:(int(at)+1)*each]...)
		}
	}
	if n == 0 {
		return md.latents, nil
	}
	return tensor.FromF32(data, tensor.Sizes(n, s[1], s[2])...)
}

// stack is pictures as the vision encoder reads them, [images channels side side], frame by frame.
func (c Config) stack(images []pixels) (*tensor.Tensor, error) {
	var data []float32
	n := 0
	for _, px := range images {
		data = append(data, px.data...)
		n += px.frames
	}
	return tensor.FromF32(data, tensor.Sizes(n, c.ViT.Channels(), c.ViT.Image, c.ViT.Image)...)
}

// Names of values in gradient programs.
const (
	inAims  = "aims"    // -rows · weight of each token of the vocabulary, [rows vocab]
	inAimAt = "aims.at" // positions that they are about, [rows]
	outAimP = "aims.logprobs"
	outAim  = "aim"
)

// slopes is a gradient program: of the language model alone, or with vision and resampler before it. It has the derivatives by
// every tap; a backend computes those that are captured.
func (ps *programs) slopes(pictures, masked bool, frames int) (*program.Program, error) {
	name := "gradient"
	if pictures {
		name = "gradient of pictures"
	}
	name = named(name, masked)
	if frames > 1 {
		name = fmt.Sprintf("%s, %d frames", name, frames)
	}
	return ps.later.get(name, func() (*program.Program, error) { return ps.config.slopeProgram(name, pictures, masked, frames) })
}

func (c Config) slopeProgram(name string, pictures, masked bool, frames int) (*program.Program, error) {
	build := func(wrt []string) (*program.Program, error) {
		b := program.NewBuilder(name)
		g := graph{b: b}
		var in languageInputs
		if pictures {
			in = c.inputs(b, false, masked, b.Scale(inMedia, c.seen(b, frames), 1))
		} else {
			in = c.inputs(b, false, masked, program.None)
		}
		logits := c.head(g, c.language(g, in))
		rows := b.GatherRows("aims.logits", logits, b.Ints(inAimAt, program.Of("rows")))
		loss := b.SoftEntropy(outAim, rows, b.Input(inAims, program.Of("rows", c.LM.Vocab)))
		logp := b.LogSoftmax(outAimP, rows)
		if wrt == nil {
			return b.Build(logp, loss)
		}
		var ids []program.ID
		for _, name := range wrt {
			ids = append(ids, b.ID(name))
		}
		b.Gradient(loss, ids...)
		return b.Build(logp)
	}
	forward, err := build(nil)
	if err != nil {
		return nil, err
	}
	var wrt []string
	for _, v := range forward.Values() {
		if _, ok := tap(v); ok && !isPattern(v.Name) {
			wrt = append(wrt, v.Name)
		}
	}
	return build(wrt)
}

// sloped finds the taps that patterns mean: whether any is of pictures before the language model reads them, and whether any is
// shared by all sequences of a batch.
func (ps *programs) sloped(patterns []string) (names []string, pictures, shared bool, err error) {
	if len(patterns) == 0 {
		return nil, false, false, fmt.Errorf("flamingo: a gradient needs taps to be taken by, such as %q or %q; Taps lists them", inMedia, "lm.embed")
	}
	for _, pattern := range patterns {
		found := slices.Concat(ps.match(ps.vision, pattern), ps.match(ps.read, pattern))
		if len(found) == 0 {
			return nil, false, false, ps.unknownTap(pattern)
		}
		found = slices.DeleteFunc(found, func(v program.Value) bool { return isPattern(v.Name) })
		if len(found) == 0 {
			return nil, false, false, fmt.Errorf("flamingo: there is no derivative by %s; take that by %s instead", pattern, strings.ReplaceAll(pattern, "pattern", "mix"))
		}
		names = appendNames(names, found)
		for _, v := range found {
			shared = shared || !ofTokens(v) && !ofPictures(v)
		}
	}
	for _, n := range names {
		if _, err := ps.vision.Lookup(n); err == nil {
			pictures = true
		}
	}
	return names, pictures, shared, nil
}

// backwards gives for edits of values the edits of derivatives that go with them: what was scaled passes a derivative on
// scaled, what was replaced none.
func backwards(p *program.Program, edits []program.Edit) []program.Edit {
	var out []program.Edit
	for _, e := range edits {
		below := "grad:" + e.Value + ":below"
		if _, err := p.Lookup(below); err != nil || e.Kind == program.EditAdd {
			continue // an input, or nothing to change
		}
		if e.Kind == program.EditReplace {
			e.Kind, e.Data = program.EditScale, []float32{0}
		}
		e.Value = below
		out = append(out, e)
	}
	return out
}
