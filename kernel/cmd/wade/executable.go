package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ownPath returns the absolute path under which Jupyter shall start this
// program, and a doubt about it that the person should read.
func ownPath() (path, doubt string, err error) {
	path, err = os.Executable()
	if err != nil {
		return "", "", fmt.Errorf("find the own executable: %w", err)
	}
	if strings.Contains(path, string(filepath.Separator)+"go-build") {
		return "", "", errors.New("this executable is a temporary one of \"go run\": build it to a place where it can stay")
	}
	path = asCalled(path, os.Args[0])
	return path, doubtful(path, os.TempDir()), nil
}

// asCalled returns the path by which the program was called when it leads to
// the same file: a package manager moves the file at the next upgrade, but keeps
// its link.
func asCalled(path, called string) string {
	found, err := exec.LookPath(called)
	if err != nil {
		return path
	}
	if found, err = filepath.Abs(found); err != nil {
		return path
	}
	a, errA := os.Stat(found)
	b, errB := os.Stat(path)
	if errA != nil || errB != nil || !os.SameFile(a, b) {
		return path
	}
	return found
}

// doubtful tells what may be wrong with a place for the program.
func doubtful(path, temp string) string {
	for _, dir := range []string{temp, "/tmp", "/var/tmp"} {
		if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
			return fmt.Sprintf("%s lies in a folder for temporary files: when it is cleaned, the kernel no longer starts; move the program and install again", path)
		}
	}
	return ""
}
