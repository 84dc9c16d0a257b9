package doctor

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"wade/kernel/internal/kernelspec"
)

// kernels judges the specs of this kernel in folders with kernels, the first
// folder first: each of them is started as Jupyter would. exe is the program
// that asks.
func kernels(ctx context.Context, dirs []string, exe string) []Finding {
	f := findings{area: "Kernel"}
	seen := map[string]string{} // folder by name
	for _, k := range kernelspec.List(dirs) {
		name := strings.ToLower(k.Name)
		if first := seen[name]; first != "" {
			f.add(Warning, fmt.Sprintf("%s is hidden by %s, which has the same name", k.Folder, first), "remove one of them: wade uninstall, with the flags of its installation")
			continue
		}
		seen[name] = k.Folder
		program, err := exec.LookPath(k.Spec.Argv[0])
		if err != nil {
			f.add(Problem, fmt.Sprintf("%s starts %s, which cannot be run: %v", k.Folder, k.Spec.Argv[0], err), "run \"wade install\" again with the program at its new place, or \"wade uninstall\"")
			continue
		}
		if !same(program, exe) {
			f.add(Warning, fmt.Sprintf("%s starts another program than this one, %s", k.Folder, program), "run \"wade install\" with the program that you want")
		}
		a, err := kernelspec.Check(ctx, k.Folder)
		if err != nil {
			f.add(Problem, err.Error(), "run the program by hand: "+program+" version")
			continue
		}
		f.ok("%s, %q: runs a cell %d ms after its start (%s)", name, k.Spec.DisplayName, a.First.Round(time.Millisecond).Milliseconds(), k.Folder)
	}
	if len(seen) == 0 {
		f.add(Problem, "the kernel is not installed where Jupyter looks:\n"+strings.Join(dirs, "\n"), "wade install")
	}
	return f.list
}

// unseen reports specs that lie in the folders but that Jupyter does not offer.
func unseen(p *python) []Finding {
	f := findings{area: "Kernel"}
	for _, k := range kernelspec.List(p.Kernels) {
		if p.Specs != nil && p.Specs[strings.ToLower(k.Name)] == "" {
			f.add(Problem, fmt.Sprintf("Jupyter passes over %s", k.Folder), "run \"jupyter kernelspec list\" and read its warnings; it offers "+strings.Join(slices.Sorted(maps.Keys(p.Specs)), ", "))
		}
	}
	return f.list
}

func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}
