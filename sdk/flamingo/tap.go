package flamingo

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wade/internal/near"
	"wade/sdk/program"
)

// Tap is a named value of the forward pass: it can be captured and, if Edit is set, edited.
type Tap struct {
	Name string
	Axes []string // names of its axes as a trace returns it; sizes in brackets where they are fixed
	Doc  string
	Edit bool
}

// tapDocs describes taps by name with layer numbers written as *; the first that fits counts.
var tapDocs = [][2]string{
	{"pixels", "pictures as the vision encoder reads them: less the mean of each channel, divided by its deviation"},
	{"vision.patch", "patches through the first linear layer"},
	{"vision.class", "learned class token, one copy for each picture"},
	{"vision.rows", "class token, then patches"},
	{"vision.pre", "patches with positions, normalised: what the first layer reads"},
	{"vision.patches", "patches after the last layer, without the class token"},
	{"vision.embed", "patches with positions: the start of the residual stream"},
	{"resampler.frames", "features of the frames of each picture, one frame after the other"},
	{"resampler.time", "embedding of the time of each frame, for each of its features"},
	{"resampler.timed", "features with the embeddings of their time"},
	{"resampler.start", "learned latents, one copy for each picture"},
	{"resampler.*.attn.norm", "latents, normalised: what asks"},
	{"resampler.*.attn.media", "patch features, normalised"},
	{"resampler.*.attn.both", "patch features, then latents: what is asked"},
	{"resampler.*.attn.pattern", "attention of latents over patches, then latents"},
	{"resampler.norm", "latents of each picture, or its features without a resampler: what the language model sees of it"},
	{"media", "latents of each picture as the gated blocks read them"},
	{"lm.tokens", "token embeddings"},
	{"lm.positions", "position embeddings"},
	{"lm.embed", "tokens, with learned positions if there are any: the start of the residual stream"},
	{"lm.norm", "residual stream after the last block, normalised"},
	{"logits", "scores of the next token over the vocabulary"},
	{"gated.*.attn.k", "keys of the latents"},
	{"gated.*.attn.v", "values of the latents"},
	{"gated.*.attn.pattern", "attention of each token over the latents of the picture it sees, or of all pictures one after the other"},
	{"gated.*.attn.gate", "gate of the cross-attention: tanh of its alpha"},
	{"gated.*.ffw.gate", "gate of the feed-forward: tanh of its alpha"},
	{"gated.*.attn.out", "what cross-attention would write into the residual stream at a gate of 1"},
	{"gated.*.ffw.out", "what the feed-forward would write into the residual stream at a gate of 1"},
	{"gated.*.mid", "residual stream after the gated cross-attention"},
	{"gated.*.resid", "residual stream after the gated block"},
	{"*.attn.norm", "residual stream, normalised: the input of attention"},
	{"*.attn.q", "queries, heads side by side"},
	{"*.attn.k", "keys, heads side by side"},
	{"*.attn.v", "values, heads side by side"},
	{"*.attn.q.norm", "queries, normalised"},
	{"*.attn.k.norm", "keys, normalised"},
	{"*.attn.q.turned", "queries after rotary positions"},
	{"*.attn.k.turned", "keys after rotary positions"},
	{"*.attn.pattern", "attention probabilities"},
	{"*.attn.mix", "values mixed by attention, heads side by side"},
	{"*.attn.out", "what attention writes into the residual stream"},
	{"*.mid", "residual stream after attention"},
	{"*.ffw.norm", "residual stream, normalised: the input of the feed-forward"},
	{"*.ffw.up", "feed-forward before the activation"},
	{"*.ffw.by", "what the activation is multiplied by"},
	{"*.ffw.hidden", "feed-forward neurons after the activation"},
	{"*.ffw.gated", "feed-forward neurons after the multiplication"},
	{"*.ffw.out", "what the feed-forward writes into the residual stream"},
	{"*.resid", "residual stream after the block"},
}

var digits = regexp.MustCompile(`\.\d+\.`)

// glob turns a pattern, in which * stands for any text and | separates alternatives, into a test.
func glob(pattern string) *regexp.Regexp {
	text := strings.NewReplacer(`\*`, ".*", `\|`, "|").Replace(regexp.QuoteMeta(pattern))
	return regexp.MustCompile("^(?:" + text + ")$")
}

// describe returns the documentation of a tap, or nothing for a value that is not one.
func describe(name string) string {
	if strings.Contains(name, ":") { // a derivative
		return ""
	}
	general := digits.ReplaceAllString(name, ".*.")
	for _, d := range tapDocs {
		if d[0] == general || strings.HasPrefix(d[0], "*.") && strings.HasSuffix(general, d[0]) {
			return d[1]
		}
	}
	return ""
}

