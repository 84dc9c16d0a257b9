package flamingo

import (
	"fmt"
	"iter"

	"wade/sdk/program"
	"wade/sdk/prompt"
)

// ofTokens and ofPictures tell whether a value has a row for each token, or rows for each picture. What has neither, such
// as a gate, is shared by all sequences of a batch.
func ofTokens(v program.Value) bool {
	return len(v.Shape) > 1 && v.Shape[0] == program.Sym("batch") && v.Shape[1] == program.Sym("tokens")
}

func ofPictures(v program.Value) bool { return v.Shape[0] == program.Sym("images") || framesIn(v) > 1 }

// perPicture is how many rows a value has for each picture.
func perPicture(v program.Value) int {
	n := framesIn(v)
	for _, d := range v.Shape[1 : len(v.Shape)-1] {
		n *= d.N
	}
	return n
}

// placed is an edit with its positions in one prompt, nil for all.
type placed struct {
	Edit
	at   []int
	keys []int // of a block
	each bool  // the data has a row for each position
}

// row is one sequence of a batch: what is read, and what is changed in it. The first edits are those of the view, the
// same in all rows.
type row struct {
	*prompt.Encoded
	edits  []placed
	common int
}

// row places the edits of a view and of one run. The tokens of e may be such as are not known yet.
func (m *Model) row(e *prompt.Encoded, own []Edit) (row, error) {
	r := row{Encoded: e, common: len(m.edits)}
	for i, ed := range append(m.edits[:len(m.edits):len(m.edits)], own...) {
		if i == len(m.edits) {
			if err := m.engine.programs.check(own); err != nil {
				return r, err
			}
		}
		p, err := m.engine.programs.place(e, ed)
		if err != nil {
			return r, err
		}
		r.edits = append(r.edits, p)
	}
	return r, nil
}

// place finds the positions of an edit and checks its data.
func (ps *programs) place(e *prompt.Encoded, ed Edit) (placed, error) {
	if ed.Kind == block {
		return ps.placeBlock(e, ed)
	}
	p := placed{Edit: ed, at: ed.Rows}
	if !ed.Where.All() {
		at, err := e.Find(ed.Where)
		if err != nil {
			return p, fmt.Errorf("flamingo: edit of %s: %w", ed.Tap, err)
		}
		p.at = at
	}
	vision := ps.vision
	if len(ps.match(vision, ed.Tap)) > 0 {
		var err error
		if vision, err = ps.visionFor(e.Pictures); err != nil {
			return p, err
		}
	}
	for _, prog := range []*program.Program{vision, ps.read} {
		for _, v := range ps.match(prog, ed.Tap) {
			if isPattern(v.Name) {
				continue
			}
			rows, unit := 1, "row"
			switch {
			case ofTokens(v):
				rows, unit = len(e.Tokens), "token"
			case ofPictures(v):
				rows = len(e.Pictures) * perPicture(v)
			default:
				for _, d := range v.Shape[:len(v.Shape)-1] {
					rows *= d.N
				}
			}
			picked := rows
			if p.at != nil {
				picked = len(p.at)
			}
			for _, r := range p.at {
				if r < 0 || r >= rows {
					return p, fmt.Errorf("flamingo: edit of %s: %w: %s %d of %d", v.Name, prompt.ErrNowhere, unit, r, rows)
				}
			}
			if n, cols := len(ed.Data), ed.columns(v); n != 1 && n != cols && n != picked*cols {
				return p, fmt.Errorf("flamingo: edit of %s: %d elements fit neither one, nor a row of %d, nor %d rows of it", v.Name, n, cols, picked)
			} else {
				p.each = p.each || n > cols
			}
		}
	}
	return p, nil
}

// columns is how many channels of a value an edit changes.
func (e Edit) columns(v program.Value) int {
	if e.Channels != [2]int{} {
		return e.Channels[1] - e.Channels[0]
	}
	return v.Shape[len(v.Shape)-1].N
}

// window is the part of sequences that one step computes: tokens from..from+tokens of each.
type window struct{ from, tokens int }

