package probe_test

import (
	"math"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
)

func exam(t testing.TB, task string, shots, n int) ([]*prompt.Prompt, []string) {
	t.Helper()
	e, err := pond.Exam(task, shots, n, 5)
	if err != nil {
		t.Fatal(err)
	}
	return pond.Prompts(e), pond.Answers(e)
}

// The demonstration model names colours whatever the labels of its shots, but not without shots: they give the format.
func TestFlip(t *testing.T) {
	m := trained(t)
	prompts, answers := exam(t, "colour", 2, 5)
	f, err := probe.Flip(t.Context(), m, prompts, answers, probe.FlipOptions{Fractions: []float64{0, 1}, Seeds: 2})
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]probe.Condition{}
	for _, c := range f.Conditions {
		by[c.Name] = c
	}
	said, err := m.GenerateAll(t.Context(), prompts)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := by["0 % flipped"].Accuracy[0], pond.Score(said.Texts(), answers); math.Abs(got-want) > 1e-9 {
		t.Errorf("nothing flipped: %v right, want %v", got, want)
	}
	if f.Learned() != probe.LearnedFormat || !strings.Contains(f.Reading(), "format") {
		t.Errorf("colours: %v", f)
	}
	if by["no shots"].Accuracy[0] > 0.2 || len(by["random labels"].Accuracy) != 2 || by["labels alone"].Accuracy == nil || by["pictures exchanged"].Accuracy == nil {
		t.Errorf("conditions: %+v", f.Conditions)
	}
	if _, ok := by["questions exchanged"]; ok {
		t.Error("questions that are all the same were exchanged")
	}
	if len(f.Table().Rows) != len(f.Conditions) {
		t.Error("the table lacks rows")
	}
}

// Where the answer hangs on the picture alone, each label wins wherever it stands, and so every place equally often. Where the
// first label cannot be read, it cannot win.
func TestPositions(t *testing.T) {
	m := trained(t)
	prompts, answers := exam(t, "colour", 2, 4)
	even, err := probe.Positions(t.Context(), m, prompts, answers)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range even.Places {
		if math.Abs(p.Wins-0.5) > 1e-9 || math.Abs(p.Share-0.5) > 0.05 {
			t.Errorf("place %d wins %v, has %v", i, p.Wins, p.Share)
		}
	}
	prompts, answers = exam(t, "binding-2", 2, 4)
	hidden := m.With(flamingo.Zero("lm.embed", prompt.InShot(0).And(prompt.OfRole(prompt.RoleAnswer))))
	b, err := probe.Positions(t.Context(), hidden, prompts, answers)
	if err != nil {
		t.Fatal(err)
	}
	if b.Conflicts != 8 || b.Matches != 4 || b.Places[0].Wins > 0.2 || b.Places[1].Wins < 0.8 || b.Places[1].LogP <= b.Places[0].LogP {
		t.Errorf("with the first label hidden: %v", b)
	}
	sum := 0.0
	for _, p := range b.Places {
		sum += p.Share
	}
	if math.Abs(sum-1) > 1e-6 || len(b.Table().Rows) != 2 || b.Render().Data["text/html"] == nil {
		t.Errorf("shares sum to %v", sum)
	}
}

func TestCopying(t *testing.T) {
	m := trained(t)
	prompts, _ := exam(t, "binding-2", 2, 6)
	c, err := probe.Copying(t.Context(), m, prompts)
	if err != nil {
		t.Fatal(err)
	}
	if c.Rate != 1 || c.Coincident > 0.7 || !strings.Contains(c.Reading(), "100 %") {
		t.Errorf("made-up words come from the shots only: %v", c)
	}
	seen, _ := exam(t, "what-colour", 2, 6)
	if c, err = probe.Copying(t.Context(), m, seen); err != nil || c.Rate == 1 || c.Last > c.Rate {
		t.Errorf("colours come from the picture: %v, %v", c, err)
	}
}

func TestFewShotErrors(t *testing.T) {
	m := trained(t)
	prompts, answers := exam(t, "colour", 2, 2)
	for want, f := range map[string]func() error{
		"2 prompts and 1 answers": func() error {
			_, err := probe.Flip(t.Context(), m, prompts, answers[:1])
			return err
		},
		"fraction of 2": func() error {
			_, err := probe.Flip(t.Context(), m, prompts, answers, probe.FlipOptions{Fractions: []float64{2}})
			return err
		},
		"at least two labels": func() error {
			p := prompt.New().Shot(nil, "output :", "red").Ask(nil, "output :")
			_, err := probe.Flip(t.Context(), m, []*prompt.Prompt{p}, []string{"red"})
			return err
		},
		"equally many": func() error {
			more, right := exam(t, "colour", 3, 1)
			_, err := probe.Positions(t.Context(), m, append(more, prompts...), append(right, answers...))
			return err
		},
		"give at least two": func() error {
			_, err := probe.Copying(t.Context(), m, prompts[:1])
			return err
		},
		"prompt 2 of 2": func() error {
			_, err := probe.Copying(t.Context(), m, []*prompt.Prompt{prompts[0], prompts[1].Reply("red")})
			return err
		},
		"ask for fewer": func() error {
			_, err := probe.Induction(t.Context(), m, probe.InductionOptions{Words: 1000})
			return err
		},
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
