//go:build cgo

package cpu

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func TestVariantsOfThisMachine(t *testing.T) {
	able := Variants()
	if len(able) == 0 || able[0] != "generic" {
		t.Fatalf("variants %q, want generic first", able)
	}
	if _, err := New(Config{Variant: "sse9"}); !errors.Is(err, ErrUnavailable) {
		t.Errorf("an unknown variant gives %v", err)
	}
	t.Setenv(EnvVariant, "generic")
	p, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Variant() != "generic" || p.Threads() < 1 {
		t.Errorf("pool of variant %s with %d threads", p.Variant(), p.Threads())
	}
	for range 2 { // closing twice is harmless
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := p.Add([]float32{0}, []float32{1}, []float32{2}); err == nil {
		t.Error("a closed pool computes")
	}
}

// Everything that sums over rows must give the same bits with any number of threads.
func TestThreadsDoNotChangeResults(t *testing.T) {
	for _, v := range Variants() {
		t.Run(v, func(t *testing.T) {
			var first [][]float32
			for _, threads := range []int{1, 2, 3, 8} {
				p, err := New(Config{Variant: v, Threads: threads})
				if err != nil {
					t.Fatal(err)
				}
				got := everySum(t, p)
				p.Close()
				if first == nil {
					first = got
				}
				for i := range got {
					same(t, fmt.Sprintf("%d threads, result %d", threads, i), got[i], first[i])
				}
			}
		})
	}
}

func everySum(t *testing.T, p *Pool) [][]float32 {
	const rows, cols, out = 3000, 40, 33
	b := newBench(t, 30)
	x, dy, w, g := b.in(rows*cols), b.in(rows*out), b.in(out*cols), b.in(cols)
	ids, weight := make([]int32, rows), make([]float32, rows)
	for i := range ids {
		ids[i], weight[i] = int32(i*i%out), 1
	}
	var all [][]float32
	add := func(n int) []float32 {
		all = append(all, b.out(n))
		return all[len(all)-1]
	}
	b.done("linear", p.Linear(add(rows*out), x, Weight{F32: w}, After{}, rows, cols, out))
	b.done("linear", p.Linear(add(90*out), x, Weight{F32: w}, After{}, 90, cols, out))
	b.done("linear gradient", p.LinearVJP(add(rows*cols), add(out*cols), add(out), dy, x, Weight{F32: w}, rows, cols, out))
	b.done("norm gradient", p.LayerNormVJP(add(rows*cols), add(cols), add(cols), x, x, g, rows, cols, 1e-5))
	b.done("sum", p.SumRows(add(cols), x, nil, rows, cols))
	b.done("gate", p.GatedAddVJP(nil, add(1), x, x, g[:1], rows, cols))
	b.done("scatter", p.ScatterRows(add(out*cols), x, ids, out, cols))
	b.done("loss", p.CrossEntropy(add(1), dy, ids, weight, rows, out))
	b.done("soft loss", p.SoftEntropy(add(1), dy, dy, rows, out))
	a := Attention{Batch: 3, Rows: 1000, Keys: 1000, Heads: 2, Dim: 20, Scale: 0.2, Causal: true}
	b.done("attention", p.AttentionVJP(add(a.q()), add(a.q()), add(a.q()), x, x, x, x, a))
	c := Cross{Batch: 3, Rows: 1000, Images: out, Latents: 30, Heads: 2, Dim: 20, Scale: 0.2}
	b.done("cross attention", p.CrossAttentionVJP(add(c.q()), add(c.k()), add(c.k()), x, x, x[:c.k()], x[:c.k()], ids, c))
	s, err := p.SumSquares(x)
	b.done("squares", err)
	all = append(all, []float32{float32(s)})
	return all
}

// Jobs from several goroutines, with pauses long enough for the workers to fall asleep in between.
func TestPoolUnderLoad(t *testing.T) {
	p, err := New(Config{Threads: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			x, y := make([]float32, 100_000), make([]float32, 100_000)
			for i := range x {
				x[i] = float32(i)
			}
			for i := range 100 {
				if err := p.Scale(y, x, float32(g+1)); err != nil {
					t.Error(err)
					return
				}
				for j := 0; j < len(y); j += 997 {
					if y[j] != float32(j)*float32(g+1) {
						t.Errorf("round %d: element %d is %v", i, j, y[j])
						return
					}
				}
				if i%20 == 0 {
					time.Sleep(time.Millisecond)
				}
			}
		})
	}
	wg.Wait()
}

