package prompt_test

import (
	"strings"
	"testing"

	"wade/sdk/pond"
	"wade/sdk/prompt"
)

func TestLayoutIsShown(t *testing.T) {
	e := encode(t, prompt.New().
		Shot(pond.Draw("a large red circle on the left"), "output :", "red").
		Ask(pond.Draw("a small blue star on the top"), "output :"))
	want := []string{
		"9 tokens, 2 pictures",
		`   0-0     no picture  begin      "<bos>"`,
		`   1-1     picture 0   image      "<image>"`,
		`   2-3     picture 0   prompt     "output:"`,
		`   4-4     picture 0   answer     "red"`,
		`   5-5     picture 0   end        "<eoc>"`,
		`   6-6     picture 1   image      "<image>"`,
		`   7-8     picture 1   prompt     "output:"`,
	}
	if got := e.String(); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	page := e.HTML()
	if n := strings.Count(page, "<img "); n != 2 {
		t.Errorf("%d pictures are shown, want 2", n)
	}
	if strings.Contains(page, "<eoc>") || !strings.Contains(page, "&lt;eoc&gt;") {
		t.Error("tokens are not escaped")
	}
	if !strings.Contains(page, `title="token 4, id `) || !strings.Contains(page, `answer, sees picture 0"`) {
		t.Error("a token does not say what it is")
	}
}
