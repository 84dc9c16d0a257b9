package prompt

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrInvalid is in the chain of errors about a prompt that says nothing sensible.
var ErrInvalid = errors.New("invalid prompt")

// Kind tells what a chunk is.
type Kind string

// The kinds of chunks.
const (
	Shot Kind = "shot" // an example, closed by its answer
	Text Kind = "text" // words alone, not closed
	Ask  Kind = "ask"  // the question, left open
)

// Chunk is one piece of a prompt. Picture is nil where there is none.
type Chunk struct {
	Kind           Kind
	Picture        Picture
	Prompt, Answer string

	Lead  string // text between prompt and answer, such as a space; what is asked ends before it
	After string // text after the token that closes a shot
}

// Prompt is a sequence of chunks. It never changes and is safe from several goroutines.
type Prompt struct {
	chunks   []Chunk
	template Template // words what is added
	err      error
}

// New returns the empty prompt.
func New() *Prompt { return &Prompt{} }

// Of makes a prompt of chunks, such as those of another prompt with one left out or changed.
func Of(chunks ...Chunk) *Prompt {
	p := New()
	for _, c := range chunks {
		p = p.with(c)
	}
	return p
}

// Shot appends an example. A nil picture makes it one of words alone.
func (p *Prompt) Shot(picture Picture, prompt, answer string) *Prompt {
	return p.worded(Chunk{Kind: Shot, Picture: picture, Answer: answer}, prompt)
}

// Text appends words without a picture and without closing the chunk.
func (p *Prompt) Text(text string) *Prompt { return p.with(Chunk{Kind: Text, Prompt: text}) }

// Show appends a picture without words.
func (p *Prompt) Show(picture Picture) *Prompt { return p.with(Chunk{Kind: Text, Picture: picture}) }

// Ask ends the prompt with a question. A nil picture asks in words alone.
func (p *Prompt) Ask(picture Picture, prompt string) *Prompt {
	return p.worded(Chunk{Kind: Ask, Picture: picture}, prompt)
}

// Reply answers the question that ends the prompt, so that the prompt can go on.
func (p *Prompt) Reply(answer string) *Prompt {
	n := len(p.chunks)
	if n == 0 || p.chunks[n-1].Kind != Ask {
		q := &Prompt{p.chunks, p.template, p.err}
		if q.err == nil {
			q.err = fmt.Errorf("prompt: %w: there is no question to reply to; use Ask before", ErrInvalid)
		}
		return q
	}
	c := p.chunks[n-1]
	c.Kind, c.Answer = Shot, answer
	before := &Prompt{p.chunks[:n-1], p.template, p.err}
	return before.with(c)
}

// TextOnly takes the pictures of all chunks so far away. Two shots so treated, before a question with its picture, are the
// zero-shot prompt of the paper (Flamingo, appendix B.1.5): they show the task, but no picture.
func (p *Prompt) TextOnly() *Prompt {
	q := &Prompt{p.Chunks(), p.template, p.err}
	for i := range q.chunks {
		q.chunks[i].Picture = nil
	}
	return q
}

// Err returns the first mistake made on the way here, nil if there is none.
func (p *Prompt) Err() error { return p.err }

// Chunks returns the pieces.
func (p *Prompt) Chunks() []Chunk { return slices.Clone(p.chunks) }

// Pictures returns the pictures in order.
func (p *Prompt) Pictures() []Picture {
	var all []Picture
	for _, c := range p.chunks {
		if c.Picture != nil {
			all = append(all, c.Picture)
		}
	}
	return all
}

func (p *Prompt) with(c Chunk) *Prompt {
	q := &Prompt{append(slices.Clone(p.chunks), c), p.template, p.err}
	if q.err == nil {
		if err := p.check(c); err != nil {
			q.err = fmt.Errorf("prompt: %w: chunk %d (%s): %w", ErrInvalid, len(p.chunks), c.Kind, err)
		}
	}
	return q
}

func (p *Prompt) check(c Chunk) error {
	if n := len(p.chunks); n > 0 && p.chunks[n-1].Kind == Ask {
		return errors.New("nothing may follow the question; put Ask last")
	}
	switch c.Kind {
	case Shot, Ask:
	case Text:
		if c.Picture != nil && c.Prompt != "" {
			return errors.New("text has no picture; use Show before Text, or Shot or Ask")
		}
	default:
		return fmt.Errorf("unknown kind, want %s, %s or %s", Shot, Text, Ask)
	}
	if c.Kind == Shot && strings.TrimSpace(c.Answer) == "" {
		return errors.New("the answer is empty; use Ask for a question that is still open")
	}
	if c.Kind != Shot && c.Answer != "" {
		return errors.New("only a shot has an answer")
	}
	if c.Picture == nil {
		return nil
	}
	if absent(c.Picture) {
		return errors.New("the picture is a nil pointer; pass nil itself for no picture")
	}
	return drawn(c.Picture)
}
