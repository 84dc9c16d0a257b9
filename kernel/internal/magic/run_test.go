package magic

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func touch(t *testing.T, name string) {
	t.Helper()
	var err error
	if strings.HasSuffix(name, "/") {
		err = os.MkdirAll(name, 0o755)
	} else {
		err = os.WriteFile(name, []byte("text\n"), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A page keeps what it is asked to do.
type page struct {
	ran    []string
	forgot []string
	fails  bool
}

func (p *page) Run(_ context.Context, code string) error {
	p.ran = append(p.ran, code)
	if p.fails {
		return errors.New("boom")
	}
	return nil
}

func (p *page) Variables(context.Context) []Variable {
	return []Variable{{"answer", "int", "42"}, {"xs", "[]int", "[1 2]"}}
}
func (p *page) Reset() error                            { p.forgot = []string{"all"}; return nil }
func (p *page) Forget(n []string) error                 { p.forgot = n; return nil }
func (p *page) History() []string                       { return []string{"one\n", "two\n"} }
func (p *page) Near(string) []string                    { return []string{"good", "nothing like it"} }
func (p *page) Inspect(n string, _ bool) (string, bool) { return "doc of " + n, n == "f" }

// run runs a cell and returns what it printed.
func run(t *testing.T, ctx context.Context, code string, p *page) (out, page string, err error) {
	t.Helper()
	f, e := os.Create(filepath.Join(t.TempDir(), "out"))
	if e != nil {
		t.Fatal(e)
	}
	defer func() { _ = f.Close() }()
	page, err = Run(ctx, code, p, f, f)
	b, e := os.ReadFile(f.Name())
	if e != nil {
		t.Fatal(e)
	}
	return string(b), page, err
}

func TestRun(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the programs of this test are those of Unix")
	}
	t.Chdir(t.TempDir())
	t.Setenv("WADE_TEST_NAME", "here")
	touch(t, "folder/")
	for _, c := range []struct {
		code, out, err, ran, page string
	}{
		{code: "$ echo a  'b  c' $HOME", out: "a b  c $HOME\n"},
		{code: "%sh echo a | tr a b", out: "b\n"},
		{code: "%%sh\nfor i in 1 2\ndo echo $i\ndone", out: "1\n2\n"},
		{code: "$ sh -c 'exit 3'\nx := 1", err: "sh ended with exit status 3"},
		{code: "$ no-such-program-at-all", err: "there is no program \"no-such-program-at-all\""},
		{code: "$ sh -c 'cat; echo end'", out: "end\n"},
		{code: "$ sh -c 'echo gone >&2'", out: "gone\n"},
		{code: "%cd folder\n%sh basename $PWD\n%cd -", out: "folder\n"},
		{code: "%cd foldr", err: "near matches: folder"},
		{code: "%env WADE_TEST_NAME", out: "here\n"},
		{code: "%env WADE_TEST_NAME=a b\n%sh echo $WADE_TEST_NAME", out: "a b\n"},
		{code: "%env WADE_TEST_NAME 'c'\n%env WADE_TEST_NAME", out: "c\n"},
		{code: "%env WADE_TEST_NAMES", err: "WADE_TEST_NAMES is not set; near matches: WADE_TEST_NAME"},
		{code: "%env", out: "WADE_TEST_NAME="},
		{code: "%who", out: "answer  int    42\nxs      []int  [1 2]\n"},
		{code: "%who x", out: "xs  []int  [1 2]\n"},
		{code: "%who nothing", out: "no variables\n"},
		{code: "%history", out: "one\n\ntwo\n"},
		{code: "%history 1", out: "two\n"},
		{code: "%history x", err: "takes a number"},
		{code: "%go111module on\nx := 1", out: "changes nothing", ran: "               \nx := 1"},
		{code: "%go111module", err: "takes on or off"},
		{code: "%time f(1)\nx", out: "took ", ran: "      f(1)|          \nx"},
		{code: "%%time\nf(1)", out: "allocated ", ran: "      \nf(1)"},
		{code: "%time\nf(1)", out: "took ", ran: "     \nf(1)"},
		{code: "%tme f(1)\nx", err: "unknown special %tme; near matches: %time"},
		{code: "%load_ext autoreload", err: "unknown special %load_ext; %help lists them"},
		{code: "%help", page: "%go111module on|off"},
		{code: "?f", page: "doc of f"},
		{code: "f?", page: "doc of f"},
		{code: "g?", err: "nothing is known about \"g\""},
		{code: "god?", err: "nothing is known about \"god\"; near matches: good"},
		{code: "%%writefile out.txt\na\n$b", out: "wrote out.txt\n"},
		{code: "$ cat out.txt", out: "a\n$b\n"},
		{code: "%%writefile out.txt\nc", out: "replaced out.txt\n"},
		{code: "%%writefile new/deep/out.txt\nc", out: "wrote new/deep/out.txt\n"},
		{code: "$ cat new/deep/out.txt", out: "c\n"},
		{code: "%%writefile out.txt/x\nc", err: "not a directory"},
		{code: "%%writefile\nc", err: "takes the path"},
		{code: "%pwd", out: "/"},
		{code: "$", out: ""},
	} {
		p := &page{}
		out, shown, err := run(t, context.Background(), c.code, p)
		if !strings.Contains(out, c.out) || c.out == "" && out != "" {
			t.Errorf("%q printed %q, want %q", c.code, out, c.out)
		}
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%q: error %v, want %q", c.code, err, c.err)
		}
		if ran := strings.Join(p.ran, "|"); ran != c.ran {
			t.Errorf("%q ran %q, want %q", c.code, ran, c.ran)
		}
		if !strings.Contains(shown, c.page) || (c.page == "") != (shown == "") {
			t.Errorf("%q opened %q, want %q", c.code, shown, c.page)
		}
	}
}

func TestReset(t *testing.T) {
	for _, c := range []struct{ code, want string }{{"%reset", "all"}, {"%reset -f", "all"}, {"%reset x, y", "x y"}} {
		p := &page{}
		if _, _, err := run(t, context.Background(), c.code, p); err != nil || strings.Join(p.forgot, " ") != c.want {
			t.Errorf("%q forgot %q (%v), want %q", c.code, p.forgot, err, c.want)
		}
	}
}

func TestErrorKnowsItsLine(t *testing.T) {
	_, _, err := run(t, context.Background(), "\n%cd /\n%nothing", &page{})
	var at *Error
	if !errors.As(err, &at) || at.Line.Number != 3 {
		t.Errorf("got %v", err)
	}
	_, _, err = run(t, context.Background(), "%time f()", &page{fails: true})
	if errors.As(err, &at) && at.Line.Name == "%time" {
		t.Errorf("an error of Go code is not one of the line: %v", err)
	}
}

// An interrupt ends the program and what it started.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the programs of this test are those of Unix")
	}
	for _, script := range []string{"sleep 600 & wait", "trap '' INT; sleep 600 & wait; wait"} {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(100*time.Millisecond, cancel)
		start := time.Now()
		_, _, err := run(t, ctx, "$ sh -c \""+script+"\"", &page{})
		if !errors.Is(err, context.Canceled) || time.Since(start) > 20*time.Second {
			t.Errorf("%s: %v after %v", script, err, time.Since(start))
		}
	}
}
