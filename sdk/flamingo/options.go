package flamingo

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wade/sdk/internal/search"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Option changes how a model generates.
type Option func(*settings)

type settings struct {
	limit, least                     int
	temperature, topK, topP, minimum float32
	seed                             uint32
	beams, answers                   int
	penalty                          float64
	early                            search.Early
	repetition                       float64
	ngram                            int
	banned, stops                    []string
	bannedIDs, stopIDs               []int32
	captures                         []string
	live                             bool
	told                             func(text string) // hears the answer grow
}

// MaxTokens bounds the length of an answer; 32 unless told.
func MaxTokens(n int) Option { return func(s *settings) { s.limit = n } }

// MinTokens keeps an answer from ending before it has n tokens.
func MinTokens(n int) Option { return func(s *settings) { s.least = n } }

// Temperature divides the logits before drawing; 0, the default, always takes the likeliest token.
func Temperature(t float64) Option { return func(s *settings) { s.temperature = float32(t) } }

// TopK draws from the k likeliest tokens only; 0 means all.
func TopK(k int) Option { return func(s *settings) { s.topK = float32(k) } }

// TopP draws from the likeliest tokens that together have this probability; 0 means all.
func TopP(p float64) Option { return func(s *settings) { s.topP = float32(p) } }

// MinP leaves out tokens less likely than p times the likeliest.
func MinP(p float64) Option { return func(s *settings) { s.minimum = float32(p) } }

// Seed chooses the random numbers: the same seed draws the same answer on every backend that gives the same logits.
func Seed(seed uint32) Option { return func(s *settings) { s.seed = seed } }

// Beams searches with n sequences at a time for the likeliest answer, as transformers does before version 4.50. Flamingo and
// OpenFlamingo were evaluated with 3.
func Beams(n int) Option { return func(s *settings) { s.beams = n } }

// LengthPenalty is the power of its length that the log-probability of a beam is divided by, 1 unless told: above 0 long answers are
// favoured, below 0 short ones. OpenFlamingo was evaluated with 0.
func LengthPenalty(power float64) Option { return func(s *settings) { s.penalty = power } }

// EarlyStopping ends a beam search as soon as it has found as many answers as it has beams; otherwise it goes on while a better one
// is likely.
func EarlyStopping() Option { return func(s *settings) { s.early = search.Always } }

// Exhaustive goes on with a beam search until no better answer is possible.
func Exhaustive() Option { return func(s *settings) { s.early = search.Never } }

// RepetitionPenalty makes tokens that occurred less likely, those of the prompt too: by the factor p over 1 (Keskar et al., 2019).
func RepetitionPenalty(p float64) Option { return func(s *settings) { s.repetition = p } }

// NoRepeatNGram keeps n tokens that followed each other, in the prompt or the answer, from doing so again.
func NoRepeatNGram(n int) Option { return func(s *settings) { s.ngram = n } }

// BadWords are never said. Special tokens that only a prompt may contain are banned anyway.
func BadWords(texts ...string) Option {
	return func(s *settings) { s.banned = append(s.banned, texts...) }
}

// BadTokens are never drawn.
func BadTokens(ids ...int32) Option {
	return func(s *settings) { s.bannedIDs = append(s.bannedIDs, ids...) }
}

// StopAt ends an answer where one of these texts begins; the answer's Text is without it.
func StopAt(texts ...string) Option { return func(s *settings) { s.stops = append(s.stops, texts...) } }

// StopTokens end an answer as the token that closes a chunk does.
func StopTokens(ids ...int32) Option {
	return func(s *settings) { s.stopIDs = append(s.stopIDs, ids...) }
}

// Return asks for n answers to a prompt: the n best of a beam search, or n draws, the k-th with the seed plus k. All but the
// first are in Answer.Others.
func Return(n int) Option { return func(s *settings) { s.answers = n } }

// Live shows the words of an answer below the cell as they come.
func Live() Option { return func(s *settings) { s.live = true } }

// Capture keeps taps while generating (see Answer.Steps).
func Capture(taps ...string) Option {
	return func(s *settings) { s.captures = append(s.captures, taps...) }
}

