package pond

import (
	"slices"
	"strings"
	"testing"

	"wade/sdk/pond/internal/words"
)

// seen is what the words of a caption say, read without the code under test.
type seen struct{ colour, shape string }

func read(t *testing.T, caption string) (objects []seen) {
	t.Helper()
	colour, number := "", 1
	for _, w := range strings.Fields(caption) {
		switch {
		case slices.Contains(words.Colours, w):
			colour = w
		case slices.Contains(words.Numbers, w):
			number = slices.Index(words.Numbers, w) + 1
		case slices.Contains(words.Shapes, w):
			objects = append(objects, seen{colour, w})
		case slices.Contains(words.Plurals, w):
			for range number {
				objects = append(objects, seen{colour, words.Shapes[slices.Index(words.Plurals, w)]})
			}
		}
	}
	return objects
}

func colours(objects []seen) (all []string) {
	for _, o := range objects {
		if !slices.Contains(all, o.colour) {
			all = append(all, o.colour)
		}
	}
	return all
}

func shapes(objects []seen) (all []string) {
	for _, o := range objects {
		if !slices.Contains(all, o.shape) {
			all = append(all, o.shape)
		}
	}
	return all
}

// right says whether an answer follows from caption and prompt alone.
func right(t *testing.T, name, caption, prompt, answer string) bool {
	t.Helper()
	objects := read(t, caption)
	said := strings.Fields(caption)
	asked := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(prompt, "question : "), " ? answer :"))
	switch name {
	case "caption":
		return prompt == "output :" && answer == caption
	case "colour":
		return prompt == "output :" && slices.Equal(colours(objects), []string{answer})
	case "shape":
		return prompt == "output :" && slices.Equal(shapes(objects), []string{answer})
	case "count":
		return prompt == "output :" && answer == words.Numbers[len(objects)-1]
	case "place":
		return prompt == "output :" && len(objects) == 1 && said[len(said)-1] == answer
	case "what-colour":
		thing := asked[len(asked)-1]
		return len(objects) == 1 && objects[0].colour == answer && (thing == "object" || thing == objects[0].shape)
	case "what-shape":
		return len(objects) == 1 && objects[0].shape == answer
	case "which-colour":
		var of []string
		for _, o := range objects {
			if o.shape == asked[len(asked)-1] {
				of = append(of, o.colour)
			}
		}
		return len(objects) > 1 && slices.Equal(of, []string{answer})
	case "existence":
		found := slices.ContainsFunc(objects, func(o seen) bool {
			for _, w := range asked[3:] {
				if slices.Contains(words.Colours, w) && w != o.colour || slices.Contains(words.Shapes, w) && w != o.shape {
					return false
				}
			}
			return true
		})
		article := "a"
		if asked[3] == "orange" {
			article = "an"
		}
		return asked[2] == article && found == (answer == "yes") && (found || answer == "no")
	case "ink":
		return strings.HasSuffix(caption, answer+" ink") && strings.HasSuffix(prompt, "the ink ? answer :")
	case "word":
		return strings.HasPrefix(caption, "the word "+answer+" in") && strings.HasSuffix(prompt, "the word ? answer :")
	}
	t.Fatalf("no rule for task %s", name)
	return false
}

func TestAnswersFollowFromScenes(t *testing.T) {
	for i := range tasks {
		k := &tasks[i]
		if strings.HasPrefix(k.name, "binding") {
			continue // see TestBinding
		}
		for _, prior := range []bool{false, true} {
			m := &maker{rng: stream(7), prior: prior}
			for range 60 {
				for j, it := range k.items(m, 5) {
					caption := it.scene.caption()
					if !right(t, k.name, caption, it.prompt, it.answer) {
						t.Fatalf("%s: [%s] %s %s", k.name, caption, it.prompt, it.answer)
					}
					if want := j > 0 || k.least == 0; it.settled != want {
						t.Fatalf("%s: item %d settled %t, want %t", k.name, j, it.settled, want)
					}
				}
			}
		}
	}
}

func TestParseInvertsCaption(t *testing.T) {
	m := &maker{rng: stream(3)}
	for range 3000 {
		s := m.kind([]int{40, 20, 20, 20})
		caption := s.caption()
		back, err := parse(caption, stream(m.next()))
		if err != nil {
			t.Fatalf("%q: %v", caption, err)
		}
		for i := range back.objects() { // captions of several objects leave open which quadrants
			if s.n > 1 {
				back.objs[i].place = s.objs[i].place
			}
		}
		if back != s {
			t.Fatalf("%q came back as %q: %+v, want %+v", caption, back.caption(), back, s)
		}
		if n := len(strings.Fields(caption)); n > PairTokens-2 {
			t.Fatalf("%q has %d words, more than fit", caption, n)
		}
	}
}

func TestTokenizerAgrees(t *testing.T) {
	tok, err := Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	if tok.Size() != len(Vocabulary()) || tok.Unk() != "" {
		t.Errorf("%v for %d words", tok, len(Vocabulary()))
	}
	for i, w := range Vocabulary() {
		if id, err := tok.ID(w); err != nil || int(id) != i {
			t.Errorf("%q has id %d, error %v, want %d", w, id, err, i)
		}
	}
	m := &maker{rng: stream(5)}
	for i := range tasks {
		for range 40 {
			for _, it := range tasks[i].items(m, 4) {
				for _, told := range []bool{true, false} {
					text := it.opening(told) + " " + it.answer + " <eoc>"
					ids, err := tok.Encode(text)
					if err != nil || !slices.Equal(ids, appendWords(nil, text)) {
						t.Fatalf("%q: %v, %v", text, ids, err)
					}
				}
			}
		}
	}
}

