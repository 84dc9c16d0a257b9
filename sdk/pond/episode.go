package pond

import (
	"fmt"
	"html"
	"strings"
)

// Shot is one example: what the picture shows in answer to the prompt.
type Shot struct {
	Picture        *Picture
	Prompt, Answer string
}

// Query is a picture and what is asked about it.
type Query struct {
	Picture *Picture
	Prompt  string
}

// Episode is a question with its examples and the right answer, all of one task.
type Episode struct {
	Task   string
	Shots  []Shot
	Query  Query
	Answer string
}

// MaxShots is how many shots an episode can have; training has seen up to eight.
const MaxShots = 32

// NewEpisode makes an episode for looking and testing. The same task, shots and seed give the same episode; none occurs
// in training, whatever the seeds. See [Tasks] for the tasks.
func NewEpisode(taskName string, shots int, seed uint64) (*Episode, error) {
	t, err := taskNamed(taskName)
	if err != nil {
		return nil, err
	}
	if shots < 0 || shots > MaxShots {
		return nil, fmt.Errorf("pond: %d shots; ask for 0 to %d", shots, MaxShots)
	}
	m := &maker{rng: stream(forExam, seed, hash(taskName), uint64(shots))}
	return episode(taskName, t.items(m, shots+1), m.rng), nil
}

// episode paints items; the last one is the question.
func episode(taskName string, items []item, r rng) *Episode {
	e := &Episode{Task: taskName}
	for i := range items {
		it := &items[i]
		p := newPicture(it.scene, stream(r.next()))
		if i == len(items)-1 {
			e.Query, e.Answer = Query{p, it.prompt}, it.answer
		} else {
			e.Shots = append(e.Shots, Shot{p, it.prompt, it.answer})
		}
	}
	return e
}

// String tells the episode in words.
func (e *Episode) String() string {
	var b strings.Builder
	for _, s := range e.Shots {
		fmt.Fprintf(&b, "[%s] %s %s\n", s.Picture.Caption(), s.Prompt, s.Answer)
	}
	fmt.Fprintf(&b, "[%s] %s (%s)", e.Query.Picture.Caption(), e.Query.Prompt, e.Answer)
	return b.String()
}

// HTML shows the pictures side by side, the answer of the question in brackets.
func (e *Episode) HTML() string {
	var b strings.Builder
	b.WriteString(`<div style="display:flex;flex-wrap:wrap;gap:8px;color:currentColor">`)
	chunk := func(p *Picture, text, answer string) {
		fmt.Fprintf(&b, `<div style="width:152px;text-align:center">%s<div style="font-size:90%%">%s <b>%s</b></div></div>`,
			p.HTML(), html.EscapeString(text), html.EscapeString(answer))
	}
	for _, s := range e.Shots {
		chunk(s.Picture, s.Prompt, s.Answer)
	}
	chunk(e.Query.Picture, e.Query.Prompt, "("+e.Answer+")")
	b.WriteString(`</div>`)
	return b.String()
}
