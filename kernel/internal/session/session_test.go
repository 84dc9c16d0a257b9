package session

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

// The tests run the real interpreter: the test binary is its own child.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "session" {
		Main()
		return
	}
	os.Exit(m.Run())
}

// A recorder is a Sink that keeps what a cell shows, in order.
type recorder struct {
	mu    sync.Mutex
	items []string // "stdout:text", joined while the stream does not change
	text  map[string]*strings.Builder
}

func newRecorder() *recorder {
	return &recorder{text: map[string]*strings.Builder{"stdout": {}, "stderr": {}}}
}

func (r *recorder) add(kind, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.items = append(r.items, kind+":"+text)
}

func (r *recorder) Stream(name, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.text[name].WriteString(text)
	if n := len(r.items); n > 0 && strings.HasPrefix(r.items[n-1], name+":") {
		if len(r.items[n-1]) < 1<<10 { // enough to compare, and not quadratic
			r.items[n-1] += text
		}
		return
	}
	r.items = append(r.items, name+":"+text)
}

func (r *recorder) Display(b server.Bundle, id string) { r.add("display", plain(b)) }
func (r *recorder) Update(b server.Bundle, id string)  { r.add("update", plain(b)) }
func (r *recorder) Clear(wait bool)                    { r.add("clear", fmt.Sprint(wait)) }
func (r *recorder) Result(b server.Bundle)             { r.add("result", plain(b)) }

func (r *recorder) Comm(m server.Comm) { r.add("comm", string(m.Event)+" "+string(m.Data)) }

func (r *recorder) Input(context.Context, string, bool) (string, error) { return "", server.ErrNoInput }

func (r *recorder) stream(name string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text[name].String()
}

func (r *recorder) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.items, "|")
}

func plain(b server.Bundle) string { return fmt.Sprint(b.Data["text/plain"]) }

func start(t *testing.T, opt Options) *parentHalf {
	t.Helper()
	e, err := NewEngine(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Shutdown(false); err != nil {
			t.Error(err)
		}
	})
	return e.(*parentHalf)
}

func run(t *testing.T, e *parentHalf, code string) (server.Result, *recorder) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out := newRecorder()
	return e.Execute(ctx, server.Cell{Code: code, StoreHistory: true}, out), out
}

// must runs a cell that has to succeed and returns what it showed.
func must(t *testing.T, e *parentHalf, code string) *recorder {
	t.Helper()
	result, out := run(t, e, code)
	if result.Error != nil {
		t.Fatalf("%s\n%v\n%s", code, result.Error, strings.Join(result.Error.Traceback, "\n"))
	}
	return out
}

func TestValuesLiveOn(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "x := 40")
	if got := must(t, e, "x + 2").String(); got != "result:42" {
		t.Errorf("showed %s", got)
	}
}

func TestOutputsKeepTheirOrder(t *testing.T) {
	e := start(t, Options{})
	out := must(t, e, `import ("fmt"; "os"; "wade/sdk/display")
for i := 0; i < 20; i++ {
	fmt.Print("o", i)
	display.Show(display.String(fmt.Sprint("d", i)))
	fmt.Fprint(os.Stdout, "p", i)
	display.Show(display.String(fmt.Sprint("q", i)))
}`)
	var want []string
	for i := range 20 {
		want = append(want, fmt.Sprintf("stdout:o%d|display:d%d|stdout:p%d|display:q%d", i, i, i, i))
	}
	if got := strings.Join(want, "|"); !strings.HasPrefix(out.String(), got) {
		t.Errorf("showed %s", out)
	}
}

func TestPrintsLoseNothing(t *testing.T) {
	const n = 100_000
	e := start(t, Options{})
	lines := strings.Split(must(t, e, fmt.Sprintf("import \"fmt\"\nfor i := 0; i < %d; i++ { fmt.Println(i) }", n)).stream("stdout"), "\n")
	if len(lines) != n+1 {
		t.Fatalf("%d lines", len(lines))
	}
	for i := range n {
		if lines[i] != fmt.Sprint(i) {
			t.Fatalf("line %d is %q", i, lines[i])
		}
	}
}

func TestPanicIsAnError(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "x := 1")
	result, _ := run(t, e, `panic("on purpose")`)
	if result.Status != server.StatusError || !strings.Contains(result.Error.Error(), "on purpose") {
		t.Errorf("result %+v", result)
	}
	if got := must(t, e, "x").String(); got != "result:1" {
		t.Errorf("afterwards x shows %s", got)
	}
}

func TestInterrupt(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "kept := 7")
	for name, code := range map[string]string{
		"busy":    "for { }",
		"channel": "<-make(chan int)",
		"select":  "select {}",
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			time.AfterFunc(200*time.Millisecond, cancel)
			result := e.Execute(ctx, server.Cell{Code: code}, newRecorder())
			if result.Status != server.StatusError || result.Error.Name == "SessionDied" {
				t.Fatalf("result %+v %v", result, result.Error)
			}
			if got := must(t, e, "kept").String(); got != "result:7" {
				t.Errorf("afterwards kept shows %s", got)
			}
		})
	}
}

// An interrupt may overtake the cell that it is meant for.
func TestInterruptAtOnce(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "1")
	for i := range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(time.Duration(i)*100*time.Microsecond, cancel)
		if result := e.Execute(ctx, server.Cell{Code: "for { }"}, newRecorder()); result.Status != server.StatusError || result.Error.Name == "SessionDied" {
			t.Fatalf("after %d: %+v %v", i, result, result.Error)
		}
	}
}

func TestSecretsStayOutside(t *testing.T) {
	t.Setenv("SOME_API_TOKEN", "hidden")
	t.Setenv("JPY_PARENT_PID", "1")
	t.Setenv("PLAIN", "seen")
	e := start(t, Options{Env: []string{"GIVEN_TOKEN=passed"}})
	out := must(t, e, "import (\"fmt\"; \"os\")\nfmt.Print(os.Environ())").stream("stdout")
	for text, want := range map[string]bool{"hidden": false, "JPY_": false, "PLAIN=seen": true, "GIVEN_TOKEN=passed": true} {
		if strings.Contains(out, text) != want {
			t.Errorf("%q among the variables of a cell: want %v", text, want)
		}
	}
}

func TestShutdownIsFinal(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "1")
	if err := e.Shutdown(false); err != nil {
		t.Fatal(err)
	}
	if result, _ := run(t, e, "2"); result.Status != server.StatusError || !strings.Contains(result.Error.Error(), "shut down") {
		t.Errorf("result %+v", result)
	}
}
