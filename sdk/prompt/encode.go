package prompt

import (
	"fmt"
	"slices"
	"strings"

	"wade/sdk/tokenize"
)

// Tokenizer turns text into tokens; *tokenize.Tokenizer is one.
type Tokenizer interface {
	Spans(text string) ([]tokenize.Token, error)
	ID(token string) (int32, error)
}

// Format is how the prompts of a model look; what is empty is left out. Begin, Image, End and Around are special tokens.
type Format struct {
	Begin, Image, End string

	// Around stands before and after Image, once between two pictures side by side (IDEFICS). Spaces at the ends of texts between
	// pictures are then cut off, as its processor does.
	Around string

	// Texts of dialogues, in which special tokens may stand: before the picture of a shot or question, after its words, and
	// after the answer of a shot, there instead of End.
	Before, Between, Close string

	// Lead stands between a question and its answer where no template has a lead of its own.
	Lead string

	// Whole gives the tokenizer all texts as one, as the processors of published models do: words may then merge with those of
	// the chunk before. Otherwise each text is tokenized by itself.
	Whole bool
}

// specials are the tokens that texts may not contain.
func (f Format) specials() []string {
	return slices.DeleteFunc([]string{f.Begin, f.Image, f.End, f.Around}, func(s string) bool { return s == "" })
}

// lead is what stands before the answer of a chunk.
func (f Format) lead(c Chunk) string {
	if c.Lead != "" {
		return c.Lead
	}
	return f.Lead
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
	RoleFrame  Role = "frame"  // stands around pictures, or marks the turns of a dialogue
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
	text  string // all of it, if it was tokenized as one
	lead  string // between it and an answer
}

// Given is the number of tokens of the prompt itself, without those of an answer that Continue added.
func (e *Encoded) Given() int {
	if e.given == 0 {
		return len(e.Tokens)
	}
	return e.given
}

// part is a stretch of a prompt's text, with what its tokens are for.
type part struct {
	text    string
	special bool // it is one token
	chunk   int
	role    Role
	image   int
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
	for _, c := range p.chunks {
		e.kinds = append(e.kinds, c.Kind)
		for _, text := range []string{c.Prompt, c.Answer} {
			for _, s := range f.specials() {
				if strings.Contains(text, s) && isToken(t, text, s) {
					return nil, fmt.Errorf("prompt: %w: chunk %d, %q contains the special token %s, which the prompt sets by itself", ErrInvalid, len(e.kinds)-1, text, s)
				}
			}
		}
	}
	parts := p.parts(f)
	tokenized := apart
	if f.Whole {
		tokenized = together
		for _, part := range parts {
			e.text += part.text
		}
		if c := p.chunks[len(p.chunks)-1]; c.Kind != Shot {
			e.lead = f.lead(c)
		}
	}
	var err error
	if e.Tokens, err = tokenized(t, parts); err != nil {
		return nil, err
	}
	if len(e.Tokens) == 0 {
		return nil, fmt.Errorf("prompt: %w: it has no words", ErrInvalid)
	}
	return e, nil
}

// isToken tells whether the tokenizer finds a special token in a text that has its letters.
func isToken(t Tokenizer, text, special string) bool {
	spans, err := t.Spans(text)
	return err == nil && slices.ContainsFunc(spans, func(s tokenize.Token) bool { return s.Text == special })
}

// parts lists all stretches of the prompt in order, without empty ones.
func (p *Prompt) parts(f Format) []part {
	var all []part
	image := -1
	add := func(text string, special bool, chunk int, role Role) {
		if text != "" {
			all = append(all, part{text, special, chunk, role, image})
		}
	}
	add(f.Begin, true, -1, RoleBegin)
	for i, c := range p.chunks {
		if c.Kind != Text {
			add(f.Before, false, i, RoleFrame)
		}
		if c.Picture != nil {
			if n := len(all); n == 0 || all[n-1].text != f.Around {
				add(f.Around, true, i, RoleFrame) // it still sees the picture before
			}
			image++
			add(f.Image, true, i, RoleImage)
			add(f.Around, true, i, RoleFrame)
		}
		add(c.Prompt, false, i, RolePrompt)
		if c.Kind != Text {
			add(f.Between, false, i, RoleFrame)
		}
		if c.Kind != Shot {
			continue
		}
		add(f.lead(c)+c.Answer, false, i, RoleAnswer)
		if f.Close != "" {
			add(f.Close, false, i, RoleEnd)
		} else {
			add(f.End, true, i, RoleEnd)
		}
		add(c.After, false, i, RoleEnd)
	}
	if f.Around != "" {
		trim(all, func(p part) bool { return p.special && p.role != RoleEnd })
	}
	return all
}

