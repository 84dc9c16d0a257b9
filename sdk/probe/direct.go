package probe

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// DirectBoard is direct logit attribution: the difference of two tokens' logits as a sum over everything that writes into the
// residual stream,
//
//	logit(a) - logit(b) = Σ ⟨c, γ ⊙ (W[a] - W[b])⟩ / σ
//
// with the scale σ of the last norm as it is in this pass (frozen). The sum is exact. A part is what is written straight for or
// against the answer; what later layers make of it is among their own parts, so a gated block may show little here and
// yet decide (see GateEffects).
type DirectBoard struct {
	Answer, Against string // the tokens a and b
	Behind          string // the token at whose position they are foretold
	Parts           []DirectPart
	// Total is the difference of the logits, BlindTotal the same with closed gates.
	Total, BlindTotal float64
	Blind             string
	Provenance        flamingo.Provenance
}

// DirectPart is what one writer adds to the difference.
type DirectPart struct {
	Tap   string // what is written, "lm.norm" for the bias of the last norm, empty for what edits of the residual stream did
	Layer int    // -1 for what belongs to none
	Kind  string // "embedding", "gated attention", "gated feed-forward", "attention", "feed-forward", "bias of the last norm", "edits"
	Value float64
	Blind float64 // with closed gates
}

// Direct splits the lead of an answer over another one at the first token in which they differ. Without target.Answer the
// model is asked; without target.Against the answer is held against what the model says with closed gates, or where that is
// the same, against the runner-up.
func Direct(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, target flamingo.Target) (*DirectBoard, error) {
	if p == nil {
		return nil, errors.New("probe: the prompt is nil; start one with prompt.New()")
	}
	chunks := p.Chunks()
	if len(chunks) == 0 || chunks[len(chunks)-1].Kind != prompt.Ask {
		return nil, errors.New("probe: Direct looks at an open question; end the prompt with Ask")
	}
	d := &direction{ctx: ctx, m: m, run: flamingo.Run{Prompt: p}, blind: ClosedGates()}
	if target.Answer == "" {
		all, err := answer(ctx, m, []*prompt.Prompt{p})
		if err != nil {
			return nil, err
		}
		if target.Answer, d.run = all[0].answer, all[0].run(); target.Answer == "" {
			return nil, errors.New("probe: the model closes at once; give a target with an answer")
		}
	}
	if err := d.aim(target); err != nil {
		return nil, err
	}
	return d.board()
}

// direction is the work of Direct.
type direction struct {
	ctx    context.Context
	m      *flamingo.Model
	run    flamingo.Run
	blind  Blind
	at     int       // position
	ids    [2]int32  // of the tokens
	along  []float64 // γ ⊙ (W[a] - W[b])
	bias   float64   // what the bias of the norm adds
	traces []*flamingo.Trace
}

const written = "lm.embed|gated.*.gate|gated.*.attn.out|gated.*.ffw.out|lm.*.attn.out|lm.*.ffw.out"

// aim finds position and tokens, and runs the two passes.
func (d *direction) aim(target flamingo.Target) error {
	e, err := d.m.Encode(d.run.Prompt)
	if err != nil {
		return err
	}
	var terms []flamingo.Term
	if target.Against != "" {
		whole, ts, err := d.m.Aim(e, target)
		if err != nil {
			return err
		}
		terms, d.run.Forced = ts, nil
		for _, t := range whole.Tokens[len(e.Tokens):] {
			d.run.Forced = append(d.run.Forced, t.ID)
		}
	} else if d.run.Forced == nil {
		spans, err := e.Answer(d.m.Tokenizer(), target.Answer)
		if err != nil {
			return err
		}
		for _, s := range spans {
			d.run.Forced = append(d.run.Forced, s.ID)
		}
	}
	last := fmt.Sprintf("lm.%d.resid", d.m.Config().LM.Layers-1)
	d.traces, err = d.m.ForwardAll(d.ctx, []flamingo.Run{d.run, d.blind.run(d.m.Config(), d.run)}, written, last)
	if err != nil {
		return err
	}
	if terms != nil {
		d.at, d.ids = terms[0].At, [2]int32{terms[0].ID, terms[1].ID}
	} else {
		d.against(len(e.Tokens))
	}
	return d.lay()
}

// against picks the word of the answer, whose tokens begin at a position, that closed gates change most, and what they
// say instead.
func (d *direction) against(from int) {
	tokens, best := d.traces[0].Encoded.Tokens, math.Inf(-1)
	end, err := d.m.Tokenizer().ID(d.m.Config().Tokens.End)
	if err != nil {
		end = -1
	}
	for i := from; i < len(tokens); i++ {
		if tokens[i].ID == end && i > from {
			break // what closes the answer
		}
		rival := d.traces[1].Next[i-1][0].ID
		change := float64(d.traces[0].LogP[i] - d.traces[1].LogP[i])
		if rival == tokens[i].ID { // habit agrees: its runner-up, if nothing better is found
			change -= 1e3
			rival = d.traces[1].Next[i-1][1].ID
		}
		if change > best {
			best, d.at, d.ids = change, i-1, [2]int32{tokens[i].ID, rival}
		}
	}
}

