package flamingo

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// block is the kind of an edit that closes edges of attention. It exists here alone: programs have masks for it.
const block program.EditKind = "block"

// Block closes edges of self-attention (Geva et al., 2023: attention knockout): in some layers of the language model, in all
// if none is given, tokens that queries picks do not read those that keys picks. The shares of what they still read sum to 1;
// a token that reads nothing gets zeros from the layer. Tokens read themselves too: leave them out of keys to keep that.
//
// Generated tokens are queries where queries picks them, and keys likewise. An edge is closed in every head; to silence one
// head, Zero its part of lm.*.attn.mix. What was read by other ways, layers or tokens between, still arrives.
func Block(queries, keys prompt.Where, layers ...int) Edit {
	return Edit{Tap: patterns("lm", layers), Kind: block, Where: queries, Keys: keys}
}

// BlockLatents closes edges of cross-attention: in some gated layers, in all if none is given, tokens that queries picks do
// not read these latents of the picture that they see. Close does it for whole pictures.
func BlockLatents(queries prompt.Where, latents []int, layers ...int) Edit {
	return Edit{Tap: patterns("gated", layers), Kind: block, Where: queries, Latents: slices.Clone(latents)}
}

func patterns(part string, layers []int) string {
	if len(layers) == 0 {
		return part + ".*.attn.pattern"
	}
	taps := make([]string, len(layers))
	for i, l := range layers {
		taps[i] = fmt.Sprintf("%s.%d.attn.pattern", part, l)
	}
	return strings.Join(taps, "|")
}

// maskOf is the input of programs with masks that is added to the scores behind a pattern.
func maskOf(pattern string) string {
	return strings.TrimSuffix(pattern, ".attn.pattern") + ".attn.mask"
}

// checkBlock tells whether an edit of this kind means something.
func (ps *programs) checkBlock(e Edit) error {
	latents := false
	for tap := range strings.SplitSeq(e.Tap, "|") {
		found := ps.match(ps.read, tap)
		if len(found) == 0 {
			return ps.unknownTap(tap)
		}
		for _, v := range found {
			if !isPattern(v.Name) {
				return fmt.Errorf("flamingo: %s has no edges to block; those of lm.*.attn.pattern and gated.*.attn.pattern can be", v.Name)
			}
			if strings.HasPrefix(v.Name, "gated.") {
				latents = true
				n := ps.config.Latents()
				for _, i := range e.Latents {
					if i < 0 || i >= n {
						return fmt.Errorf("flamingo: block of %s: latent %d of %d", v.Name, i, n)
					}
				}
			}
		}
	}
	switch {
	case latents && len(e.Latents) == 0:
		return fmt.Errorf("flamingo: block of %s: no latent is given; Close keeps tokens from whole pictures", e.Tap)
	case e.Channels != [2]int{}:
		return fmt.Errorf("flamingo: block of %s: edges are closed in every head; Zero the part of a head in attn.mix to silence it", e.Tap)
	case !e.Where.All() && e.Rows != nil:
		return fmt.Errorf("flamingo: block of %s: give Where or Rows, not both", e.Tap)
	}
	return nil
}

// placeBlock finds the tokens at both ends of the edges, and refuses a block that closes none.
func (ps *programs) placeBlock(e *prompt.Encoded, ed Edit) (p placed, err error) {
	p = placed{Edit: ed, at: ed.Rows}
	nowhere := func(format string, args ...any) (placed, error) {
		return p, fmt.Errorf("flamingo: block of %s: %w: %s", ed.Tap, prompt.ErrNowhere, fmt.Sprintf(format, args...))
	}
	if p.at == nil {
		if p.at, err = e.Find(ed.Where); err != nil {
			return p, fmt.Errorf("flamingo: block of %s: queries: %w", ed.Tap, err)
		}
	}
	for _, q := range p.at {
		if q < 0 || q >= len(e.Tokens) {
			return nowhere("token %d of %d", q, len(e.Tokens))
		}
	}
	if ed.Latents != nil {
		if !slices.ContainsFunc(p.at, func(q int) bool { return e.Tokens[q].Image >= 0 }) {
			return nowhere("none of the queries sees a picture")
		}
		return p, nil
	}
	if p.keys, err = e.Find(ed.Keys); err != nil {
		return p, fmt.Errorf("flamingo: block of %s: keys: %w", ed.Tap, err)
	}
	if last := slices.Max(p.at); p.keys[0] > last {
		return nowhere("tokens read only what stands before them, and the first key, %d, stands after the last query, %d", p.keys[0], last)
	}
	return p, nil
}