// trim cuts spaces off the ends of runs of texts between parts that end one.
func trim(parts []part, ends func(part) bool) {
	for i := range parts {
		p := &parts[i]
		if p.special {
			continue
		}
		if i == 0 || ends(parts[i-1]) {
			p.text = strings.TrimLeft(p.text, " ")
		}
		if i == len(parts)-1 || ends(parts[i+1]) {
			p.text = strings.TrimRight(p.text, " ")
		}
	}
}

// apart tokenizes each part by itself.
func apart(t Tokenizer, parts []part) ([]Token, error) {
	var all []Token
	for _, p := range parts {
		if p.special {
			id, err := t.ID(p.text)
			if err != nil {
				return nil, fmt.Errorf("prompt: %w", err)
			}
			all = append(all, Token{id, p.text, p.chunk, p.role, p.image})
			continue
		}
		spans, err := t.Spans(p.text)
		if err != nil {
			return nil, fmt.Errorf("prompt: chunk %d, %q: %w", p.chunk, p.text, err)
		}
		for _, s := range spans {
			all = append(all, Token{s.ID, s.Text, p.chunk, p.role, p.image})
		}
	}
	return all, nil
}

// together tokenizes all parts as one text. A token belongs to the part that it begins in.
func together(t Tokenizer, parts []part) ([]Token, error) {
	var text strings.Builder
	ends, ids := make([]int, len(parts)), make([]int32, len(parts))
	for i, p := range parts {
		if p.special {
			var err error
			if ids[i], err = t.ID(p.text); err != nil {
				return nil, fmt.Errorf("prompt: %w", err)
			}
		}
		text.WriteString(p.text)
		ends[i] = text.Len()
	}
	spans, err := t.Spans(text.String())
	if err != nil {
		return nil, fmt.Errorf("prompt: %w", err)
	}
	all := make([]Token, len(spans))
	at := 0
	for i, s := range spans {
		for at < len(ends)-1 && s.Start >= ends[at] {
			at++
		}
		p := parts[at]
		if p.special && s.ID != ids[at] {
			return nil, fmt.Errorf("prompt: %w: the tokenizer does not find the special token %s in texts; make it one with its Add", ErrInvalid, p.text)
		}
		all[i] = Token{s.ID, s.Text, p.chunk, p.role, p.image}
	}
	return all, nil
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
	if e.text != "" {
		c.text = e.text + strings.Join(texts, "")
		if len(texts) == 0 {
			c.lead = e.lead
		}
	}
	last := e.Tokens[len(e.Tokens)-1]
	for i, id := range ids {
		c.Tokens = append(c.Tokens, Token{id, texts[i], last.Chunk, RoleAnswer, last.Image})
	}
	return c
}

// Answer returns the tokens of an answer to the question that ends the prompt, as they would stand there: with the space that
// its template puts before, and without what a tokenizer puts before a text of its own.
func (e *Encoded) Answer(t Tokenizer, text string) ([]tokenize.Token, error) {
	if e.text == "" {
		return t.Spans(text)
	}
	before := len(e.text) + len(e.lead)
	spans, err := t.Spans(e.text + e.lead + text)
	if err != nil {
		return nil, fmt.Errorf("prompt: %w", err)
	}
	n := len(e.Tokens)
	same := len(spans) >= n
	for i := 0; same && i < n; i++ {
		same = spans[i].ID == e.Tokens[i].ID
	}
	if !same { // the last token of the prompt would go on into the answer
		return behind(t, e.lead, text)
	}
	return from(spans[n:], before), nil
}

// behind returns the tokens of a text as it is read after others, without the space that some tokenizers put before all.
func behind(t Tokenizer, lead, text string) ([]tokenize.Token, error) {
	const others = "\n"
	spans, err := t.Spans(others + lead + text)
	if err != nil {
		return nil, fmt.Errorf("prompt: %w", err)
	}
	for i, s := range spans {
		if s.Start == len(others) {
			return from(spans[i:], len(others)+len(lead)), nil
		}
	}
	return t.Spans(lead + text) // they cannot be told apart
}

// from counts the bytes of tokens from a later place on.
func from(spans []tokenize.Token, start int) []tokenize.Token {
	own := slices.Clone(spans)
	for i := range own {
		own[i].Start, own[i].End = max(0, own[i].Start-start), max(0, own[i].End-start)
	}
	return own
}
