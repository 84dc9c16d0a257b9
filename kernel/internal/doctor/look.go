package doctor

import (
	"context"
	"fmt"
	"slices"

	"wade/kernel/internal/kernelspec"
)

// A Request says what to look at.
type Request struct {
	Python     string // of Jupyter; empty: that of the Jupyter on the path
	Executable string // of this program
	History    string // file of the history; empty: cells are not kept
	Memory     int64  // of the machine in bytes; 0: not known
}

// Look examines everything but backends.
func Look(ctx context.Context, r Request) ([]Finding, error) {
	host, err := kernelspec.ThisHost()
	if err != nil {
		return nil, err
	}
	var p *python
	var troubles []error
	if r.Python != "" {
		if p, err = ask(ctx, r.Python); err != nil {
			return nil, fmt.Errorf("doctor: ask --python: %w", err)
		}
		if p.Kernels == nil {
			return nil, fmt.Errorf("doctor: %s has no Jupyter: %s", r.Python, p.pip("jupyterlab"))
		}
	} else {
		p, troubles = findPython(ctx)
	}
	inEditors := editorsOf(host)
	dirs := host.SearchPath()
	var found []Finding
	if p != nil {
		found = jupyter(p)
		dirs = p.Kernels
		found = append(found, unseen(p)...)
	} else {
		f := findings{area: "Jupyter"}
		for _, e := range troubles {
			f.add(Warning, e.Error(), "repair or remove this Python")
		}
		text, next := "no Jupyter found on the path", "python3 -m pip install jupyterlab, or name its Python with --python"
		if Count(inEditors, OK) > 0 {
			f.add(Warning, text+"; the editor below needs none", next)
		} else {
			f.add(Problem, text, next)
		}
		found = f.list
	}
	found = slices.Concat(found, kernels(ctx, dirs, r.Executable), inEditors, machine(r.Memory, r.History))
	return found, ctx.Err()
}
