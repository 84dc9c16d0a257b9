package notebook

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs from what came out:\n%s", path, got)
	}
}

func TestRoundTrip(t *testing.T) {
	n, err := Open("testdata/every.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := n.Encode()
	if err != nil {
		t.Fatal(err)
	}
	want, _ := os.ReadFile("testdata/every.ipynb")
	if string(raw) != string(want) {
		t.Errorf("written differently:\n%s", raw)
	}
	if n.Title() != "Every kind of cell" || n.Language() != "go" {
		t.Errorf("title %q, language %q", n.Title(), n.Language())
	}
}

func TestDecode(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"old":         {`{"nbformat":3,"worksheets":[]}`, "nbformat 3"},
		"not json":    {`x`, "not a notebook"},
		"other type":  {`{"nbformat":4,"cells":[{"cell_type":"heading"}]}`, `type "heading"`},
		"null cell":   {`{"nbformat":4,"cells":[null]}`, "cell 1 is null"},
		"null output": {`{"nbformat":4,"cells":[{"cell_type":"code","outputs":[null]}]}`, "output 1 of cell 1"},
		"source":      {`{"nbformat":4,"cells":[{"cell_type":"code","source":7}]}`, "not a notebook"},
	} {
		if _, err := Decode([]byte(c.in)); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	n, err := Decode([]byte(`{"nbformat":4,"nbformat_minor":2,"metadata":{"n":12345678901234567890},"cells":[{"cell_type":"code","source":["a\n","b"]},{"cell_type":"code","source":"a\nb"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	a, b := n.Cells[0], n.Cells[1]
	if a.Source != "a\nb" || b.Source != a.Source || a.ID == "" || a.ID == b.ID {
		t.Errorf("cells %+v %+v", a, b)
	}
	if raw, err := n.Encode(); err != nil || !strings.Contains(string(raw), "12345678901234567890") {
		t.Errorf("metadata lost digits: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	every, _ := os.ReadFile("testdata/every.ipynb")
	f.Add(every)
	f.Add([]byte(`{"nbformat":4,"cells":[]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		n, err := Decode(raw)
		if err != nil {
			return
		}
		out, err := n.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Decode(out); err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if _, err := n.HTML(Origin{}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestPage(t *testing.T) {
	n, err := Open("testdata/every.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	page, err := n.HTML(Origin{File: "every.ipynb", By: "the test"})
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(page), "</head>")
	golden(t, "every.html", []byte(body))
	if m := regexp.MustCompile(`(?i)(src|href)="?(https?:)?//|@import|url\(`).FindString(string(page)); m != "" {
		t.Errorf("the page loads something: %q", m)
	}
}

func TestTerminal(t *testing.T) {
	for in, want := range map[string]string{
		"a<b":                        "a&lt;b",
		"10%\r100%":                  "100%",
		"100%\r10%":                  "10%%",
		"100%\r\x1b[K5%":             "5%",
		"abc\b\bX":                   "aXc",
		"\x1b[31mred\x1b[0m plain":   `<span class="fg-red">red</span> plain`,
		"\x1b[1;32mon\ntwo\x1b[m":    "<span class=\"fg-green bold\">on</span>\n<span class=\"fg-green bold\">two</span>",
		"\x1b[38;5;196mx":            `<span style="color:rgb(255,0,0)">x</span>`,
		"\x1b[48;2;1;2;3mx":          `<span style="background:rgb(1,2,3)">x</span>`,
		"\x1b[3;4;2mx\x1b[23;24;22m": `<span class="dim italic underline">x</span>`,
		"é\x1b[7m€\x1b]":             "é€",
		"a\tb\x00":                   "a\tb",
		"bad \xff byte":              "bad \uFFFD byte",
	} {
		if got := string(terminalHTML(in)); got != want {
			t.Errorf("%q gave %s\nwant %s", in, got, want)
		}
	}
	if got := PlainText("\x1b[31mred\x1b[0m\n"); got != "red\n" {
		t.Errorf("plain %q", got)
	}
}

func TestMath(t *testing.T) {
	for tex, want := range map[string]string{
		"x":                        "<mi>x</mi>",
		"x_i^2":                    "<msubsup><mi>x</mi><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow></msubsup>",
		`\frac{1}{n}`:              "<mfrac><mrow><mn>1</mn></mrow><mrow><mi>n</mi></mrow></mfrac>",
		`\frac12`:                  "<mfrac><mn>1</mn><mn>2</mn></mfrac>",
		`x^{12}`:                   "<msup><mi>x</mi><mrow><mn>12</mn></mrow></msup>",
		`\sqrt[3]{x}`:              "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>",
		`\alpha \le 3.5`:           "<mi>α</mi><mo>≤</mo><mn>3.5</mn>",
		`\text{a b}`:               "<mtext>a\u00a0b</mtext>",
		`\mathbb{R}^{d}`:           `<msup><mi mathvariant="normal">ℝ</mi><mrow><mi>d</mi></mrow></msup>`,
		`\left( a \right)`:         "<mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow>",
		`f'(x)`:                    `<msup><mi>f</mi><mrow><mo>&prime;</mo></mrow></msup><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo>`,
		`a < b`:                    "<mi>a</mi><mo>&lt;</mo><mi>b</mi>",
		`\tanh(\alpha)`:            `<mi>tanh</mi><mo stretchy="false">(</mo><mi>α</mi><mo stretchy="false">)</mo>`,
		`\hat{y}`:                  `<mover accent="true"><mrow><mi>y</mi></mrow><mo>^</mo></mover>`,
		`\begin{matrix}`:           "",
		`{`:                        "",
		`}`:                        "",
		`x_`:                       "",
		`x_a_b`:                    "",
		`\left(`:                   "",
		`\`:                        "",
		strings.Repeat("{", 1000):  "",
		strings.Repeat("x^", 1000): "",
	} {
		got, err := mathML(tex, false)
		if want == "" {
			if err == nil {
				t.Errorf("%q gave %s, want an error", tex, got)
			}
			continue
		}
		if got != "<math><mrow>"+want+"</mrow></math>" {
			t.Errorf("%q gave %s (%v)", tex, got, err)
		}
	}
	if got, err := mathML(`\sum_{i}^n x`, true); err != nil || !strings.Contains(got, "munderover") {
		t.Errorf("a sum set apart has its limits above and below: %s %v", got, err)
	}
	if got := string(mathHTML(`\unknown{<}`, true)); got != `<span class="math display">\unknown{&lt;}</span>` {
		t.Errorf("beyond: %s", got)
	}
}

// echo is an Engine for the runner, whose cells are commands.
type echo struct{ server.Engine }

func (echo) Execute(ctx context.Context, c server.Cell, out server.Sink) server.Result {
	text := func(s string) server.Bundle { return server.Bundle{Data: map[string]any{"text/plain": s}} }
	verb, rest, _ := strings.Cut(strings.TrimSpace(c.Code), " ")
	switch verb {
	case "print":
		out.Stream("stdout", rest)
		out.Stream("stdout", "\n")
		out.Stream("stderr", "e")
	case "show":
		out.Display(text(rest), "id")
	case "update":
		out.Update(text(rest), "id")
	case "clear":
		out.Stream("stdout", "gone")
		out.Clear(true)
		out.Stream("stdout", rest)
	case "value":
		out.Result(text(rest))
	case "fail":
		return server.Result{Status: server.StatusError, Error: &server.CellError{Name: "Wrong", Value: rest}}
	case "wait":
		<-ctx.Done()
		return server.Result{Error: &server.CellError{Name: "Interrupted", Value: "stopped"}}
	}
	return server.Result{}
}

func made(cells ...string) *Notebook {
	n := &Notebook{}
	for _, c := range cells {
		cell := &Cell{ID: "c", Type: Code, Source: c, Outputs: []*Output{{Type: Stream, Name: "stdout", Text: "old"}}}
		if tag, rest, ok := strings.Cut(c, "| "); ok {
			cell.Source, cell.Metadata = rest, map[string]any{"tags": []any{tag}}
		}
		n.Cells = append(n.Cells, cell)
	}
	return n
}

func summary(n *Notebook) string {
	var all []string
	for _, c := range n.Cells {
		var b []string
		for _, o := range c.Outputs {
			s := o.Type + ":" + o.Text + o.EName
			if v, ok := o.Data["text/plain"].(string); ok {
				s += v
			}
			b = append(b, s)
		}
		all = append(all, strings.Join(b, " "))
	}
	return strings.Join(all, "|")
}

func TestRun(t *testing.T) {
	n := made("print a", "show x", "update y", "clear b", "value v", "skip-execution| fail", "raises-exception| fail z", "  ")
	var seen []string
	r := Runner{Engine: echo{}, After: func(p Progress, err error) { seen = append(seen, p.Cell.Source) }}
	if err := r.Run(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if got, want := summary(n), "stream:a\n stream:e|display_data:y||stream:b|execute_result:v||error:Wrong|"; got != want {
		t.Errorf("outputs %q\nwant    %q", got, want)
	}
	if len(seen) != 6 || n.Cells[4].Count != 5 || n.Cells[5].Count != 0 {
		t.Errorf("ran %q, counts %d and %d", seen, n.Cells[4].Count, n.Cells[5].Count)
	}
}

func TestRunStopsAtAnError(t *testing.T) {
	n := made("print a", "fail b", "print c")
	err := Runner{Engine: echo{}}.Run(t.Context(), n)
	var cell *CellError
	if !errors.As(err, &cell) || cell.Index != 2 || cell.Failure.Name != "Wrong" {
		t.Fatalf("error %v", err)
	}
	if got := summary(n); !strings.HasSuffix(got, "|error:Wrong|") {
		t.Errorf("outputs %q", got)
	}
}

func TestRunLimitsTime(t *testing.T) {
	n := made("raises-exception| wait")
	if err := (Runner{Engine: echo{}, Timeout: time.Millisecond}).Run(t.Context(), n); !errors.Is(err, ErrTimeout) {
		t.Errorf("error %v", err)
	}
	if got := summary(n); got != "error:Timeout" {
		t.Errorf("outputs %q", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (Runner{Engine: echo{}}).Run(ctx, made("print a")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestSaveIsWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "new", "n.ipynb")
	if err := made("a").Save(path); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "new", ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
