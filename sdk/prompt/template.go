package prompt

import (
	"errors"
	"fmt"
	"strings"
)

// Template is how a task is worded. {} in Question stands for what is asked.
type Template struct {
	Question string
	Lead     string // before an answer; a question that is open ends without it
	After    string // after the token that closes a shot
}

// The templates of OpenFlamingo's evaluation. Its demonstrations of captions and questions are followed by a new line, which
// its training has not.
var (
	OpenFlamingoCaption = Template{Question: "Output:", After: "\n"}
	OpenFlamingoVQA     = Template{Question: "Question:{} Short answer:", After: "\n"}
	OpenFlamingoClass   = Template{Question: "Output:"}
	OpenFlamingoMemes   = Template{Question: "is an image with: '{}' written on it. Is it hateful? Answer:"}
)

// The templates of the paper (Flamingo, section 2.4 and appendix B.1.5).
var (
	PaperCaption = Template{Question: "Output:", Lead: " "}
	PaperVQA     = Template{Question: "Question: {} Answer:", Lead: " "}
)

// As words what is added from here on by a template: Shot and Ask then take what the template's {} stands for, nothing if it
// has none. The zero Template takes words as they are.
func (p *Prompt) As(t Template) *Prompt { return &Prompt{p.chunks, t, p.err} }

// worded appends a chunk in the words of the template.
func (p *Prompt) worded(c Chunk, question string) *Prompt {
	t := p.template
	var err error
	switch {
	case t == Template{}:
		c.Prompt = question
	case strings.Contains(t.Question, "{}"):
		c.Prompt = strings.Replace(t.Question, "{}", question, 1)
	case question != "":
		err = errors.New("the template has no place for the question " + fmt.Sprintf("%q", question))
	default:
		c.Prompt = t.Question
	}
	c.Lead = t.Lead
	if c.Kind == Shot {
		c.After = t.After
	}
	q := p.with(c)
	if q.err == nil && err != nil {
		q.err = fmt.Errorf("prompt: %w: chunk %d (%s): %w", ErrInvalid, len(p.chunks), c.Kind, err)
	}
	return q
}