func TestCoresOfMachine(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if physical(root) != 0 || quota(root) != 0 {
		t.Error("a system that says nothing has cores or a quota")
	}
	write("proc/self/status", "Name:\tx\nCpus_allowed_list:\t0-2,5\nMems_allowed:\t1\n")
	for cpu, core := range map[int]int{0: 0, 1: 0, 2: 1, 5: 1} { // 5 is on another package
		write(fmt.Sprintf("sys/devices/system/cpu/cpu%d/topology/core_id", cpu), fmt.Sprintln(core))
		write(fmt.Sprintf("sys/devices/system/cpu/cpu%d/topology/physical_package_id", cpu), fmt.Sprintln(cpu/4))
	}
	if n := physical(root); n != 3 {
		t.Errorf("%d cores, want 3", n)
	}
	write("proc/self/cgroup", "0::/a/b\n")
	write("sys/fs/cgroup/a/b/cpu.max", "max 100000\n")
	if n := quota(root); n != 0 {
		t.Errorf("quota %d without a limit", n)
	}
	write("sys/fs/cgroup/a/cpu.max", "250000 100000\n")
	if n := quota(root); n != 2 {
		t.Errorf("quota %d, want 2", n)
	}
	write("proc/self/cgroup", "4:cpu,cpuacct:/c\n")
	write("sys/fs/cgroup/cpu/c/cpu.cfs_quota_us", "50000\n")
	write("sys/fs/cgroup/cpu/c/cpu.cfs_period_us", "100000\n")
	if n := quota(root); n != 1 {
		t.Errorf("quota %d, want 1", n)
	}
}

func TestMachineIsDescribed(t *testing.T) {
	if Model() == "" {
		t.Error("the processor has no name")
	}
	for _, f := range Features() {
		if f == "" {
			t.Error("empty feature")
		}
	}
}

func TestThreadsFromTheEnvironment(t *testing.T) {
	t.Setenv(EnvThreads, "3")
	p, err := New(Config{Variant: "generic"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if p.Threads() != 3 {
		t.Errorf("%d threads, want 3", p.Threads())
	}
	t.Setenv(EnvThreads, "many")
	if _, err := New(Config{}); !errors.Is(err, ErrUnavailable) {
		t.Errorf("a number of threads that is none gives %v", err)
	}
}

func TestCallsDoNotAllocate(t *testing.T) {
	p, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	x, w, y := make([]float32, 64*32), make([]float32, 32*32), make([]float32, 64*32)
	a := Attention{Batch: 1, Rows: 64, Keys: 64, Heads: 2, Dim: 16, Scale: 0.25}
	for name, f := range map[string]func() error{
		"linear":         func() error { return p.Linear(y, x, Weight{F32: w}, After{}, 64, 32, 32) },
		"linear vjp":     func() error { return p.LinearVJP(y, w, nil, x, x, Weight{F32: w}, 64, 32, 32) },
		"attention":      func() error { return p.Attention(y, x, x, x, a) },
		"layer norm":     func() error { return p.LayerNorm(y, x, w[:32], nil, 64, 32, 1e-5) },
		"sum of squares": func() error { _, err := p.SumSquares(x); return err },
		"softmax":        func() error { return p.Softmax(y, x, 64, 32, false) },
		"add":            func() error { return p.Add(y, x, x) },
	} {
		if n := testing.AllocsPerRun(20, func() {
			if err := f(); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s allocates %v times a call", name, n)
		}
	}
}
