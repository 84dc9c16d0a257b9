package train

import (
	"strings"
	"testing"

	"wade/sdk/program"
)

// regression fits y = w2 (w1 x), with w1 frozen.
func regression() Objective {
	return Objective{
		Name: "regression",
		Loss: func(b *program.Builder) program.ID {
			x := b.Input("x", program.Of("batch", 3))
			h := b.Linear("h", x, b.Weight("w1", 4, 3), program.None)
			y := b.Linear("y", h, b.Weight("w2", 2, 4), program.None)
			return b.SoftEntropy("loss", y, b.Input("t", program.Of("batch", 2)))
		},
		Train: []Weight{{Name: "w2", Sizes: []int{2, 4}, Decay: true}},
	}
}

func TestProgramFreezesWhatIsNotTrained(t *testing.T) {
	p, err := Program(regression(), Defaults())
	if err != nil {
		t.Fatal(err)
	}
	text := p.String()
	for _, want := range []string{"update:w2 = adamw(w2, grad:w2, adam.m/w2, adam.v/w2", `"decay":0.05`} {
		if !strings.Contains(text, want) {
			t.Errorf("the program lacks %q:\n%s", want, text)
		}
	}
	for _, wrong := range []string{"grad:w1", "grad:h ", "grad:x", "adam.m/w1"} {
		if strings.Contains(text, wrong) {
			t.Errorf("the program computes %q, which nothing needs:\n%s", wrong, text)
		}
	}
}

func TestProgramReportsMistakes(t *testing.T) {
	o := regression()
	o.Watch = []string{"los"}
	if _, err := Program(o, Defaults()); err == nil || !strings.Contains(err.Error(), `"loss"`) {
		t.Errorf("error %v, want an unknown name with its near match", err)
	}
	o = regression()
	o.Train[0].Sizes = []int{2, 5}
	if _, err := Program(o, Defaults()); err == nil || !strings.Contains(err.Error(), `"w2" is used twice, for weight [2 4] and weight [2 5]`) {
		t.Errorf("error %v, want one with both sizes", err)
	}
	o.Loss = nil
	if _, err := Program(o, Defaults()); err == nil || !strings.Contains(err.Error(), "has no Loss") {
		t.Errorf("error %v, want one about no loss", err)
	}
	o.Train = nil
	if _, err := Program(o, Defaults()); err == nil || !strings.Contains(err.Error(), "trains no weights") {
		t.Errorf("error %v, want one about nothing to train", err)
	}
}
