// Command wade opens a few-shot visual language model in a Jupyter notebook.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := newRoot().ExecuteContext(ctx)
	stop()
	if err == nil {
		return
	}
	if told := (*toldError)(nil); !errors.As(err, &told) {
		fmt.Fprintln(os.Stderr, "wade:", err)
	}
	os.Exit(1)
}

// A toldError is one that the person has read already.
type toldError struct{ error }

func (e *toldError) Unwrap() error { return e.error }

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "wade",
		Short: "look inside a few-shot visual language model, from a Jupyter notebook in Go",
		Long: `wade is a Jupyter kernel for Go with a few-shot visual language model inside.

  wade install                  add the kernel to Jupyter; then pick "Go (wade)"
  wade run FILE.ipynb --html P  run a notebook without Jupyter, and write a page
  wade eval FILE.jsonl          ask a model the questions of a data set, and write a report
  wade models pull NAME         download a published model; then sdk.Open(ctx, NAME)
  wade doctor                   what is right and wrong with Jupyter, the kernel and its backends`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newRun(), newInstall(), newUninstall(), newDoctor(), newTrain(), newEval(), newModels(), newKernel(), newLaunch(), newSession(), newVersion())
	return root
}
