package flamingo

import (
	"time"

	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Choice is a token that the model considered, with its probability before temperature and cuts.
type Choice struct {
	ID   int32
	Text string
	P    float32
}

// Drawn is a token of an answer, with the likeliest tokens at its place.
type Drawn struct {
	Choice
	Top []Choice
}

// Answer is what a model generated. It shows itself: pictures, prompt, answer and the likeliest tokens at each place.
type Answer struct {
	Prompt  *prompt.Prompt
	Encoded *prompt.Encoded // the prompt's tokens, then the answer's
	Text    string          // without the token that closes it
	Tokens  []Drawn         // with the token that closes it
	Stopped bool            // the model closed the answer itself; otherwise it was cut at MaxTokens or the end of the context
	Steps   []*Trace        // with Capture: the prompt, then one for each further token read
	// Vision and Language are the times spent on pictures not seen before and on everything else. Prompts answered together
	// each have the time of all.
	Vision, Language time.Duration
	// Provenance says what was run, on what, and with which edits and seed.
	Provenance Provenance

	model    *Model
	settings settings
}

// Answers are the answers to several prompts, in their order.
type Answers []*Answer

// Texts returns the answers in words.
func (as Answers) Texts() []string {
	texts := make([]string, len(as))
	for i, a := range as {
		texts[i] = a.Text
	}
	return texts
}

// add appends a drawn token from row b of a step's results.
func (a *Answer) add(id int32, b int, values map[string]*tensor.Tensor, captures []string) {
	m := a.model
	k := m.config.top()
	top := m.choices(values[outTop].I32()[b*k:(b+1)*k], values[outTopP].ToF32()[b*k:(b+1)*k])
	p := probability(id, b, top, values, m.config.LM.Vocab)
	a.Tokens = append(a.Tokens, Drawn{Choice{id, m.words.Token(id), p}, top})
	a.Stopped = id == m.end
	if len(captures) > 0 {
		a.Steps = append(a.Steps, newTrace(m, values, b))
	}
}

func (m *Model) choices(ids []int32, ps []float32) []Choice {
	all := make([]Choice, len(ids))
	for i, id := range ids {
		all[i] = Choice{id, m.words.Token(id), ps[i]}
	}
	return all
}

// finish fills in what follows from the tokens.
func (a *Answer) finish() {
	ids, texts := make([]int32, len(a.Tokens)), make([]string, len(a.Tokens))
	for i, t := range a.Tokens {
		ids[i], texts[i] = t.ID, t.Text
	}
	a.Text = a.model.text(ids)
	a.Encoded = a.Encoded.Continue(ids, texts)
}
