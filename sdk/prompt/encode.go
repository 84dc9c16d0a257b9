package prompt

import (
	"fmt"
	"slices"

	"wade/sdk/tokenize"
)

// Tokenizer turns text into tokens; *tokenize.Tokenizer is one.
type Tokenizer interface {
	Spans(text string) ([]tokenize.Token, error)
	ID(token string) (int32, error)
}

// Format names the special tokens of a model; an empty name leaves that token out.
type Format struct {
	Begin, Image, End string
}

// Role tells what a token is for.
type Role string

// The roles of tokens.
const (
	RoleBegin  Role = "begin"  // opens the prompt
	RoleImage  Role = "image"  // stands for a picture
	RolePrompt Role = "prompt" // words of a question or of text
	RoleAnswer Role = "answer" // words of a shot's answer
	RoleEnd    Role = "end"    // closes a shot
)

// Token is one token with its place in the prompt.
type Token struct {
	ID    int32
	Text  string
	Chunk int // index into the chunks of the prompt; -1 for the token that opens it
	Role  Role
	Image int // index into the pictures of the one that this token sees: the latest at or before it; -1 for none
}

// Encoded is a prompt as tokens. A token's position is its index.
type Encoded struct {
	Tokens   []Token
	Pictures []Picture

	kinds []Kind // of the chunks
	given int    // tokens before those that Continue added
}

// Given is the number of tokens of the prompt itself, without those of an answer that Continue added.
func (e *Encoded) Given() int {
	if e.given == 0 {
		return len(e.Tokens)
	}
	return e.given
}

// Encode lays the prompt out: Begin, then for each chunk Image (if it has a picture), the words, the answer and End.
func (p *Prompt) Encode(t Tokenizer, f Format) (*Encoded, error) {
	if p.err != nil {
		return nil, p.err
	}
	if len(p.chunks) == 0 {
		return nil, fmt.Errorf("prompt: %w: it is empty; use Ask, Shot or Text", ErrInvalid)
	}
	e := &Encoded{Pictures: p.Pictures()}
	image := -1
	special := func(name string, chunk int, role Role) error {
		if name == "" {
			return nil
		}
		id, err := t.ID(name)
		if err != nil {
			return fmt.Errorf("prompt: %w", err)
		}
		e.Tokens = append(e.Tokens, Token{id, name, chunk, role, image})
		return nil
	}
	words := func(text string, chunk int, role Role) error {
		spans, err := t.Spans(text)
		if err != nil {
			return fmt.Errorf("prompt: chunk %d, %q: %w", chunk, text, err)
		}
		for _, s := range spans {
			if slices.Contains([]string{f.Begin, f.Image, f.End}, s.Text) {
				return fmt.Errorf("prompt: %w: chunk %d, %q contains the special token %s, which the prompt sets by itself", ErrInvalid, chunk, text, s.Text)
			}
			e.Tokens = append(e.Tokens, Token{s.ID, s.Text, chunk, role, image})
		}
		return nil
	}
	if err := special(f.Begin, -1, RoleBegin); err != nil {
		return nil, err
	}
	for i, c := range p.chunks {
		e.kinds = append(e.kinds, c.Kind)
		if c.Picture != nil {
			image++
			if err := special(f.Image, i, RoleImage); err != nil {
				return nil, err
			}
		}
		if err := words(c.Prompt, i, RolePrompt); err != nil {
			return nil, err
		}
		if c.Kind != Shot {
			continue
		}
		if err := words(c.Answer, i, RoleAnswer); err != nil {
			return nil, err
		}
		if err := special(f.End, i, RoleEnd); err != nil {
			return nil, err
		}
	}
	if len(e.Tokens) == 0 {
		return nil, fmt.Errorf("prompt: %w: it has no words", ErrInvalid)
	}
	return e, nil
}

// IDs returns the token ids.
func (e *Encoded) IDs() []int32 {
	ids := make([]int32, len(e.Tokens))
	for i, t := range e.Tokens {
		ids[i] = t.ID
	}
	return ids
}

// Images returns, for each token, the index of the picture it sees, -1 for none.
func (e *Encoded) Images() []int32 {
	ix := make([]int32, len(e.Tokens))
	for i, t := range e.Tokens {
		ix[i] = int32(t.Image)
	}
	return ix
}

// Positions returns the positions of a chunk's tokens, of the given roles only if any is given.
func (e *Encoded) Positions(chunk int, roles ...Role) []int {
	var at []int
	for i, t := range e.Tokens {
		if t.Chunk == chunk && (len(roles) == 0 || slices.Contains(roles, t.Role)) {
			at = append(at, i)
		}
	}
	return at
}

// Continue returns e followed by the tokens of an answer to its last chunk.
func (e *Encoded) Continue(ids []int32, texts []string) *Encoded {
	c := &Encoded{Tokens: slices.Clone(e.Tokens), Pictures: e.Pictures, kinds: e.kinds, given: e.Given()}
	last := e.Tokens[len(e.Tokens)-1]
	for i, id := range ids {
		c.Tokens = append(c.Tokens, Token{id, texts[i], last.Chunk, RoleAnswer, last.Image})
	}
	return c
}
