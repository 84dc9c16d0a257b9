package parent

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// The test binary plays the parent that ends.
func TestMain(m *testing.M) {
	if os.Getenv("TEST_PARENT") != "" {
		_, _ = os.Stdin.Read(make([]byte, 1))
		return
	}
	os.Exit(m.Run())
}

func TestContextEndsWithTheParent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("on Windows the variable holds an inherited handle")
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TEST_PARENT=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Setenv(Var, strconv.Itoa(cmd.Process.Pid))
	ctx := Context(t.Context())
	if ctx.Err() != nil {
		t.Fatal("ended while the parent runs")
	}
	_ = in.Close()
	_ = cmd.Wait()
	select {
	case <-ctx.Done():
	case <-time.After(30 * time.Second):
		t.Fatal("goes on without a parent")
	}
	if cause := context.Cause(ctx); cause == context.Canceled {
		t.Errorf("cause %v", cause)
	}
}

func TestWithoutAParent(t *testing.T) {
	for _, value := range []string{"", "0", "1", "none"} {
		t.Setenv(Var, value)
		if ctx := Context(t.Context()); ctx != t.Context() {
			t.Errorf("%q made another context", value)
		}
	}
}
