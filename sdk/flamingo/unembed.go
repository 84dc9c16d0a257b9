package flamingo

import (
	"context"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Readout is what rows of a residual stream say through the last norm and the unembedding.
type Readout struct {
	Top  [][]Choice  // of each row the likeliest tokens, the likeliest first
	LogP [][]float64 // of each row the natural logarithms of the probabilities of the tokens asked for
}

// readoutNumbers bounds the logits that one step of Unembed computes.
const readoutNumbers = 1 << 24

// Unembed reads rows of a residual stream, [... width], as if no layer came after them: the logit lens (nostalgebraist,
// 2020). With ids it also tells how likely certain tokens are, an equal number of them for each row. Only the likeliest
// and those come back from the backend, whatever the size of the vocabulary. Edits of the model do not apply.
func (m *Model) Unembed(ctx context.Context, x *tensor.Tensor, ids [][]int32) (*Readout, error) {
	if x == nil || x.Len() == 0 || x.Shape()[len(x.Shape())-1] != m.config.LM.Width {
		return nil, fmt.Errorf("flamingo: Unembed takes rows of %d channels, such as a captured lm.0.resid", m.config.LM.Width)
	}
	width, k, vocab := m.config.LM.Width, m.config.top(), m.config.LM.Vocab
	rows, asked := x.Len()/width, 0
	if ids != nil && len(ids) != rows {
		return nil, fmt.Errorf("flamingo: Unembed of %d rows got tokens for %d", rows, len(ids))
	}
	if len(ids) > 0 {
		asked = len(ids[0])
	}
	columns := max(1, asked) // a program has no empty values
	index := make([]int32, rows*columns)
	for i, row := range ids {
		if len(row) != asked {
			return nil, fmt.Errorf("flamingo: Unembed wants %d tokens for every row, row %d has %d", asked, i, len(row))
		}
		copy(index[i*columns:], row)
	}
	for _, id := range index {
		if id < 0 || int(id) >= vocab {
			return nil, fmt.Errorf("flamingo: Unembed of token %d, the vocabulary has %d", id, vocab)
		}
	}
	data, out := x.ToF32(), &Readout{}
	for from, n := 0, max(1, readoutNumbers/vocab); from < rows; from += n {
		to := min(rows, from+n)
		part, err := tensor.FromF32(data[from*width:to*width], tensor.Sizes(to-from, width)...)
		if err != nil {
			return nil, fmt.Errorf("flamingo: %w", err)
		}
		which, err := tensor.FromI32(index[from*columns:to*columns], tensor.Sizes(to-from, columns)...)
		if err != nil {
			return nil, fmt.Errorf("flamingo: %w", err)
		}
		values, err := m.engine.step(ctx, m.engine.programs.lens, backend.Step{Inputs: map[string]*tensor.Tensor{inRows: part, inAsked: which}})
		if err != nil {
			return nil, err
		}
		top, p, logP := values[outTop].I32(), values[outTopP].ToF32(), values[outAsked].ToF32()
		for i := range to - from {
			out.Top = append(out.Top, m.choices(top[i*k:(i+1)*k], p[i*k:(i+1)*k]))
			row := make([]float64, asked)
			for j := range row {
				row[j] = float64(logP[i*columns+j])
			}
			out.LogP = append(out.LogP, row)
		}
	}
	return out, nil
}

// lensProgram is the end of the forward pass alone.
func (c Config) lensProgram(bool) (*program.Program, error) {
	b := program.NewBuilder("lens")
	g := graph{b: b}
	rows := b.Input(inRows, program.Of("rows", c.LM.Width))
	logits := c.head(g, g.norm("lm.norm", rows, c.LM.Width, c.LM.Norm))
	probs := b.Softmax("probs", logits)
	top := b.TopK(outTop, probs, c.top())
	asked := b.Take(outAsked, b.LogSoftmax(outLogP, logits), b.Ints(inAsked, program.Of("rows", "asked")))
	return b.Build(top, b.Take(outTopP, probs, top), asked)
}
