package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	enoughMemory = 2 << 30 // bytes, for a kernel, its session and a backend beside a browser
	enoughFiles  = 256     // open files: sockets, pipes and what cells open
)

// machine judges what the operating system gives.
func machine(memory int64, history string) []Finding {
	f := findings{area: "Machine"}
	if limit := cgroupMemory("/sys/fs/cgroup"); limit > 0 && (memory == 0 || limit < memory) {
		memory = limit
	}
	switch {
	case memory == 0: // the system does not tell
	case memory < enoughMemory:
		f.add(Warning, fmt.Sprintf("%.1f GiB of memory may be too little", float64(memory)/(1<<30)), "close what else runs, or ask for a larger container")
	default:
		f.ok("%.1f GiB of memory may be used", float64(memory)/(1<<30))
	}
	if n, known := openFiles(); known && n < enoughFiles {
		f.add(Warning, fmt.Sprintf("only %d files may be open at once", n), "ulimit -n 1024, before Jupyter starts")
	}
	if err := writable(os.TempDir()); err != nil {
		f.add(Problem, fmt.Sprintf("the folder for temporary files cannot be written: %v", err), "set TMPDIR to a folder that can")
	}
	if history == "" {
		f.ok("the history of cells is kept in memory only, as asked")
	} else if err := appendable(history); err != nil {
		f.add(Warning, fmt.Sprintf("the history of cells is lost with each kernel: %v", err), "make the file yours, or name another one in WADE_HISTORY")
	} else {
		f.ok("the history of cells is kept in %s", history)
	}
	if user := os.Getenv("JUPYTERHUB_USER"); user != "" {
		f.ok("JupyterHub, user %s: its tokens do not reach cells and backends", user)
	}
	return f.list
}

// appendable tells whether a file can be written to or made.
func appendable(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if os.IsNotExist(err) {
		return writable(filepath.Dir(path))
	}
	if err != nil {
		return err
	}
	return file.Close()
}

// cgroupMemory returns the limit of a container in bytes, or 0.
func cgroupMemory(root string) int64 {
	for _, name := range []string{"memory.max", "memory/memory.limit_in_bytes"} {
		raw, err := os.ReadFile(root + "/" + name)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(string(raw)), 10, 64); err == nil {
			return n
		}
	}
	return 0
}
