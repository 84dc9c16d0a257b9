package probe

import (
	"context"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// answered is a prompt that is read whole, with the answer to its question.
type answered struct {
	prompt *prompt.Prompt
	answer string
	chunk  int  // of the answer, -1 if nothing answers
	closed bool // the answer is closed; otherwise the token that Reply puts there is none of the model's
	empty  bool // the model closed at once: only the prompt is read
}

// answer generates what a question leaves open; an answer that is given is taken.
func answer(ctx context.Context, m *flamingo.Model, prompts []*prompt.Prompt) ([]answered, error) {
	all := make([]answered, len(prompts))
	var open []*prompt.Prompt
	var at []int
	for i, p := range prompts {
		all[i] = answered{prompt: p, chunk: -1, closed: true}
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
		t.answer, t.chunk, t.closed = a.Text, len(t.prompt.Chunks())-1, a.Stopped
		if t.empty = a.Text == ""; !t.empty {
			t.prompt = t.prompt.Reply(a.Text)
		}
	}
	return all, nil
}

// tokens are those of the prompt and of the answer, as far as they are the model's.
func (a answered) tokens(e *prompt.Encoded, end prompt.Token) []prompt.Token {
	tokens := e.Tokens
	switch {
	case a.empty:
		last := tokens[len(tokens)-1]
		end.Chunk, end.Image, end.Role = last.Chunk, last.Image, prompt.RoleEnd
		return append(tokens[:len(tokens):len(tokens)], end)
	case !a.closed && tokens[len(tokens)-1].Role == prompt.RoleEnd:
		return tokens[:len(tokens)-1]
	}
	return tokens
}

// endToken closes answers.
func endToken(m *flamingo.Model) (prompt.Token, error) {
	name := m.Config().Tokens.End
	id, err := m.Tokenizer().ID(name)
	return prompt.Token{ID: id, Text: name}, err
}
