package flamingo

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wade/sdk/program"
	"wade/sdk/prompt"
)

// Edit changes taps in every call of the model that it is given to (see Model.With), or in one Run. It is a plain value:
// edits compose in order, the model stays as it was, and other numbers, positions or taps compile nothing anew.
type Edit struct {
	// Tap is a name, or a pattern in which * stands for any text and | separates alternatives: "gated.*.attn.out|lm.2.resid".
	Tap  string
	Kind program.EditKind // replace, scale or add; see Block for edges of attention
	// Where picks token positions, generated tokens included, for taps with a token axis.
	Where prompt.Where
	// Rows picks rows by number instead: positions for taps with a token axis; for others, rows of the value of one prompt
	// with all axes but the last flattened, such as picture · latents + latent. Nil means all.
	Rows []int
	// Channels limits the edit to channels from the first to before the second, such as those of one head; zero means all.
	Channels [2]int
	Data     []float32 // one number, one row of the channels, or such a row for each position
	// Keys and Latents are what is no longer read, see Block and BlockLatents.
	Keys    prompt.Where
	Latents []int
}

// GateScale multiplies the gates of some layers, of all if none is given: 0 closes them, and the model is then the bare
// language model; 1 changes nothing. Edit.Branch limits it to one of the two gates of a block.
func GateScale(by float32, layers ...int) Edit {
	return Edit{Tap: gated(layers, "*.gate"), Kind: program.EditScale, Data: []float32{by}}
}

// GateSet puts a number in place of gates, which are in -1..1 by nature.
func GateSet(value float32, layers ...int) Edit {
	return Edit{Tap: gated(layers, "*.gate"), Kind: program.EditReplace, Data: []float32{value}}
}

// Close closes both gates of gated blocks for some tokens only: with prompt.InShot(1) nothing of the second shot's picture
// is read there, with prompt.InQuery() the question is answered without looking. What other tokens have read already
// stays. Layers are those of the language model; none means all.
func Close(where prompt.Where, layers ...int) Edit {
	return Edit{Tap: gated(layers, "attn.out") + "|" + gated(layers, "ffw.out"), Kind: program.EditScale, Where: where, Data: []float32{0}}
}

// CloseFrom closes all gates from a layer of the language model on.
func (c Config) CloseFrom(layer int) Edit {
	var layers []int
	for _, l := range c.GatedLayers() {
		if l >= layer {
			layers = append(layers, l)
		}
	}
	if layers == nil {
		layers = []int{layer} // unknown: the call says so
	}
	return GateScale(0, layers...)
}

// gated is the pattern for a part of the gated blocks of some layers.
func gated(layers []int, part string) string {
	if len(layers) == 0 {
		return "gated.*." + part
	}
	taps := make([]string, len(layers))
	for i, l := range layers {
		taps[i] = fmt.Sprintf("gated.%d.%s", l, part)
	}
	return strings.Join(taps, "|")
}

// Branch limits an edit of gates or gated branches to "attn" or "ffw".
func (e Edit) Branch(name string) Edit {
	var taps []string
	for tap := range strings.SplitSeq(e.Tap, "|") {
		tap = strings.Replace(tap, ".*.gate", "."+name+".gate", 1)
		if !strings.HasPrefix(tap, "gated.") || strings.Contains(tap, "."+name+".") {
			taps = append(taps, tap)
		}
	}
	e.Tap = strings.Join(taps, "|")
	return e
}

// Replace puts numbers in place of a tap at some positions: one number, one row, or a row for each position.
func Replace(tap string, where prompt.Where, data ...float32) Edit {
	return Edit{Tap: tap, Kind: program.EditReplace, Where: where, Data: data}
}

// Add adds numbers to a tap at some positions: one number, one row, or a row for each position.
func Add(tap string, where prompt.Where, data ...float32) Edit {
	return Edit{Tap: tap, Kind: program.EditAdd, Where: where, Data: data}
}

// Scale multiplies a tap at some positions: by one number, one row, or a row for each position.
func Scale(tap string, where prompt.Where, data ...float32) Edit {
	return Edit{Tap: tap, Kind: program.EditScale, Where: where, Data: data}
}

// Zero puts 0 in place of a tap at some positions.
func Zero(tap string, where prompt.Where) Edit { return Replace(tap, where, 0) }

// Head limits an edit to the channels of one attention head, for taps with heads side by side (attn.q, k, v, mix).
func (e Edit) Head(c Config, head int) Edit {
	width, heads := c.LM.Width/max(1, c.LM.Heads), c.LM.Heads
	switch {
	case strings.HasPrefix(e.Tap, "gated."):
		width, heads = c.Gated.HeadWidth, c.Gated.Heads
	case strings.HasPrefix(e.Tap, "resampler."):
		width, heads = c.Resampler.HeadWidth, c.Resampler.Heads
	case strings.HasPrefix(e.Tap, "vision."):
		width, heads = c.ViT.Width/max(1, c.ViT.Heads), c.ViT.Heads
	}
	e.Channels = [2]int{head * width, (head + 1) * width}
	if head < 0 || head >= heads {
		e.Channels = [2]int{-1, head} // the call says how many there are
	}
	return e
}

// check tells whether every edit means something.
func (ps *programs) check(edits []Edit) error {
	for _, e := range edits {
		if e.Kind == block {
			if err := ps.checkBlock(e); err != nil {
				return err
			}
			continue
		}
		for tap := range strings.SplitSeq(e.Tap, "|") {
			found := slices.Concat(ps.match(ps.vision, tap), ps.match(ps.read, tap))
			if len(found) == 0 {
				return ps.unknownTap(tap)
			}
			if !slices.ContainsFunc(found, func(v program.Value) bool { return !isPattern(v.Name) }) {
				return fmt.Errorf("flamingo: %s can be captured, not edited; edit %s instead", tap, strings.TrimSuffix(tap, "pattern")+"mix")
			}
			for _, v := range found {
				if err := e.fits(v); err != nil && !isPattern(v.Name) {
					return err
				}
			}
		}
		switch e.Kind {
		case program.EditReplace, program.EditScale, program.EditAdd:
		default:
			return fmt.Errorf("flamingo: edit of %s: unknown kind %q, want %s, %s or %s", e.Tap, e.Kind, program.EditReplace, program.EditScale, program.EditAdd)
		}
		if len(e.Data) == 0 {
			return fmt.Errorf("flamingo: edit of %s has no data", e.Tap)
		}
		if slices.ContainsFunc(e.Data, func(x float32) bool { return math.IsNaN(float64(x)) }) {
			return fmt.Errorf("flamingo: edit of %s has NaN among its data", e.Tap)
		}
	}
	return nil
}

// fits tells whether an edit can be one of this value, whatever the prompt.
func (e Edit) fits(v program.Value) error {
	switch {
	case !e.Where.All() && !ofTokens(v):
		return fmt.Errorf("flamingo: edit of %s at %v: it has no token axis; give Rows, or edit a tap that has one", v.Name, e.Where)
	case !e.Where.All() && e.Rows != nil:
		return fmt.Errorf("flamingo: edit of %s: give Where or Rows, not both", v.Name)
	}
	cols := v.Shape[len(v.Shape)-1].N
	if c := e.Channels; c != [2]int{} && (c[0] < 0 || c[1] <= c[0] || c[1] > cols) {
		if c[0] < 0 {
			return fmt.Errorf("flamingo: edit of %s: there is no head %d", v.Name, c[1])
		}
		return fmt.Errorf("flamingo: edit of %s: channels %d to %d are not among its %d", v.Name, c[0], c[1], cols)
	}
	return nil
}
