package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wade/kernel/internal/history"
	"wade/kernel/internal/kernelspec"
	"wade/kernel/internal/parent"
	"wade/kernel/internal/resident"
	"wade/kernel/internal/server"
	"wade/kernel/internal/session"
	"wade/kernel/internal/transport"
)

// A kernelRun is what the flags say of how a kernel runs.
type kernelRun struct {
	past, memory string
	verbose      bool
	opt          session.Options
}

func (k *kernelRun) flags(fs *pflag.FlagSet) {
	fs.StringVar(&k.past, "history", os.Getenv("WADE_HISTORY"), "`FILE` that keeps the cells of all kernels, or off to keep them in memory (WADE_HISTORY)")
	fs.StringSliceVar(&k.opt.Pass, "pass-env", nil, "`NAME` of a variable that cells may see though it looks like a secret")
	fs.StringVar(&k.memory, "memory", "", "`SIZE`, such as 2G, that cells may use; a cell that comes to it is stopped (WADE_MEMORY)")
	fs.DurationVar(&k.opt.Limits.CellTime, "cell-time", 0, "how long a cell may run, such as 90s, before it is interrupted (WADE_CELL_TIME)")
	fs.BoolVarP(&k.verbose, "verbose", "v", false, "log more to standard error")
}

func newKernel() *cobra.Command {
	var file string
	var k kernelRun
	cmd := &cobra.Command{
		Use:   "kernel -f CONNECTION.json",
		Short: "serve one notebook (started by Jupyter)",
		Long: `Serve the Jupyter protocol on the sockets of a connection file until a front end
asks for shutdown. Jupyter runs this command; "wade install" tells it how.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			connection, warnings, err := transport.ReadConnection(file)
			if err != nil {
				return err
			}
			for _, w := range warnings {
				fmt.Fprintln(os.Stderr, "wade:", w)
			}
			return k.serve(parent.Context(cmd.Context()), connection, nil)
		},
	}
	cmd.Flags().StringVarP(&file, "file", "f", "", "connection file, written by Jupyter")
	k.flags(cmd.Flags())
	_ = cmd.MarkFlagRequired("file")
	return cmd
}

// serve runs a kernel until it is shut down or ctx ends. When its sockets are
// there and not nil, ready is called with the function that interrupts a cell.
func (k *kernelRun) serve(ctx context.Context, connection transport.Connection, ready func(interrupt func() error) error) (err error) {
	// A Ctrl-C in the terminal of Jupyter is not for us: cells are
	// interrupted by message.
	signal.Ignore(os.Interrupt)
	level := slog.LevelWarn
	if k.verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	if k.memory != "" {
		if k.opt.Limits.Memory, err = session.ParseMemory(k.memory); err != nil {
			return err
		}
	}
	sockets, err := transport.Listen(connection, log)
	if err != nil {
		return err
	}
	engine, err := session.NewEngine(k.opt)
	if err != nil {
		_ = sockets.Close()
		return err
	}
	archive, leave := openHistory(k.past, log)
	defer leave()
	s, err := server.New(server.Config{
		Key: connection.Key, Scheme: connection.Scheme, Version: release, Archive: archive, Log: log,
		Banner: fmt.Sprintf("wade %s: Go %s in a notebook, with a few-shot visual language model to look into", release, strings.TrimPrefix(runtime.Version(), "go")),
	}, engine, sockets)
	if err == nil && ready != nil {
		err = ready(engine.Interrupt)
	}
	if err != nil {
		_ = engine.Shutdown(false)
		_ = sockets.Close()
		return err
	}
	resident.Quiet()
	return s.Run(ctx)
}

// openHistory returns where cells are kept, nil for nowhere, and what to do at the end.
func openHistory(named string, log *slog.Logger) (server.Archive, func()) {
	path, err := historyPath(named)
	if err != nil {
		log.Warn("the history of cells is kept in memory", "error", err)
	}
	if path == "" {
		return nil, func() {}
	}
	f := history.Open(path, log)
	return f, func() {
		if err := f.Close(); err != nil {
			log.Warn("the history of cells is not complete", "error", err)
		}
	}
}

// historyPath returns the file for a name that was given, or "" when cells are not kept.
func historyPath(named string) (string, error) {
	if named == "off" {
		return "", nil
	}
	if named != "" {
		return named, nil
	}
	host, err := kernelspec.ThisHost()
	if err != nil {
		return "", err
	}
	return filepath.Join(host.DataDir(), "wade", "history.sqlite"), nil
}
