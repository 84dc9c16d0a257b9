package engine

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestComplete(t *testing.T) {
	nb := newNotebook(t)
	setup := `import ("strings"; "fmt")
type Point struct { X, Y float64; name string }
func (p *Point) Scale(f float64) *Point { p.X *= f; return p }
pt := &Point{}
points := []Point{{}}
byName := map[string]*Point{}
answer := 42
func compute(a int, b string) error { return nil }`
	if _, _, failed := nb.run(context.Background(), setup); failed != "" {
		t.Fatal(failed)
	}
	for _, c := range []struct {
		code  string // | is the cursor
		want  string // matches that must be there
		start string // text before the place where a match goes
		not   string
	}{
		{"strings.ToU|", "ToUpper", "strings.", "ToLower"},
		{"strings.|", "Builder Split ToUpper", "strings.", ""},
		{"pt.|", "X Y name Scale", "pt.", ""},
		{"pt.Scale(2).S|", "Scale", "pt.Scale(2).", "X"},
		{"points[0].|", "X Y name", "points[0].", ""},
		{"byName[\"a.b\"].|", "Scale", "byName[\"a.b\"].", ""},
		{"an|", "answer any", "", "compute"},
		{"fmt.Println(ans|)", "answer", "fmt.Println(", ""},
		{"mus|", "must", "", ""},
		{"ct|", "ctx", "", ""},
		{"ctx.|", "Done Err Deadline Value", "ctx.", ""},
		{"x := pt\nx.Sc|", "Scale", "x := pt\nx.", ""},
		{"sb := strings.Builder{}\nsb.Write|", "WriteString WriteByte", "sb := strings.Builder{}\nsb.", ""},
		{"import \"math/r|", "math/rand", "import \"", "math"},
		{"import \"wade/sdk/dis|", "wade/sdk/display", "import \"", ""},
		{"// ü größe\nstrings.ToU|", "ToUpper", "// ü größe\nstrings.", ""},
		{"nothing.|", "", "nothing.", "X"},
		{"for i := range points {\n\tpt.|\n}", "Scale", "for i := range points {\n\tpt.", ""},
		{"ret|", "return", "", ""},
		{"?strings.ToU|", "ToUpper", "?strings.", "for"},
		{"??strings.ToU|", "ToUpper", "??strings.", "for"},
		{"%who po|", "points", "%who ", "for"},
	} {
		code, _, _ := strings.Cut(c.code, "|")
		full := strings.Replace(c.code, "|", "", 1)
		got := nb.e.Complete(context.Background(), full, utf8.RuneCountInString(code))
		for _, w := range strings.Fields(c.want) {
			if !slices.Contains(got.Matches, w) {
				t.Errorf("%q: no %q among %q", c.code, w, got.Matches)
			}
		}
		if c.not != "" && slices.Contains(got.Matches, c.not) {
			t.Errorf("%q: %q should not be among %q", c.code, c.not, got.Matches)
		}
		if want := utf8.RuneCountInString(c.start); got.Start != want || got.End != utf8.RuneCountInString(code) {
			t.Errorf("%q: range %d to %d, want %d to %d", c.code, got.Start, got.End, want, utf8.RuneCountInString(code))
		}
		if len(got.Types) != len(got.Matches) {
			t.Errorf("%q: %d types for %d matches", c.code, len(got.Types), len(got.Matches))
		}
	}
	got := nb.e.Complete(context.Background(), "comp", 4)
	if i := slices.Index(got.Matches, "compute"); i < 0 || got.Types[i].Type != "function" || got.Types[i].Signature != "(a int, b string) error" {
		t.Errorf("compute: %+v", got)
	}
}

func TestInspect(t *testing.T) {
	nb := newNotebook(t)
	if _, _, failed := nb.run(context.Background(), "import (\"strings\"; \"wade/sdk/display\")\ntype P struct{ X int }\nfunc (p P) Norm(k float64) int { return 0 }\nvar p P\nn := 3"); failed != "" {
		t.Fatal(failed)
	}
	for _, c := range []struct{ code, want string }{
		{"strings.ToUp|per(\"a\")", "func strings.ToUpper(s string) string"},
		{"strings.ToUpper(|", "ToUpper returns"},
		{"disp|lay.Show(1)", "package display"},
		{"display.Sho|w(1)", "Show displays v"},
		{"p.No|rm", "func (P).Norm(k float64) int"},
		{"p.|X", "field X int"},
		{"n|", "var n int"},
		{"mus|t", "must returns the values"},
		{"le|n(x)", "len"},
		{"strings.Buil|der", "WriteString"},
		{"display.Progr|ess", "Set(done int, note string)"},
	} {
		code, _, _ := strings.Cut(c.code, "|")
		got := nb.e.Inspect(context.Background(), strings.Replace(c.code, "|", "", 1), len(code), 0)
		text, _ := got.Bundle.Data["text/plain"].(string)
		if !got.Found || !strings.Contains(text, c.want) {
			t.Errorf("%q: %v %q, want %q in it", c.code, got.Found, text, c.want)
		}
	}
	for _, code := range []string{"", "nothing", "strings.Nothing", "1 +", "\"str\""} {
		if got := nb.e.Inspect(context.Background(), code, len(code), 0); got.Found {
			t.Errorf("%q: found %v", code, got)
		}
	}
}

// Completion answers while a cell runs.
func TestCompleteWhileRunning(t *testing.T) {
	nb := newNotebook(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	over := make(chan string)
	go func() {
		_, _, failed := nb.run(ctx, "select {}")
		over <- failed
	}()
	if got := nb.e.Complete(context.Background(), "pri", 3); !slices.Contains(got.Matches, "println") {
		t.Errorf("got %q", got.Matches)
	}
	cancel()
	if failed := <-over; !strings.HasPrefix(failed, "Interrupted") {
		t.Error(failed)
	}
}
