package flamingo

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Run is one forward pass among several: a prompt, with edits that apply to it alone, after those of the model.
type Run struct {
	Prompt *prompt.Prompt
	Edits  []Edit
	// Forced are tokens that follow the prompt as if they had been generated. Unlike words given with Reply they are the very
	// tokens of an answer, which may be split otherwise, and positions count from the end of the prompt as in generating.
	Forced []int32
}

// ForwardAll is Forward for many runs, as many in one step of the backend as fit, whatever their prompts and edits. Traces
// come in the order of the runs. When it takes long it shows a bar.
func (m *Model) ForwardAll(ctx context.Context, runs []Run, captures ...string) (_ []*Trace, err error) {
	if len(runs) == 0 {
		return nil, errors.New("flamingo: ForwardAll needs a run")
	}
	rows, err := m.rows(runs)
	if err != nil {
		return nil, err
	}
	vision, language, err := m.engine.programs.captures(captures)
	if err != nil {
		return nil, err
	}
	if err := m.affordable(rows, append(vision, language...)); err != nil {
		return nil, err
	}
	ctx, bar := begin(ctx, "runs", len(runs))
	defer func() { bar.End(err) }()
	traces := make([]*Trace, len(runs))
	done := 0
	for _, group := range m.together(rows) {
		batch, seen := make([]row, len(group)), make([]map[string]*tensor.Tensor, len(group))
		for k, i := range group {
			batch[k] = rows[i]
			if seen[k], err = m.look(ctx, batch[k], vision); err != nil {
				return nil, err
			}
		}
		values, md, err := m.read(ctx, batch, language)
		if err != nil {
			return nil, err
		}
		for k, i := range group {
			t := newTrace(m, values, k, len(batch[k].Pictures))
			if err := t.own(md.of(k)); err != nil {
				return nil, err
			}
			t.fill(m, batch[k].Encoded, values, k)
			t.model = m
			t.Provenance = m.provenance(runs[i].Prompt, runs[i].Edits)
			t.Provenance.Captures, t.Provenance.Forced = slices.Clone(captures), slices.Clone(runs[i].Forced)
			maps.Copy(t.values, seen[k])
			traces[i] = t
		}
		done += len(group)
		bar.Set(done, "")
	}
	return traces, nil
}

// laid encodes the prompts of runs with the tokens forced after them.
func (m *Model) laid(runs []Run) ([]*prompt.Encoded, error) {
	asked := make([]*prompt.Prompt, len(runs))
	for i, r := range runs {
		asked[i] = r.Prompt
	}
	encoded, err := m.ready(asked...)
	if err != nil {
		return nil, err
	}
	for i, r := range runs {
		if len(r.Forced) == 0 {
			continue
		}
		texts := make([]string, len(r.Forced))
		for k, id := range r.Forced {
			if id < 0 || int(id) >= m.config.LM.Vocab {
				return nil, fmt.Errorf("flamingo: forced token %d, the vocabulary has %d", id, m.config.LM.Vocab)
			}
			texts[k] = m.words.Text(id)
		}
		encoded[i] = encoded[i].Continue(r.Forced, texts)
		if err := m.fits(len(encoded[i].Tokens)); err != nil {
			return nil, err
		}
	}
	return encoded, nil
}

// rows encodes runs and places their edits.
func (m *Model) rows(runs []Run) ([]row, error) {
	encoded, err := m.laid(runs)
	if err != nil {
		return nil, err
	}
	rows := make([]row, len(runs))
	for i, r := range runs {
		if rows[i], err = m.row(encoded[i], m.apart(r.Edits)); err != nil {
			return nil, of(i, len(runs), err)
		}
	}
	return rows, nil
}

// of says which of several runs an error is about.
func of(i, n int, err error) error {
	if n == 1 {
		return err
	}
	return fmt.Errorf("run %d of %d: %w", i+1, n, err)
}