// edits translates edits for one step of a program. pictures tells which images of the step are those of a row.
func (ps *programs) edits(p *program.Program, rows []row, w window, pictures func(b int) []int32) []program.Edit {
	if len(rows) == 0 {
		return nil
	}
	var out []program.Edit
	for k := range rows[0].common {
		out = ps.translate(out, p, rows, 0, len(rows), k, w, pictures)
	}
	for b, r := range rows {
		for k := r.common; k < len(r.edits); k++ {
			out = ps.translate(out, p, rows, b, b+1, k, w, pictures)
		}
	}
	return out
}

// translate appends edit k of rows from..to, in which it is the same but for its positions.
func (ps *programs) translate(out []program.Edit, p *program.Program, rows []row, from, to, k int, w window, pictures func(int) []int32) []program.Edit {
	first := rows[from].edits[k]
	everywhere := to-from == len(rows) && first.at == nil // so there is no need to count rows
	for _, v := range ps.match(p, first.Tap) {
		cols := first.columns(v)
		pe := program.Edit{Value: v.Name, Kind: first.Kind, Data: first.Data}
		switch {
		case isPattern(v.Name):
			continue
		case !ofTokens(v) && !ofPictures(v):
			if from > 0 {
				continue // all rows of a step agree in what they share, so it is done once
			}
			pe.Rows = first.at
		case !everywhere || len(first.Data) > cols:
			var data []float32
			for b := from; b < to; b++ {
				e := rows[b].edits[k]
				for i, index := range e.rows(v, rows[b], b, w, pictures) {
					pe.Rows = append(pe.Rows, index)
					if len(e.Data) > cols {
						data = append(data, e.Data[i*cols:(i+1)*cols]...)
					}
				}
			}
			if len(pe.Rows) == 0 {
				continue
			}
			if data != nil {
				pe.Data = data
			}
		}
		out = append(out, first.widen(pe, v)...)
	}
	return out
}

// rows yields, for each position of an edit of sequence b that a window holds, its number and its row in a value of the step.
func (e placed) rows(v program.Value, r row, b int, w window, pictures func(int) []int32) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		n := len(e.at)
		var images []int32
		each := 0
		if ofPictures(v) {
			images, each = pictures(b), perPicture(v)
		}
		switch {
		case e.at != nil:
		case each > 0:
			n = len(images) * each
		default:
			n = min(len(r.Tokens), w.from+w.tokens)
		}
		for i := range n {
			at := i
			if e.at != nil {
				at = e.at[i]
			}
			index := b*w.tokens + at - w.from
			switch {
			case each > 0:
				index = int(images[at/each])*each + at%each
			case at < w.from || at >= w.from+w.tokens:
				continue
			}
			if !yield(i, index) {
				return
			}
		}
	}
}

// widen makes an edit of some channels one of whole rows.
func (e Edit) widen(pe program.Edit, v program.Value) []program.Edit {
	if e.Channels == [2]int{} {
		return []program.Edit{pe}
	}
	cols := v.Shape[len(v.Shape)-1].N
	from, n := e.Channels[0], e.columns(v)
	rows := max(1, len(pe.Data)/n)
	fill := func(rest float32) []float32 {
		wide := make([]float32, rows*cols)
		for i := range wide {
			wide[i] = rest
		}
		for i := range rows * n {
			x := pe.Data[0]
			if len(pe.Data) > 1 {
				x = pe.Data[i]
			}
			wide[i/n*cols+from+i%n] = x
		}
		return wide
	}
	switch pe.Kind {
	case program.EditScale:
		pe.Data = fill(1)
	case program.EditAdd:
		pe.Data = fill(0)
	case program.EditReplace:
		add := program.Edit{Value: pe.Value, Kind: program.EditAdd, Rows: pe.Rows, Data: fill(0)}
		pe.Kind, pe.Data = program.EditScale, make([]float32, cols)
		for i := range pe.Data {
			if i < from || i >= from+n {
				pe.Data[i] = 1
			}
		}
		return []program.Edit{pe, add}
	}
	return []program.Edit{pe}
}

// touches tells whether an edit of a row changes pictures' values in a program.
func (ps *programs) touches(p *program.Program, r row) bool {
	for _, e := range r.edits {
		for _, v := range ps.match(p, e.Tap) {
			if ofPictures(v) {
				return true
			}
		}
	}
	return false
}
