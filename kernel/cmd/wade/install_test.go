package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wade runs one command of the program in this process.
func wade(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	root := newRoot()
	root.SetOut(&out)
	root.SetErr(&out)
	root.SetArgs(args)
	err := root.ExecuteContext(t.Context())
	return out.String(), err
}

func TestInstallCommand(t *testing.T) {
	if exe, err := os.Executable(); err != nil || strings.Contains(exe, "go-build") {
		program := filepath.Join(t.TempDir(), "wade")
		if err := os.WriteFile(program, nil, 0o755); err != nil {
			t.Fatal(err)
		}
		if _, err := wade(t, "install"); err == nil || !strings.Contains(err.Error(), "go run") {
			t.Errorf("a temporary program was taken: %v", err)
		}
	}
	t.Setenv("JUPYTER_DATA_DIR", t.TempDir())
	for _, args := range [][]string{
		{"install", "--env", "A"}, {"install", "--env", "=b"}, {"install", "--user", "--system"},
		{"install", "--prefix", "/x", "--sys-prefix"}, {"uninstall"}, {"uninstall", "--name", "../x"}, {"install", "stray"},
	} {
		if out, err := wade(t, args...); err == nil {
			t.Errorf("%q was taken: %s", args, out)
		}
	}
	if out, err := wade(t, "install", "--list"); err != nil || !strings.Contains(out, os.Getenv("JUPYTER_DATA_DIR")) {
		t.Errorf("list: %s %v", out, err)
	}
}

func TestListAndUninstall(t *testing.T) {
	prefix := t.TempDir()
	folder := filepath.Join(prefix, "share", "jupyter", "kernels", "wade")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(map[string]any{
		"argv": []string{"/opt/wade", "kernel", "-f", "{connection_file}"}, "display_name": "Go here", "language": "go", "env": map[string]string{"B": "1", "A": "2"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "kernel.json"), raw, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := wade(t, "install", "--list", "--prefix", prefix)
	if err != nil || !strings.Contains(out, "wade  Go here       /opt/wade  A B") {
		t.Errorf("list: %s %v", out, err)
	}
	if out, err := wade(t, "uninstall", "--prefix", prefix); err != nil || !strings.Contains(out, folder) {
		t.Errorf("uninstall: %s %v", out, err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func TestOwnPath(t *testing.T) {
	for _, c := range []struct {
		path string
		ok   bool
	}{
		{"/tmp/wade", false}, {"/var/tmp/a/wade", false}, {"/scratch/wade", false}, {"/scratch", false}, {"/tmpfiles/wade", true}, {"/usr/local/bin/wade", true},
	} {
		if got := doubtful(c.path, "/scratch"); (got == "") != c.ok {
			t.Errorf("%s: %q", c.path, got)
		}
	}
	dir := t.TempDir()
	program, link, other := filepath.Join(dir, "wade-1.2"), filepath.Join(dir, "wade"), filepath.Join(dir, "other")
	for _, f := range []string{program, other} {
		if err := os.WriteFile(f, []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(program, link); err != nil {
		t.Skip("SKIPPED: no symbolic links:", err)
	}
	for called, want := range map[string]string{link: link, program: program, other: program, "nowhere": program} {
		if got := asCalled(program, called); got != want {
			t.Errorf("called as %s: %s, want %s", called, got, want)
		}
	}
}
