package pond

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestEpisode(t *testing.T) {
	for _, name := range Tasks() {
		for _, shots := range []int{0, 1, 8, MaxShots} {
			e, err := NewEpisode(name, shots, 3)
			if err != nil {
				t.Fatal(err)
			}
			again, err := NewEpisode(name, shots, 3)
			if err != nil || !reflect.DeepEqual(e, again) {
				t.Errorf("%s: the same seed gives another episode (%v)", name, err)
			}
			if other, err := NewEpisode(name, shots, 4); err != nil || reflect.DeepEqual(e, other) {
				t.Errorf("%s: another seed gives the same episode (%v)", name, err)
			}
			if e.Task != name || len(e.Shots) != shots || e.Answer == "" || e.Query.Picture.Err() != nil {
				t.Errorf("%s with %d shots: %v", name, shots, e)
			}
			if !strings.HasPrefix(name, "binding") && !right(t, name, e.Query.Picture.Caption(), e.Query.Prompt, e.Answer) {
				t.Errorf("%s: wrong answer: %v", name, e)
			}
			if text := e.String(); !strings.HasSuffix(text, "("+e.Answer+")") || strings.Count(text, "\n") != shots {
				t.Errorf("text form %q", text)
			}
			if page := e.HTML(); strings.Count(page, "<img") != shots+1 || strings.Contains(page, "http") {
				t.Errorf("HTML of %d shots: %s", shots, page)
			}
		}
	}
}

func TestExamErrors(t *testing.T) {
	_, err := NewEpisode("colours", 1, 0)
	if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "colour") {
		t.Errorf("error %v, want ErrUnknown that suggests colour", err)
	}
	for name, try := range map[string]func() error{
		"unknown task":   func() error { _, err := Exam("x", 1, 1, 0); return err },
		"negative shots": func() error { _, err := Exam("colour", -1, 1, 0); return err },
		"many shots":     func() error { _, err := StroopExam(MaxShots+1, 1, 0); return err },
		"no questions":   func() error { _, err := Exam("colour", 1, 0, 0); return err },
		"no pairs":       func() error { _, err := ExistenceExam(1, -2, 0); return err },
	} {
		if err := try(); err == nil || !strings.HasPrefix(err.Error(), "pond: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestExamsDiffer(t *testing.T) {
	a, err := Exam("place", 1, 40, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Exam("place", 1, 40, 1)
	if err != nil {
		t.Fatal(err)
	}
	pictures := map[string]bool{}
	for _, e := range append(a, b...) {
		pictures[string(e.Query.Picture.rgb[:])] = true
	}
	if len(pictures) != 80 {
		t.Errorf("%d different pictures in two exams of 40", len(pictures))
	}
}

func TestStroopExam(t *testing.T) {
	const n = 100
	exam, err := StroopExam(2, n, 1)
	if err != nil || len(exam) != 2*n {
		t.Fatalf("%d episodes, error %v", len(exam), err)
	}
	for i := 0; i < len(exam); i += 2 {
		ink, word := exam[i], exam[i+1]
		caption := ink.Query.Picture.Caption()
		if !bytes.Equal(ink.Query.Picture.PNG(), word.Query.Picture.PNG()) {
			t.Fatal("the pair shows two pictures")
		}
		if ink.Answer == word.Answer || caption != "the word "+word.Answer+" in "+ink.Answer+" ink" {
			t.Fatalf("%s: ink %s, word %s", caption, ink.Answer, word.Answer)
		}
		if ink.Task != "ink" || word.Task != "word" || !right(t, "ink", caption, ink.Query.Prompt, ink.Answer) || !right(t, "word", caption, word.Query.Prompt, word.Answer) {
			t.Fatalf("%v\n%v", ink, word)
		}
		if len(ink.Shots) != 2 || ink.Shots[0].Prompt != ink.Query.Prompt || word.Shots[0].Prompt != word.Query.Prompt {
			t.Fatalf("shots of another task:\n%v\n%v", ink, word)
		}
	}
}

func TestExistenceExam(t *testing.T) {
	const n = 200
	exam, err := ExistenceExam(0, n, 1)
	if err != nil || len(exam) != 2*n {
		t.Fatalf("%d episodes, error %v", len(exam), err)
	}
	captions := map[string]bool{}
	for i := 0; i < len(exam); i += 2 {
		yes, no := exam[i], exam[i+1]
		caption := yes.Query.Picture.Caption()
		captions[caption] = true
		if !bytes.Equal(yes.Query.Picture.PNG(), no.Query.Picture.PNG()) {
			t.Fatal("the pair shows two pictures")
		}
		for _, e := range []*Episode{yes, no} {
			if !right(t, "existence", caption, e.Query.Prompt, e.Answer) {
				t.Fatalf("wrong: %v", e)
			}
		}
		if yes.Answer != "yes" || no.Answer != "no" {
			t.Fatalf("%s, %s", yes.Answer, no.Answer)
		}
	}
	if len(captions) < n/2 {
		t.Errorf("only %d different scenes in %d pairs", len(captions), n)
	}
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		got, want []string
		score     float64
	}{
		{[]string{"red", "blue"}, []string{"red", "blue"}, 1},
		{[]string{"red", "blue"}, []string{"red", "green"}, 0.5},
		{[]string{" a  red circle\n"}, []string{"a red circle"}, 1},
		{[]string{"a red"}, []string{"a red circle"}, 0},
		{[]string{"red circle"}, []string{"red"}, 0},
		{[]string{"Red"}, []string{"red"}, 0},
		{[]string{"red"}, []string{"red", "red"}, 0.5},
		{[]string{"red", "red"}, []string{"red"}, 1},
		{nil, nil, 0},
	} {
		if s := Score(c.got, c.want); s != c.score {
			t.Errorf("Score(%q, %q) = %g, want %g", c.got, c.want, s, c.score)
		}
	}
	if !slices.Contains(Tasks(), "existence") {
		t.Error("no task existence")
	}
}
