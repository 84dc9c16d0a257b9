package flamingo

import (
	"math"
	"strings"
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
	Score   float64         // with Beams: the log-probability over the length to the power of the length penalty
	Others  Answers         // with Return: the others, the next best first or in the order of their seeds
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

// add appends a drawn token from row b of a step's results, with what was captured there.
func (a *Answer) add(id int32, b int, values map[string]*tensor.Tensor, captured *Trace) {
	m := a.model
	top := m.top(values, b)
	p := probability(id, b, top, values, m.config.LM.Vocab)
	a.append(Drawn{Choice{id, m.words.Text(id), p}, top}, captured)
}

func (a *Answer) append(d Drawn, captured *Trace) {
	a.Tokens = append(a.Tokens, d)
	if captured != nil {
		a.Steps = append(a.Steps, captured)
	}
}

// top is the likeliest tokens in row b of a step's results.
func (m *Model) top(values map[string]*tensor.Tensor, b int) []Choice {
	k := m.config.top()
	return m.choices(values[outTop].I32()[b*k:(b+1)*k], values[outTopP].ToF32()[b*k:(b+1)*k])
}

// ids are the tokens, with the one that closes the answer.
func (a *Answer) ids() []int32 {
	ids := make([]int32, len(a.Tokens))
	for i, t := range a.Tokens {
		ids[i] = t.ID
	}
	return ids
}

func (m *Model) choices(ids []int32, ps []float32) []Choice {
	all := make([]Choice, len(ids))
	for i, id := range ids {
		all[i] = Choice{id, m.words.Text(id), ps[i]}
	}
	return all
}

// finish fills in what follows from the tokens; stop are those that end an answer.
func (a *Answer) finish(stop []int32) {
	ids := a.ids()
	texts := make([]string, len(ids))
	for i, t := range a.Tokens {
		texts[i] = t.Text
	}
	a.Text = a.model.words.Decode(plan{stop: stop}.said(ids))
	if at := a.settings.stopped(a.Text); at >= 0 {
		a.Text = a.Text[:at]
	}
	a.Text = strings.TrimSpace(a.Text)
	a.Encoded = a.Encoded.Continue(ids, texts)
}

// LogP is the natural logarithm of the probability of all its tokens.
func (a *Answer) LogP() float64 {
	sum := 0.0
	for _, d := range a.Tokens {
		sum += math.Log(float64(d.P))
	}
	return sum
}
