package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
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

// editorsOf judges the editors that a home folder knows.
func editorsOf(home string) []Finding {
	f := findings{area: "Editors"}
	for _, e := range editors {
		entries, err := os.ReadDir(filepath.Join(home, e.folder, "extensions"))
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
	return f.list
}
