package doctor

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/kernel/internal/kernelspec"
)

// said returns the findings as lines "state text -> next".
func said(list []Finding) []string {
	var lines []string
	for _, f := range list {
		lines = append(lines, string(f.State)+" "+f.Text+" -> "+f.Next)
	}
	return lines
}

func expect(t *testing.T, list []Finding, want ...string) {
	t.Helper()
	lines := said(list)
	if len(lines) != len(want) {
		t.Errorf("found %q, want %q", lines, want)
		return
	}
	for i, w := range want {
		if !strings.Contains(lines[i], w) {
			t.Errorf("line %d is %q, want %q in it", i, lines[i], w)
		}
	}
}

func TestShebang(t *testing.T) {
	for _, c := range []struct {
		head []string
		want string
	}{
		{nil, ""},
		{[]string{"binary\x7fELF"}, ""},
		{[]string{"#!/opt/venv/bin/python3.11"}, "/opt/venv/bin/python3.11"},
		{[]string{"#! /usr/bin/python3 -E"}, "/usr/bin/python3"},
		{[]string{"#!/bin/sh", `'''exec' "/my envs/a/bin/python" "$0" "$@"`}, "/my envs/a/bin/python"},
		{[]string{"#!/bin/sh", `'''exec' /long/bin/python "$0" "$@"`}, "/long/bin/python"},
		{[]string{"#!/bin/sh", "exec jupyter"}, ""},
		{[]string{"#!/bin/sh"}, ""},
		{[]string{"#!"}, ""},
		{[]string{"#!/usr/bin/env no-such-python"}, ""},
	} {
		if got := shebang(c.head); got != c.want {
			t.Errorf("%q: %q, want %q", c.head, got, c.want)
		}
	}
}

func TestJupyter(t *testing.T) {
	runtime := t.TempDir()
	whole := func() *python {
		return &python{
			Executable: "/v/bin/python", Version: "3.12.1", Runtime: filepath.Join(runtime, "not", "yet"),
			Packages:   map[string]string{"jupyterlab": "4.6.6", "jupyter_server": "2.21.1", "jupyter_client": "8.10.0", "anywidget": "0.9.1", "jupyterlab_widgets": "3.0.1"},
			Extensions: []string{"anywidget", "@jupyter-widgets/jupyterlab-manager"},
			Kernels:    []string{}, Specs: map[string]string{},
		}
	}
	fine := []string{"ok Python 3.12.1", "ok jupyterlab 4.6.6, jupyter_server 2.21.1", "ok jupyterlab_widgets 3.0.1", "ok anywidget 0.9.1"}
	for _, c := range []struct {
		name   string
		change func(*python)
		want   []string
	}{
		{"whole", func(*python) {}, fine},
		{"old", func(p *python) { p.Packages["jupyterlab"] = "3.6.7" },
			slices.Insert(slices.Replace(slices.Clone(fine), 1, 2, "jupyterlab 3.6.7"), 1, "older than what was tried: 4 -> /v/bin/python -m pip install --upgrade jupyterlab")},
		{"no widgets", func(p *python) { p.Extensions = p.Extensions[:1]; p.Executable = "/my envs/python" },
			[]string{fine[0], fine[1], `warning jupyterlab_widgets is missing: sliders, buttons and progress bars show only their static form -> "/my envs/python" -m pip install jupyterlab_widgets`, fine[3]}},
		{"no front end", func(p *python) { delete(p.Packages, "jupyterlab") }, []string{fine[0], "nothing shows notebooks"}},
		{"no client", func(p *python) { p.Specs = nil }, slices.Insert(slices.Clone(fine), 2, "problem jupyter_client is missing")},
		{"runtime is a file", func(p *python) {
			p.Runtime = filepath.Join(runtime, "file")
			if err := os.WriteFile(p.Runtime, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}, append(slices.Clone(fine), "problem Jupyter cannot write connection files")},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := whole()
			c.change(p)
			expect(t, jupyter(p), c.want...)
		})
	}
	if left, _ := os.ReadDir(runtime); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func spec(t *testing.T, dir, name, program string) {
	t.Helper()
	folder := filepath.Join(dir, name)
	raw, err := json.Marshal(map[string]any{"argv": []string{program, "kernel", "-f", "{connection_file}"}, "display_name": "Go", "language": "go"})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "kernel.json"), raw, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestKernels(t *testing.T) {
	near, far := t.TempDir(), t.TempDir()
	expect(t, kernels(t.Context(), []string{near, far}, "/opt/wade"), "problem the kernel is not installed where Jupyter looks:\n"+near+"\n"+far+" -> wade install")
	gone := filepath.Join(near, "gone", "wade")
	spec(t, near, "wade", gone)
	spec(t, far, "Wade", gone)
	expect(t, kernels(t.Context(), []string{near, far}, "/opt/wade"), "problem "+filepath.Join(near, "wade")+" starts "+gone, "warning "+filepath.Join(far, "Wade")+" is hidden by "+filepath.Join(near, "wade"))
	expect(t, unseen(&python{Kernels: []string{near}, Specs: map[string]string{"python3": "/p"}}), "problem Jupyter passes over "+filepath.Join(near, "wade"))
	expect(t, unseen(&python{Kernels: []string{near}, Specs: map[string]string{"wade": near}}))
}

