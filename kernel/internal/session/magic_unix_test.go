//go:build unix

package session

import (
	"context"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

// What a program prints comes in order with what cells print.
func TestProgramsPrintInOrder(t *testing.T) {
	e := start(t, Options{})
	out := must(t, e, "%sh for i in 1 2 3; do echo $i; done\n$ echo four\nimport \"fmt\"\nfmt.Println(\"five\")\n6")
	if got := out.String(); got != "stdout:1\n2\n3\nfour\nfive\n|result:6" {
		t.Errorf("got %s", got)
	}
	r, _ := run(t, e, "%help")
	if len(r.Payload) != 1 || r.Payload[0]["source"] != "page" {
		t.Errorf("payload %v", r.Payload)
	}
}

// An interrupt ends a program with all that it started; variables stay.
func TestInterruptedProgram(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "x := 7")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out := newRecorder()
	over := make(chan server.Result, 1)
	go func() {
		over <- e.Execute(ctx, server.Cell{Code: "%sh echo $$; sleep 600 & wait", Count: 2}, out)
	}()
	for !strings.HasSuffix(out.stream("stdout"), "\n") {
		time.Sleep(5 * time.Millisecond)
	}
	cancel()
	if r := <-over; r.Error == nil || r.Error.Name != "Interrupted" {
		t.Errorf("got %v", r.Error)
	}
	group, err := strconv.Atoi(strings.TrimSpace(out.stream("stdout")))
	if err != nil {
		t.Fatal(err)
	}
	ends(t, group)
	if out := must(t, e, "x"); !strings.HasSuffix(out.String(), "result:7") {
		t.Errorf("afterwards: %s", out)
	}
}

// A program ends with its session, however that ends.
func TestProgramEndsWithItsSession(t *testing.T) {
	for name, stop := range map[string]func(*parentHalf){
		"shutdown": func(e *parentHalf) { _ = e.Shutdown(false) },
		"kill":     func(e *parentHalf) { _ = syscall.Kill(e.current().cmd.Process.Pid, syscall.SIGKILL) },
	} {
		e := start(t, Options{})
		out := newRecorder()
		go e.Execute(context.Background(), server.Cell{Code: "$ sh -c 'echo $$; exec sleep 600'", Count: 1}, out)
		for !strings.HasSuffix(out.stream("stdout"), "\n") {
			time.Sleep(5 * time.Millisecond)
		}
		group, err := strconv.Atoi(strings.TrimSpace(out.stream("stdout")))
		if err != nil {
			t.Fatal(err)
		}
		stop(e)
		t.Log(name)
		ends(t, group)
	}
}
