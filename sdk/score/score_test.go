package score

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"wade/sdk/halluc"
)

type golden struct {
	Words []struct {
		Text  string
		Words []string
	}
	VQA []struct {
		Answer     string
		References []string
		Normal     string
		Score      float64
	}
	CIDEr struct {
		Captions   []string
		References [][]string
		Mean       float64
		Each       []float64
	}
	POPE struct {
		Answers, Truth                         []string
		Yes                                    []int
		Accuracy, Precision, Recall, F1, Ratio float64
	}
	Curves []struct {
		Scores   []float64
		Positive []bool
		AUC      float64
	}
}

func read(t *testing.T) (g golden) {
	t.Helper()
	data, err := os.ReadFile("testdata/score.json")
	if err == nil {
		err = json.Unmarshal(data, &g)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Words) < 50 || len(g.VQA) < 150 || len(g.CIDEr.Captions) < 40 || len(g.Curves) != 3 {
		t.Fatal("the goldens are incomplete; run tools/score_golden.py")
	}
	return g
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestWordsAsPublished(t *testing.T) {
	for _, w := range read(t).Words {
		if got := Words(w.Text); !slices.Equal(got, w.Words) {
			t.Errorf("%q:\n got %q\nwant %q", w.Text, got, w.Words)
		}
	}
}

// A line's end and a lonely word are no different from a space; nothing in is nothing out.
func TestWordsOfLines(t *testing.T) {
	for text, want := range map[string][]string{
		"A dog\nand  a cat": {"a", "dog", "and", "a", "cat"}, "dog": {"dog"}, "": nil, " \n ": nil, "dog's": {"dog", "'s"}, "no. 5 no.": {"no.", "5", "no"},
		"\xff dog": {"\ufffd", "dog"},
	} {
		if got := Words(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestVQAAsPublished(t *testing.T) {
	for _, v := range read(t).VQA {
		if got := NormalizeVQA(v.Answer); got != v.Normal {
			t.Errorf("%q normalised: %q, want %q", v.Answer, got, v.Normal)
		}
		if got := VQA(v.Answer, v.References); !near(got, v.Score) {
			t.Errorf("%q against %q: %v, want %v", v.Answer, v.References, got, v.Score)
		}
	}
	if VQA("red", []string{"red"}) != 0 || VQA("red", nil) != 0 || !near(VQA("red", []string{"red", "red", "red", "red"}), 1) {
		t.Error("an answer is right by what others say")
	}
}

func TestCIDErAsPublished(t *testing.T) {
	g := read(t).CIDEr
	mean, each := CIDEr(g.Captions, g.References)
	if !near(mean, g.Mean) {
		t.Errorf("mean %v, want %v", mean, g.Mean)
	}
	for i := range each {
		if !near(each[i], g.Each[i]) {
			t.Errorf("%q: %v, want %v", g.Captions[i], each[i], g.Each[i])
		}
	}
	if one, _ := CIDEr([]string{"a dog"}, [][]string{{"a dog"}}); one != 0 {
		t.Errorf("a single caption scores %v", one)
	}
	defer func() {
		if recover() == nil {
			t.Error("captions without references are no mistake")
		}
	}()
	CIDEr([]string{"a dog"}, nil)
}

func TestPOPEAsPublished(t *testing.T) {
	g := read(t).POPE
	for i, a := range g.Answers {
		if SaysYes(a) != (g.Yes[i] == 1) {
			t.Errorf("%q says yes: %v", a, SaysYes(a))
		}
	}
	c := POPE(g.Answers, g.Truth)
	for what, pair := range map[string][2]float64{"accuracy": {c.Accuracy(), g.Accuracy}, "precision": {c.Precision(), g.Precision}, "recall": {c.Recall(), g.Recall}, "F1": {c.F1(), g.F1}, "yes": {c.YesRatio(), g.Ratio}} {
		if !near(pair[0], pair[1]) {
			t.Errorf("%s %v, want %v", what, pair[0], pair[1])
		}
	}
}

func TestCurvesAsPublished(t *testing.T) {
	for i, c := range read(t).Curves {
		if got := halluc.AUROC(c.Scores, c.Positive); !near(got, c.AUC) {
			t.Errorf("curve %d: %v, want %v", i, got, c.AUC)
		}
	}
}

func TestCuts(t *testing.T) {
	for _, c := range []struct{ text, vqa, caption string }{
		{"red", "red", "red"}, {"red Question:what", "red ", "red Question:what"}, {"red, blue", "red", "red, blue"}, {"2 Short answer:3", "2 ", "2 Short answer:3"},
		{`a "dog" Output:a cat`, `a "dog" Output:a cat`, "a dog "}, {"1,000", "1,000", "1,000"}, {"", "", ""},
	} {
		if got := CutVQA(c.text); got != c.vqa {
			t.Errorf("%q cut as an answer: %q, want %q", c.text, got, c.vqa)
		}
		if got := CutCaption(c.text); got != c.caption {
			t.Errorf("%q cut as a caption: %q, want %q", c.text, got, c.caption)
		}
	}
}

func TestExact(t *testing.T) {
	if Exact(" Red  bus", []string{"blue", "red bus"}) != 1 || Exact("red", []string{"red bus"}) != 0 || Exact("", nil) != 0 {
		t.Error("an answer is right if it is one of its references, but for case and spaces")
	}
}

// Whatever the text, cutting ends and loses no letters.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"a dog's", "'n' \"x\" (y) http://a.b", "\xff..'", "1/2 -3.5 U.S. &amp;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 200 {
			return
		}
		for _, w := range tokens(s) {
			if w == "" {
				t.Errorf("%q has an empty word", s)
			}
		}
		NormalizeVQA(s)
	})
}
