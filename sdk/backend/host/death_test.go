//go:build unix

package host_test

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/tensor"
)

func TestKilledInTheMiddle(t *testing.T) {
	withAndWithout(t, "probe", func(t *testing.T, p *host.Plugin) {
		d, err := p.Describe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		results := make(chan error, 2)
		go func() {
			_, err := p.Run(context.Background(), 1, backend.Run{Step: backend.Step{Captures: []string{"hang"}}})
			results <- err
		}()
		go func() {
			_, err := p.Step(context.Background(), 1, backend.Step{Captures: []string{"deaf"}, Inputs: map[string]*tensor.Tensor{"x": ramp(1 << 16)}})
			results <- err
		}()
		time.Sleep(50 * time.Millisecond)
		if err := syscall.Kill(p.Pid(), syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			select {
			case err := <-results:
				if !errors.Is(err, backend.ErrDied) || !strings.Contains(err.Error(), "signal: killed") {
					t.Errorf("a call of a killed backend gave %v", err)
				}
			case <-time.After(30 * time.Second):
				t.Fatal("a call still waits for a dead process")
			}
		}
		<-p.Died()
		if _, err := p.Describe(t.Context()); !errors.Is(err, backend.ErrDied) {
			t.Errorf("a later call gave %v", err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(d.Details["folder"]); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the socket folder is still there: %v", err)
		}
	})
}

func TestPanicIsQuoted(t *testing.T) {
	p := open(t, "probe", host.Options{})
	_, err := p.Step(t.Context(), 1, backend.Step{Captures: []string{"panic"}})
	if !errors.Is(err, backend.ErrDied) || !strings.Contains(err.Error(), "exit status 2") || !strings.HasSuffix(err.Error(), "panic: the flux is out of range") {
		t.Errorf("a panic gave %v", err)
	}
}

// A process that is stopped answers nothing, not even the request to end.
func TestStoppedProcessIsEnded(t *testing.T) {
	p := open(t, "probe", host.Options{})
	if err := syscall.Kill(p.Pid(), syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	<-p.Died()
}

func TestPluginEndsWithItsHost(t *testing.T) {
	cmd := exec.Command(role(t, "host"), role(t, "probe"))
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	pid, e := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || e != nil {
		t.Fatalf("host said %q, %v", line, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) || zombie(pid) {
			if left, _ := os.ReadDir(strings.TrimPrefix(cmd.Env[len(cmd.Env)-1], "TMPDIR=")); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
			return
		}
	}
	_ = syscall.Kill(pid, syscall.SIGKILL)
	t.Error("the plugin outlived its host")
}

// zombie tells whether a process has ended but nobody has waited for it: orphans in a container without an init.
func zombie(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return false
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	return strings.HasPrefix(rest, "Z")
}
