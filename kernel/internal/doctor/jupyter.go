package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// oldest holds the first version of each package that is known to work.
var oldest = []struct {
	name  string
	major int
}{{"jupyterlab", 4}, {"notebook", 7}, {"jupyter_server", 2}, {"jupyter_client", 7}}

// frontEnds are what JupyterLab needs to draw widgets.
var frontEnds = []struct{ extension, pip, use string }{
	{"@jupyter-widgets/jupyterlab-manager", "jupyterlab_widgets", "sliders, buttons and progress bars"},
	{"anywidget", "anywidget", "widgets with modules of their own"},
}

// jupyter judges an environment.
func jupyter(p *python) []Finding {
	f := findings{area: "Jupyter"}
	f.ok("Python %s, %s", p.Version, p.Executable)
	var there []string
	for _, o := range oldest {
		version, found := p.Packages[o.name]
		if !found {
			continue
		}
		there = append(there, o.name+" "+version)
		if major(version) < o.major {
			f.add(Warning, fmt.Sprintf("%s %s is older than what was tried: %d", o.name, version, o.major), p.pip("--upgrade", o.name))
		}
	}
	switch {
	case p.Packages["jupyterlab"] == "" && p.Packages["notebook"] == "":
		f.add(Warning, "neither jupyterlab nor notebook is there: nothing shows notebooks ("+strings.Join(there, ", ")+")", p.pip("jupyterlab"))
	default:
		f.ok("%s", strings.Join(there, ", "))
	}
	if p.Specs == nil {
		f.add(Problem, "jupyter_client is missing: Jupyter starts no kernels", p.pip("jupyter_client"))
	}
	if p.Packages["jupyterlab"] != "" || p.Packages["notebook"] != "" {
		for _, e := range frontEnds {
			if slices.Contains(p.Extensions, e.extension) {
				f.ok("%s %s: %s", e.pip, p.Packages[e.pip], e.use)
			} else {
				f.add(Warning, fmt.Sprintf("%s is missing: %s show only their static form", e.pip, e.use), p.pip(e.pip))
			}
		}
	}
	if err := writable(p.Runtime); err != nil {
		f.add(Problem, fmt.Sprintf("Jupyter cannot write connection files: %v", err), "give yourself the folder, or set JUPYTER_RUNTIME_DIR to one that is yours")
	}
	return f.list
}

// pip returns the command that installs packages.
func (p *python) pip(args ...string) string {
	exe := p.Executable
	if strings.Contains(exe, " ") {
		exe = strconv.Quote(exe)
	}
	return exe + " -m pip install " + strings.Join(args, " ")
}

// major returns the first number of a version, or 0.
func major(version string) int {
	head, _, _ := strings.Cut(version, ".")
	n, _ := strconv.Atoi(head)
	return n
}

// writable tells whether a file can be made in dir, or in the folder in which
// dir would be made.
func writable(dir string) error {
	if _, err := os.Stat(dir); os.IsNotExist(err) && filepath.Dir(dir) != dir {
		return writable(filepath.Dir(dir))
	}
	file, err := os.CreateTemp(dir, ".wade-doctor-*")
	if err != nil {
		return err
	}
	name := file.Name()
	_ = file.Close()
	return os.Remove(name)
}
