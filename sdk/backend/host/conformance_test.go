package host_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/backendtest"
	"wade/sdk/backend/host"
)

func TestReferenceThroughItsProcess(t *testing.T) {
	for name, size := range map[string]int{"arena": 0, "messages": -1} {
		t.Run(name, func(t *testing.T) {
			backendtest.Run(t, func(t *testing.T) backend.Backend { return open(t, "reference", host.Options{Arena: size}) })
		})
	}
}

// TestCPUPlugin builds the plugin as `make build` does and runs the same suite.
func TestCPUPlugin(t *testing.T) {
	path := filepath.Join(t.TempDir(), host.Prefix+"cpu")
	if out, err := exec.Command("go", "list", "-f", "{{.CgoFiles}}", "wade/native/cpu").Output(); err != nil || string(out) == "[]\n" {
		t.Skipf("no C compiler: the CPU backend cannot be built (%s, %v)", out, err)
	}
	if out, err := exec.Command("go", "build", "-o", path, "wade/plugins/cpu/cmd/wade-backend-cpu").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	for name, size := range map[string]int{"arena": 0, "messages": -1} {
		t.Run(name, func(t *testing.T) {
			backendtest.Run(t, func(t *testing.T) backend.Backend {
				p, err := host.Open(t.Context(), path, host.Options{Arena: size})
				if err != nil {
					t.Fatal(err)
				}
				return p
			})
		})
	}
}