func TestEditors(t *testing.T) {
	home := t.TempDir()
	// A folder that the editor reads, and one that it does not.
	read, ignored := filepath.Join(home, "jupyter"), filepath.Join(home, "data")
	env := map[string]string{"JUPYTER_PATH": read, "JUPYTER_DATA_DIR": ignored}
	host := kernelspec.Host{System: "linux", Home: home, Env: func(name string) string { return env[name] }}
	expect(t, editorsOf(host))
	for _, dir := range []string{
		".vscode/extensions/ms-toolsai.jupyter-2026.1.0", ".vscode/extensions/ms-toolsai.jupyter-keymap-1.1.2",
		".cursor/extensions/ms-toolsai.jupyter-keymap-1.1.2", ".vscode-oss/argv.json",
	} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	spec(t, filepath.Join(ignored, "kernels"), "wade", "/opt/wade")
	want := []string{"ok Visual Studio Code with Jupyter extension 2026.1.0", "warning Cursor has no Jupyter extension -> cursor --install-extension ms-toolsai.jupyter"}
	if len(kernelspec.List([]string{"/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"})) == 0 {
		expect(t, editorsOf(host), append(slices.Clone(want), "only through a Python environment")...)
	}
	spec(t, filepath.Join(read, "kernels"), "wade", "/opt/wade")
	expect(t, editorsOf(host), want...)
}

func TestMachine(t *testing.T) {
	root := t.TempDir()
	if n := cgroupMemory(root); n != 0 {
		t.Errorf("without a file: %d", n)
	}
	for text, want := range map[string]int64{"max\n": 0, "1073741824\n": 1 << 30} {
		if err := os.WriteFile(filepath.Join(root, "memory.max"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if n := cgroupMemory(root); n != want {
			t.Errorf("%q: %d", text, n)
		}
	}
	t.Setenv("JUPYTERHUB_USER", "ann")
	lines := strings.Join(said(machine(1<<30, filepath.Join(root, "memory.max", "history"))), "\n")
	for _, want := range []string{"warning 1.0 GiB of memory may be too little", "ok JupyterHub, user ann", "warning the history of cells is lost"} {
		if !strings.Contains(lines, want) {
			t.Errorf("%s lacks %q", lines, want)
		}
	}
	file := filepath.Join(root, "not yet", "history")
	for range 2 {
		if lines := strings.Join(said(machine(8<<30, file)), "\n"); !strings.Contains(lines, "ok the history of cells is kept in "+file) {
			t.Error(lines)
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPrint(t *testing.T) {
	var b strings.Builder
	if err := Print(&b, []Finding{{"A", OK, "one", ""}, {"A", Warning, "two\nlines\n", "do\nthis"}, {"B", Problem, "three", ""}}); err != nil {
		t.Fatal(err)
	}
	want := `
A
  ok       one
  warning  two
           lines
           next: do
                 this

B
  problem  three
`
	if b.String() != want {
		t.Errorf("printed %s\nwant %s", b.String(), want)
	}
}
