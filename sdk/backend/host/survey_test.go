package host_test

import (
	"path/filepath"
	"strings"
	"testing"

	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
)

func TestLook(t *testing.T) {
	dirs := filepath.Dir(role(t, "probe")) + string(filepath.ListSeparator) + filepath.Dir(role(t, "quitter"))
	t.Setenv(host.PathVariable, dirs)
	pure := reference.New()
	defer pure.Close()
	s := host.Look(t.Context(), pure)
	if len(s.Folders) < 2 || s.Machine.Cores < 1 || s.Machine.System == "" {
		t.Errorf("machine %+v, folders %q", s.Machine, s.Folders)
	}
	by := map[string]host.Surveyed{}
	for _, b := range s.Backends {
		by[b.Name] = b
	}
	if b := by["reference"]; b.Error != "" || b.Path != "" || b.Version == "" || s.Backends[0].Name != "reference" {
		t.Errorf("reference: %+v", b)
	}
	if b := by["probe"]; b.Error != "" || b.Version != "1.2" || b.Threads != 3 || b.Protocol != 1 || b.StartMS <= 0 {
		t.Errorf("probe: %+v", b)
	}
	if b := by["quitter"]; !strings.Contains(b.Error, "license expired") || b.Version != "" {
		t.Errorf("quitter: %+v", b)
	}
}
