package pond

import "wade/sdk/prompt"

// Prompt asks the episode's question after its shots.
func (e *Episode) Prompt() *prompt.Prompt {
	p := prompt.New()
	for _, s := range e.Shots {
		p = p.Shot(s.Picture, s.Prompt, s.Answer)
	}
	return p.Ask(e.Query.Picture, e.Query.Prompt)
}

// Prompts asks the questions of an exam.
func Prompts(exam []*Episode) []*prompt.Prompt {
	all := make([]*prompt.Prompt, len(exam))
	for i, e := range exam {
		all[i] = e.Prompt()
	}
	return all
}

// Answers are the right answers of an exam; give them to Score.
func Answers(exam []*Episode) []string {
	all := make([]string, len(exam))
	for i, e := range exam {
		all[i] = e.Answer
	}
	return all
}