func choose(opts []Option) (settings, error) {
	s := settings{limit: 32, beams: 1, answers: 1, penalty: 1, repetition: 1}
	for _, o := range opts {
		o(&s)
	}
	switch {
	case s.limit < 1:
		return s, fmt.Errorf("flamingo: at most %d tokens leave no room for an answer", s.limit)
	case s.least < 0 || s.least > s.limit:
		return s, fmt.Errorf("flamingo: at least %d tokens do not go with at most %d", s.least, s.limit)
	case !(s.temperature >= 0) || !(s.topK >= 0) || !(s.topP >= 0 && s.topP <= 1) || !(s.minimum >= 0 && s.minimum <= 1):
		return s, fmt.Errorf("flamingo: temperature %g and top-k %g must not be negative, top-p %g and min-p %g must be in 0..1", s.temperature, s.topK, s.topP, s.minimum)
	case s.beams < 1 || math.IsNaN(s.penalty) || math.IsInf(s.penalty, 0):
		return s, fmt.Errorf("flamingo: %d beams with length penalty %g; want at least 1 and a finite power", s.beams, s.penalty)
	case s.beams > 1 && s.temperature > 0:
		return s, fmt.Errorf("flamingo: a beam search takes the likeliest answers and draws none: leave out Beams(%d) or Temperature(%g)", s.beams, s.temperature)
	case !(s.repetition > 0) || math.IsInf(s.repetition, 0):
		return s, fmt.Errorf("flamingo: repetition penalty %g must be a positive factor; 1 changes nothing", s.repetition)
	case s.ngram < 0:
		return s, fmt.Errorf("flamingo: repeated sequences of %d tokens; want 0 for no rule, or a length", s.ngram)
	case s.answers < 1:
		return s, fmt.Errorf("flamingo: Return(%d) asks for no answer", s.answers)
	case s.answers > 1 && s.beams == 1 && s.temperature == 0:
		return s, fmt.Errorf("flamingo: %d greedy answers would all be the same: draw with Temperature, or search with Beams", s.answers)
	case s.beams > 1 && s.answers > s.beams:
		return s, fmt.Errorf("flamingo: %d beams find no %d answers: search with more", s.beams, s.answers)
	case slices.Contains(s.stops, ""):
		return s, fmt.Errorf("flamingo: StopAt an empty text would end every answer before it begins")
	}
	return s, nil
}

func (s settings) params() [program.SampleParams]float32 {
	return [...]float32{s.temperature, s.topK, s.topP, s.minimum}
}

// String names what is not as usual.
func (s settings) String() string {
	parts := []string{fmt.Sprintf("at most %d tokens", s.limit)}
	add := func(on bool, format string, args ...any) {
		if on {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(s.least > 0, "at least %d", s.least)
	add(s.beams == 1, "temperature %g", s.temperature)
	add(s.topK > 0 || s.topP > 0 || s.minimum > 0, "top-k %g, top-p %g, min-p %g", s.topK, s.topP, s.minimum)
	add(s.beams > 1, "%d beams, length penalty %g", s.beams, s.penalty)
	add(s.early == search.Always, "stopped early")
	add(s.early == search.Never, "exhaustive")
	add(s.repetition != 1, "repetition penalty %g", s.repetition)
	add(s.ngram > 0, "no %d tokens repeated", s.ngram)
	add(len(s.banned) > 0, "never %q", s.banned)
	add(len(s.bannedIDs) > 0, "never tokens %v", s.bannedIDs)
	add(len(s.stops) > 0, "until %q", s.stops)
	add(len(s.stopIDs) > 0, "until tokens %v", s.stopIDs)
	return strings.Join(parts, ", ")
}

// plan is what settings mean for the tokens of a model.
type plan struct {
	ban   *tensor.Tensor // added to all logits, [vocab]
	stop  []int32        // ids that end an answer
	rules search.Rules   // the rest
}

func (m *Model) plan(s settings) (plan, error) {
	p := plan{ban: m.ban, stop: append([]int32{m.end}, s.stopIDs...)}
	p.rules = search.Rules{Repetition: s.repetition, NGram: s.ngram, Least: s.least, Stop: p.stop}
	never := slices.Clone(s.bannedIDs)
	for _, text := range s.banned {
		all, err := m.spellings(text)
		if err != nil {
			return p, err
		}
		for _, ids := range all {
			if len(ids) == 1 {
				never = append(never, ids[0])
			} else {
				p.rules.Bad = append(p.rules.Bad, ids)
			}
		}
	}
	for _, id := range slices.Concat(never, s.stopIDs) {
		if id < 0 || int(id) >= m.config.LM.Vocab {
			return p, fmt.Errorf("flamingo: token %d is banned or ends answers, but the vocabulary has %d", id, m.config.LM.Vocab)
		}
	}
	if slices.Contains(never, m.end) {
		return p, fmt.Errorf("flamingo: %s is banned, so no answer would end; MinTokens keeps answers from ending too soon", m.config.Tokens.End)
	}
	if len(never) == 0 {
		return p, nil
	}
	ban := slices.Clone(m.ban.F32())
	for _, id := range never {
		ban[id] = float32(math.Inf(-1))
	}
	var err error
	p.ban, err = tensor.FromF32(ban)
	return p, err
}

// spellings are the tokens of a text at the beginning of an answer and after other words.
func (m *Model) spellings(text string) ([][]int32, error) {
	var all [][]int32
	for _, t := range []string{text, " " + strings.TrimSpace(text)} {
		ids, err := m.words.Encode(t)
		if err != nil {
			return nil, fmt.Errorf("flamingo: bad word %q: %w", text, err)
		}
		if len(ids) > 0 && !slices.ContainsFunc(all, func(b []int32) bool { return slices.Equal(b, ids) }) {
			all = append(all, ids)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("flamingo: bad word %q has no tokens", text)
	}
	return all, nil
}

// stopped tells where in an answer's text one of the texts that end it begins, -1 for nowhere.
func (s settings) stopped(text string) int {
	first := -1
	for _, stop := range s.stops {
		if at := strings.Index(text, stop); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}
