package prompt_test

import (
	"path/filepath"
	"testing"

	"wade/sdk/internal/zoo"
	"wade/sdk/prompt"
	"wade/sdk/tokenize"
)

// Where the end of a prompt would merge with the answer, the answer is tokenized as it reads behind other text: LLaMA's
// tokenizer puts no second space before it.
func TestAnswerBehindAMerge(t *testing.T) {
	dir := zoo.Unpack(t, filepath.Join("..", "family", "testdata", "idefics-instruct.zip"))
	words, err := tokenize.Load(filepath.Join(dir, "tokenizer.json"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := prompt.New().Ask(nil, "Output:").Encode(words, prompt.Format{Whole: true, Lead: " "})
	if err != nil {
		t.Fatal(err)
	}
	spans, err := e.Answer(words, "red")
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, s := range spans {
		text += words.Text(s.ID)
	}
	if text != " red" {
		t.Errorf("the answer reads %q in its place, want %q", text, " red")
	}
	if last := spans[len(spans)-1]; last.End != len("red") {
		t.Errorf("the last token ends at byte %d of the answer, want %d", last.End, len("red"))
	}
}
