package kernelspec

import (
	"cmp"
	"context"
	"fmt"
	"image/png"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"wade/kernel/internal/server"
	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

// The test binary is the kernel that Check starts: a real one, over an engine
// that has nothing to run.
func TestMain(m *testing.M) {
	if len(os.Args) > 3 && os.Args[1] == "kernel" {
		os.Exit(kernel(os.Args[3]))
	}
	os.Exit(m.Run())
}

type idle struct{ server.Engine }

func (idle) Shutdown(bool) error { return nil }

func (idle) Execute(_ context.Context, c server.Cell, out server.Sink) server.Result {
	out.Result(server.Bundle{Data: map[string]any{"text/plain": cmp.Or(os.Getenv("TEST_VALUE"), "42")}})
	return server.Result{Status: server.StatusOK}
}

func kernel(file string) int {
	if text := os.Getenv("TEST_FAIL"); text != "" {
		fmt.Fprintln(os.Stderr, text)
		return 3
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c, _, err := transport.ReadConnection(file)
	if err != nil {
		return 1
	}
	sockets, err := transport.Listen(c, slog.New(slog.DiscardHandler))
	if err != nil {
		return 1
	}
	s, err := server.New(server.Config{Key: c.Key, Scheme: c.Scheme, Banner: "a kernel for tests"}, idle{}, sockets)
	if err != nil || s.Run(ctx) != nil {
		return 1
	}
	return 0
}

func installed(t *testing.T, env map[string]string) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder, err := New(exe, "Go (test)", env).Install(t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestInstall(t *testing.T) {
	folder := installed(t, map[string]string{"A": "b"})
	s, err := Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	if !filepath.IsAbs(s.Argv[0]) || s.Argv[len(s.Argv)-1] != "{connection_file}" || s.Language != "go" || s.InterruptMode != "message" || s.Env["A"] != "b" {
		t.Errorf("spec %+v", s)
	}
	for name, side := range map[string]int{"logo-32x32.png": 32, "logo-64x64.png": 64} {
		f, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if c, err := png.DecodeConfig(f); err != nil || c.Width != side || c.Height != side {
			t.Errorf("%s: %v %+v", name, err, c)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "logo-svg.svg")); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"", "a/b", "..\\x", "a b"} {
		if _, err := s.Install(t.TempDir(), name); err == nil {
			t.Errorf("name %q was taken", name)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, content := range []string{"", "{", `{"argv":[]}`} {
		dir := t.TempDir()
		if content != "" {
			if err := os.WriteFile(filepath.Join(dir, "kernel.json"), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Read(dir); err == nil {
			t.Errorf("%q was taken", content)
		}
	}
}

func TestCheck(t *testing.T) {
	a, err := Check(t.Context(), installed(t, nil))
	if err != nil || a.Banner != "a kernel for tests" || a.Protocol != wire.Version || a.Ready <= 0 || a.First < a.Ready {
		t.Errorf("answer %+v, %v", a, err)
	}
	for _, c := range []struct{ name, value, want string }{
		{"TEST_FAIL", "no licence found", "no licence found"},
		{"TEST_VALUE", "54", `6 * 7 is "54"`},
	} {
		if _, err = Check(t.Context(), installed(t, map[string]string{c.name: c.value})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("a kernel with %s: %v", c.name, err)
		}
	}
}

// Paths with spaces and signs are ordinary.
func TestCheckSpaces(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "my programs (ü)")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	there := filepath.Join(dir, "the kernel"+filepath.Ext(exe))
	if err := os.Link(exe, there); err != nil {
		t.Skip("SKIPPED: no hard links from the test binary:", err)
	}
	folder, err := New(there, "Go", nil).Install(filepath.Join(dir, "share", "kernels"), "go")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Check(t.Context(), folder); err != nil {
		t.Error(err)
	}
}
