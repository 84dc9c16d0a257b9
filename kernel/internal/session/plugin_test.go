//go:build unix

package session

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// children lists the processes that a process has started, by name.
func children(t *testing.T, pid int) map[string]int {
	t.Helper()
	list, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, file := range list {
		b, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		name, rest, _ := strings.Cut(string(b), ") ")
		_, name, _ = strings.Cut(name, "(")
		if f := strings.Fields(rest); len(f) > 1 && f[1] == strconv.Itoa(pid) {
			if n, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
				out[name] = n
			}
		}
	}
	return out
}

// The process of a backend is killed: the cell that uses it fails or another process takes over, and the session lives.
func TestKilledBackend(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("looks into /proc")
	}
	if testing.Short() {
		t.Skip("builds a backend")
	}
	dir := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", dir, "wade/plugins/cpu/cmd/wade-backend-cpu").CombinedOutput(); err != nil {
		t.Skipf("the CPU backend does not build here: %v\n%s", err, out)
	}
	e := start(t, Options{Env: []string{"WADE_PLUGIN_PATH=" + dir}})
	must(t, e, `import ("wade/sdk"; "wade/sdk/pond"; "wade/sdk/prompt")
m := must(sdk.Open(ctx, "pond", sdk.Backend("cpu")))
p := prompt.New().Ask(pond.Draw("large red circle on the left"), "output :")
kept := must(m.Generate(ctx, p)).Text`)
	session := e.current().cmd.Process.Pid
	for _, when := range []string{"between cells", "in a cell"} {
		t.Run(when, func(t *testing.T) {
			backend := children(t, session)["wade-backend-cp"] // as the system cuts it
			if backend == 0 {
				t.Fatalf("no backend among %v", children(t, session))
			}
			kill := func() { _ = syscall.Kill(backend, syscall.SIGKILL) }
			if when == "between cells" {
				kill()
			} else {
				must(t, e, "import \"os\"\nbackend := must(os.FindProcess("+strconv.Itoa(backend)+"))")
				result, _ := run(t, e, "go backend.Kill()\nfor { must(m.Generate(ctx, p)) }")
				if result.Error == nil || result.Error.Name != "Error" || !strings.Contains(result.Error.Error(), "backend") {
					t.Errorf("the cell ended with %v", result.Error)
				}
			}
			var last string
			for range 3 { // one cell may meet the end
				result, out := run(t, e, "must(m.Generate(ctx, p)).Text == kept")
				if last = out.String(); result.Error == nil {
					break
				}
				last = result.Error.Error()
			}
			if last != "result:true" {
				t.Errorf("afterwards: %s", last)
			}
		})
	}
	if now := e.current().cmd.Process.Pid; now != session {
		t.Error("the session died with it")
	}
}
