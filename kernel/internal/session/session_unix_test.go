//go:build unix

package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

// ends waits until no process of a group is left, and logs how long that took: a machine under load must not fail it.
func ends(t *testing.T, group int) {
	t.Helper()
	const within = 30 * time.Second
	start := time.Now()
	defer func() { t.Logf("gone after %v", time.Since(start).Round(time.Millisecond)) }()
	for late := start.Add(within); !errors.Is(syscall.Kill(-group, 0), syscall.ESRCH); {
		if time.Now().After(late) {
			_ = syscall.Kill(-group, syscall.SIGKILL)
			t.Fatalf("something of group %d is still running after %v", group, within)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

const startSleep = `import "os"
started, err := os.StartProcess("/bin/sleep", []string{"sleep", "600"}, &os.ProcAttr{})`

func TestKilledInACell(t *testing.T) {
	e := start(t, Options{})
	for signal, want := range map[syscall.Signal]string{
		syscall.SIGKILL: "killed from outside",
		syscall.SIGSEGV: "segmentation violation",
		syscall.SIGQUIT: "SIGQUIT",
	} {
		must(t, e, "ready := 1")
		pid := e.current().cmd.Process.Pid
		time.AfterFunc(300*time.Millisecond, func() { _ = syscall.Kill(pid, signal) })
		result, out := run(t, e, "for { }")
		if result.Error == nil || result.Error.Name != "SessionDied" || !strings.Contains(strings.Join(result.Error.Traceback, "\n"), want) {
			t.Errorf("%v: %v %s", signal, result.Error, out)
		}
		if out.stream("stderr") != "" {
			t.Errorf("%v: the crash was printed as well: %s", signal, out)
		}
	}
	must(t, e, "1")
}

func TestKilledBetweenCells(t *testing.T) {
	e := start(t, Options{})
	out := must(t, e, "x := 1")
	p := e.current()
	_ = syscall.Kill(p.cmd.Process.Pid, syscall.SIGKILL)
	<-p.gone
	if !strings.Contains(out.stream("stderr"), "SessionDied") {
		t.Errorf("the last cell shows %s", out)
	}
	next := must(t, e, "1 + 1")
	if !strings.Contains(next.stream("stderr"), "variables are lost") || !strings.HasSuffix(next.String(), "result:2") {
		t.Errorf("the next cell shows %s", next)
	}
}

func TestStuckCellEnds(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the grace after an interrupt")
	}
	e := start(t, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	result := e.Execute(ctx, server.Cell{Code: startSleep + "\nstarted.Wait()"}, newRecorder())
	if result.Status != server.StatusError {
		t.Errorf("result %+v", result)
	}
	must(t, e, "1")
}

func TestNothingIsLeft(t *testing.T) {
	e := start(t, Options{})
	must(t, e, startSleep)
	group := e.current().cmd.Process.Pid
	if err := e.Shutdown(false); err != nil {
		t.Fatal(err)
	}
	ends(t, group)
}

// The parent of this test is killed and cannot say goodbye.
func TestNothingOutlivesAKilledParent(t *testing.T) {
	const role = "WADE_TEST_PARENT"
	if os.Getenv(role) != "" {
		e := start(t, Options{})
		must(t, e, startSleep)
		fmt.Printf("group %d\n", e.current().cmd.Process.Pid)
		select {}
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestNothingOutlivesAKilledParent$", "-test.v")
	cmd.Env = append(os.Environ(), role+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var text []byte
	buf := make([]byte, 1<<10)
	for !strings.Contains(string(text), "group ") || !strings.HasSuffix(string(text), "\n") {
		n, err := out.Read(buf)
		if text = append(text, buf[:n]...); err != nil {
			t.Fatalf("%v after %q", err, text)
		}
	}
	_, rest, _ := strings.Cut(string(text), "group ")
	group, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	ends(t, group)
}
