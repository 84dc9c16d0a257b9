package probe_test

import (
	"flag"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
)

// logP is what the ledger's numbers are made of, by itself.
func logP(t *testing.T, m *flamingo.Model, p *prompt.Prompt, answer string) float64 {
	t.Helper()
	trace, err := m.Forward(t.Context(), p.Reply(answer))
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, at := range trace.Encoded.Positions(len(p.Chunks())-1, prompt.RoleAnswer) {
		sum += float64(trace.LogP[at])
	}
	return sum
}

func episode(t testing.TB, task string, shots int, seed uint64) *pond.Episode {
	t.Helper()
	e, err := pond.NewEpisode(task, shots, seed)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func ledger(t *testing.T, m *flamingo.Model, p *prompt.Prompt, answer string, o probe.LedgerOptions) *probe.ShotLedger {
	t.Helper()
	l, err := probe.Ledger(t.Context(), m, p, answer, o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLedger(t *testing.T) {
	m := trained(t)
	e := episode(t, "binding-2", 3, 7)
	p, chunks := e.Prompt(), e.Prompt().Chunks()
	l := ledger(t, m, p, e.Answer, probe.LedgerOptions{Shapley: true})
	whole := logP(t, m, p, e.Answer)
	close := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-4 {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	close("log p", l.LogP, whole)
	close("log p without shots", l.Bare, logP(t, m, prompt.Of(chunks[3]), e.Answer))
	close("shot 1 removed", l.Shots[1].Removed, whole-logP(t, m, prompt.Of(chunks[0], chunks[2], chunks[3]), e.Answer))
	seen, words := 0.0, 0.0
	for _, other := range []int{0, 2} {
		changed := slices.Clone(chunks)
		changed[1].Picture = chunks[other].Picture
		seen += logP(t, m, prompt.Of(changed...), e.Answer) / 2
		changed = slices.Clone(chunks)
		changed[1].Prompt, changed[1].Answer = chunks[other].Prompt, chunks[other].Answer
		words += logP(t, m, prompt.Of(changed...), e.Answer) / 2
	}
	close("other pictures in shot 1", l.Shots[1].Seen, whole-seen)
	close("other words in shot 1", l.Shots[1].Words, whole-words)
	close("interaction", l.Shots[1].Both, l.Shots[1].Seen+l.Shots[1].Words+l.Shots[1].Interaction)
	close("gates closed in shot 1", l.Shots[1].Closed, whole-logP(t, m.With(flamingo.Close(prompt.InShot(1))), p, e.Answer))
	close("shot 1 hidden", l.Shots[1].Hidden, whole-logP(t, m.With(flamingo.Block(prompt.InQuery(), prompt.InShot(1))), p, e.Answer))
	shapley, sum := 0.0, 0.0
	for _, s := range l.Shots {
		shapley, sum = shapley+s.Shapley, sum+s.Removed
		if s.Copied != (s.Answer == e.Answer) {
			t.Errorf("shot %d answers %q: copied is %v", s.Shot, s.Answer, s.Copied)
		}
		if s.Similar < -1 || s.Similar > 1 {
			t.Errorf("similarity %v", s.Similar)
		}
	}
	close("sum of Shapley values", shapley, l.LogP-l.Bare)
	close("sum", l.Sum, sum)
	if o := l.Orders; len(o.Tried) != 6 || len(o.Answers) != 6 || o.Gap < o.SD || o.Answers[0] != l.Said {
		t.Errorf("orders: %+v", o)
	}
	turned := prompt.Of(chunks[2], chunks[0], chunks[1], chunks[3])
	k := slices.IndexFunc(l.Orders.Tried, func(o []int) bool { return slices.Equal(o, []int{2, 0, 1}) })
	close("log p in another order", l.Orders.LogP[k], logP(t, m, turned, e.Answer))
	if len(m.Edits()) != 0 {
		t.Error("the model was edited")
	}
	if !strings.Contains(l.String(), l.Reading()) || len(l.Table().Rows) != 3 || l.Render().Data["text/plain"] == nil {
		t.Error("the ledger does not show itself")
	}
}

func TestLedgerPictures(t *testing.T) {
	m := trained(t)
	e := episode(t, "binding-2", 2, 11)
	for _, stand := range []probe.Stand{probe.Swap, probe.Blank, probe.Mean} {
		l := ledger(t, m, e.Prompt(), e.Answer, probe.LedgerOptions{Picture: stand, Orders: -1})
		shut := ledger(t, m.With(flamingo.GateScale(0)), e.Prompt(), e.Answer, probe.LedgerOptions{Picture: stand, Orders: -1})
		open, closed := 0.0, 0.0
		for i := range l.Shots {
			open += math.Abs(l.Shots[i].Seen)
			closed += math.Abs(shut.Shots[i].Seen) + math.Abs(shut.Shots[i].Closed)
		}
		if open == 0 || closed > 1e-5 {
			t.Errorf("%s: pictures count %v with open gates and %v with closed ones", stand, open, closed)
		}
		if l.Orders != nil {
			t.Error("orders that nobody wanted")
		}
	}
}

func TestLedgerOfWordsAlone(t *testing.T) {
	m := trained(t)
	p := prompt.New().Text("output :").Shot(nil, "output :", "red").Ask(nil, "output :")
	l := ledger(t, m, p, "", probe.LedgerOptions{})
	s := l.Shots[0]
	if l.Answer != l.Said || !math.IsNaN(s.Seen) || !math.IsNaN(s.Similar) || !math.IsNaN(s.Words) || math.IsNaN(s.Removed) || l.Orders != nil {
		t.Errorf("one shot of words: %+v", l)
	}
	if !strings.Contains(l.String(), "–") {
		t.Errorf("what cannot be measured shows as\n%v", l)
	}
}

func TestLedgerErrors(t *testing.T) {
	m := trained(t)
	e := episode(t, "colour", 2, 1)
	for want, p := range map[string]*prompt.Prompt{
		"is nil":             nil,
		"end it with Ask":    e.Prompt().Reply("red"),
		"0 shots":            prompt.New().Ask(e.Query.Picture, "output :"),
		"nothing may follow": e.Prompt().Ask(nil, "output :"),
	} {
		if _, err := probe.Ledger(t.Context(), m, p, "red"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	for want, o := range map[string]probe.LedgerOptions{
		`unknown picture "grey"`: {Picture: "grey"},
		"2^9 runs":               {Shapley: true},
	} {
		if _, err := probe.Ledger(t.Context(), m, episode(t, "colour", 9, 1).Prompt(), "red", o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

var seeds = flag.Int("seeds", 3, "how many seeds the planted truths have; with more than 3, the best backend of the machine computes")

// The planted truth. In binding-k with k shots each made-up word stands in one shot, and one shot has the word of the
// question. In the other kind all prompts read "output :", and of three shots one shows the task of the question (say, to
// name the shape), the others another task. Only questions that the model answers rightly count: where it errs, its answer came
// from elsewhere.
func TestTheShotThatCarriesTheLabelIsFirst(t *testing.T) {
	m := trained(t)
	if *seeds > 3 {
		var err error
		if m, err = sdk.Open(t.Context(), "pond"); err != nil {
			t.Fatal(err)
		}
		defer m.Close()
	}
	var all []plant
	var prompts []*prompt.Prompt
	for seed := range uint64(*seeds) {
		all = append(all, planted(t, seed)...)
	}
	for _, c := range all {
		prompts = append(prompts, c.prompt)
	}
	said, err := m.GenerateAll(t.Context(), prompts, flamingo.MaxTokens(8))
	if err != nil {
		t.Fatal(err)
	}
	first, n := map[string]int{}, map[string]int{}
	hits, right := 0, 0
	for i, c := range all {
		if said[i].Text != c.answer {
			continue
		}
		right++
		n[c.kind]++
		l := ledger(t, m, c.prompt, c.answer, probe.LedgerOptions{Orders: -1})
		if l.Ranked()[0] == c.shot {
			hits++
			first[c.kind]++
		}
	}
	t.Logf("first in %d of %d answered rightly of %d: %v of %v", hits, right, len(all), first, n)
	if right < 6 || float64(hits) < 0.95*float64(right) {
		t.Errorf("the shot that carries the label is first in %d of %d: %v of %v", hits, right, first, n)
	}
}

type plant struct {
	kind   string
	prompt *prompt.Prompt
	answer string
	shot   int
}

func planted(t testing.TB, seed uint64) []plant {
	var all []plant
	for _, k := range []int{2, 3} {
		e := episode(t, fmt.Sprint("binding-", k), k, seed)
		shot := slices.IndexFunc(e.Shots, func(s pond.Shot) bool { return s.Answer == e.Answer })
		all = append(all, plant{fmt.Sprint("binding-", k), e.Prompt(), e.Answer, shot})
	}
	for k, pair := range [][2]string{{"shape", "colour"}, {"place", "colour"}, {"place", "shape"}} {
		e, other := episode(t, pair[0], 1, seed), episode(t, pair[1], 2, seed)
		at := (int(seed) + k) % 3
		shots := slices.Insert(slices.Clone(other.Shots), at, e.Shots[0])
		p := prompt.New()
		for _, s := range shots {
			p = p.Shot(s.Picture, s.Prompt, s.Answer)
		}
		all = append(all, plant{pair[0] + " among " + pair[1], p.Ask(e.Query.Picture, e.Query.Prompt), e.Answer, at})
	}
	return all
}
