package kernelspec

import (
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

func kernel(file string) int {
	if text := os.Getenv("TEST_FAIL"); text != "" {
		fmt.Fprintln(os.Stderr, text)
		return 3
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c, err := transport.ReadConnection(file)
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
	banner, err := Check(t.Context(), installed(t, nil))
	if err != nil || banner != "a kernel for tests" {
		t.Errorf("banner %q, %v", banner, err)
	}
	if _, err = Check(t.Context(), installed(t, map[string]string{"TEST_FAIL": "no licence found"})); err == nil || !strings.Contains(err.Error(), "no licence found") {
		t.Errorf("a kernel that fails: %v", err)
	}
}

func TestPlaces(t *testing.T) {
	t.Setenv("JUPYTER_DATA_DIR", filepath.FromSlash("/data"))
	if d, err := UserDir(); err != nil || d != filepath.FromSlash("/data/kernels") {
		t.Errorf("user: %s %v", d, err)
	}
	t.Setenv("VIRTUAL_ENV", "/env")
	if p, err := SysPrefix(t.Context()); err != nil || p != "/env" {
		t.Errorf("prefix: %s %v", p, err)
	}
	if d, err := PrefixDir("/env"); err != nil || !strings.HasSuffix(filepath.ToSlash(d), "/env/share/jupyter/kernels") {
		t.Errorf("folder: %s %v", d, err)
	}
}
