package prompt_test

import (
	"encoding/json"
	"image"
	"os"
	"slices"
	"testing"

	"wade/sdk/internal/testfile"
	"wade/sdk/prompt"
	"wade/sdk/tokenize"
)

// small reads a tokenizer of the tests of wade/sdk/tokenize.
func small(t *testing.T, name string) *tokenize.Tokenizer {
	t.Helper()
	tok, err := tokenize.Parse(testfile.Gunzip(t, "../tokenize/testdata/"+name+".json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

// The formats of the families, and the prompts that tools/prompts_golden.py writes in Python, in our words.
var (
	openFlamingo = prompt.Format{Image: "<image>", End: "<|endofchunk|>", Whole: true}
	idefics      = prompt.Format{Begin: "<s>", Image: "<image>", Around: "<fake_token_around_image>", Close: "\n", Whole: true}
	instruct     = prompt.Format{
		Begin: "<s>", Image: "<image>", Around: "<fake_token_around_image>", Before: "User:", Between: "<end_of_utterance>\nAssistant:", Lead: " ", Close: "<end_of_utterance>\n", Whole: true,
	}
	grey = prompt.FromImage(image.NewGray(image.Rect(0, 0, 4, 3)), "grey")
	laid = map[string]struct {
		format prompt.Format
		prompt *prompt.Prompt
	}{
		"captions": {openFlamingo, prompt.New().As(prompt.OpenFlamingoCaption).
			Shot(grey, "", "A dog on the street.").Shot(grey, "", "Two cats, sitting").Ask(grey, "")},
		"captions, zero-shot": {openFlamingo, prompt.New().As(prompt.OpenFlamingoCaption).
			Shot(grey, "", "A dog on the street.").Shot(grey, "", "Two cats, sitting").TextOnly().Ask(grey, "")},
		"vqa": {openFlamingo, prompt.New().As(prompt.OpenFlamingoVQA).
			Shot(grey, "What is this?", "a dog").Shot(grey, "How many are there?", "2").Ask(grey, "what colour is it?")},
		"memes": {openFlamingo, prompt.New().As(prompt.OpenFlamingoMemes).
			Shot(grey, "don't   look", "yes").Shot(grey, "a dog", "no").Ask(grey, "one more")},
		"classes": {openFlamingo, prompt.New().As(prompt.OpenFlamingoClass).Shot(grey, "", "a dog").Ask(grey, "")},
		"base": {idefics, prompt.New().As(prompt.PaperVQA).
			Shot(grey, "What is this?", "a dog").Ask(grey, "How many?")},
		"pictures side by side": {idefics, prompt.New().Show(grey).Show(grey).Text("two dogs ").Show(grey).Show(grey).Show(grey).Text("three")},
		"text first":            {idefics, prompt.New().Text("In this picture ").Show(grey).Text(" there is")},
		"chat": {instruct, prompt.New().
			Shot(grey, "What is this?", "a dog").Ask(grey, "And this?")},
		"chat without pictures": {instruct, prompt.New().
			Shot(nil, "Who are you?", "a dog").Ask(nil, "And now?")},
	}
)

func TestPromptsAsInPython(t *testing.T) {
	data, err := os.ReadFile("testdata/prompts.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, Tokenizer, Text string
		IDs, Sees             []int32
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < len(laid) {
		t.Fatalf("%d cases, want %d or more", len(cases), len(laid))
	}
	for _, c := range cases {
		l, ok := laid[c.Name]
		if !ok {
			t.Errorf("no prompt is named %q", c.Name)
			continue
		}
		tok := small(t, c.Tokenizer)
		e, err := l.prompt.Encode(tok, l.format)
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		if !slices.Equal(e.IDs(), c.IDs) {
			t.Errorf("%s with %s:\ngot  %q\nwant %q, decoded %q", c.Name, c.Tokenizer, tok.Decode(e.IDs()), c.Text, tok.Decode(c.IDs))
		}
		if c.Sees != nil && !slices.Equal(e.Images(), c.Sees) {
			t.Errorf("%s with %s: tokens see %v, want %v", c.Name, c.Tokenizer, e.Images(), c.Sees)
		}
	}
}

// An answer has the tokens that it would have in the prompt.
func TestAnswersInContext(t *testing.T) {
	for _, c := range []struct {
		name, tokenizer string
	}{{"vqa", "neox"}, {"base", "llama"}, {"base", "llama-first"}, {"chat", "llama"}, {"captions", "neox"}} {
		tok, l := small(t, c.tokenizer), laid[c.name]
		e, err := l.prompt.Encode(tok, l.format)
		if err != nil {
			t.Fatal(err)
		}
		own, err := e.Answer(tok, "a dog")
		if err != nil {
			t.Fatal(err)
		}
		whole, err := l.prompt.Reply("a dog").Encode(tok, l.format)
		if err != nil {
			t.Fatal(err)
		}
		var want []int32
		for _, x := range whole.Tokens[len(e.Tokens):] {
			if x.Role == prompt.RoleAnswer {
				want = append(want, x.ID)
			}
		}
		got := make([]int32, len(own))
		for i, s := range own {
			got[i] = s.ID
		}
		if len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s with %s: the answer alone is %v, in the prompt %v", c.name, c.tokenizer, got, want)
		}
		if half := e.Continue(got[:1], []string{own[0].Text}); len(own) > 1 {
			rest, err := half.Answer(tok, " dog")
			if err != nil || rest[len(rest)-1].ID != got[len(got)-1] {
				t.Errorf("%s with %s: what goes on after %q is %v, error %v", c.name, c.tokenizer, own[0].Text, rest, err)
			}
		}
	}
}

func TestTemplates(t *testing.T) {
	if err := prompt.New().As(prompt.OpenFlamingoCaption).Ask(grey, "what?").Err(); err == nil {
		t.Error("a template without a place for it took a question")
	}
	p := prompt.New().As(prompt.PaperVQA).Ask(grey, "Why?")
	if got, want := p.String(), "[grey] Question: Why? Answer: …"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if c := p.Reply("so").As(prompt.Template{}).Ask(nil, "plain").Chunks(); c[0].Lead != " " || c[0].Answer != "so" || c[1].Prompt != "plain" || c[1].Lead != "" {
		t.Errorf("chunks %+v", c)
	}
	if p := prompt.New().Show(grey).Shot(grey, "a", "b").TextOnly(); len(p.Pictures()) != 0 {
		t.Error("pictures are left")
	}
	// A tokenizer that takes a special token for letters would leave the model without its picture.
	tok, err := tokenize.Load("../tokenize/testdata/llama.model")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := prompt.New().Ask(grey, "what?").Encode(tok, idefics); err == nil {
		t.Error("a tokenizer without <image> laid a prompt out")
	}
	if _, err := prompt.New().Text("what?").Encode(tok, prompt.Format{Begin: "<s>", Whole: true}); err == nil {
		t.Error("<s> was taken for letters")
	}
}
