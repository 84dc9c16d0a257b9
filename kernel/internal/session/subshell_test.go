package session

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

// until waits for a condition.
func until(t *testing.T, what string, cond func() bool) {
	t.Helper()
	for late := time.Now().Add(30 * time.Second); !cond(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("%s did not come", what)
		}
	}
}

// begin runs a cell and returns where its result comes, and what stops it alone.
func begin(t *testing.T, e *parentHalf, c server.Cell, out server.Sink) (<-chan server.Result, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan server.Result, 1)
	go func() { over <- e.Execute(ctx, c, out) }()
	return over, cancel
}

func await(t *testing.T, over <-chan server.Result) server.Result {
	t.Helper()
	select {
	case r := <-over:
		return r
	case <-time.After(60 * time.Second):
		t.Fatal("the cell did not end")
		panic("unreachable")
	}
}

// A cell of a subshell runs while one of the main shell does: it sees the same variables, and each shows what is its own.
func TestSubshellRunsBeside(t *testing.T) {
	e := start(t, Options{})
	main, sub := newRecorder(), newRecorder()
	e.Execute(t.Context(), server.Cell{Code: `import ("fmt"; "sync/atomic"; "time"); var n atomic.Int64; ready := make(chan bool)`, Count: 1}, main)
	over, _ := begin(t, e, server.Cell{Code: `fmt.Println("main begins"); ready <- true; for n.Load() == 0 { time.Sleep(time.Millisecond) }; fmt.Println("main ends"); n.Load()`, Count: 2}, main)
	r := await(t, first(begin(t, e, server.Cell{Code: `<-ready; fmt.Println("sub"); fmt.Printf("%d\n", 1); n.Add(1); "done"`, Count: 1, Shell: 1}, sub)))
	if r.Error != nil || sub.stream("stdout") != "sub\n1\n" || !strings.HasSuffix(sub.String(), "|result:done") {
		t.Errorf("subshell: %v %q", r.Error, sub)
	}
	if r := await(t, over); r.Error != nil || main.stream("stdout") != "main begins\nmain ends\n" || !strings.HasSuffix(main.String(), "|result:1") {
		t.Errorf("main shell: %v %q", r.Error, main)
	}
}

func first(over <-chan server.Result, _ context.CancelFunc) <-chan server.Result { return over }

// What a subshell declares is there for the main shell while its own cell still runs.
func TestSubshellDeclares(t *testing.T) {
	e := start(t, Options{})
	out := newRecorder()
	over, cancel := begin(t, e, server.Cell{Code: `import "time"; for { time.Sleep(time.Millisecond) }`, Count: 1}, out)
	for i := range 20 {
		r := e.Execute(t.Context(), server.Cell{Code: fmt.Sprintf("func f%d() int { return %d }; v%d := f%d()", i, i, i, i), Count: i + 1, Shell: 1}, out)
		if r.Error != nil {
			t.Fatal(r.Error)
		}
	}
	cancel()
	if r := await(t, over); r.Error == nil || r.Error.Name != "Interrupted" {
		t.Errorf("main shell: %+v", r)
	}
	shown := newRecorder()
	if r := e.Execute(t.Context(), server.Cell{Code: "v19 + f3()", Count: 2}, shown); r.Error != nil || shown.String() != "result:22" {
		t.Errorf("afterwards: %v %q", r.Error, shown)
	}
}

func TestInterruptsFindTheirCell(t *testing.T) {
	e := start(t, Options{})
	loop := `import "fmt"; fmt.Println("on"); for {}`
	running := func(shell, count int) (*recorder, <-chan server.Result, context.CancelFunc) {
		out := newRecorder()
		over, cancel := begin(t, e, server.Cell{Code: loop, Count: count, Shell: shell}, out)
		until(t, "output", func() bool { return out.stream("stdout") == "on\n" })
		return out, over, cancel
	}
	_, main, _ := running(0, 1)
	_, one, stopOne := running(1, 1)
	_, two, _ := running(2, 1)
	stopOne()
	if r := await(t, one); r.Error == nil || r.Error.Name != "Interrupted" {
		t.Errorf("stopped alone: %+v", r.Error)
	}
	select {
	case r := <-main:
		t.Fatalf("the main shell stopped as well: %+v", r)
	case r := <-two:
		t.Fatalf("the other subshell stopped as well: %+v", r)
	case <-time.After(100 * time.Millisecond):
	}
	if err := e.Interrupt(); err != nil { // means all
		t.Fatal(err)
	}
	for name, over := range map[string]<-chan server.Result{"main shell": main, "subshell": two} {
		if r := await(t, over); r.Error == nil || r.Error.Name != "Interrupted" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if r := e.Execute(t.Context(), server.Cell{Code: "1", Count: 2}, newRecorder()); r.Error != nil {
		t.Errorf("afterwards: %v", r.Error)
	}
}

func TestEveryShellHearsOfADeadSession(t *testing.T) {
	e := start(t, Options{})
	out := newRecorder()
	main, _ := begin(t, e, server.Cell{Code: `import ("fmt"; "time"); fmt.Println("on"); time.Sleep(time.Hour)`, Count: 1}, out)
	until(t, "output", func() bool { return out.stream("stdout") == "on\n" })
	beside := newRecorder()
	sub, _ := begin(t, e, server.Cell{Code: `import "fmt"; fmt.Println("on"); select {}`, Count: 1, Shell: 1}, beside)
	until(t, "output", func() bool { return beside.stream("stdout") == "on\n" })
	_ = e.current().cmd.Process.Kill()
	for name, over := range map[string]<-chan server.Result{"main": main, "sub": sub} {
		if r := await(t, over); r.Error == nil || r.Error.Name != "SessionDied" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if r := e.Execute(t.Context(), server.Cell{Code: "1", Count: 2, Shell: 1}, out); r.Error != nil {
		t.Errorf("afterwards: %v", r.Error)
	}
}

func TestErrorsNameTheirShell(t *testing.T) {
	e := start(t, Options{})
	r := e.Execute(t.Context(), server.Cell{Code: "x := undefined", Count: 3, Shell: 2}, newRecorder())
	if r.Error == nil || !strings.Contains(r.Error.Value, "In [3] of subshell 2:1:6: undefined: undefined") {
		t.Errorf("%+v", r.Error)
	}
}

// asker answers questions with its name.
type asker struct {
	*recorder
	name string
}

func (a asker) Input(_ context.Context, prompt string, _ bool) (string, error) {
	return a.name + " hears " + prompt, nil
}

func TestEachShellAsksItsOwnFrontEnd(t *testing.T) {
	e := start(t, Options{})
	code := `import "wade/sdk/display"; must(display.Input(ctx, "who?"))`
	for shell, name := range []string{"main", "sub"} {
		out := asker{newRecorder(), name}
		if r := e.Execute(t.Context(), server.Cell{Code: code, Count: 1, Shell: shell}, out); r.Error != nil || !strings.Contains(out.String(), name+" hears who?") {
			t.Errorf("%s: %v %q", name, r.Error, out)
		}
	}
}
