package kerneltest_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"wade/kernel/internal/kerneltest"
	"wade/kernel/internal/server"
	"wade/kernel/internal/session"
	"wade/kernel/internal/transport"
)

var soak = flag.Int("soak", 400, "number of cells of TestSoak")

// kernelMain is a kernel of its own process: the test binary with the argument "kernel" and a connection file.
func kernelMain(file string) error {
	c, _, err := transport.ReadConnection(file)
	if err != nil {
		return err
	}
	link, err := transport.Listen(c, nil)
	if err != nil {
		return err
	}
	engine, err := session.NewEngine(session.Options{})
	if err != nil {
		return err
	}
	s, err := server.New(server.Config{Key: c.Key, Scheme: c.Scheme}, engine, link)
	if err != nil {
		return err
	}
	ticker := time.NewTicker(time.Second) // goroutines are counted inside
	go func() {
		for range ticker.C {
			_ = os.WriteFile(file+".goroutines", []byte(strconv.Itoa(runtime.NumGoroutine())), 0o600)
		}
	}()
	return s.Run(context.Background())
}

// usage is what a process holds.
type usage struct{ resident, files, goroutines int }

func (u usage) String() string {
	return fmt.Sprintf("%d MB, %d descriptors, %d goroutines", u.resident>>20, u.files, u.goroutines)
}

// used looks at a process from outside.
func used(t *testing.T, pid int) usage {
	t.Helper()
	dir := filepath.Join("/proc", strconv.Itoa(pid))
	files, err := os.ReadDir(filepath.Join(dir, "fd"))
	if err != nil {
		t.Fatal(err)
	}
	statm, err := os.ReadFile(filepath.Join(dir, "statm"))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(statm))[1])
	if err != nil {
		t.Fatal(err)
	}
	return usage{resident: pages * os.Getpagesize(), files: len(files)}
}

// A long notebook must not make kernel and session grow: no descriptor, no goroutine, and little memory is left of a cell.
// `make soak` runs 10,000 cells.
func TestSoak(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("looks into /proc")
	}
	c := tcp(t)
	c.Key, c.Scheme = key, "hmac-sha256"
	file := filepath.Join(t.TempDir(), "connection.json")
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "kernel", file)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	client := dial(t, c)
	number := func(code string) int {
		t.Helper()
		id := client.Execute(code, nil)
		client.Reply(id)
		for _, m := range client.Published(id) {
			if m.Type == "execute_result" {
				n, err := strconv.Atoi(fmt.Sprint(m.Content["data"].(map[string]any)["text/plain"]))
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
		}
		t.Fatalf("%s gave no number", code)
		return 0
	}
	client.Run(kerneltest.MixImports)
	child := number("import (\"os\"; \"runtime\"; \"runtime/debug\")\nos.Getpid()")
	look := func() (kernel, session usage) {
		client.Run("debug.FreeOSMemory()")
		session = used(t, child)
		session.goroutines = number("runtime.NumGoroutine()")
		_ = os.Remove(file + ".goroutines")
		for late := time.Now().Add(time.Minute); kernel.goroutines == 0; time.Sleep(50 * time.Millisecond) {
			if b, err := os.ReadFile(file + ".goroutines"); err == nil {
				kernel.goroutines, _ = strconv.Atoi(string(b))
			}
			if time.Now().After(late) {
				t.Fatal("the kernel does not count its goroutines")
			}
		}
		files := kernel.goroutines
		kernel = used(t, cmd.Process.Pid)
		kernel.goroutines = files
		return kernel, session
	}
	round := func(i int) {
		id := client.Execute(kerneltest.Mix(i), map[string]any{"stop_on_error": false})
		client.Reply(id)
		client.Published(id)
		switch i % 50 {
		case 7:
			client.Ask(transport.Shell, "complete_request", map[string]any{"code": "strings.Re", "cursor_pos": 10})
		case 17:
			client.Ask(transport.Shell, "inspect_request", map[string]any{"code": "strings.Repeat", "cursor_pos": 10, "detail_level": 0})
		case 27:
			client.Ask(transport.Control, "interrupt_request", nil)
		case 37:
			client.Ask(transport.Shell, "history_request", map[string]any{"hist_access_type": "tail", "n": 3, "raw": true, "output": false})
		}
		client.Forget()
	}
	const warm = 100
	for i := range warm {
		round(i)
	}
	kernel0, session0 := look()
	t.Logf("after %d cells: kernel %v; session %v", warm, kernel0, session0)
	start := time.Now()
	for i := warm; i < *soak; i++ {
		round(i)
		switch i + 1 {
		case 1000, 5000, 10_000:
			k, s := look()
			t.Logf("after %d cells, %v: kernel %v; session %v", i+1, time.Since(start).Round(time.Second), k, s)
		}
	}
	kernel, session := look()
	more := func(last, first usage) bool { return last.files > first.files || last.goroutines > first.goroutines }
	for late := time.Now().Add(time.Minute); (more(kernel, kernel0) || more(session, session0)) && time.Now().Before(late); { // some are on their way out
		kernel, session = look()
	}
	t.Logf("after %d cells: kernel %v; session %v", *soak, kernel, session)
	for _, c := range []struct {
		name        string
		first, last usage
		perCell     int // bytes of memory
	}{{"kernel", kernel0, kernel, 8 << 10}, {"session", session0, session, 24 << 10}} {
		if c.last.files > c.first.files {
			t.Errorf("the %s went from %d to %d descriptors", c.name, c.first.files, c.last.files)
		}
		if c.last.goroutines > c.first.goroutines {
			t.Errorf("the %s went from %d to %d goroutines", c.name, c.first.goroutines, c.last.goroutines)
		}
		const slack = 24 << 20 // of the garbage collector
		if grown := c.last.resident - c.first.resident; grown > slack+c.perCell*(*soak-warm) {
			t.Errorf("the %s grew by %d MB over %d cells", c.name, grown>>20, *soak-warm)
		}
	}
}
