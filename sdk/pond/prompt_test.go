package pond_test

import (
	"testing"

	"wade/sdk/pond"
)

func TestEpisodesBecomePrompts(t *testing.T) {
	exam, err := pond.Exam("colour", 2, 3, 5)
	if err != nil {
		t.Fatal(err)
	}
	prompts, answers := pond.Prompts(exam), pond.Answers(exam)
	if len(prompts) != 3 || len(answers) != 3 {
		t.Fatalf("%d prompts and %d answers for 3 episodes", len(prompts), len(answers))
	}
	for i, p := range prompts {
		chunks := p.Chunks()
		if p.Err() != nil || len(chunks) != 3 || chunks[0].Answer != exam[i].Shots[0].Answer || chunks[2].Answer != "" ||
			chunks[2].Picture != exam[i].Query.Picture || answers[i] != exam[i].Answer {
			t.Errorf("episode %d became %v", i, p)
		}
	}
}
