//go:build cgo && linux

package cpu_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wade/plugins/cpu"
	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// TestMemoryIsAsStated loads and runs a model in a process of its own, and compares what Describe says with what the process
// holds: within 10 %.
func TestMemoryIsAsStated(t *testing.T) {
	if path := os.Getenv("WADE_CPU_TEST_MEMORY"); path != "" {
		stated(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "model.safetensors")
	w, err := tensor.FromF32(make([]float32, 4096*4096), tensor.Sizes(4096, 4096)...)
	if err != nil {
		t.Fatal(err)
	}
	if err := safetensors.Write(path, map[string]*tensor.Tensor{"w": w}, nil); err != nil {
		t.Fatal(err)
	}
	for _, policy := range []backend.Policy{backend.F32, backend.BF16} { // in place, and converted
		t.Run(string(policy), func(t *testing.T) {
			cmd := exec.Command(os.Args[0], "-test.run=^TestMemoryIsAsStated$", "-test.v")
			cmd.Env = append(os.Environ(), "WADE_CPU_TEST_MEMORY="+path, "WADE_CPU_TEST_POLICY="+string(policy), "WADE_CACHE=off") // or what is converted may be in a file
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			} else {
				t.Logf("%s", out)
			}
		})
	}
}

func stated(t *testing.T, path string) {
	row, err := tensor.FromF32(slices.Repeat([]float32{1}, 64*4096), tensor.Sizes(64, 4096)...)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := tensor.FromF32(slices.Repeat([]float32{1}, 512*4096), tensor.Sizes(1, 512, 4096)...)
	if err != nil {
		t.Fatal(err)
	}
	debug.FreeOSMemory()
	before := anonymous(t)
	be, err := cpu.New(cpu.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer be.Close()
	ctx := context.Background()
	b := program.NewBuilder("memory") // 64 MiB a value, three at a time, and a cache
	x := b.Repeat("x", b.Input("row", program.Of(64, 4096)), program.Sym("n"))
	y := b.Add("y", x, b.Scale("half", x, 0.5))
	past := b.Input("past", program.Of(1, 512, 4096))
	keys := b.CacheAppend("keys", past, "keys")
	out := b.Linear("out", b.MeanRows("mean", b.Scale("z", y, 2)), b.Weight("w", 4096, 4096), program.None)
	p, err := b.Build(out, b.MeanRows("past mean", keys))
	if err != nil {
		t.Fatal(err)
	}
	m, err := be.Load(ctx, backend.LoadSpec{Files: []string{path}, Policy: backend.Policy(os.Getenv("WADE_CPU_TEST_POLICY"))})
	if err != nil {
		t.Fatal(err)
	}
	h, err := be.Compile(ctx, m, p)
	if err != nil {
		t.Fatal(err)
	}
	s, err := be.NewSession(ctx, m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := be.Step(ctx, h, backend.Step{Inputs: map[string]*tensor.Tensor{"row": row, "past": rows}, Sizes: program.Bindings{"n": 64}, Session: s}); err != nil {
		t.Fatal(err)
	}
	got := anonymous(t) - before
	d, err := be.Describe(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want, text := int64(0), ""
	for name, sign := range map[string]int64{"weights": 1, "mapped": -1, "plan": 1, "cache": 1, "kept": 1, "scratch": 1} {
		n, _ := strconv.ParseInt(strings.TrimSuffix(d.Details[name], " bytes"), 10, 64)
		want += sign * n
		text += fmt.Sprintf(" %s %d MB", name, n>>20)
	}
	t.Logf("stated %d MB:%s; resident %d MB", want>>20, text, got>>20)
	if want < 200<<20 || got < want*9/10 || got > want*11/10 {
		t.Errorf("the process holds %d MB besides mapped files, the backend states %d MB:%s", got>>20, want>>20, text)
	}
}

// anonymous is the resident memory of this process that is no file's.
func anonymous(t *testing.T) int64 {
	t.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	_, rest, ok := strings.Cut(string(text), "RssAnon:")
	if !ok {
		t.Skip("the system does not tell anonymous memory apart")
	}
	kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb << 10
}
