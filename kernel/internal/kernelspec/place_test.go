package kernelspec

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name, system, home string
		env                map[string]string
		user, everybody    string
		search             []string
	}{
		{"linux", "linux", "/home/ann", nil,
			"/home/ann/.local/share/jupyter/kernels", "/usr/local/share/jupyter/kernels",
			[]string{"/home/ann/.local/share/jupyter/kernels", "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"}},
		{"linux with XDG_DATA_HOME", "linux", "/home/ann", map[string]string{"XDG_DATA_HOME": "/data/ann/"},
			"/data/ann/jupyter/kernels", "/usr/local/share/jupyter/kernels", nil},
		{"freebsd", "freebsd", "/usr/home/ann", nil,
			"/usr/home/ann/.local/share/jupyter/kernels", "/usr/local/share/jupyter/kernels", nil},
		{"macOS", "darwin", "/Users/ann", map[string]string{"XDG_DATA_HOME": "/ignored"},
			"/Users/ann/Library/Jupyter/kernels", "/usr/local/share/jupyter/kernels",
			[]string{"/Users/ann/Library/Jupyter/kernels", "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"}},
		{"Windows", "windows", `C:\Users\Ann`, map[string]string{"APPDATA": `C:\Users\Ann\AppData\Roaming`, "PROGRAMDATA": `C:\ProgramData`},
			`C:\Users\Ann\AppData\Roaming\jupyter\kernels`, `C:\ProgramData\jupyter\kernels`,
			[]string{`C:\Users\Ann\AppData\Roaming\jupyter\kernels`}},
		{"Windows with the common folder", "windows", `C:\Users\Ann`, map[string]string{"APPDATA": `D:\Roaming\`, "PROGRAMDATA": `C:\ProgramData`, "JUPYTER_USE_PROGRAMDATA": "1"},
			`D:\Roaming\jupyter\kernels`, `C:\ProgramData\jupyter\kernels`,
			[]string{`D:\Roaming\jupyter\kernels`, `C:\ProgramData\jupyter\kernels`}},
		{"Windows without anything", "windows", `C:\Users\Ann`, nil,
			`C:\Users\Ann\.jupyter\data\kernels`, "", nil},
		{"a folder of one's own", "linux", "/home/ann", map[string]string{"JUPYTER_DATA_DIR": "/d a t a"},
			"/d a t a/kernels", "/usr/local/share/jupyter/kernels", nil},
		{"an environment and further folders", "linux", "/home/ann", map[string]string{"JUPYTER_PATH": "/a:/b/", "VIRTUAL_ENV": "/env"},
			"/home/ann/.local/share/jupyter/kernels", "/usr/local/share/jupyter/kernels",
			[]string{"/a/kernels", "/b/kernels", "/env/share/jupyter/kernels", "/home/ann/.local/share/jupyter/kernels", "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := Host{System: c.system, Home: c.home, Env: func(name string) string { return c.env[name] }}
			if d := h.UserDir(); d != c.user {
				t.Errorf("user %s, want %s", d, c.user)
			}
			if d, err := h.SystemDir(); d != c.everybody || (err == nil) != (d != "") {
				t.Errorf("system %s %v, want %s", d, err, c.everybody)
			}
			if c.search != nil && !slices.Equal(h.SearchPath(), c.search) {
				t.Errorf("search %q, want %q", h.SearchPath(), c.search)
			}
		})
	}
}

func TestPrefix(t *testing.T) {
	t.Setenv("VIRTUAL_ENV", "/env")
	if p, err := SysPrefix(t.Context()); err != nil || p != "/env" {
		t.Errorf("prefix: %s %v", p, err)
	}
	if d, err := PrefixDir("/env"); err != nil || !strings.HasSuffix(filepath.ToSlash(d), "/env/share/jupyter/kernels") {
		t.Errorf("folder: %s %v", d, err)
	}
}