// Ids as Python's tokenizers 0.22.1 gives them for tokenizer.json; a word it does not know is an error there as well.
func TestPythonReadsTheTokenizer(t *testing.T) {
	tok, err := Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]int32{
		"<bos> <image> output : red <eoc>":         {1, 2, 48, 4, 17, 3},
		"<image>a red<eoc>":                        {2, 8, 17, 3},
		"scene : a small red circle on the left .": {51, 4, 8, 15, 17, 25, 11, 10, 37, 5},
	} {
		if got, err := tok.Encode(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, error %v, want %v", text, got, err, want)
		}
	}
	if _, err := tok.Encode("what color is it"); err == nil || !strings.Contains(err.Error(), "colour") {
		t.Errorf("error %v, want one that suggests colour", err)
	}
}

func TestTokenizerFileIsCurrent(t *testing.T) {
	want, err := words.TokenizerJSON()
	if err != nil || !slices.Equal(want, TokenizerJSON()) {
		t.Errorf("run go generate in sdk/pond: tokenizer.json is not what the word lists give (error %v)", err)
	}
}

// meaning reads from a prompt and a caption what a made-up word is given to: a colour, a shape or both.
func meaning(t *testing.T, prompt, caption string) string {
	t.Helper()
	o := read(t, caption)
	if len(o) != 1 {
		t.Fatalf("binding with the scene %q", caption)
	}
	switch prompt {
	case "this is a":
		return o[0].colour + " " + o[0].shape
	case "this colour is a":
		return o[0].colour
	case "this shape is a":
		return o[0].shape
	}
	t.Fatalf("binding with the prompt %q", prompt)
	return ""
}

func TestBinding(t *testing.T) {
	for _, k := range []int{2, 3} {
		k3 := &tasks[slices.Index(Tasks(), "binding-"+string(rune('0'+k)))]
		m := &maker{rng: stream(11)}
		asked, prompts := map[string]int{}, map[string]int{}
		const episodes = 1500
		first := 0 // queries about the word of the first shot
		for range episodes {
			for _, n := range []int{1, 2, k + 1, 9} {
				items := k3.items(m, n)
				names, told := map[string]string{}, map[string]bool{}
				for i, it := range items {
					means := meaning(t, it.prompt, it.scene.caption())
					if old, ok := names[means]; ok && old != it.answer {
						t.Fatalf("%s is both %s and %s", means, old, it.answer)
					}
					names[means] = it.answer
					if it.settled != told[it.answer] {
						t.Fatalf("item %d about %s settled %t, want %t", i, it.answer, it.settled, told[it.answer])
					}
					if i == n-1 && n > 1 && !told[it.answer] {
						t.Fatalf("the question asks for %s, which no shot names", it.answer)
					}
					told[it.answer] = true
				}
				if n > k && len(told) != k || len(told) > k {
					t.Fatalf("%d items name %d words, want %d", n, len(told), k)
				}
				if n == 9 {
					last := items[n-1]
					asked[last.answer]++
					prompts[last.prompt]++
					if last.answer == items[0].answer {
						first++
					}
				}
			}
		}
		if len(asked) != len(Names()) || len(prompts) != meanings {
			t.Errorf("%d names and %d prompts were asked, want %d and %d", len(asked), len(prompts), len(Names()), meanings)
		}
		for name, n := range asked {
			if want := episodes / len(Names()); n < want/2 || n > 2*want {
				t.Errorf("%s is the answer %d times, want about %d", name, n, want)
			}
		}
		if lo, hi := episodes/k*8/10, episodes/k*12/10; first < lo || first > hi {
			t.Errorf("binding-%d: the first word is asked for %d times, want %d to %d: place tells the answer", k, first, lo, hi)
		}
	}
}

func TestExistenceTellsNothingByItself(t *testing.T) {
	m := &maker{rng: stream(13)}
	const n = 8000
	yes, likeShape, likeColour, no := 0, 0, 0, 0
	byForm := map[string][2]int{} // form: questions, yes
	for range n {
		it := existence(m)
		asked := strings.Fields(it.prompt)
		colour, shape := "", ""
		for _, w := range asked {
			if slices.Contains(words.Colours, w) {
				colour = w
			}
			if slices.Contains(words.Shapes, w) {
				shape = w
			}
		}
		form := "both"
		if colour == "" {
			form = "shape"
		} else if shape == "" {
			form = "colour"
		}
		c := byForm[form]
		c[0]++
		if it.answer == "yes" {
			yes++
			c[1]++
		} else if form == "both" {
			no++
			o := read(t, it.scene.caption())
			if slices.Contains(shapes(o), shape) {
				likeShape++
			}
			if slices.Contains(colours(o), colour) {
				likeColour++
			}
		}
		byForm[form] = c
	}
	if yes < n*47/100 || yes > n*53/100 {
		t.Errorf("%d of %d are yes", yes, n)
	}
	for _, form := range []string{"both", "shape", "colour"} {
		c := byForm[form]
		if c[0] < n/20 || c[1] < c[0]*44/100 || c[1] > c[0]*56/100 {
			t.Errorf("%s: %d questions, %d yes", form, c[0], c[1])
		}
	}
	if likeShape < no*45/100 || likeColour < no*45/100 {
		t.Errorf("of %d absent things %d share a shape and %d a colour with the scene, want hard ones", no, likeShape, likeColour)
	}
}
