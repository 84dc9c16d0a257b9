package engine

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"wade/kernel/internal/server"
)

// mimes lists the forms of a bundle.
func mimes(b server.Bundle) string {
	var out []string
	for m := range b.Data {
		out = append(out, m)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestResultForms(t *testing.T) {
	for _, c := range []struct{ name, code, mimes, mime, want string }{
		{"text", "1 + 1", "text/plain", "text/plain", "2"},
		{"html", "import \"wade/sdk/display\"\ndisplay.HTML(\"<b>x</b>\")", "text/html text/plain", "text/html", "<b>x</b>"},
		{"image", "import \"image\"\nimage.NewGray(image.Rect(0, 0, 1, 1))", "image/png text/plain", "image/png", base64.StdEncoding.EncodeToString([]byte("\x89PNG"))[:5]},
		{"own type with HTML", "type T struct { n int }\nfunc (t T) HTML() string { return \"<i>own</i>\" }\nfunc (t T) String() string { return \"T!\" }\nT{1}", "text/html text/plain", "text/html", "<i>own</i>"},
		{"its text", "type T struct { n int }\nfunc (t T) HTML() string { return \"<i>own</i>\" }\nfunc (t T) String() string { return \"T!\" }\n&T{1}", "text/html text/plain", "text/plain", "T!"},
		{"method on pointer", "type T struct { n int }\nfunc (t *T) SVG() string { return \"<svg/>\" }\n&T{1}", "image/svg+xml text/plain", "image/svg+xml", "<svg/>"},
		{"slice of own", "type T struct { n int }\nfunc (t T) HTML() string { return \"<i>own</i>\" }\n[]T{{1}, {2}}", "text/html text/plain", "text/html", "<i>own</i></div><div><i>own</i>"},
		{"in an interface", "type T struct { n int }\nfunc (t T) HTML() string { return \"<i>own</i>\" }\nvar v any = T{1}\nv", "text/html text/plain", "text/html", "<i>own</i>"},
		{"json", "import \"wade/sdk/display\"\ndisplay.JSON(map[string]any{\"a\": 1})", "application/json text/plain", "application/json", `{"a":1}`},
		{"several", "func f() (int, string) { return 1, \"a\" }\nf()", "text/plain", "text/plain", "1 a"},
		{"embedded", "type B struct { n int }\nfunc (b B) HTML() string { return \"<u>b</u>\" }\ntype D struct { B }\nD{}", "text/html text/plain", "text/html", "<u>b</u>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			nb := newNotebook(t)
			_, _, failed := nb.run(context.Background(), c.code)
			if failed != "" {
				t.Fatal(failed)
			}
			if len(nb.result) != 1 {
				t.Fatalf("%d results", len(nb.result))
			}
			got := nb.result[0]
			if mimes(got) != c.mimes {
				t.Errorf("forms %s, want %s", mimes(got), c.mimes)
			}
			text := fmt.Sprint(got.Data[c.mime])
			if b, ok := got.Data[c.mime].([]byte); ok {
				text = string(b)
			}
			if !strings.Contains(text, c.want) && fmt.Sprintf("%s", got.Data[c.mime]) != c.want {
				t.Errorf("%s is %q, want %q in it", c.mime, text, c.want)
			}
		})
	}
}

func TestDisplays(t *testing.T) {
	nb := newNotebook(t)
	_, result, failed := nb.run(context.Background(), `import "wade/sdk/display"
type T struct { n int }
func (t T) Markdown() string { return "# t" }
Display(1, "a")
Display(T{2})
h := display.Show("first")
h.Update("second")
display.Show(T{3})`) // the handle is no result
	if failed != "" || result != "" {
		t.Fatal(failed, result)
	}
	var texts []string
	for _, b := range nb.shown {
		texts = append(texts, fmt.Sprint(b.Data["text/plain"]))
	}
	if got, want := strings.Join(texts, "|"), "1|a|{n:2}|first|second|{n:3}"; got != want {
		t.Errorf("shown %q, want %q", got, want)
	}
	if nb.ids[3] == "" || nb.ids[3] != nb.ids[4] || nb.ids[0] != "" {
		t.Errorf("display ids %q", nb.ids)
	}
	if mimes(nb.shown[2]) != "text/markdown text/plain" {
		t.Errorf("forms of a value of an own type: %s", mimes(nb.shown[2]))
	}
}

func TestSilentCellShowsNothing(t *testing.T) {
	nb := newNotebook(t)
	r := nb.e.Execute(context.Background(), server.Cell{Code: "Display(1)\n2", Silent: true}, nb)
	if r.Status != server.StatusOK || len(nb.result)+len(nb.shown) != 0 {
		t.Errorf("%v, %d results, %d displays", r, len(nb.result), len(nb.shown))
	}
}