// firstBlocked is the first token of a row that reads less because of a block.
func (e placed) firstBlocked() int {
	first := math.MaxInt
	for _, q := range e.at {
		if e.Latents != nil || q >= e.keys[0] {
			first = min(first, q)
		}
	}
	return first
}

// blocks tells whether edges of a window of a row are closed.
func (r row) blocks(w window) bool {
	return slices.ContainsFunc(r.edits, func(e placed) bool {
		return e.Kind == block && slices.ContainsFunc(e.at, func(q int) bool { return q >= w.from && q < w.from+w.tokens })
	})
}

func blocked(rows []row, w window) bool {
	return slices.ContainsFunc(rows, func(r row) bool { return r.blocks(w) })
}

// masked returns the program to run a window of rows with: p, or its like with masks where edges are blocked. Which edges
// they are is in the masks.
func (m *Model) masked(p *program.Program, rows []row, w window) (*program.Program, error) {
	if !blocked(rows, w) {
		return p, nil
	}
	ps, c := m.engine.programs, m.config
	build := map[*program.Program]func(bool) (*program.Program, error){ps.read: c.readProgram, ps.decode: c.decodeProgram, ps.draw: c.drawProgram, ps.weigh: c.weighProgram}
	return ps.later.get(named(p.Name(), true), func() (*program.Program, error) { return build[p](true) })
}

// addMasks puts the masks of a window of rows among the inputs of a step, if edges are blocked in it. Layers in which the same
// edits apply share a tensor.
func (m *Model) addMasks(in map[string]*tensor.Tensor, rows []row, w window) error {
	if !blocked(rows, w) {
		return nil
	}
	ps := m.engine.programs
	made := map[string]*tensor.Tensor{}
	for _, v := range ps.match(ps.read, patterns("lm", nil)+"|"+patterns("gated", nil)) {
		keys, sees := w.from+w.tokens, in[inSees]
		gated := strings.HasPrefix(v.Name, "gated.")
		switch {
		case gated && sees != nil:
			keys = sees.Shape()[2]
		case gated:
			keys = ps.config.Latents()
		}
		var apply [][2]int // row and edit
		for b, r := range rows {
			for k, e := range r.edits {
				if e.Kind == block && matches(ps.match(ps.read, e.Tap), v.Name) {
					apply = append(apply, [2]int{b, k})
				}
			}
		}
		key := fmt.Sprint(gated, apply)
		if made[key] == nil {
			data := make([]float32, len(rows)*w.tokens*keys)
			if gated && sees != nil {
				copy(data, sees.F32())
			}
			for _, at := range apply {
				rows[at[0]].edits[at[1]].close(data[at[0]*w.tokens*keys:][:w.tokens*keys], keys, ps.config.Latents(), w)
			}
			t, err := tensor.FromF32(data, tensor.Sizes(len(rows), w.tokens, keys)...)
			if err != nil {
				return fmt.Errorf("flamingo: %w", err)
			}
			made[key] = t
		}
		in[maskOf(v.Name)] = made[key]
	}
	delete(in, inSees) // it is part of the masks
	return nil
}

// close writes the edges of a block into the mask [tokens keys] of a window; keys are tokens, or the latents of pictures.
func (e placed) close(mask []float32, keys, latents int, w window) {
	shut := e.keys
	if e.Latents != nil {
		shut = nil
		for from := 0; from < keys; from += latents {
			for _, l := range e.Latents {
				shut = append(shut, from+l)
			}
		}
	}
	for _, q := range e.at {
		if q < w.from || q >= w.from+w.tokens {
			continue
		}
		for _, k := range shut {
			if k < keys {
				mask[(q-w.from)*keys+k] = float32(math.Inf(-1))
			}
		}
	}
}
