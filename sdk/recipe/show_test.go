package recipe

import (
	"strings"
	"testing"
)

func TestRecordShowsItself(t *testing.T) {
	r, err := Pond()
	if err != nil {
		t.Skip(err) // a build without weights
	}
	for _, text := range []string{r.String(), r.HTML()} {
		for _, want := range []string{"pond", "vision", "language", "fewshot", r.SHA256[:12]} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in %.300s", want, text)
			}
		}
	}
	if s := (&Record{}).String(); !strings.Contains(s, "examined: nothing") {
		t.Errorf("an empty record reads %q", s)
	}
}
