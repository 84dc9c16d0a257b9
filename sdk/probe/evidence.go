package probe

import (
	"context"
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/halluc"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// EvidenceText tells for every token of a prompt and its answer how much of it comes from the pictures and how much would have
// come anyway:
//
//	log p(token) = log p(token, blind) + Delta
//
// exactly, with the same tokens before it on both sides. Positive means that the picture spoke for the token. Values are in
// nats.
type EvidenceText struct {
	Answer    string
	Generated bool // the model gave the answer; otherwise it was in the prompt
	Tokens    []EvidenceToken
	Blinds    []string // what stands for not seeing: first what Tokens[i].Blind and the colours are about, then the Others
	// Ratio is the sum of Delta over the words of the answer, without the token that closes it: the logarithm of the
	// likelihood ratio. Ratios has it for each of Blinds.
	Ratio      float64
	Ratios     []float64
	Provenance flamingo.Provenance

	pictures []prompt.Picture
}

// EvidenceToken is one token. Where nothing foretells it, as at the first, its numbers are NaN.
type EvidenceToken struct {
	prompt.Token
	InAnswer bool    // among the words of the answer
	P, LogP  float64 // probability of the token given those before it, and its natural logarithm
	Top      []flamingo.Choice
	Blind    BlindToken
	Others   []BlindToken // for the other ways of not seeing, in the order of Blinds
}

// BlindToken is the same place seen blindly.
type BlindToken struct {
	P, LogP float64
	Delta   float64 // LogP of the model - LogP here
	KL, JS  float64 // of the distribution of the model from the one here: how much depends on seeing, whatever token came
	Top     []flamingo.Choice
}

// Evidence colours every token of a prompt by what its pictures changed. An open question is answered first, greedily; an answer
// given with Reply is taken as it is. Without blinds, closed gates are compared with, and a blank picture besides: what
// "blind" means is a choice, and a finding that hangs on it should say so.
func Evidence(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, blinds ...Blind) (*EvidenceText, error) {
	all, err := EvidenceAll(ctx, m, []*prompt.Prompt{p}, blinds...)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// evidenceNumbers bounds the logits that EvidenceAll holds at a time.
const evidenceNumbers = 1 << 25

// EvidenceAll is Evidence for many prompts, several at a time. When it takes long it shows a bar.
func EvidenceAll(ctx context.Context, m *flamingo.Model, prompts []*prompt.Prompt, blinds ...Blind) (_ []*EvidenceText, err error) {
	if len(prompts) == 0 {
		return nil, errors.New("probe: no prompt to look at")
	}
	if len(blinds) == 0 {
		blinds = []Blind{ClosedGates(), BlankPicture()}
	}
	ctx, bar := display.Begin(ctx, "prior and evidence", len(prompts))
	defer func() { bar.End(err) }()
	whole, err := answer(ctx, m, prompts)
	if err != nil {
		return nil, err
	}
	var all []*EvidenceText
	for from := 0; from < len(whole); {
		var runs []flamingo.Run
		to := from
		for numbers := 0; to < len(whole) && (to == from || numbers < evidenceNumbers); to++ {
			e, err := m.Encode(whole[to].prompt)
			if err != nil {
				return nil, err
			}
			runs = append(runs, whole[to].run())
			for _, b := range blinds {
				runs = append(runs, b.run(m.Config(), whole[to].run()))
			}
			numbers += (len(blinds) + 1) * (len(e.Tokens) + len(whole[to].forced)) * m.Config().LM.Vocab
		}
		traces, err := m.ForwardAll(ctx, runs, "logits")
		if err != nil {
			return nil, err
		}
		for i, a := range whole[from:to] {
			views := traces[i*(len(blinds)+1) : (i+1)*(len(blinds)+1)]
			e, err := evidence(a, views, blinds)
			if err != nil {
				return nil, err
			}
			e.Generated = a.forced != nil
			all = append(all, e)
		}
		from = to
		bar.Set(to, "")
	}
	return all, nil
}

// evidence compares the first of several views of one prompt with the others.
func evidence(a answered, views []*flamingo.Trace, blinds []Blind) (*EvidenceText, error) {
	logits := make([]*tensor.Tensor, len(views))
	for i, v := range views {
		var err error
		if logits[i], err = v.At("logits"); err != nil {
			return nil, err
		}
	}
	out := &EvidenceText{
		Answer: a.answer, Provenance: views[0].Provenance, Ratios: make([]float64, len(blinds)),
		pictures: views[0].Encoded.Pictures,
	}
	tokens := views[0].Encoded.Tokens
	rows := make([][]int, len(blinds))
	for k, b := range blinds {
		out.Blinds = append(out.Blinds, b.Name)
		rows[k] = b.rows(tokens)
	}
	for i, t := range tokens {
		nan := math.NaN()
		token := EvidenceToken{Token: t, P: nan, LogP: nan, InAnswer: a.owns(t)}
		var seen []float64
		if i > 0 {
			seen = logProbabilities(logits[0], i-1)
			token.LogP, token.Top = seen[t.ID], views[0].Next[i-1]
			token.P = math.Exp(token.LogP)
		}
		for k := range blinds {
			b := BlindToken{P: nan, LogP: nan, Delta: nan, KL: nan, JS: nan}
			if row := rows[k][i]; seen != nil && row >= 0 {
				b = compare(seen, logProbabilities(logits[k+1], row), t.ID)
				b.Top = views[k+1].Next[row]
			}
			if token.InAnswer {
				out.Ratios[k] += b.Delta
			}
			if k == 0 {
				token.Blind = b
			} else {
				token.Others = append(token.Others, b)
			}
		}
		out.Tokens = append(out.Tokens, token)
	}
	out.Ratio = out.Ratios[0]
	return out, nil
}

// logProbabilities are those of one row of logits.
func logProbabilities(logits *tensor.Tensor, row int) []float64 {
	s := logits.Shape()
	out := make([]float64, s[len(s)-1])
	for i, x := range logits.ToF32()[row*len(out) : (row+1)*len(out)] {
		out[i] = float64(x)
	}
	floats.AddConst(-floats.LogSumExp(out), out)
	return out
}

// compare sets two distributions side by side, given as logarithms.
func compare(seen, blind []float64, id int32) BlindToken {
	p, q := slices.Clone(seen), slices.Clone(blind)
	kl := 0.0
	for i := range p {
		p[i], q[i] = math.Exp(seen[i]), math.Exp(blind[i])
		if p[i] > 0 {
			kl += p[i] * (seen[i] - blind[i]) // of logarithms: q may be too small for a number
		}
	}
	return BlindToken{P: q[id], LogP: blind[id], Delta: seen[id] - blind[id], KL: max(0, kl), JS: halluc.JS(p, q)}
}
