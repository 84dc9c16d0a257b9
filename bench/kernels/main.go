//go:build cgo

// Command kernels times single operations of the CPU kernels, and what the machine can do at most. It does the jobs that its
// arguments name, or those on the lines of its input, and answers each with a line of JSON.
//
//	go run ./bench/kernels limits "linear type=bf16 rows=1 in=2048 out=8192" "attention rows=256 keys=256"
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"wade/bench/internal/job"
	"wade/native/cpu"
	"wade/native/cpu/limits"
)

func main() {
	serve := flag.Bool("serve", false, "do the jobs on the lines of the input")
	flag.Parse()
	if err := run(*serve, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "kernels:", err)
		os.Exit(1)
	}
}

func run(serve bool, jobs []string) error {
	pool, err := cpu.New(cpu.Config{})
	if err != nil {
		return err
	}
	defer pool.Close()
	w := &worker{pool: pool, made: map[string][]cpu.Weight{}}
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(map[string]any{"model": cpu.Model(), "features": cpu.Features(), "variant": pool.Variant(), "threads": pool.Threads()}); err != nil {
		return err
	}
	for _, text := range jobs {
		if err := job.Answer(out, text, w.do); err != nil {
			return err
		}
	}
	if serve {
		return job.Serve(os.Stdin, out, w.do)
	}
	return nil
}

// worker keeps operands between jobs.
type worker struct {
	pool *cpu.Pool
	made map[string][]cpu.Weight
	key  string // of what is kept
}

var usual = map[string]int{"rows": 1, "in": 2048, "out": 2048, "keys": 256, "heads": 16, "width": 128, "mib": 1024}

func (w *worker) do(text string) (any, error) {
	j, err := job.Parse(text, usual, 1)
	if err != nil {
		return nil, err
	}
	switch j.Name {
	case "limits":
		return limits.Measure(w.pool.Threads(), j.N["mib"]*3<<19, 100*time.Millisecond)
	case "linear":
		return w.linear(j)
	case "attention":
		return w.attention(j)
	}
	return nil, fmt.Errorf("no job %q, there are limits, linear and attention", j.Name)
}
