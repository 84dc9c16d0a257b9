package probe

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// fewShot is a prompt taken apart: what stands before the shots or between them stays in place.
type fewShot struct {
	chunks []prompt.Chunk
	shots  []int // chunks that are shots
}

// apart checks that p ends with a question and has at least some shots.
func apart(what string, p *prompt.Prompt, least int) (*fewShot, error) {
	if p == nil {
		return nil, fmt.Errorf("probe: %s: the prompt is nil; start one with prompt.New()", what)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	f := &fewShot{chunks: p.Chunks()}
	if n := len(f.chunks); n == 0 || f.chunks[n-1].Kind != prompt.Ask {
		return nil, fmt.Errorf("probe: %s: the prompt does not end with a question; end it with Ask and give the answer apart", what)
	}
	for i, c := range f.chunks {
		if c.Kind == prompt.Shot {
			f.shots = append(f.shots, i)
		}
	}
	if len(f.shots) < least {
		return nil, fmt.Errorf("probe: %s: the prompt has %d shots, and this needs %d; add them with Shot before Ask", what, len(f.shots), least)
	}
	return f, nil
}

// shot is the i-th shot.
func (f *fewShot) shot(i int) prompt.Chunk { return f.chunks[f.shots[i]] }

// all lists the shots.
func (f *fewShot) all() []prompt.Chunk {
	out := make([]prompt.Chunk, len(f.shots))
	for i := range out {
		out[i] = f.shot(i)
	}
	return out
}

// with puts other shots in the places of the shots; with fewer of them the last places go.
func (f *fewShot) with(shots []prompt.Chunk) *prompt.Prompt {
	var out []prompt.Chunk
	next := 0
	for i, c := range f.chunks {
		if next < len(f.shots) && f.shots[next] == i {
			if next < len(shots) {
				out = append(out, shots[next])
			}
			next++
			continue
		}
		out = append(out, c)
	}
	return prompt.Of(out...)
}

// only keeps the shots for which keep says so.
func (f *fewShot) only(keep func(shot int) bool) *prompt.Prompt {
	var out []prompt.Chunk
	next := 0
	for i, c := range f.chunks {
		if next < len(f.shots) && f.shots[next] == i {
			next++
			if !keep(next - 1) {
				continue
			}
		}
		out = append(out, c)
	}
	return prompt.Of(out...)
}

// changed has one shot changed.
func (f *fewShot) changed(i int, change func(*prompt.Chunk)) *prompt.Prompt {
	shots := f.all()
	change(&shots[i])
	return f.with(shots)
}

// answers lists the answers of the shots.
func (f *fewShot) answers() []string {
	out := make([]string, len(f.shots))
	for i := range out {
		out[i] = squeeze(f.shot(i).Answer)
	}
	return out
}

// squeeze leaves one space between words.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// occurs tells whether the words of a stand together in b.
func occurs(a, b string) bool { return strings.Contains(" "+squeeze(b)+" ", " "+squeeze(a)+" ") }

// room is how many tokens an answer may have for it to be told from the longest of some answers.
func room(m *flamingo.Model, answers []string) (flamingo.Option, error) {
	longest := 0
	for _, a := range answers {
		spans, err := m.Tokenizer().Spans(a)
		if err != nil {
			return nil, fmt.Errorf("probe: answer %q: %w", a, err)
		}
		longest = max(longest, len(spans))
	}
	if longest == 0 {
		return nil, errors.New("probe: the answers are empty")
	}
	return flamingo.MaxTokens(longest + 2), nil
}

// random is a stream of its own for each seed and purpose.
func random(seed uint64, purpose ...uint64) *rand.Rand {
	for _, p := range purpose {
		seed = seed*0x9e3779b97f4a7c15 + p + 1
	}
	return rand.New(rand.NewPCG(seed, 0x5307))
}
