package probe_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/halluc"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
)

func evidence(t testing.TB, m *flamingo.Model, p *prompt.Prompt, blinds ...probe.Blind) *probe.EvidenceText {
	t.Helper()
	e, err := probe.Evidence(t.Context(), m, p, blinds...)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const whichColour = "question : what colour is the circle ? answer :"

func twoShots() *prompt.Prompt {
	return prompt.New().
		Shot(pond.Draw("a large red star"), "output :", "red").
		Shot(pond.Draw("a small blue ring"), "output :", "blue").
		Ask(pond.Draw("a large green circle"), "output :")
}

// The numbers are those of two plain runs, and their sum is the likelihood ratio of the answer.
func TestEvidenceIsTheDifferenceOfTwoRuns(t *testing.T) {
	m := trained(t)
	for name, p := range map[string]*prompt.Prompt{
		"answer of several words": prompt.New().Ask(pond.Draw("a large green circle"), "output :"),
		"shots":                   twoShots(),
		"answer given":            prompt.New().Ask(pond.Draw("a large green circle"), whichColour).Reply("red"),
		"words alone":             prompt.New().Ask(nil, whichColour),
		"no question":             prompt.New().Text("a large red circle on the left"),
	} {
		t.Run(name, func(t *testing.T) {
			e := evidence(t, m, p)
			whole := p
			if chunks := p.Chunks(); chunks[len(chunks)-1].Kind == prompt.Ask {
				a, err := m.Generate(t.Context(), p)
				if err != nil {
					t.Fatal(err)
				}
				if a.Text != e.Answer || !e.Generated {
					t.Errorf("answer %q, want %q", e.Answer, a.Text)
				}
				whole = p.Reply(a.Text)
			}
			open, err := m.Forward(t.Context(), whole)
			if err != nil {
				t.Fatal(err)
			}
			closed, err := m.With(flamingo.GateScale(0)).Forward(t.Context(), whole)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for i, k := range e.Tokens {
				if i == 0 {
					if !math.IsNaN(k.Blind.Delta) {
						t.Errorf("the first token has delta %v, and nothing foretells it", k.Blind.Delta)
					}
					continue
				}
				want := float64(open.LogP[i]) - float64(closed.LogP[i])
				if math.Abs(k.Blind.Delta-want) > 1e-4 || math.Abs(k.LogP-k.Blind.LogP-k.Blind.Delta) > 1e-12 {
					t.Errorf("%s: delta %v, want %v", k.Text, k.Blind.Delta, want)
				}
				if k.InAnswer {
					sum += want
				}
				// Telling this token from all others alone cannot give more than telling every token from every other.
				rest := (1 - k.P) * math.Log((1-k.P+1e-12)/(1-k.Blind.P+1e-12))
				if k.Blind.JS < 0 || k.Blind.JS > math.Ln2+1e-9 || k.Blind.KL < k.Blind.Delta*k.P+rest-1e-6 {
					t.Errorf("%s: KL %v, JS %v", k.Text, k.Blind.KL, k.Blind.JS)
				}
			}
			if math.Abs(e.Ratio-sum) > 1e-3 {
				t.Errorf("ratio %v, want %v", e.Ratio, sum)
			}
			if chunks := p.Chunks(); chunks[len(chunks)-1].Kind == prompt.Ask {
				runs := []flamingo.Run{{Prompt: p}, {Prompt: p, Edits: []flamingo.Edit{flamingo.GateScale(0)}}}
				v, err := m.Measure(t.Context(), runs, flamingo.Target{Answer: e.Answer})
				if err != nil {
					t.Fatal(err)
				}
				if math.Abs(e.Ratio-(v[0]-v[1])) > 1e-3 {
					t.Errorf("ratio %v, measured apart %v", e.Ratio, v[0]-v[1])
				}
			}
		})
	}
}

// Where nothing can differ, nothing does, to the last bit.
func TestNoEvidenceWithoutSight(t *testing.T) {
	m := trained(t)
	zero := func(t *testing.T, e *probe.EvidenceText, which func(prompt.Token) bool) {
		t.Helper()
		n := 0
		for i, k := range e.Tokens {
			if i == 0 || !which(k.Token) {
				continue
			}
			n++
			if k.Blind.Delta != 0 || k.Blind.KL != 0 || k.Blind.JS != 0 {
				t.Errorf("%s: delta %v, KL %v, JS %v", k.Text, k.Blind.Delta, k.Blind.KL, k.Blind.JS)
			}
		}
		if n == 0 {
			t.Error("no token was looked at")
		}
	}
	all := func(prompt.Token) bool { return true }
	t.Run("gates closed on both sides", func(t *testing.T) {
		zero(t, evidence(t, m.With(flamingo.GateScale(0)), twoShots()), all)
	})
	t.Run("gates closed, another picture", func(t *testing.T) {
		zero(t, evidence(t, m.With(flamingo.GateScale(0)), twoShots(), probe.OtherPicture(pond.Draw("a black cross"))), all)
	})
	// Before the first picture only the feed-forward of gated blocks runs, and that on both sides if only the picture differs.
	late := prompt.New().Text("a small white ring .").Ask(pond.Draw("a large green circle"), whichColour)
	t.Run("before the first picture, another picture", func(t *testing.T) {
		e := evidence(t, m, late, probe.OtherPicture(pond.Draw("a black cross")))
		// The token after the tag is the first that anything seen can foretell.
		zero(t, e, func(k prompt.Token) bool { return k.Image < 0 || k.Role == prompt.RoleImage })
		if e.Ratio < 1 {
			t.Errorf("the answer gains %v by its picture", e.Ratio)
		}
	})
	t.Run("before the first picture, attention closed", func(t *testing.T) {
		e := evidence(t, m, late, probe.Without("closed attention", flamingo.GateScale(0).Branch("attn")))
		zero(t, e, func(k prompt.Token) bool { return k.Image < 0 || k.Role == prompt.RoleImage })
	})
	t.Run("words alone, no picture", func(t *testing.T) {
		zero(t, evidence(t, m, prompt.New().Text("a small white ring"), probe.NoPicture(), probe.BlankPicture()), all)
	})
}

func TestWithoutPicturesTokensStayAligned(t *testing.T) {
	m := trained(t)
	e := evidence(t, m, twoShots().Reply("green"), probe.NoPicture())
	bare := prompt.New().Shot(nil, "output :", "red").Shot(nil, "output :", "blue").Shot(nil, "output :", "green")
	want, err := m.Forward(t.Context(), bare)
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, k := range e.Tokens {
		if k.Role == prompt.RoleImage {
			if !math.IsNaN(k.Blind.Delta) {
				t.Errorf("a tag that is not there has delta %v", k.Blind.Delta)
			}
			continue
		}
		if at > 0 && math.Abs(k.Blind.LogP-float64(want.LogP[at])) > 1e-4 {
			t.Errorf("%s: %v, want %v", k.Text, k.Blind.LogP, want.LogP[at])
		}
		at++
	}
	if at != len(want.LogP) {
		t.Errorf("%d tokens, want %d", at, len(want.LogP))
	}
}

func TestEvidenceReads(t *testing.T) {
	m := trained(t)
	p := prompt.New().Ask(pond.Draw("a large green circle"), whichColour)
	e := evidence(t, m, p)
	if want := `"green" came from the picture (+2.4 nats): with closed gates it would have been "red"`; !strings.HasPrefix(e.Reading(), want) {
		t.Errorf("reading %s\nwant    %s", e.Reading(), want)
	}
	for part, in := range map[string]string{"green": e.String(), "+2.44": e.Table().String(), `a large green circle on the bottom" src="data:image/png`: e.Text().HTML(), "closed gates: red": e.Text().HTML(), "pond": e.Render().Data[display.MIMEHTML].(string)} {
		if !strings.Contains(in, part) {
			t.Errorf("%q is not in %s", part, in)
		}
	}
	// With its eyes shut the same model speaks from habit.
	e = evidence(t, m.With(flamingo.GateScale(0.1)), p)
	if want := `"red" came from habit`; !strings.HasPrefix(e.Reading(), want) {
		t.Errorf("reading %s, want %s", e.Reading(), want)
	}
	e = evidence(t, m, p.Reply("red"))
	if want := `the picture spoke against "red"`; !strings.HasPrefix(e.Reading(), want) {
		t.Errorf("reading %s, want %s", e.Reading(), want)
	}
	e = evidence(t, m, prompt.New().Ask(nil, whichColour))
	if want := "There is no picture"; !strings.HasPrefix(e.Reading(), want) {
		t.Errorf("reading %s, want %s", e.Reading(), want)
	}
}

// What the model drew is read as it was drawn: a view whose edit counts from the end of the prompt does the same in both.
func TestEvidenceReadsWhatWasDrawn(t *testing.T) {
	m := trained(t).With(flamingo.Close(prompt.At(-1)))
	p := prompt.New().Ask(pond.Draw("a large green circle"), "output :")
	a, err := m.Generate(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	e := evidence(t, m, p)
	at := a.Encoded.Given()
	if len(e.Tokens) != at+len(a.Tokens) {
		t.Fatalf("%d tokens, want %d", len(e.Tokens), at+len(a.Tokens))
	}
	for i, d := range a.Tokens {
		k := e.Tokens[at+i]
		if k.ID != d.ID || math.Abs(k.P-float64(d.P)) > 1e-4 || k.InAnswer != (i < len(a.Tokens)-1) {
			t.Errorf("%s with %v, in the answer %v; drawn was %s with %v", k.Text, k.P, k.InAnswer, d.Text, d.P)
		}
	}
}

// A model that closes at once has an answer without words, and the token that closes it is looked at.
func TestEvidenceOfSilence(t *testing.T) {
	end, err := model(t).Tokenizer().ID("<eoc>")
	if err != nil {
		t.Fatal(err)
	}
	w, err := model(t).Unembedding(t.Context(), end)
	if err != nil {
		t.Fatal(err)
	}
	push := slices.Clone(w.ToF32())
	for i := range push {
		push[i] *= 1e4
	}
	silent := model(t).With(flamingo.Add("lm.norm", prompt.Where{}, push...))
	e := evidence(t, silent, prompt.New().Ask(pond.Draw("a red ring"), "output :"))
	last := e.Tokens[len(e.Tokens)-1]
	if e.Answer != "" || !e.Generated || last.ID != end || last.InAnswer || !(last.P > 0.9) || e.Ratio != 0 {
		t.Errorf("answer %q, last %+v", e.Answer, last)
	}
	if e.Reading() == "" || e.String() == "" {
		t.Error("silence has no reading")
	}
}

func TestEvidenceRefuses(t *testing.T) {
	m := model(t)
	for name, p := range map[string]*prompt.Prompt{"nil": nil, "empty": prompt.New()} {
		if _, err := probe.Evidence(t.Context(), m, p); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := probe.EvidenceAll(t.Context(), m, nil); err == nil {
		t.Error("no prompts: no error")
	}
}

// unlikely asks about the colour of a shape in pictures where it is not the shape's favourite; the pictures and questions are
// such as training never shows.
func unlikely(t testing.TB, count int, seed uint64) (questions []*prompt.Prompt, favourites []string) {
	t.Helper()
	exam, err := pond.Exam("what-colour", 0, 8*count, seed)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range exam {
		for _, shape := range pond.Shapes() {
			favourite, err := pond.Favourite(shape)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(e.Query.Prompt, " "+shape+" ") && e.Answer != favourite && len(questions) < count {
				questions, favourites = append(questions, e.Prompt()), append(favourites, favourite)
			}
		}
	}
	if len(questions) < count {
		t.Fatalf("%d questions, want %d", len(questions), count)
	}
	return questions, favourites
}

// The habit planted in the texts of the language model is found: with closed gates every question about the colour of a shape is
// answered by the shape's favourite, whatever the picture shows; with open gates none is.
func TestHabitIsFound(t *testing.T) {
	m := trained(t)
	const n = 18
	questions, favourites := unlikely(t, n, 77)
	all, err := probe.EvidenceAll(t.Context(), m, questions, probe.ClosedGates())
	if err != nil {
		t.Fatal(err)
	}
	habit, seen := 0, 0
	for i, e := range all {
		for _, k := range e.Tokens {
			if !k.InAnswer {
				continue
			}
			if k.Blind.Top[0].Text == favourites[i] {
				habit++
			}
			if k.Text != favourites[i] && k.Blind.Delta > math.Ln2 {
				seen++
			}
		}
	}
	t.Logf("closed gates say the favourite in %d of %d, open ones answer from the picture in %d", habit, n, seen)
	if habit < n-1 || seen < n-1 {
		t.Errorf("%d habits and %d sights of %d", habit, seen, n)
	}
}

// Answers from habit are told from answers from sight without closing a gate.
//
// Method: 72 questions about the colour of a named shape, whose picture shows another colour than its favourite (held-out
// seeds, exam 77), twelve each in views of the model that see less and less: all gates times 1, 0.7, 0.5, 0.4, 0.3, 0.2. Truth comes from
// closed gates: the answer is from habit if the same question gets the same answer with gates closed, else from the
// picture. The score does not use them: in the same view, the mean over three fixed other pictures of the log-likelihood
// that the answer loses when its picture is swapped for one of them.
//
// With thirty in each view and exams 77, 101, 202, 303 and 404 the AUC is 0.990 to 0.996, that of the confidence 0.78 to 0.86.
func TestSightIsToldFromHabit(t *testing.T) {
	m := trained(t)
	const each = 12
	views := []float32{1, 0.7, 0.5, 0.4, 0.3, 0.2}
	questions, _ := unlikely(t, each*len(views), 77)
	var swaps []probe.Blind
	for _, caption := range []string{"a black ring", "an orange star", "a purple square"} {
		swaps = append(swaps, probe.OtherPicture(pond.Draw(caption)))
	}
	var score, sure []float64
	var seen []bool
	habits := 0
	for i, scale := range views {
		asked := questions[i*each : (i+1)*each]
		all, err := probe.EvidenceAll(t.Context(), m.With(flamingo.GateScale(scale)), asked, swaps...)
		if err != nil {
			t.Fatal(err)
		}
		blind, err := m.With(flamingo.GateScale(0)).GenerateAll(t.Context(), asked)
		if err != nil {
			t.Fatal(err)
		}
		for k, e := range all {
			mean := 0.0
			for _, r := range e.Ratios {
				mean += r / float64(len(swaps))
			}
			score, seen = append(score, mean), append(seen, e.Answer != blind[k].Text)
			sure = append(sure, math.Exp(answerLogP(e)))
			if !seen[len(seen)-1] {
				habits++
			}
		}
	}
	auc := halluc.AUROC(score, seen)
	t.Logf("%d answers, %d from habit: AUC %.3f; by the confidence of the answer alone %.3f", len(seen), habits, auc, halluc.AUROC(sure, seen))
	if habits < 15 || len(seen)-habits < 15 {
		t.Fatalf("%d of %d answers are from habit: nothing to tell apart", habits, len(seen))
	}
	if auc < 0.95 {
		t.Errorf("AUC %.3f, want 0.95", auc)
	}
}

func answerLogP(e *probe.EvidenceText) float64 {
	sum := 0.0
	for _, k := range e.Tokens {
		if k.InAnswer {
			sum += k.LogP
		}
	}
	return sum
}
