package kernelspec

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// patience is how long a kernel may take for everything.
const patience = 60 * time.Second

// lastWords is how long what a kernel has sent may be on its way after its end.
const lastWords = time.Second

// An Answer is what a kernel said when it was tried.
type Answer struct {
	Banner   string
	Protocol string
	Ready    time.Duration // from its start until it said who it is
	First    time.Duration // from its start until the first cell had shown its value
}

// Check starts the kernel of an installed spec as Jupyter would, asks who it is,
// runs a cell and shuts it down.
func Check(ctx context.Context, folder string) (a Answer, err error) {
	spec, err := Read(folder)
	if err != nil {
		return a, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	dir, err := os.MkdirTemp("", "wade-check-")
	if err != nil {
		return a, fmt.Errorf("kernelspec: %w", err)
	}
	defer os.RemoveAll(dir)
	connection, err := loopback()
	if err != nil {
		return a, err
	}
	raw, err := json.Marshal(connection)
	if err != nil {
		return a, fmt.Errorf("kernelspec: %w", err)
	}
	file := filepath.Join(dir, "connection.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		return a, fmt.Errorf("kernelspec: %w", err)
	}
	argv := slices.Clone(spec.Argv)
	for i := range argv {
		argv[i] = strings.NewReplacer("{connection_file}", file, "{resource_dir}", folder).Replace(argv[i])
	}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.WaitDelay = time.Second
	var words bytes.Buffer
	cmd.Stderr = &words
	cmd.Env = os.Environ()
	for k, v := range spec.Env {
		cmd.Env = append(cmd.Env, k+"="+os.Expand(v, os.Getenv))
	}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return a, fmt.Errorf("kernelspec: start the kernel: %w", err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- cmd.Wait()
		time.AfterFunc(lastWords, cancel) // whoever still asks then gets no answer
	}()
	a, err = interview(ctx, connection, begin)
	if err != nil {
		_ = cmd.Process.Kill()
	}
	if e := <-ended; err == nil {
		err = e
	}
	if err != nil {
		return a, fmt.Errorf("kernelspec: the kernel of %s does not answer: %w\n%s", folder, err, words.String())
	}
	return a, nil
}
