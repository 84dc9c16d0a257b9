package prompt_test

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"wade/sdk/pond"
	"wade/sdk/prompt"
	"wade/sdk/tokenize"
)

var format = prompt.Format{Begin: "<bos>", Image: "<image>", End: "<eoc>"}

func words(t *testing.T) *tokenize.Tokenizer {
	t.Helper()
	tok, err := pond.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func encode(t *testing.T, p *prompt.Prompt) *prompt.Encoded {
	t.Helper()
	e, err := p.Encode(words(t), format)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// layout writes tokens as text/chunk/role/image.
func layout(e *prompt.Encoded) string {
	var parts []string
	for _, x := range e.Tokens {
		parts = append(parts, fmt.Sprintf("%s/%d/%s/%d", x.Text, x.Chunk, x.Role, x.Image))
	}
	return strings.Join(parts, " ")
}

func TestEncode(t *testing.T) {
	red, star := pond.Draw("a large red circle on the left"), pond.Draw("a small blue star on the top")
	for name, c := range map[string]struct {
		p    *prompt.Prompt
		want string
	}{
		"few shots": {
			prompt.New().Shot(red, "output :", "red").Ask(star, "output :"),
			"<bos>/-1/begin/-1 <image>/0/image/0 output/0/prompt/0 :/0/prompt/0 red/0/answer/0 <eoc>/0/end/0 <image>/1/image/1 output/1/prompt/1 :/1/prompt/1",
		},
		"words alone": {
			prompt.New().Shot(nil, "output :", "a star").Ask(nil, "output :"),
			"<bos>/-1/begin/-1 output/0/prompt/-1 :/0/prompt/-1 a/0/answer/-1 star/0/answer/-1 <eoc>/0/end/-1 output/1/prompt/-1 :/1/prompt/-1",
		},
		"words after a picture see it": {
			prompt.New().Text("a").Ask(red, "").Reply("red").Text("star"),
			"<bos>/-1/begin/-1 a/0/prompt/-1 <image>/1/image/0 red/1/answer/0 <eoc>/1/end/0 star/2/prompt/0",
		},
	} {
		if got := layout(encode(t, c.p)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
}

func TestMaps(t *testing.T) {
	red := pond.Draw("a large red circle on the left")
	e := encode(t, prompt.New().Shot(red, "output :", "red").Shot(nil, "output :", "blue").Ask(red, "output :"))
	if got := e.Positions(1); !slices.Equal(got, []int{6, 7, 8, 9}) {
		t.Errorf("chunk 1 is at %v", got)
	}
	if got := e.Positions(0, prompt.RoleAnswer, prompt.RoleImage); !slices.Equal(got, []int{1, 4}) {
		t.Errorf("picture and answer of chunk 0 are at %v", got)
	}
	if got := e.Images(); !slices.Equal(got, []int32{-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1}) {
		t.Errorf("pictures seen: %v", got)
	}
	more := e.Continue([]int32{7}, []string{"x"})
	if len(e.Tokens) != 13 || len(more.Tokens) != 14 || more.Tokens[13] != (prompt.Token{ID: 7, Text: "x", Chunk: 2, Role: prompt.RoleAnswer, Image: 1}) {
		t.Errorf("continued by %+v", more.Tokens[13:])
	}
	if got, err := words(t).Encode(words(t).Decode(e.IDs())); err != nil || !slices.Equal(got, e.IDs()) {
		t.Errorf("ids %v read back as %v, %v", e.IDs(), got, err)
	}
}

func TestPromptsShareTheirBeginning(t *testing.T) {
	red := pond.Draw("a large red circle on the left")
	shots := prompt.New().Shot(red, "output :", "red")
	a, b := shots.Ask(red, "output :"), shots.Shot(red, "output :", "red").Ask(red, "output :")
	if len(shots.Chunks()) != 1 || len(a.Chunks()) != 2 || len(b.Chunks()) != 3 {
		t.Errorf("%d, %d, %d chunks", len(shots.Chunks()), len(a.Chunks()), len(b.Chunks()))
	}
	chunks := b.Chunks()
	chunks[0].Answer = "blue"
	if b.Chunks()[0].Answer != "red" {
		t.Error("changing the copy changes the prompt")
	}
	if c := prompt.Of(chunks[1:]...); layout(encode(t, c)) != layout(encode(t, a)) {
		t.Errorf("leaving out one of two equal shots gives %s", layout(encode(t, c)))
	}
}

func TestMistakesAreCarried(t *testing.T) {
	red := pond.Draw("a large red circle on the left")
	var none *pond.Picture
	for want, p := range map[string]*prompt.Prompt{
		"chunk 0 (shot)":                       prompt.New().Shot(pond.Draw("a large rad circle"), "output :", "red").Ask(red, "output :"),
		"nothing may follow the question":      prompt.New().Ask(red, "output :").Shot(red, "output :", "red"),
		"the answer is empty":                  prompt.New().Shot(red, "output :", " "),
		"pass nil itself":                      prompt.New().Ask(none, "output :"),
		"no question to reply to":              prompt.New().Text("a").Reply("b"),
		"text has no picture":                  prompt.Of(prompt.Chunk{Kind: prompt.Text, Picture: red, Prompt: "a"}),
		"only a shot has an answer":            prompt.Of(prompt.Chunk{Kind: prompt.Ask, Answer: "a"}),
		"unknown kind":                         prompt.Of(prompt.Chunk{Kind: "riddle"}),
		"it is empty":                          prompt.New(),
		"contains the special token <image>":   prompt.New().Ask(red, "<image> output :"),
		`no word "colur"`:                      prompt.New().Ask(red, "colur :"),
		`chunk 1, "output : rad"`:              prompt.New().Shot(red, "output :", "red").Ask(red, "output : rad"),
		"contains the special token <eoc>, wh": prompt.New().Shot(red, "output :", "red <eoc>"),
	} {
		_, err := p.Encode(words(t), format)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		if p.Err() != nil && (!errors.Is(p.Err(), prompt.ErrInvalid) || !strings.Contains(p.HTML(), `role="alert"`)) {
			t.Errorf("%v is no ErrInvalid, or the page does not show it", p.Err())
		}
	}
}

func TestShow(t *testing.T) {
	p := prompt.New().Shot(pond.Draw("a large red circle on the left"), "output :", "red").Ask(pond.Draw("a small blue star on the top"), "a <b> ?")
	if got, want := p.String(), "[picture: a large red circle on the left] output : red\n[picture: a small blue star on the top] a <b> ? …"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	page := p.Answered("blue")
	for _, want := range []string{`alt="picture: a large red circle on the left"`, "<b>red</b>", "a &lt;b&gt; ? <b>blue</b>", "data:image/png;base64,"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "http") {
		t.Error("the page is not self-contained")
	}
}

func TestFromImage(t *testing.T) {
	img := image.NewNRGBA(image.Rect(5, 5, 7, 6))
	img.Set(5, 5, color.NRGBA{255, 0, 0, 255})
	img.Set(6, 5, color.NRGBA{0, 0, 0, 0})
	v, err := prompt.FromImage(img, "two pixels").Tensor()
	if err != nil {
		t.Fatal(err)
	}
	if got := v.F32(); !slices.Equal(got, []float32{1, 1, 0, 1, 0, 1}) || !slices.Equal(v.Shape(), []int{3, 1, 2}) {
		t.Errorf("%v of shape %v, want red, then white for transparent", got, v.Shape())
	}
	if _, err := prompt.FromImage(nil, "").Tensor(); err == nil {
		t.Error("no image is no error")
	}
}

// TestDialogues: the prompts of models that were tuned on turns, and that have tokens around a picture.
func TestDialogues(t *testing.T) {
	vocab := []string{"<bos>", "<fake>", "<image>", "<eou>", "user", ":", "assistant", "what", "red", "?"}
	tok, err := tokenize.New(vocab, "", "<bos>", "<fake>", "<image>", "<eou>")
	if err != nil {
		t.Fatal(err)
	}
	red, star := pond.Draw("a large red circle on the left"), pond.Draw("a small blue star on the top")
	p := prompt.New().Text("what").Shot(red, "what ?", "red").Ask(star, "what ?")
	f := prompt.Format{Begin: "<bos>", Image: "<image>", End: "<eou>", Around: "<fake>", Before: "user :", Between: "<eou> assistant :", Close: "<eou>"}
	e, err := p.Encode(tok, f)
	if err != nil {
		t.Fatal(err)
	}
	want := "<bos>/-1/begin/-1 what/0/prompt/-1 " +
		"user/1/frame/-1 :/1/frame/-1 <fake>/1/frame/-1 <image>/1/image/0 <fake>/1/frame/0 what/1/prompt/0 ?/1/prompt/0 " +
		"<eou>/1/frame/0 assistant/1/frame/0 :/1/frame/0 red/1/answer/0 <eou>/1/end/0 " +
		"user/2/frame/0 :/2/frame/0 <fake>/2/frame/0 <image>/2/image/1 <fake>/2/frame/1 what/2/prompt/1 ?/2/prompt/1 " +
		"<eou>/2/frame/1 assistant/2/frame/1 :/2/frame/1"
	if got := layout(e); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, text := range []string{"what <fake>", "what <eou> assistant"} {
		if _, err := prompt.New().Ask(red, text).Encode(tok, f); !errors.Is(err, prompt.ErrInvalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// bytePairs is a tokenizer of two letters at a time, whatever they are.
type bytePairs struct{}

func (bytePairs) Spans(text string) (all []tokenize.Token, _ error) {
	for i := 0; i < len(text); i += 2 {
		end := min(i+2, len(text))
		all = append(all, tokenize.Token{ID: int32(i), Text: text[i:end], Start: i, End: end})
	}
	return all, nil
}

func (bytePairs) ID(string) (int32, error) { return 0, nil }

// TestWholePrompts: where texts are tokenized as one, a token that reaches over an end belongs to the part that it begins in.
func TestWholePrompts(t *testing.T) {
	p := prompt.New().Shot(nil, "abc", "de").Ask(nil, "f")
	for whole, want := range map[bool]string{
		false: "ab/0/prompt/-1 c/0/prompt/-1 de/0/answer/-1 ./0/end/-1 f/1/prompt/-1",
		true:  "ab/0/prompt/-1 cd/0/prompt/-1 e./0/answer/-1 f/1/prompt/-1",
	} {
		e, err := p.Encode(bytePairs{}, prompt.Format{End: ".", Whole: whole})
		if err != nil {
			t.Fatal(err)
		}
		if got := layout(e); got != want {
			t.Errorf("whole %t: got %s, want %s", whole, got, want)
		}
	}
}