// apart turns scaled gates, which all sequences of a batch share, into scaled branches, which each has for itself.
func (m *Model) apart(edits []Edit) []Edit {
	var out []Edit
	for _, e := range edits {
		if e.Kind == program.EditScale && len(e.Data) == 1 && e.Rows == nil && e.Where.All() && e.Channels == [2]int{} {
			var taps []string
			whole := true
			for _, v := range m.engine.programs.match(m.engine.programs.read, e.Tap) {
				branch, ok := strings.CutSuffix(v.Name, ".gate")
				whole = whole && ok
				taps = append(taps, branch+".out")
			}
			if whole && len(taps) > 0 {
				e.Tap = strings.Join(taps, "|")
			}
		}
		out = append(out, e)
	}
	return out
}

// shared names the edits of a run that the whole batch would have: only runs that agree in them go together.
func (ps *programs) shared(r row) string {
	key := ""
	for _, e := range r.edits[r.common:] {
		for _, v := range ps.match(ps.read, e.Tap) {
			if !ofTokens(v) && !ofPictures(v) && !isPattern(v.Name) {
				key += fmt.Sprint(v.Name, e.Kind, e.Rows, e.Channels, e.Data, ";")
			}
		}
	}
	return key
}

// together groups rows that can share a step, of at most groupTokens tokens.
func (m *Model) together(rows []row) [][]int {
	type key struct {
		n      int
		shared string
	}
	open := map[key]int{}
	var all [][]int
	for i, r := range rows {
		k := key{len(r.Tokens), m.engine.programs.shared(r)}
		at, ok := open[k]
		if !ok || (len(all[at])+1)*k.n > groupTokens {
			at = len(all)
			open[k] = at
			all = append(all, nil)
		}
		all[at] = append(all[at], i)
	}
	return all
}

// look captures taps of the vision program over the pictures of a row.
func (m *Model) look(ctx context.Context, r row, captures []string) (map[string]*tensor.Tensor, error) {
	if len(captures) == 0 {
		return nil, nil
	}
	if len(r.Pictures) == 0 {
		return nil, fmt.Errorf("flamingo: the prompt has no picture, so there is no %s to capture", captures[0])
	}
	batch, err := m.pixels(r.Pictures)
	if err != nil {
		return nil, err
	}
	values, err := m.see(ctx, r, batch, captures)
	if err != nil {
		return nil, err
	}
	ps := m.engine.programs
	if !ps.touches(ps.vision, r) { // they need not be encoded again to be read
		latents := values[outMedia].ToF32()
		each := len(latents) / len(batch)
		for i, px := range batch {
			m.engine.pictures.put(px.hash, slices.Clone(latents[i*each:(i+1)*each]))
		}
	}
	out := map[string]*tensor.Tensor{}
	vision, err := ps.sees(batch[0].frames)
	if err != nil {
		return nil, err
	}
	for _, name := range captures {
		out[name] = m.named(vision, name, values[name])
	}
	return out, nil
}

// read runs whole rows without a cache, and tells which images of the step are whose.
func (m *Model) read(ctx context.Context, rows []row, captures []string) (map[string]*tensor.Tensor, *media, error) {
	md, err := m.media(ctx, rows)
	if err != nil {
		return nil, nil, err
	}
	n := 0
	for _, r := range rows {
		n = max(n, len(r.Tokens))
	}
	in, err := m.inputs(prompts(rows), md, window{0, n})
	if err != nil {
		return nil, nil, err
	}
	ids := in[inIDs]
	next := make([]int32, ids.Len())
	for i := range next {
		if (i+1)%n != 0 {
			next[i] = ids.I32()[i+1]
		}
	}
	if in[inNext], err = tensor.FromI32(next, tensor.Sizes(len(rows), n, 1)...); err != nil {
		return nil, nil, fmt.Errorf("flamingo: %w", err)
	}
	ps, w := m.engine.programs, window{0, n}
	read, err := m.masked(ps.read, rows, w)
	if err == nil {
		err = m.addMasks(in, rows, w)
	}
	if err != nil {
		return nil, nil, err
	}
	edits := ps.edits(ps.read, rows, w, md.of)
	values, err := m.engine.step(ctx, read, backend.Step{Inputs: in, Captures: captures, Edits: edits})
	if err != nil {
		return nil, nil, err
	}
	return values, md, m.sound(ctx, values[outTopP], read, backend.Step{Inputs: in, Edits: edits})
}

func prompts(rows []row) []*prompt.Encoded {
	all := make([]*prompt.Encoded, len(rows))
	for i, r := range rows {
		all[i] = r.Encoded
	}
	return all
}
