package doctor

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// A python is an environment with Jupyter, as its own Python describes it.
type python struct {
	Executable string            `json:"executable"`
	Version    string            `json:"version"`
	Prefix     string            `json:"prefix"`
	Packages   map[string]string `json:"packages"`   // version by name
	Kernels    []string          `json:"kernels"`    // folders, in the order of the search; nil without Jupyter
	Runtime    string            `json:"runtime"`    // folder of connection files
	Extensions []string          `json:"extensions"` // of JupyterLab, such as "@jupyter-widgets/jupyterlab-manager"
	Specs      map[string]string `json:"specs"`      // folder by name of the kernel
}

//go:embed probe.py
var probe string

// ask runs the probe in one Python.
func ask(ctx context.Context, executable string) (*python, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, executable, "-")
	cmd.Stdin = strings.NewReader(probe)
	cmd.WaitDelay = time.Second
	var words bytes.Buffer
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", executable, err, words.String())
	}
	p := new(python)
	if err := json.Unmarshal(out, p); err != nil {
		return nil, fmt.Errorf("%s said something else than asked: %w", executable, err)
	}
	return p, nil
}

// programs are the commands by which people start Jupyter, the best known first.
var programs = []string{"jupyter-lab", "jupyter-notebook", "jupyter"}

// findPython returns the Python of the Jupyter that the person would start, or
// nil without one, and what went wrong with those that were tried.
func findPython(ctx context.Context) (*python, []error) {
	var candidates []string
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			candidates = append(candidates, interpreters(path)...)
		}
	}
	for _, name := range []string{"VIRTUAL_ENV", "CONDA_PREFIX"} {
		if prefix := os.Getenv(name); prefix != "" {
			candidates = append(candidates, filepath.Join(prefix, "bin", "python"), filepath.Join(prefix, "python.exe"), filepath.Join(prefix, "Scripts", "python.exe"))
		}
	}
	for _, name := range []string{"python3", "python"} {
		if path, err := exec.LookPath(name); err == nil {
			candidates = append(candidates, path)
		}
	}
	var troubles []error
	tried := map[string]bool{}
	for _, c := range candidates {
		if _, err := os.Stat(c); tried[c] || err != nil {
			continue
		}
		tried[c] = true
		p, err := ask(ctx, c)
		switch {
		case err != nil:
			troubles = append(troubles, err)
		case p.Kernels != nil:
			return p, nil
		}
	}
	return nil, troubles
}

// interpreters returns the paths of Python that the script of an entry point may run.
func interpreters(script string) []string {
	if runtime.GOOS == "windows" { // a launcher beside Python, or in a folder beside it
		dir := filepath.Dir(script)
		return []string{filepath.Join(dir, "python.exe"), filepath.Join(filepath.Dir(dir), "python.exe")}
	}
	f, err := os.Open(script)
	if err != nil {
		return nil
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	var head []string
	for len(head) < 2 && lines.Scan() {
		head = append(head, lines.Text())
	}
	if path := shebang(head); path != "" {
		return []string{path}
	}
	return nil
}

// shebang returns the interpreter that the first lines of a script name, or "".
// Paths that are long or hold spaces are written by pip as a line of shell.
func shebang(head []string) string {
	if len(head) == 0 || !strings.HasPrefix(head[0], "#!") {
		return ""
	}
	words := strings.Fields(strings.TrimPrefix(head[0], "#!"))
	if len(words) == 0 {
		return ""
	}
	if strings.HasSuffix(words[0], "/env") && len(words) > 1 {
		path, _ := exec.LookPath(words[len(words)-1])
		return path
	}
	if strings.HasSuffix(words[0], "/sh") {
		if len(head) < 2 {
			return ""
		}
		rest, ok := strings.CutPrefix(head[1], "'''exec' ")
		if !ok {
			return ""
		}
		if quoted, ok := strings.CutPrefix(rest, `"`); ok {
			path, _, _ := strings.Cut(quoted, `"`)
			return path
		}
		path, _, _ := strings.Cut(rest, " ")
		return path
	}
	return words[0]
}
