// Package kernelspec tells Jupyter about the kernel: the folder with
// kernel.json and the logos, where it belongs, and whether it works.
package kernelspec

import (
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// A Spec is the content of kernel.json.
type Spec struct {
	Argv          []string          `json:"argv"` // {connection_file} stands for the path
	DisplayName   string            `json:"display_name"`
	Language      string            `json:"language"`
	InterruptMode string            `json:"interrupt_mode"`
	Env           map[string]string `json:"env,omitempty"`
	Metadata      map[string]any    `json:"metadata"`
}

// New returns the spec for the executable at path, which must be absolute:
// Jupyter does not look where the person who installed it did.
func New(executable, display string, env map[string]string) Spec {
	return Spec{
		Argv:        []string{executable, "kernel", "-f", "{connection_file}"},
		DisplayName: display,
		Language:    "go",
		// A signal would also end what a session has started.
		InterruptMode: "message",
		Env:           env,
		Metadata:      map[string]any{"debugger": false},
	}
}

//go:embed logo
var logos embed.FS

var validName = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// Install writes the spec and the logos into dir/name, and returns that folder.
func (s Spec) Install(dir, name string) (string, error) {
	if !validName.MatchString(name) {
		return "", fmt.Errorf("kernelspec: %q is no name for a kernel: use letters, digits, dots, dashes and underscores", name)
	}
	to := filepath.Join(dir, name)
	if err := os.MkdirAll(to, 0o755); err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	files := map[string][]byte{"kernel.json": append(raw, '\n')}
	entries, err := logos.ReadDir("logo")
	if err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	for _, e := range entries {
		if files[e.Name()], err = logos.ReadFile("logo/" + e.Name()); err != nil {
			return "", fmt.Errorf("kernelspec: %w", err)
		}
	}
	for file, data := range files {
		if err := os.WriteFile(filepath.Join(to, file), data, 0o644); err != nil {
			return "", fmt.Errorf("kernelspec: %w", err)
		}
	}
	return to, nil
}

// Read reads the spec in a folder that Install wrote.
func Read(folder string) (Spec, error) {
	var s Spec
	raw, err := os.ReadFile(filepath.Join(folder, "kernel.json"))
	if err != nil {
		return s, fmt.Errorf("kernelspec: %w", err)
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, fmt.Errorf("kernelspec: %s: %w", folder, err)
	}
	if len(s.Argv) == 0 {
		return s, fmt.Errorf("kernelspec: %s names no command", folder)
	}
	return s, nil
}
