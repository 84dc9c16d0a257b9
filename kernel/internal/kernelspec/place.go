package kernelspec

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// A Host is what the folders of Jupyter depend on.
type Host struct {
	System string // as runtime.GOOS
	Home   string
	Env    func(name string) string
}

// ThisHost returns the machine and the user that this process belongs to.
func ThisHost() (Host, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return Host{}, fmt.Errorf("kernelspec: find the home folder: %w", err)
	}
	return Host{System: runtime.GOOS, Home: home, Env: os.Getenv}, nil
}

// join joins with the separator of the host, which may not be the one of this machine.
func (h Host) join(parts ...string) string {
	sep := "/"
	if h.System == "windows" {
		sep = `\`
	}
	for i, p := range parts[:len(parts)-1] {
		parts[i] = strings.TrimRight(p, sep)
	}
	return strings.Join(parts, sep)
}

// DataDir returns the folder in which Jupyter keeps what belongs to the user.
func (h Host) DataDir() string {
	if d := h.Env("JUPYTER_DATA_DIR"); d != "" {
		return d
	}
	switch h.System {
	case "darwin":
		return h.join(h.Home, "Library", "Jupyter")
	case "windows":
		if d := h.Env("APPDATA"); d != "" {
			return h.join(d, "jupyter")
		}
		return h.join(h.Home, ".jupyter", "data")
	}
	if d := h.Env("XDG_DATA_HOME"); d != "" {
		return h.join(d, "jupyter")
	}
	return h.join(h.Home, ".local", "share", "jupyter")
}

// UserDir returns the folder with the kernels of the user.
func (h Host) UserDir() string { return h.join(h.DataDir(), "kernels") }

// SystemDir returns the folder with the kernels of everybody on the machine.
func (h Host) SystemDir() (string, error) {
	if h.System != "windows" {
		return "/usr/local/share/jupyter/kernels", nil
	}
	if d := h.Env("PROGRAMDATA"); d != "" {
		return h.join(d, "jupyter", "kernels"), nil
	}
	return "", errors.New("kernelspec: PROGRAMDATA is not set: install for one user, or name a folder with --prefix")
}

// SearchPath returns the folders in which Jupyter looks for kernels, the first
// one first, as far as that can be said without asking Python.
func (h Host) SearchPath() []string {
	sep := ":"
	if h.System == "windows" {
		sep = ";"
	}
	var dirs []string
	for _, d := range strings.Split(h.Env("JUPYTER_PATH"), sep) {
		if d != "" {
			dirs = append(dirs, h.join(d, "kernels"))
		}
	}
	user := h.UserDir()
	var environment []string
	for _, name := range []string{"VIRTUAL_ENV", "CONDA_PREFIX"} {
		if d := h.Env(name); d != "" {
			environment = append(environment, h.join(d, "share", "jupyter", "kernels"))
		}
	}
	dirs = append(append(dirs, environment...), user)
	if d, err := h.SystemDir(); err == nil && (h.System != "windows" || h.Env("JUPYTER_USE_PROGRAMDATA") != "") {
		dirs = append(dirs, d)
	}
	if h.System != "windows" {
		dirs = append(dirs, "/usr/share/jupyter/kernels")
	}
	return dirs
}

// PrefixDir returns the folder with the kernels of an installation prefix, such
// as /usr/local or the folder of a Python environment.
func PrefixDir(prefix string) (string, error) {
	abs, err := filepath.Abs(prefix)
	if err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	return filepath.Join(abs, "share", "jupyter", "kernels"), nil
}

// SysPrefix returns the prefix of the Python environment that is active: a
// virtual one, one of conda, or that of the python3 on the path.
func SysPrefix(ctx context.Context) (string, error) {
	for _, name := range []string{"VIRTUAL_ENV", "CONDA_PREFIX"} {
		if p := os.Getenv(name); p != "" {
			return p, nil
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for _, python := range []string{"python3", "python"} {
		out, err := exec.CommandContext(ctx, python, "-c", "import sys; print(sys.prefix)").Output()
		if p := strings.TrimSpace(string(out)); err == nil && p != "" {
			return p, nil
		}
	}
	return "", errors.New("kernelspec: no Python environment found: activate one, or name its folder with --prefix")
}
