package probe

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// InductionOptions change what Induction does; the zero value is the usual.
type InductionOptions struct {
	Words int    // in what is repeated; 20 unless told
	Draws int    // how many sequences are drawn; 4 unless told
	Seed  uint64 // of the drawing
}

// InductionHead is an attention head of the language model.
type InductionHead struct {
	Layer, Head int
	// Prefix is the mean attention from a repeated token to the one that followed it the first time.
	Prefix float64
	// Copy is how much the head there raises the logit of that token over the mean of the vocabulary, directly, that is through
	// the last norm (its scale held) and the unembedding.
	Copy float64
}

// InductionHeads tells which heads continue what has occurred before (Olsson et al., 2209.11895): the mechanism by which a model can
// take an answer from its shots.
type InductionHeads struct {
	Heads      []InductionHead // by layer, then head
	Chance     float64         // Prefix of a head that attends evenly
	Gain       float64         // mean log p of a token the second time minus the first time
	Text       string          // the first sequence
	Provenance flamingo.Provenance
}

// Induction reads random words twice over, without pictures, and scores every head of the language model there.
func Induction(ctx context.Context, m *flamingo.Model, options ...InductionOptions) (*InductionHeads, error) {
	var o InductionOptions
	if len(options) > 0 {
		o = options[0]
	}
	if o.Words == 0 {
		o.Words = 20
	}
	if o.Draws == 0 {
		o.Draws = 4
	}
	if o.Words < 3 || o.Draws < 1 {
		return nil, fmt.Errorf("probe: Induction: %d draws of %d words; want at least one of 3", o.Draws, o.Words)
	}
	var runs []flamingo.Run
	for i := range o.Draws {
		p, err := repeated(m, o.Words, random(o.Seed, uint64(i)).IntN)
		if err != nil {
			return nil, err
		}
		runs = append(runs, flamingo.Run{Prompt: p})
	}
	c := m.Config().LM
	last := fmt.Sprintf("lm.%d.resid", c.Layers-1)
	traces, err := m.ForwardAll(ctx, runs, "lm.*.attn.pattern", "lm.*.attn.mix", last)
	if err != nil {
		return nil, err
	}
	direct, err := newDirect(ctx, m)
	if err != nil {
		return nil, err
	}
	out := &InductionHeads{Text: runs[0].Prompt.Chunks()[0].Prompt, Provenance: m.Provenance(runs[0].Prompt)}
	out.Provenance.Seed = uint32(o.Seed)
	for layer := range c.Layers {
		for head := range c.Heads {
			out.Heads = append(out.Heads, InductionHead{Layer: layer, Head: head})
		}
	}
	for _, t := range traces {
		if err := out.add(t, o.Words, float64(o.Draws), direct, last); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// add counts one sequence.
func (h *InductionHeads) add(t *flamingo.Trace, n int, draws float64, d *direct, last string) error {
	start := len(t.Encoded.Tokens) - 2*n
	if start < 0 {
		return fmt.Errorf("probe: Induction: %d tokens for %d words", len(t.Encoded.Tokens), 2*n)
	}
	each := 1 / draws / float64(n-1)
	for i := 1; i < n; i++ {
		h.Gain += each * float64(t.LogP[start+n+i]-t.LogP[start+i])
		h.Chance += each / float64(start+n+i)
	}
	resid, err := t.At(last)
	if err != nil {
		return err
	}
	scale := d.scales(resid.ToF32())
	heads := d.config.Heads
	tokens := len(t.Encoded.Tokens)
	for layer := range d.config.Layers {
		pattern, err := t.At(fmt.Sprintf("lm.%d.attn.pattern", layer))
		if err != nil {
			return err
		}
		mix, err := t.At(fmt.Sprintf("lm.%d.attn.mix", layer))
		if err != nil {
			return err
		}
		a, v := pattern.ToF32(), mix.ToF32()
		for head := range heads {
			s := &h.Heads[layer*heads+head]
			for i := range n - 1 {
				at, followed := start+n+i, start+i+1
				s.Prefix += each * float64(a[(head*tokens+at)*tokens+followed])
				s.Copy += each * d.logit(layer, head, v[at*d.config.Width:(at+1)*d.config.Width], t.Encoded.Tokens[followed].ID) / scale[at]
			}
		}
	}
	return nil
}

// repeated is n random words twice, each one token and no two the same.
func repeated(m *flamingo.Model, n int, draw func(int) int) (*prompt.Prompt, error) {
	words := m.Tokenizer()
	t := m.Config().Tokens
	var text []string
	seen := map[string]bool{t.Image: true, t.End: true, t.Begin: true, t.Pad: true, words.Unk(): true}
	for try := 0; len(text) < n && try < 500*n; try++ {
		id := int32(draw(words.Size()))
		w := strings.TrimSpace(words.Decode([]int32{id}))
		if seen[w] || w == "" || strings.ContainsFunc(w, func(r rune) bool { return r == '\uFFFD' || r == ' ' }) {
			continue
		}
		seen[w] = true
		if spans, err := words.Spans(" " + w); err == nil && len(spans) == 1 {
			text = append(text, w)
		} else if spans, err = words.Spans(w + " " + w); err == nil && len(spans) == 2 { // a space may be put before a text
			text = append(text, w)
		}
	}
	if len(text) < n {
		return nil, fmt.Errorf("probe: Induction: found only %d words of one token, %d are wanted; ask for fewer", len(text), n)
	}
	once := " " + strings.Join(text, " ")
	for _, twice := range []string{once + once, strings.TrimSpace(once + once)} {
		p := prompt.New().Text(twice)
		e, err := m.Encode(p)
		if err != nil {
			return nil, err
		}
		ids := e.IDs()
		if k := len(ids) - 2*n; k >= 0 && slices.Equal(ids[k:k+n], ids[k+n:]) {
			return p, nil
		}
	}
	return nil, fmt.Errorf("probe: Induction: the tokenizer does not read %q as the same tokens twice", once)
}

// direct maps what a head writes to logits.
type direct struct {
	config flamingo.Language
	gain   []float32   // of the last norm
	words  []float32   // unembedding, [vocab width]
	mean   []float64   // its mean row
	out    [][]float32 // of each layer, [width width]
}

func newDirect(ctx context.Context, m *flamingo.Model) (*direct, error) {
	d := &direct{config: m.Config().LM}
	head := "lm.head.w"
	if d.config.Tied {
		head = "lm.embed.w"
	}
	names := []string{"lm.norm.w", head}
	for i := range d.config.Layers {
		names = append(names, fmt.Sprintf("lm.%d.attn.out.w", i))
	}
	w, err := m.Fetch(ctx, names...)
	if err != nil {
		return nil, err
	}
	d.gain, d.words = w["lm.norm.w"].ToF32(), w[head].ToF32()
	for _, n := range names[2:] {
		d.out = append(d.out, w[n].ToF32())
	}
	width := d.config.Width
	d.mean = make([]float64, width)
	for i, x := range d.words {
		d.mean[i%width] += float64(x) / float64(len(d.words)/width)
	}
	return d, nil
}

// scales are what the last norm divides each row by.
func (d *direct) scales(resid []float32) []float64 {
	width := d.config.Width
	out := make([]float64, len(resid)/width)
	for i := range out {
		sum, squares := 0.0, 0.0
		for _, x := range resid[i*width : (i+1)*width] {
			sum, squares = sum+float64(x), squares+float64(x)*float64(x)
		}
		mean := sum / float64(width)
		if d.config.Norm.Kind == flamingo.RMSNorm {
			mean = 0
		}
		out[i] = math.Sqrt(squares/float64(width) - mean*mean + float64(d.config.Norm.Eps))
	}
	return out
}

// logit is the logit of a token over the mean of all that a head's mixed values give, before the division by the scale.
func (d *direct) logit(layer, head int, mix []float32, id int32) float64 {
	width := d.config.Width
	each := width / d.config.Heads
	write, mean := make([]float64, width), 0.0
	for o := range write {
		for i := head * each; i < (head+1)*each; i++ {
			write[o] += float64(d.out[layer][o*width+i]) * float64(mix[i])
		}
		mean += write[o] / float64(width)
	}
	if d.config.Norm.Kind == flamingo.RMSNorm {
		mean = 0
	}
	sum := 0.0
	for o, x := range write {
		sum += (x - mean) * float64(d.gain[o]) * (float64(d.words[int(id)*width+o]) - d.mean[o])
	}
	return sum
}
