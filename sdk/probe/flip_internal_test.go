package probe

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"wade/sdk/prompt"
)

func words(answers ...string) *prompt.Prompt {
	p := prompt.New()
	for i, a := range answers {
		p = p.Shot(nil, fmt.Sprint("question ", i), a)
	}
	return p.Ask(nil, "question")
}

func TestWhatIsFlipped(t *testing.T) {
	items, err := labelled("Flip", []*prompt.Prompt{words("a", "b", "a", "c"), words("a", "a", "a", "a")}, []string{"b", "a"})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(items[0].labels, items[1].labels); got != "[a b c] [a b]" {
		t.Fatalf("labels %s", got)
	}
	for seed := range uint64(20) {
		for _, it := range items {
			d := it.draw(seed)
			whole := it.shots.answers()
			var before []int
			for _, fraction := range []float64{0, .25, .5, .75, 1} {
				f, err := apart("", it.flipped(d, fraction), 1)
				if err != nil {
					t.Fatal(err)
				}
				var wrong []int
				for i, a := range f.answers() {
					if a != whole[i] {
						wrong = append(wrong, i)
						if a != d.wrong[whole[i]] {
							t.Fatalf("%q becomes %q, not %q as everywhere", whole[i], a, d.wrong[whole[i]])
						}
					}
				}
				if len(wrong) != int(4*fraction) {
					t.Fatalf("%v of 4 labels flipped: %v", fraction, f.answers())
				}
				for _, i := range before {
					if !slices.Contains(wrong, i) {
						t.Fatalf("shot %d is flipped at a smaller fraction only", i)
					}
				}
				before = wrong
			}
			seen := map[string]bool{}
			for l, w := range d.wrong {
				if seen[w] = true; l == w {
					t.Fatalf("label %q stays", l)
				}
			}
			if len(seen) != len(it.labels) {
				t.Fatalf("labels become the same: %v", d.wrong)
			}
			for i, j := range d.moved {
				if i == j {
					t.Fatalf("shot %d keeps its picture", i)
				}
			}
		}
	}
	if same := [2]*draw{items[0].draw(1), items[0].draw(1)}; fmt.Sprint(*same[0]) != fmt.Sprint(*same[1]) {
		t.Error("the same seed flips otherwise")
	}
}

func TestLearned(t *testing.T) {
	for _, c := range []struct {
		right, wrong, follows float64
		want                  Learned
	}{
		{.5, .5, .5, LearnedNothing}, {.55, .2, .8, LearnedNothing}, {1, 1, 0, LearnedFormat}, {.9, .8, .1, LearnedFormat},
		{.9, .6, .3, LearnedLabels}, {.9, .2, .7, LearnedAgainst}, {.9, .2, .1, LearnedLabels},
	} {
		f := &Flips{N: 100, Chance: .5, Conditions: []Condition{
			{Name: "0 % flipped", Fraction: 0, Accuracy: []float64{c.right}, Follows: []float64{0}, Valid: []float64{1}},
			{Name: "100 % flipped", Fraction: 1, Accuracy: []float64{c.wrong - .01, c.wrong + .01}, Follows: []float64{c.follows, c.follows}, Valid: []float64{1, 1}},
		}}
		if got := f.Learned(); got != c.want {
			t.Errorf("from %v to %v, %v follow: %s, want %s", c.right, c.wrong, c.follows, got, c.want)
		}
		if !strings.Contains(f.String(), f.Reading()) || f.Chart().SVG() == "" {
			t.Error("does not show itself")
		}
	}
}

func TestConflictingLabels(t *testing.T) {
	items, err := labelled("Positions", []*prompt.Prompt{words("a", "b"), words("c", "d"), words("e", "a")}, []string{"b", "c", "a"})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		got := it.conflicting([]string{"a", "b", "c", "d", "e"}, 4)
		if len(distinct(got)) != 4 || !slices.Equal(got[:2], it.labels) {
			t.Errorf("labels %v of %v", got, it.labels)
		}
	}
}
