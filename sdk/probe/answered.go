package probe

import (
	"context"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// answered is a prompt with the answer to its question.
type answered struct {
	prompt *prompt.Prompt
	forced []int32 // the tokens that the model drew, with the one that closes the answer
	answer string
	chunk  int   // of the answer, -1 if nothing answers
	end    int32 // the token that closes answers
}

// answer generates what a question leaves open; an answer that is given is taken.
func answer(ctx context.Context, m *flamingo.Model, prompts []*prompt.Prompt) ([]answered, error) {
	end, err := m.Tokenizer().ID(m.Config().Tokens.End)
	if err != nil {
		return nil, err
	}
	all := make([]answered, len(prompts))
	var open []*prompt.Prompt
	var at []int
	for i, p := range prompts {
		all[i] = answered{prompt: p, chunk: -1, end: end}
		if p == nil {
			open, at = append(open, p), append(at, i) // the model says what is wrong
			continue
		}
		chunks := p.Chunks()
		if len(chunks) == 0 {
			continue
		}
		switch last := chunks[len(chunks)-1]; last.Kind {
		case prompt.Ask:
			open, at = append(open, p), append(at, i)
		case prompt.Shot:
			all[i].answer, all[i].chunk = last.Answer, len(chunks)-1
		}
	}
	if len(open) == 0 {
		return all, nil
	}
	answers, err := m.GenerateAll(ctx, open)
	if err != nil {
		return nil, err
	}
	for k, a := range answers {
		t := &all[at[k]]
		t.answer, t.chunk = a.Text, len(t.prompt.Chunks())-1
		room := m.Config().LM.Context - a.Encoded.Given() // the last token may be drawn beyond what can be read
		for _, d := range a.Tokens[:min(len(a.Tokens), room)] {
			t.forced = append(t.forced, d.ID)
		}
	}
	return all, nil
}

// run is the pass over prompt and answer.
func (a answered) run() flamingo.Run { return flamingo.Run{Prompt: a.prompt, Forced: a.forced} }

// owns tells whether a token is one of the answer's words.
func (a answered) owns(t prompt.Token) bool {
	return t.Chunk == a.chunk && t.Role == prompt.RoleAnswer && t.ID != a.end
}
