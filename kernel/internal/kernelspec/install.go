package kernelspec

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
)

//go:embed logo
var logos embed.FS

var validName = regexp.MustCompile(`^[a-z0-9._-]+$`)

// Install writes the spec and the logos into dir/name, and returns that folder.
// A spec of this kernel that is there is replaced, one of another kernel is not.
// Whoever looks meanwhile sees the old spec or the new one.
func (s Spec) Install(dir, name string) (string, error) {
	name = strings.ToLower(name) // as Jupyter does
	if !validName.MatchString(name) {
		return "", fmt.Errorf("kernelspec: %q is no name for a kernel: use letters, digits, dots, dashes and underscores", name)
	}
	to := filepath.Join(dir, name)
	if old, err := Read(to); err == nil && !old.Ours() {
		return "", fmt.Errorf("kernelspec: %s holds another kernel, %q: choose another --name, or remove it with \"jupyter kernelspec remove %s\"", to, old.DisplayName, name)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return "", refused(to, err)
	}
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	pictures, err := logos.ReadDir("logo")
	if err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	for _, p := range pictures {
		data, err := logos.ReadFile("logo/" + p.Name())
		if err != nil {
			return "", fmt.Errorf("kernelspec: %w", err)
		}
		if err := replace(filepath.Join(to, p.Name()), data); err != nil {
			return "", refused(to, err)
		}
	}
	// Last, since it makes the folder a kernel.
	if err := replace(filepath.Join(to, "kernel.json"), append(raw, '\n')); err != nil {
		return "", refused(to, err)
	}
	return to, nil
}

// Remove deletes the spec of this kernel in dir/name, and returns that folder.
func Remove(dir, name string) (string, error) {
	name = strings.ToLower(name)
	if !validName.MatchString(name) {
		return "", fmt.Errorf("kernelspec: %q is no name for a kernel", name)
	}
	folder := filepath.Join(dir, name)
	s, err := Read(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("kernelspec: no kernel %q in %s: \"wade install --list\" shows where it is", name, dir)
	case err != nil:
		return "", err
	case !s.Ours():
		return "", fmt.Errorf("kernelspec: %s holds another kernel, %q: remove it with \"jupyter kernelspec remove %s\"", folder, s.DisplayName, name)
	}
	if err := os.RemoveAll(folder); err != nil {
		return "", refused(folder, err)
	}
	return folder, nil
}

// replace writes a file so that nobody sees half of it.
func replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// refused says what to do when a folder cannot be written.
func refused(folder string, err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("kernelspec: %w: %s cannot be written by you: install for yourself with --user, into a Python environment with --sys-prefix, or run the command as its owner", err, folder)
	}
	return fmt.Errorf("kernelspec: %w", err)
}
