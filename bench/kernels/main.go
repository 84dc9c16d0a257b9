//go:build cgo

// Command kernels times single operations of the CPU kernels, and what the machine can do at most. It does the jobs that its
// arguments name, or those on the lines of its input, and answers each with a line of JSON.
//
//	go run ./bench/kernels limits "linear type=bf16 rows=1 in=2048 out=8192" "attention rows=256 keys=256"
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

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
	for _, job := range jobs {
		if err := w.answer(job, out); err != nil {
			return err
		}
	}
	if !serve {
		return nil
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		if err := w.answer(in.Text(), out); err != nil {
			return err
		}
	}
	return in.Err()
}

// worker keeps operands between jobs.
type worker struct {
	pool *cpu.Pool
	made map[string][]cpu.Weight
	key  string // of what is kept
}

// spec is a job with its numbers.
type spec struct {
	name, weights string
	n             map[string]int
}

func parse(job string) (s spec, err error) {
	fields := strings.Fields(job)
	if len(fields) == 0 {
		return s, fmt.Errorf("a line without a job")
	}
	s = spec{fields[0], "f32", map[string]int{"rows": 1, "in": 2048, "out": 2048, "keys": 256, "heads": 16, "width": 128, "mib": 1024}}
	for _, f := range fields[1:] {
		name, value, _ := strings.Cut(f, "=")
		if name == "type" {
			s.weights = value
			continue
		}
		v, err := strconv.Atoi(value)
		if _, ok := s.n[name]; !ok || err != nil || v < 1 {
			return s, fmt.Errorf("%q is not a number that a job has", f)
		}
		s.n[name] = v
	}
	return s, nil
}

// answer does a job; one that fails is no reason to end.
func (w *worker) answer(job string, out *json.Encoder) error {
	s, err := parse(job)
	var r any
	if err == nil {
		switch s.name {
		case "limits":
			r, err = limits.Measure(w.pool.Threads(), s.n["mib"]*3<<19, 100*time.Millisecond)
		case "linear":
			r, err = w.linear(s)
		case "attention":
			r, err = w.attention(s)
		default:
			err = fmt.Errorf("no job %q, there are limits, linear and attention", s.name)
		}
	}
	if err != nil {
		r = map[string]string{"job": job, "error": err.Error()}
	}
	return out.Encode(r)
}