// lay computes the direction in which the residual stream is read.
func (d *direction) lay() error {
	norm := d.m.Config().LM.Norm
	names := []string{"lm.norm.w"}
	if norm.Kind != flamingo.RMSNorm && norm.Bias {
		names = append(names, "lm.norm.b")
	}
	w, err := d.m.Fetch(d.ctx, names...)
	if err != nil {
		return err
	}
	rows, err := d.m.Unembedding(d.ctx, d.ids[:]...)
	if err != nil {
		return err
	}
	gain, two := w["lm.norm.w"].ToF32(), rows.ToF32()
	n := len(gain)
	d.along = make([]float64, n)
	mean := 0.0
	for i := range n {
		diff := float64(two[i]) - float64(two[n+i])
		d.along[i] = float64(gain[i]) * diff
		mean += d.along[i] / float64(n)
		if b := w["lm.norm.b"]; b != nil {
			d.bias += float64(b.ToF32()[i]) * diff
		}
	}
	if norm.Kind != flamingo.RMSNorm { // taking the mean off a value is the same as taking it off the direction
		for i := range d.along {
			d.along[i] -= mean
		}
	}
	return nil
}

// value projects a captured value at the position onto the direction; what a gated block writes goes through its gate.
func (d *direction) value(t *flamingo.Trace, tap string) (float64, error) {
	v, err := t.At(tap)
	if err != nil {
		return 0, err
	}
	gate := []float32{1}
	if branch, ok := strings.CutSuffix(tap, ".out"); ok && strings.HasPrefix(tap, "gated.") {
		g, err := t.At(branch + ".gate")
		if err != nil {
			return 0, err
		}
		gate = g.ToF32()
	}
	n, sum := len(d.along), 0.0
	for i, x := range v.ToF32()[d.at*n : (d.at+1)*n] {
		if g := gate[i%len(gate)]; g != 0 {
			sum += float64(g) * float64(x) * d.along[i]
		}
	}
	return sum, nil
}

// scale is what the last norm divides by.
func (d *direction) scale(t *flamingo.Trace) (float64, error) {
	norm := d.m.Config().LM.Norm
	v, err := t.At(fmt.Sprintf("lm.%d.resid", d.m.Config().LM.Layers-1))
	if err != nil {
		return 0, err
	}
	n := len(d.along)
	x := v.ToF32()[d.at*n : (d.at+1)*n]
	mean, square := 0.0, 0.0
	for _, v := range x {
		mean += float64(v) / float64(n)
	}
	if norm.Kind == flamingo.RMSNorm {
		mean = 0
	}
	for _, v := range x {
		square += (float64(v) - mean) * (float64(v) - mean) / float64(n)
	}
	return math.Sqrt(square + float64(norm.Eps)), nil
}

// board fills in the parts of both passes.
func (d *direction) board() (*DirectBoard, error) {
	c, words := d.m.Config(), d.m.Tokenizer()
	b := &DirectBoard{
		Answer: words.Token(d.ids[0]), Against: words.Token(d.ids[1]), Behind: d.traces[0].Encoded.Tokens[d.at].Text,
		Blind: d.blind.Name, Provenance: d.traces[0].Provenance,
	}
	b.Parts = append(b.Parts, DirectPart{Tap: "lm.embed", Layer: -1, Kind: "embedding"})
	for l := range c.LM.Layers {
		if c.Gated.Before(l) {
			b.Parts = append(b.Parts, DirectPart{Tap: fmt.Sprintf("gated.%d.attn.out", l), Layer: l, Kind: "gated attention"},
				DirectPart{Tap: fmt.Sprintf("gated.%d.ffw.out", l), Layer: l, Kind: "gated feed-forward"})
		}
		b.Parts = append(b.Parts, DirectPart{Tap: fmt.Sprintf("lm.%d.attn.out", l), Layer: l, Kind: "attention"},
			DirectPart{Tap: fmt.Sprintf("lm.%d.ffw.out", l), Layer: l, Kind: "feed-forward"})
	}
	for side, t := range d.traces {
		sigma, err := d.scale(t)
		if err != nil {
			return nil, err
		}
		total, err := d.value(t, fmt.Sprintf("lm.%d.resid", c.LM.Layers-1))
		if err != nil {
			return nil, err
		}
		total = total/sigma + d.bias
		rest := total - d.bias
		values := make([]float64, len(b.Parts))
		for i, p := range b.Parts {
			if p.Tap == "" {
				continue
			}
			if values[i], err = d.value(t, p.Tap); err != nil {
				return nil, err
			}
			values[i] /= sigma
			rest -= values[i]
		}
		b.set(side, values, total, rest)
	}
	b.Parts = append(b.Parts, DirectPart{Tap: "lm.norm", Layer: -1, Kind: "bias of the last norm", Value: d.bias, Blind: d.bias})
	return b, nil
}

// set puts the numbers of one side in place. What is missing from the sum beyond rounding was put there by edits of the
// stream itself.
func (b *DirectBoard) set(side int, values []float64, total, rest float64) {
	for i := range values {
		if side == 0 {
			b.Parts[i].Value = values[i]
		} else {
			b.Parts[i].Blind = values[i]
		}
	}
	size := 1.0
	for _, v := range values {
		size += math.Abs(v)
	}
	edits := slices.IndexFunc(b.Parts, func(p DirectPart) bool { return p.Kind == "edits" })
	if math.Abs(rest) > 1e-4*size && edits < 0 {
		b.Parts = append(b.Parts, DirectPart{Layer: -1, Kind: "edits"})
		edits = len(b.Parts) - 1
	}
	if side == 0 {
		b.Total = total
	} else {
		b.BlindTotal = total
	}
	switch {
	case edits < 0:
	case side == 0:
		b.Parts[edits].Value = rest
	default:
		b.Parts[edits].Blind = rest
	}
}