// Taps is a list of taps that shows itself as a table.
type Taps []Tap

// Taps lists the values of the forward pass in the order in which they are computed.
func (c Config) Taps() (Taps, error) {
	ps, err := c.programs()
	if err != nil {
		return nil, err
	}
	return ps.taps(), nil
}

func (ps *programs) taps() Taps {
	var all Taps
	for _, p := range []*program.Program{ps.vision, ps.read} {
		for _, v := range p.Values() {
			if t, ok := tap(v); ok {
				all = append(all, t)
			}
		}
	}
	return all
}

func tap(v program.Value) (Tap, bool) {
	doc := describe(v.Name)
	if doc == "" || v.DType != program.F32 || v.Kind != program.KindNode && v.Kind != program.KindInput {
		return Tap{}, false
	}
	axes := axisNames(v)
	if v.Shape[0] == program.Sym("batch") {
		axes = axes[1:]
		v.Shape = v.Shape[1:]
	}
	for i, d := range v.Shape {
		if d.Sym == "" {
			axes[i] = fmt.Sprintf("%s(%d)", axes[i], d.N)
		}
	}
	return Tap{v.Name, axes, doc, !isPattern(v.Name)}, true
}

func isPattern(name string) bool { return strings.HasSuffix(name, ".pattern") }

// axisNames names the axes of a value of the forward pass.
func axisNames(v program.Value) []string {
	if v.Name == inPixels {
		names := []string{"image", "channel", "height", "width"}
		if framesIn(v) > 1 {
			names[0] = "frame"
		}
		return names
	}
	names := make([]string, len(v.Shape))
	last := len(names) - 1
	row := "patch"
	if !strings.HasPrefix(v.Name, "vision.") && !strings.HasPrefix(v.Name, "resampler.time") && v.Name != "resampler.frames" {
		row = "latent"
	}
	for i, d := range v.Shape {
		switch {
		case isPattern(v.Name) && i == last:
			names[i] = "key"
			if strings.HasPrefix(v.Name, "gated.") {
				names[i] = "latent"
			}
		case i == 0 && framesIn(v) > 1:
			names[i] = "frame"
		case d.Sym != "":
			names[i] = strings.TrimSuffix(d.Sym, "s")
		case v.Name == "logits":
			names[i] = "vocab"
		case isPattern(v.Name) && i == 1:
			names[i] = "head"
		case i == last:
			names[i] = "channel"
		default:
			names[i] = row
		}
	}
	return names
}

// match returns the taps of p that a pattern means.
func (ps *programs) match(p *program.Program, pattern string) []program.Value {
	key := [2]string{p.Name(), pattern}
	if have, ok := ps.matches.Load(key); ok {
		return have.([]program.Value)
	}
	var found []program.Value
	re := glob(pattern)
	for _, v := range p.Values() {
		if _, ok := tap(v); ok && re.MatchString(v.Name) {
			found = append(found, v)
		}
	}
	ps.matches.Store(key, found)
	return found
}

// unknownTap is the error about a pattern that means nothing.
func (ps *programs) unknownTap(pattern string) error {
	taps := ps.taps()
	names := make([]string, len(taps))
	for i, t := range taps {
		names[i] = t.Name
	}
	hint := "; Taps lists them"
	if m := near.Matches(pattern, names, 3); len(m) > 0 {
		hint = fmt.Sprintf(", near matches: %q", m)
	}
	return fmt.Errorf("flamingo: %w: no tap %q%s", program.ErrUnknownName, pattern, hint)
}

// captures splits patterns into the names that each program has.
func (ps *programs) captures(patterns []string) (vision, language []string, err error) {
	for _, pattern := range patterns {
		v, l := ps.match(ps.vision, pattern), ps.match(ps.read, pattern)
		if len(v)+len(l) == 0 {
			return nil, nil, ps.unknownTap(pattern)
		}
		vision, language = appendNames(vision, v), appendNames(language, l)
	}
	return vision, language, nil
}

func appendNames(names []string, values []program.Value) []string {
	for _, v := range values {
		if !slices.Contains(names, v.Name) {
			names = append(names, v.Name)
		}
	}
	return names
}

// matches tells whether one of the values has a name.
func matches(values []program.Value, name string) bool {
	return slices.ContainsFunc(values, func(v program.Value) bool { return v.Name == name })
}
