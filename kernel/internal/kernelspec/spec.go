// Package kernelspec tells Jupyter about the kernel: the folder with
// kernel.json and the logos, where it belongs, and whether it works.
package kernelspec

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"wade/kernel/internal/wire"
)

// A Spec is the content of kernel.json.
type Spec struct {
	Argv          []string          `json:"argv"` // {connection_file} stands for the path
	DisplayName   string            `json:"display_name"`
	Language      string            `json:"language"`
	InterruptMode string            `json:"interrupt_mode"`
	Protocol      string            `json:"kernel_protocol_version,omitempty"`
	Env           map[string]string `json:"env,omitempty"`
	Metadata      map[string]any    `json:"metadata"`
}

// start is how Jupyter starts the kernel, after the path of the executable.
var start = []string{"kernel", "-f", "{connection_file}"}

// New returns the spec for the executable at path, which must be absolute:
// Jupyter does not look where the person who installed it did. Arguments are
// added to the command line.
func New(executable, display string, env map[string]string, arguments ...string) Spec {
	return Spec{
		Argv:        slices.Concat([]string{executable}, start, arguments),
		DisplayName: display,
		Language:    "go",
		// A signal would also end what a session has started.
		InterruptMode: "message",
		Protocol:      wire.Version,
		Env:           env,
		Metadata:      map[string]any{"debugger": true},
	}
}

// Ours tells whether the spec starts this kernel, from wherever.
func (s Spec) Ours() bool {
	return s.Language == "go" && len(s.Argv) > len(start) && slices.Equal(s.Argv[1:1+len(start)], start)
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

// An Installed is a spec that was found in a folder with kernels.
type Installed struct {
	Name   string
	Folder string
	Spec   Spec
}

// List returns the specs of this kernel in folders with kernels, in their order.
func List(dirs []string) []Installed {
	var found []Installed
	for _, dir := range dirs {
		entries, _ := os.ReadDir(dir) // most of the folders do not exist
		for _, e := range entries {
			folder := filepath.Join(dir, e.Name())
			if s, err := Read(folder); err == nil && s.Ours() {
				found = append(found, Installed{e.Name(), folder, s})
			}
		}
	}
	return found
}
