package kernelspec

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

func TestInstallAgain(t *testing.T) {
	dir := t.TempDir()
	for _, display := range []string{"one", "two"} {
		folder, err := New("/opt/wade", display, nil, "--pass-env", "MY_TOKEN").Install(dir, "Wade")
		if err != nil {
			t.Fatal(err)
		}
		if folder != filepath.Join(dir, "wade") {
			t.Errorf("installed into %s", folder)
		}
		if s, err := Read(folder); err != nil || s.DisplayName != display || !s.Ours() {
			t.Errorf("%+v, %v", s, err)
		}
		if got := names(t, folder); got != "kernel.json logo-32x32.png logo-64x64.png logo-svg.svg" {
			t.Errorf("the folder holds %s", got)
		}
	}
}

func TestAnotherKernelStays(t *testing.T) {
	dir := t.TempDir()
	if _, err := (Spec{Argv: []string{"python3"}, DisplayName: "Python", Language: "python"}).Install(dir, "python3"); err != nil {
		t.Fatal(err)
	}
	for what, do := range map[string]func() (string, error){
		"install": func() (string, error) { return New("/opt/wade", "Go", nil).Install(dir, "python3") },
		"remove":  func() (string, error) { return Remove(dir, "python3") },
	} {
		if _, err := do(); err == nil || !strings.Contains(err.Error(), `holds another kernel, "Python"`) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if s, err := Read(filepath.Join(dir, "python3")); err != nil || s.DisplayName != "Python" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestRemove(t *testing.T) {
	dir := t.TempDir()
	if _, err := Remove(dir, "wade"); err == nil || !strings.Contains(err.Error(), "no kernel") {
		t.Errorf("nothing there: %v", err)
	}
	for _, name := range []string{"wade", "go-slow"} {
		if _, err := New("/opt/wade", name, nil).Install(dir, name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Remove(dir, ".."); err == nil {
		t.Error("the folder above was taken")
	}
	if _, err := Remove(dir, "Wade"); err != nil {
		t.Error(err)
	}
	if l := List([]string{filepath.Join(dir, "nowhere"), dir}); len(l) != 1 || l[0].Name != "go-slow" || l[0].Spec.DisplayName != "go-slow" {
		t.Errorf("left: %+v", l)
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "mkdir", Path: "/x", Err: fs.ErrPermission}, "--user"},
		{&fs.PathError{Op: "open", Path: "/x", Err: syscall.EROFS}, "--user"},
		{errors.New("no space left"), "no space left"},
	} {
		if got := refused("/x", c.err); !strings.Contains(got.Error(), c.want) || !errors.Is(got, c.err) {
			t.Errorf("%v: %v", c.err, got)
		}
	}
	if os.Getuid() == 0 {
		t.Skip("SKIPPED: the administrator may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := New("/opt/wade", "Go", nil).Install(dir, "wade"); err == nil || !strings.Contains(err.Error(), "--user") {
		t.Errorf("read-only folder: %v", err)
	}
}

// A file where a folder should be is told, and stays.
func TestInstallOntoAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "share")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := New("/opt/wade", "Go", nil).Install(file, "wade"); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("%v", err)
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "mine" {
		t.Errorf("%s %v", data, err)
	}
}
