package session

import (
	"fmt"
	"strings"
	"testing"
)

// What a cell prints to both streams keeps its order, whatever it prints with.
func TestStreamsKeepTheirOrder(t *testing.T) {
	e := start(t, Options{})
	must(t, e, `import ("bufio"; "fmt"; "io"; "log"; "log/slog"; "os")
errs := log.New(os.Stderr, "", 0)
log.SetFlags(0)
text := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr { if a.Key == "time" { return slog.Attr{} }; return a }}))
func to(w io.Writer, s string) { io.WriteString(w, s) }`)
	out := must(t, e, `for i := range 20 {
	fmt.Print("a", i)
	fmt.Fprint(os.Stderr, "b", i)
	os.Stdout.WriteString("c")
	os.Stderr.Write([]byte("d"))
	println("e")
	to(os.Stdout, "f")
	errs.Print("g")
	fmt.Fprint(os.Stdout, "h")
	log.Print("i")
	w := bufio.NewWriter(os.Stdout)
	w.WriteString("j")
	w.Flush()
	text.Info("k")
}`)
	var want []string
	for i := range 20 {
		want = append(want, fmt.Sprintf("stdout:a%d|stderr:b%d|stdout:c|stderr:de\n|stdout:f|stderr:g\n|stdout:h|stderr:i\n|stdout:j|stderr:level=INFO msg=k\n", i, i))
	}
	if got := out.String(); got != strings.Join(want, "|") {
		t.Errorf("shown is\n%q\nwant\n%q", got, strings.Join(want, "|"))
	}
}

func TestPrintsOfAGoroutineBelongToItsCell(t *testing.T) {
	e := start(t, Options{})
	first := must(t, e, `import "fmt"
start, done := make(chan bool), make(chan bool)
go func() { <-start; fmt.Print("from the first"); close(done) }()`)
	second := must(t, e, "fmt.Print(\"one \"); close(start); <-done; fmt.Print(\"two\")")
	if got := second.String(); got != "stdout:one two" {
		t.Errorf("the second cell shows %q", got)
	}
	if got := first.String(); got != "stdout:from the first" {
		t.Errorf("the first cell shows %q", got)
	}
}

func TestLargePrintsAreWhole(t *testing.T) {
	e := start(t, Options{})
	out := must(t, e, `import ("fmt"; "os"; "strings")
fmt.Print(strings.Repeat("äöü", 100_000))
fmt.Fprint(os.Stderr, strings.Repeat("ß", 10_000))`)
	if out.stream("stdout") != strings.Repeat("äöü", 100_000) || out.stream("stderr") != strings.Repeat("ß", 10_000) {
		t.Errorf("%d and %d bytes came, or not the right ones", len(out.stream("stdout")), len(out.stream("stderr")))
	}
}

// A cell may close what it prints to; the next one has it again.
func TestClosedStreamsOpenAgain(t *testing.T) {
	e := start(t, Options{})
	for name, code := range map[string]string{
		"file":       "import \"os\"\nos.Stdout.Close()",
		"both":       "import \"os\"\nos.Stdout.Close(); os.Stderr.Close()",
		"descriptor": "import \"os\"\nos.NewFile(1, \"\").Close()",
		"nil":        "import \"os\"\nos.Stdout = nil",
	} {
		t.Run(name, func(t *testing.T) {
			must(t, e, code)
			out := must(t, e, "import (\"fmt\"; \"os\")\nfmt.Print(\"a\"); os.Stdout.WriteString(\"b\"); c := os.Stdout; c.WriteString(\"c\")")
			if got := out.stream("stdout"); got != "abc" {
				t.Errorf("the next cell prints %q", got)
			}
			if got := out.stream("stderr"); !strings.Contains(got, "os.Stdout was closed: it is open again") {
				t.Errorf("and says %q", got)
			}
		})
	}
}

func TestCellsMaySetTheirStreams(t *testing.T) {
	e := start(t, Options{})
	out := must(t, e, `import ("fmt"; "io"; "os")
r, w, _ := os.Pipe()
old := os.Stdout
os.Stdout = w
fmt.Fprint(os.Stdout, "into the pipe")
w.Close()
os.Stdout = old
fmt.Fprint(os.Stdout, "got ", string(must(io.ReadAll(r))))`)
	if got := out.stream("stdout"); got != "got into the pipe" {
		t.Errorf("shown is %q", got)
	}
}
