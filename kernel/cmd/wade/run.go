package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"wade/kernel/internal/notebook"
	"wade/kernel/internal/session"
)

type runFlags struct {
	output, html string
	inPlace      bool
	timeout      time.Duration
	quiet        bool
	parameters   []string
}

func newRun() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run FILE.ipynb",
		Short: "run a notebook without Jupyter",
		Long: `Run all cells of a notebook in order, in a fresh session and in the folder of the
notebook, and write what came out. It stops at the first cell that fails, shows
the error, still writes what there is, and exits with status 1.

A cell with the tag "raises-exception" may fail, one with the tag
"skip-execution" is not run. Parameters are set by a cell of their own after the
one with the tag "parameters", which declares them. Without -o, --html or --in-place the notebook is
only tried.`,
		Example: `  wade run first.ipynb --html first.html
  wade run first.ipynb -o out/first.ipynb --timeout 10m
  wade run curve.ipynb -p seed=3 -p 'task="colour"' -o curve-3.ipynb`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runNotebook(cmd.Context(), args[0], f, cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	fs.StringVarP(&f.output, "output", "o", "", "write the executed notebook to this file")
	fs.StringVar(&f.html, "html", "", "write a page of HTML that needs no network to this file")
	fs.BoolVar(&f.inPlace, "in-place", false, "write the executed notebook over the old one")
	fs.DurationVar(&f.timeout, "timeout", 0, "how long one cell may take, such as 90s or 10m; 0 means for ever")
	fs.StringArrayVarP(&f.parameters, "parameter", "p", nil, "`NAME=EXPRESSION`: set a variable; may be given several times")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "no line for each cell")
	cmd.MarkFlagsMutuallyExclusive("output", "in-place")
	return cmd
}

func runNotebook(ctx context.Context, path string, f runFlags, log io.Writer) (err error) {
	nb, err := notebook.Open(path)
	if err != nil {
		return err
	}
	if l := nb.Language(); l != "" && !strings.EqualFold(l, "go") {
		return fmt.Errorf("%s is written in %s: wade runs Go", path, l)
	}
	if err := nb.SetParameters(f.parameters); err != nil {
		return err
	}
	if f.inPlace {
		f.output = path
	}
	engine, err := session.NewEngine(session.Options{Dir: filepath.Dir(path)})
	if err != nil {
		return err
	}
	lines := &runLog{w: log, quiet: f.quiet, live: isTerminal(log)}
	start := time.Now()
	failure := notebook.Runner{Engine: engine, Timeout: f.timeout, Before: lines.before, After: lines.after}.Run(ctx, nb)
	if err := engine.Shutdown(false); err != nil {
		return err
	}
	spec := map[string]any{"name": "wade", "display_name": displayName, "language": "go"}
	nb.Metadata["kernelspec"] = spec
	nb.Metadata["language_info"] = map[string]any{
		"name": "go", "version": strings.TrimPrefix(runtime.Version(), "go"), "mimetype": "text/x-go", "file_extension": ".go",
	}
	if f.output != "" {
		err = nb.Save(f.output)
		lines.wrote(f.output, err)
	}
	if f.html != "" {
		page, e := nb.HTML(notebook.Origin{
			File: filepath.Base(path),
			By:   fmt.Sprintf("wade %s on %s/%s, %d cores, in %v", release, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), time.Since(start).Round(100*time.Millisecond)),
		})
		if e == nil {
			e = notebook.WriteFile(f.html, page)
		}
		lines.wrote(f.html, e)
		err = errors.Join(err, e)
	}
	if failure != nil {
		lines.failed(failure)
		return &toldError{failure}
	}
	return err
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
