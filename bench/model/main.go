// Command model times a large model of random weights on the CPU backend: encoding pictures, reading prompts, writing tokens.
// It does the jobs that its arguments name, or those on the lines of its input, and answers each with a line of JSON.
//
//	go run ./bench/model -policy bf16 "vision images=1" "prefill tokens=256" "decode context=256 tokens=8 gated=1"
//
// With -profile every job is followed by a table of the time that operations took, by kind and shape.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"wade/bench/internal/big"
	"wade/bench/internal/job"
	"wade/plugins/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/backend/host"
	"wade/sdk/flamingo"
)

type options struct {
	size, dir, policy, via, parts string
	rounds                        int
	profile, serve                bool
}

func main() {
	var o options
	flag.StringVar(&o.size, "size", "1b", "of the model: 1b or small")
	flag.StringVar(&o.dir, "dir", "build/bench", "where its weights are kept, drawn at the first use")
	flag.StringVar(&o.policy, "policy", "bf16", "f32, bf16 or what else the backend offers")
	flag.StringVar(&o.via, "via", "process", "process: through the plugin; here: within this process")
	flag.StringVar(&o.parts, "parts", "vision,resampler,gated,language", "what is loaded")
	flag.IntVar(&o.rounds, "rounds", 3, "times that a job is done, after one to warm up")
	flag.BoolVar(&o.profile, "profile", false, "show where the time goes; within this process only")
	flag.BoolVar(&o.serve, "serve", false, "do the jobs on the lines of the input once each")
	flag.Parse()
	if err := run(context.Background(), o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "model:", err)
		os.Exit(1)
	}
}

// opened tells what was opened and how long it took.
type opened struct {
	Device  string  `json:"device"`
	Variant string  `json:"variant"`
	Threads int     `json:"threads"`
	Policy  string  `json:"policy"`
	Start   float64 `json:"start_ms"` // of the backend
	Load    float64 `json:"load_ms"`  // of the weights
	Pid     int     `json:"pid"`      // that computes
	Go      string  `json:"go"`
}

func run(ctx context.Context, o options, jobs []string) error {
	c, err := big.Size(o.size)
	if err != nil {
		return err
	}
	spec := backend.LoadSpec{Policy: backend.Policy(o.policy)}
	for p := range strings.SplitSeq(o.parts, ",") {
		path := filepath.Join(o.dir, o.size, p+".safetensors")
		if err := big.Write(path, c, true, 1, flamingo.Part(p)); err != nil {
			return err
		}
		spec.Files = append(spec.Files, path)
	}
	start := time.Now()
	about := opened{Policy: o.policy, Pid: os.Getpid(), Go: runtime.Version()}
	var prof *profile
	var be backend.Backend
	if o.profile || o.via == "here" {
		k, err := cpu.NewKernels(cpu.Config{})
		if err != nil {
			return err
		}
		if o.profile {
			prof = &profile{whole: k.(whole), spent: map[string]*spent{}}
			k = prof
		}
		be = exec.New(k, exec.Options{})
	} else {
		p, err := host.Open(ctx, "cpu", host.Options{Dirs: []string{"bin"}})
		if err != nil {
			return fmt.Errorf("%w (make build puts the plugin into bin)", err)
		}
		be, about.Pid = p, p.Pid()
	}
	defer be.Close()
	d, err := be.Describe(ctx)
	if err != nil {
		return err
	}
	about.Device, about.Variant, about.Threads, about.Start = d.Device, d.Details["variant"], d.Threads, since(start)
	start = time.Now()
	m, err := be.Load(ctx, spec)
	if err != nil {
		return err
	}
	about.Load = since(start)
	w := &worker{Backend: be, config: c, model: m, pid: about.Pid, sessions: map[string]backend.Session{}, programs: map[string]backend.Program{}}
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(about); err != nil {
		return err
	}
	if o.serve {
		return job.Serve(os.Stdin, out, func(text string) (any, error) { return w.do(ctx, text) })
	}
	for _, text := range jobs {
		if err := repeat(ctx, w, text, o.rounds, prof, out); err != nil {
			return err
		}
	}
	return nil
}

func since(t time.Time) float64 { return float64(time.Since(t).Microseconds()) / 1e3 }

// repeat does a job several times and answers with the median, and the fastest.
func repeat(ctx context.Context, w *worker, text string, rounds int, prof *profile, out *json.Encoder) error {
	if _, err := w.do(ctx, text); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	prof.reset()
	var all []result
	for range max(1, rounds) {
		r, err := w.do(ctx, text)
		if err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b result) int { return cmp.Compare(a.MS, b.MS) })
	r := all[len(all)/2]
	r.Fastest = all[0].MS
	if err := out.Encode(r); err != nil {
		return err
	}
	prof.print(os.Stdout, len(all))
	return nil
}
