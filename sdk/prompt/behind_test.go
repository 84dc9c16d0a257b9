package prompt_test

import (
	"archive/zip"
	"io"
	"path/filepath"
	"testing"

	"wade/sdk/prompt"
	"wade/sdk/tokenize"
)

// Where the end of a prompt would merge with the answer, the answer is tokenized as it reads behind other text: LLaMA's
// tokenizer puts no second space before it.
func TestAnswerBehindAMerge(t *testing.T) {
	z, err := zip.OpenReader(filepath.Join("..", "family", "testdata", "idefics-instruct.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("tokenizer.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	words, err := tokenize.Parse(data)
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
