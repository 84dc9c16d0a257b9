package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wade/kernel/internal/kernelspec"
)

// editors are the folders under the home folder where Visual Studio Code and
// its kin keep extensions.
var editors = []struct{ folder, name, command string }{
	{".vscode", "Visual Studio Code", "code"},
	{".vscode-server", "Visual Studio Code (remote)", "code"},
	{".vscode-insiders", "Visual Studio Code Insiders", "code-insiders"},
	{".vscode-oss", "VSCodium", "codium"},
	{".cursor", "Cursor", "cursor"},
}

// jupyterExtension lets these editors open notebooks.
const jupyterExtension = "ms-toolsai.jupyter"

// readByEditors are the variables that these editors heed when they look for kernels.
var readByEditors = []string{"JUPYTER_PATH", "APPDATA", "PROGRAMDATA"}

// editorsOf judges the editors that a home folder knows, and whether they find the kernel.
func editorsOf(host kernelspec.Host) []Finding {
	f := findings{area: "Editors"}
	for _, e := range editors {
		entries, err := os.ReadDir(filepath.Join(host.Home, e.folder, "extensions"))
		if err != nil {
			continue
		}
		version := ""
		for _, entry := range entries {
			// Others begin alike, such as ms-toolsai.jupyter-keymap-1.1.2.
			if v, ok := strings.CutPrefix(entry.Name(), jupyterExtension+"-"); ok && v != "" && v[0] >= '0' && v[0] <= '9' {
				version = v
			}
		}
		if version == "" {
			f.add(Warning, e.name+" has no Jupyter extension", fmt.Sprintf("%s --install-extension %s", e.command, jupyterExtension))
		} else {
			f.ok("%s with Jupyter extension %s: choose the kernel under \"Jupyter Kernel...\"", e.name, version)
		}
	}
	if Count(f.list, OK) > 0 {
		host.Env = only(host.Env, readByEditors)
		if len(kernelspec.List(host.SearchPath())) == 0 {
			f.add(Warning, "the editor finds the kernel only through a Python environment that it knows: it looks in\n"+strings.Join(host.SearchPath(), "\n"), "wade install, without JUPYTER_DATA_DIR and XDG_DATA_HOME")
		}
	}
	return f.list
}

// only returns env for some names, and nothing for others.
func only(env func(string) string, names []string) func(string) string {
	return func(name string) string {
		if slices.Contains(names, name) {
			return env(name)
		}
		return ""
	}
}
