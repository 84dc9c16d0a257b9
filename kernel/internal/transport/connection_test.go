package transport

import (
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const goodFile = `{"transport":"tcp","ip":"127.0.0.1","key":"k","signature_scheme":"hmac-sha256","shell_port":1,"control_port":2,"stdin_port":3,"iopub_port":4,"hb_port":5,"kernel_name":"wade","jupyter_session":"x"}`

func write(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kernel.json")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadConnection(t *testing.T) {
	replace := func(from, to string) string {
		if !strings.Contains(goodFile, from) {
			t.Fatalf("nothing to replace: %s", from)
		}
		return strings.Replace(goodFile, from, to, 1)
	}
	for name, step := range map[string]struct{ text, want string }{
		"good":            {goodFile, ""},
		"byte order mark": {"\xef\xbb\xbf" + goodFile, ""},
		"no transport":    {replace(`"transport":"tcp",`, ""), ""},
		"ipc":             {replace(`"tcp"`, `"ipc"`), ""},
		"high ipc number": {replace(`"transport":"tcp"`, `"transport":"ipc","shell_port":70000`), ""},
		"empty":           {"", "not JSON"},
		"cut":             {goodFile[:60], "not JSON"},
		"other JSON":      {"[1]", "not JSON"},
		"unknown":         {replace(`"tcp"`, `"udp"`), `transport "udp" is not supported`},
		"no ip":           {replace(`"127.0.0.1"`, `""`), "names no ip"},
		"no port":         {replace(`"stdin_port":3,`, ""), "names no stdin_port"},
		"port 0":          {replace(`"hb_port":5`, `"hb_port":0`), "names no hb_port"},
		"negative port":   {replace(`"hb_port":5`, `"hb_port":-5`), "hb_port -5 is no port"},
		"large port":      {replace(`"hb_port":5`, `"hb_port":65536`), "hb_port 65536 is no port"},
		"one port twice":  {replace(`"hb_port":5`, `"hb_port":1`), "shell_port and hb_port are both 1"},
		"port as text":    {replace(`"hb_port":5`, `"hb_port":"5"`), "hb_port must not be a string"},
		"key as number":   {replace(`"key":"k"`, `"key":7`), "key must not be a number"},
		"huge":            {strings.Repeat(" ", maxConnectionFile) + goodFile, "larger than"},
	} {
		path := write(t, step.text, 0o600)
		c, warnings, err := ReadConnection(path)
		switch {
		case step.want == "" && (err != nil || c.Heartbeat != 5 || len(warnings) > 0):
			t.Errorf("%s: %+v %v %v", name, c, warnings, err)
		case step.want != "" && (err == nil || !strings.Contains(err.Error(), step.want) || !strings.Contains(err.Error(), path)):
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := ReadConnection(t.TempDir()); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("folder: %v", err)
	}
	if _, _, err := ReadConnection(filepath.Join(t.TempDir(), "none.json")); err == nil {
		t.Error("read what is not there")
	}
}

func TestConnectionWarnings(t *testing.T) {
	if _, warnings, err := ReadConnection(write(t, strings.Replace(goodFile, `"k"`, `""`, 1), 0o600)); err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], "no key") {
		t.Errorf("no key: %q %v", warnings, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	path := write(t, goodFile, 0o600)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, warnings, err := ReadConnection(path); err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], "can be read by others") {
		t.Errorf("open file: %q %v", warnings, err)
	}
}

// A kernel that was killed leaves its sockets behind; the next one takes their place, but not that of a living one.
func TestStaleSocket(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no ipc on Windows")
	}
	c := Connection{Transport: "ipc", IP: filepath.Join(t.TempDir(), "k"), Shell: 1, Control: 2, Stdin: 3, IOPub: 4, Heartbeat: 5}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: c.IP + "-4", Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	_ = l.Close()
	start(t, c)
	if st, err := os.Stat(c.IP + "-1"); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("mode of a socket: %v %v", st, err)
	}
	if _, err := Listen(c, slog.New(slog.NewTextHandler(io.Discard, nil))); err == nil {
		t.Error("took the place of a kernel that runs")
	}
}

func FuzzConnection(f *testing.F) {
	f.Add([]byte(goodFile))
	f.Add([]byte(`{"transport":"ipc","ip":"/tmp/k","shell_port":1e3}`))
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := parseConnection(raw)
		if err != nil {
			return
		}
		if c.Transport != "tcp" && c.Transport != "ipc" || c.IP == "" {
			t.Fatalf("accepted %+v", c)
		}
		for _, port := range []int{c.Shell, c.Control, c.Stdin, c.IOPub, c.Heartbeat} {
			if port <= 0 {
				t.Fatalf("accepted %+v", c)
			}
			c.address(port)
		}
	})
}
