package sdk_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wade/sdk"
	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
	"wade/sdk/backend/serve"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/prompt"
)

// TestMain lets this binary be a plugin too: the reference backend in a process of its own, under the name cpu.
func TestMain(m *testing.M) {
	if strings.HasPrefix(filepath.Base(os.Args[0]), host.Prefix) {
		serve.Main(reference.New(), nil)
		return
	}
	os.Exit(m.Run())
}

// withPlugin puts a plugin called cpu on the path.
func withPlugin(t *testing.T) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(exe, filepath.Join(dir, host.Prefix+"cpu")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	t.Setenv(host.PathVariable, dir)
}

func TestAKilledBackendCostsOneCall(t *testing.T) {
	withPlugin(t)
	m, err := sdk.Open(t.Context(), "pond", sdk.Untrained(1))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if !strings.Contains(m.String(), "the best one found") {
		t.Errorf("%s", m)
	}
	inside, err := sdk.Open(t.Context(), "pond", sdk.Untrained(1), sdk.Backend("reference"))
	if err != nil {
		t.Fatal(err)
	}
	defer inside.Close()
	p := prompt.New().
		Shot(pond.Draw("large red circle on the left"), "output :", "red").
		Ask(pond.Draw("small green ring on the right"), "output :")
	text := func(m *flamingo.Model) string {
		a, err := m.Generate(t.Context(), p, flamingo.MaxTokens(5), flamingo.Temperature(1), flamingo.Seed(2))
		if err != nil {
			t.Fatal(err)
		}
		return a.Text
	}
	before := text(m)
	if got := text(inside); got != before {
		t.Errorf("%q in this process, %q in another", got, before)
	}

	pid := sdk.Pid("cpu")
	process, err := os.FindProcess(pid)
	if err != nil || pid == 0 {
		t.Fatalf("process %d: %v", pid, err)
	}
	busy := make(chan error, 1)
	go func() { // long enough to be hit in the middle
		many := make([]*prompt.Prompt, 64)
		for i := range many {
			many[i] = p
		}
		for {
			if _, err := m.GenerateAll(t.Context(), many, flamingo.MaxTokens(200), flamingo.Temperature(2)); err != nil {
				busy <- err
				return
			}
		}
	}()
	time.Sleep(100 * time.Millisecond)
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := <-busy; !errors.Is(err, backend.ErrDied) || !strings.Contains(err.Error(), "the next call starts the backend") {
		t.Errorf("got %v", err)
	}
	if after := text(m); after != before {
		t.Errorf("%q before the kill, %q after", before, after)
	}
	if now := sdk.Pid("cpu"); now == pid || now == 0 {
		t.Errorf("process %d before the kill, %d after", pid, now)
	}
}
