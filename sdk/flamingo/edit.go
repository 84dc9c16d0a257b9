package flamingo

import (
	"fmt"
	"slices"
	"strings"

	"wade/sdk/program"
)

// Edit changes taps in every call of the model it is given to (see Model.With).
type Edit struct {
	// Tap is a name, or a pattern in which * stands for any text and | separates alternatives: "gated.*.attn.out|lm.2.resid".
	Tap  string
	Kind program.EditKind // replace, scale or add
	// Rows are token positions for taps with a token axis, generated tokens included; for others, rows of the value with all
	// axes but the last flattened. Nil means all.
	Rows []int
	Data []float32 // one number, one row, or a row for each of Rows
}

// GateScale multiplies the gates of some layers, of all if none is given: 0 closes them, and the model is then the bare
// language model; 1 changes nothing.
func GateScale(by float32, layers ...int) Edit {
	taps := []string{"gated.*.gate"}
	if len(layers) > 0 {
		taps = nil
	}
	for _, l := range layers {
		taps = append(taps, fmt.Sprintf("gated.%d.*.gate", l))
	}
	return Edit{Tap: strings.Join(taps, "|"), Kind: program.EditScale, Data: []float32{by}}
}

// Blind closes the gates of all gated blocks for some token positions only.
func Blind(positions ...int) Edit {
	return Edit{Tap: "gated.*.attn.out|gated.*.ffw.out", Kind: program.EditScale, Rows: positions, Data: []float32{0}}
}

// check tells whether every edit means something.
func (ps *programs) check(edits []Edit) error {
	for _, e := range edits {
		for tap := range strings.SplitSeq(e.Tap, "|") {
			found := append(match(ps.vision, tap), match(ps.read, tap)...)
			if len(found) == 0 {
				return ps.unknownTap(tap)
			}
			if !slices.ContainsFunc(found, func(v program.Value) bool { return !isPattern(v.Name) }) {
				return fmt.Errorf("flamingo: %s can be captured, not edited; edit %s instead", tap, strings.TrimSuffix(tap, "pattern")+"mix")
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
	}
	return nil
}

// window is the part of sequences that one step computes: tokens from..from+tokens of each of batch rows.
type window struct{ batch, from, tokens int }

// edits translates edits for one step of a program.
func (w window) edits(p *program.Program, edits []Edit) []program.Edit {
	var out []program.Edit
	for _, e := range edits {
		for _, v := range match(p, e.Tap) {
			if isPattern(v.Name) {
				continue
			}
			if pe, ok := w.edit(v, e); ok {
				out = append(out, pe)
			}
		}
	}
	return out
}

func (w window) edit(v program.Value, e Edit) (program.Edit, bool) {
	out := program.Edit{Value: v.Name, Kind: e.Kind, Rows: e.Rows, Data: e.Data}
	if e.Rows == nil || len(v.Shape) < 2 || v.Shape[0] != program.Sym("batch") {
		return out, true
	}
	cols := v.Shape[len(v.Shape)-1].N
	each := len(e.Rows) > 1 && len(e.Data) == len(e.Rows)*cols // a row of data for each position
	out.Rows = []int{}
	if each {
		out.Data = nil
	}
	for b := range w.batch {
		for i, at := range e.Rows {
			if at < w.from || at >= w.from+w.tokens {
				continue
			}
			out.Rows = append(out.Rows, b*w.tokens+at-w.from)
			if each {
				out.Data = append(out.Data, e.Data[i*cols:(i+1)*cols]...)
			}
		}
	}
	return out, len(out.Rows) > 0
}

// editsPictures tells whether an edit means latents of pictures, which it counts over all pictures of a prompt.
func (ps *programs) editsPictures(edits []Edit) bool {
	for _, e := range edits {
		for _, v := range match(ps.decode, e.Tap) {
			if v.Shape[0] == program.Sym("images") {
				return true
			}
		}
	}
	return false
}

// beyond tells whether an edit means a token position from n on.
func beyond(edits []Edit, n int) bool {
	for _, e := range edits {
		for _, r := range e.Rows {
			if r >= n {
				return true
			}
		}
	}
	return false
}
