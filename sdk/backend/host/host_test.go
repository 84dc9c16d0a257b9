package host_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

func ramp(n int) *tensor.Tensor {
	data := make([]float32, n)
	for i := range data {
		data[i] = float32(i) + 0.5
	}
	t, err := tensor.FromF32(data)
	if err != nil {
		panic(err)
	}
	return t
}

func TestDescribe(t *testing.T) {
	p := open(t, "probe", host.Options{})
	d, err := p.Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.Details = nil
	want := backend.Description{
		Name: "probe", Version: "1.2", Device: "a test", Features: []string{"one", "two"}, Threads: 3,
		Policies: []backend.Policy{backend.F32}, Ops: []program.Op{program.OpLinear},
	}
	if !reflect.DeepEqual(d, want) {
		t.Errorf("description %+v, want %+v", d, want)
	}
}

func TestTensorsOfEverySizeComeBack(t *testing.T) {
	i32, _ := tensor.FromI32([]int32{1, -2, 3}, tensor.Axis{Name: "batch", Size: 1}, tensor.Axis{Size: 3})
	f64, _ := tensor.FromF64(make([]float64, 5000), tensor.Sizes(50, 100)...)
	bf16, _ := tensor.FromBF16([]uint16{1, 2, 3}, tensor.Axis{Name: "odd", Size: 3})
	f64.F64()[4999] = 1e300
	in := map[string]*tensor.Tensor{"i32": i32, "f64": f64, "bf16": bf16}
	for _, n := range []int{1, 4095, 4096, 4097, 8193, 262144, 1 << 20, 3<<20 + 1} {
		in[fmt.Sprint(n)] = ramp(n)
	}
	withAndWithout(t, "probe", func(t *testing.T, p *host.Plugin) {
		for range 2 { // the second call meets a used arena
			r, err := p.Step(t.Context(), 1, backend.Step{Inputs: in})
			if err != nil {
				t.Fatal(err)
			}
			same(t, r.Values, in)
		}
		run, err := p.Run(t.Context(), 1, backend.Run{Step: backend.Step{Inputs: in}, Then: backend.Step{Inputs: in}, Stop: []int32{7, 9}})
		if err != nil {
			t.Fatal(err)
		}
		if len(run.Rounds) != 3 || len(run.IDs) != 2 || run.IDs[1] != 9 {
			t.Fatalf("run returned %+v", run)
		}
		same(t, run.Rounds[0].Values, in)
		same(t, run.Rounds[2].Values, in)
	})
}

func same(t *testing.T, got, want map[string]*tensor.Tensor) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d tensors, want %d", len(got), len(want))
	}
	for name, w := range want {
		g := got[name]
		if g == nil {
			t.Errorf("%s is missing", name)
		} else if g.DType() != w.DType() || !reflect.DeepEqual(g.Axes(), w.Axes()) || !reflect.DeepEqual(g.Dense().Data(), w.Dense().Data()) {
			t.Errorf("%s came back as another tensor", name)
		}
	}
}

// What a backend keeps must not change when the memory in which it came is used again.
func TestStoredTensorsOutliveTheCall(t *testing.T) {
	withAndWithout(t, "probe", func(t *testing.T, p *host.Plugin) {
		m, err := p.Load(t.Context(), backend.LoadSpec{Tensors: map[string]*tensor.Tensor{"loaded": ramp(50000)}})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Store(t.Context(), m, map[string]*tensor.Tensor{"stored": ramp(60000)}); err != nil {
			t.Fatal(err)
		}
		zeros, _ := tensor.Zeros(tensor.Sizes(1 << 20)...)
		if _, err := p.Step(t.Context(), 1, backend.Step{Inputs: map[string]*tensor.Tensor{"x": zeros}}); err != nil {
			t.Fatal(err)
		}
		got, err := p.Fetch(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, map[string]*tensor.Tensor{"loaded": ramp(50000), "stored": ramp(60000)})
	})
}

func TestCallsAtTheSameTime(t *testing.T) {
	withAndWithout(t, "probe", func(t *testing.T, p *host.Plugin) {
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				in := map[string]*tensor.Tensor{"x": ramp(5000 + 1000*i)}
				for range 10 {
					r, err := p.Step(t.Context(), 1, backend.Step{Inputs: in})
					if err != nil {
						t.Error(err)
						return
					}
					same(t, r.Values, in)
				}
			})
		}
		wg.Wait()
	})
}

func TestErrorsKeepTheirClass(t *testing.T) {
	p := open(t, "probe", host.Options{})
	_, err := p.Step(t.Context(), 1, backend.Step{Captures: []string{"operation"}})
	var op *backend.OpError
	if !errors.As(err, &op) || op.Program != "lm" || op.Op != program.OpLinear || op.Value != "h.3" {
		t.Errorf("operation error %v became %+v", err, op)
	}
	if !errors.Is(err, backend.ErrOutOfMemory) || errors.Is(err, backend.ErrInvalid) {
		t.Errorf("%v has lost or changed its class", err)
	}
	if want := `probe: step: program lm: linear "h.3": 4 gigabytes: out of memory`; err.Error() != want {
		t.Errorf("text %q, want %q", err, want)
	}
	if err := p.Release(t.Context(), 1); !errors.Is(err, backend.ErrUnsupported) {
		t.Errorf("an unsupported call gave %v", err)
	}
	if s, err := p.NewSession(t.Context(), 1); err == nil {
		t.Errorf("handle %d was accepted", s)
	}
	if _, err := p.Compile(t.Context(), 1, nil); !errors.Is(err, backend.ErrInvalid) {
		t.Errorf("no program gave %v", err)
	}
}

func TestCancel(t *testing.T) {
	withAndWithout(t, "probe", func(t *testing.T, p *host.Plugin) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		if _, err := p.Step(ctx, 1, backend.Step{Captures: []string{"hang"}, Inputs: map[string]*tensor.Tensor{"x": ramp(1 << 16)}}); !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled step gave %v", err)
		}
		if _, err := p.Step(ctx, 1, backend.Step{}); !errors.Is(err, context.Canceled) {
			t.Errorf("a step with a dead context gave %v", err)
		}
		ctx, cancel = context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		if _, err := p.Run(ctx, 1, backend.Run{Step: backend.Step{Captures: []string{"hang"}}}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a run past its time gave %v", err)
		}
		// Cancels at any moment of a large transfer leave lanes in order.
		for i := range 20 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*400*time.Microsecond)
			in := map[string]*tensor.Tensor{"x": ramp(1<<18 + i)}
			r, err := p.Step(ctx, 1, backend.Step{Inputs: in})
			if err == nil {
				same(t, r.Values, in)
			} else if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("a late step gave %v", err)
			}
			cancel()
		}
		if _, err := p.Describe(t.Context()); err != nil {
			t.Errorf("after all that: %v", err)
		}
	})
}

func TestClose(t *testing.T) {
	p := open(t, "probe", host.Options{})
	d, err := p.Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(d.Details["folder"]); err != nil {
		t.Fatalf("socket folder: %v", err)
	} else if st, _ := os.Stat(d.Details["folder"]); st.Mode().Perm() != 0o700 {
		t.Errorf("socket folder has mode %v", st.Mode())
	}
	running := make(chan error)
	go func() {
		_, err := p.Step(context.Background(), 1, backend.Step{Captures: []string{"hang"}})
		running <- err
	}()
	time.Sleep(50 * time.Millisecond)
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if err := <-running; !errors.Is(err, backend.ErrClosed) {
		t.Errorf("the running call gave %v", err)
	}
	if _, err := p.Describe(t.Context()); !errors.Is(err, backend.ErrClosed) {
		t.Errorf("a call after close gave %v", err)
	}
	select {
	case <-p.Died():
	default:
		t.Error("the process still runs")
	}
	if _, err := os.Stat(d.Details["folder"]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket folder is still there: %v", err)
	}
}

func TestEnvironmentIsBare(t *testing.T) {
	t.Setenv("HF_TOKEN", "hunter2")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "hunter2")
	t.Setenv("WADE_OTHER_THREADS", "hunter2")
	t.Setenv("WADE_PROBE_THREADS", "5")
	t.Setenv("LC_ALL", "C.UTF-8")
	t.Setenv("OMP_NUM_THREADS", "2")
	d, err := open(t, "probe", host.Options{}).Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	env := d.Details["environment"]
	for _, want := range []string{"WADE_PROBE_THREADS=5", "LC_ALL=C.UTF-8", "OMP_NUM_THREADS=2", "PATH=" + os.Getenv("PATH")} {
		if !strings.Contains("\n"+env+"\n", "\n"+want+"\n") {
			t.Errorf("the plugin does not see %s", want)
		}
	}
	if strings.Contains(env, "hunter2") {
		t.Errorf("the plugin sees what it should not:\n%s", env)
	}
}

func TestLogIsKeptApart(t *testing.T) {
	var log bytes.Buffer
	p := open(t, "probe", host.Options{Log: &log})
	if _, err := p.Step(t.Context(), 1, backend.Step{Captures: []string{"write"}}); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if got := log.String(); !strings.Contains(got, "[WARN]  wade-backend-probe: one line") || !strings.Contains(got, "wade-backend-probe: another") {
		t.Errorf("log %q", got)
	}
}

func TestStartsThatFail(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "wade-backend-text")
	if err := os.WriteFile(text, []byte("just text"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		role  string
		class error
		want  []string
	}{
		{"garbage", backend.ErrUnavailable, []string{`printed "Welcome to garbage 2.0!" instead of a handshake`}},
		{"future", backend.ErrVersion, []string{"speaks protocol version 99", "this wade speaks 1"}},
		{"quitter", backend.ErrUnavailable, []string{"exit status 3", "license expired"}},
		{"silent", backend.ErrUnavailable, []string{"did not start in time: no handshake came"}},
		{"stuck", backend.ErrUnavailable, []string{"/nowhere", "connection failed"}},
		{"lame", backend.ErrUnavailable, []string{"needs a left-handed accelerator"}},
		{text, backend.ErrUnavailable, []string{"cannot be run"}},
		{"/nowhere/wade-backend-x", backend.ErrUnavailable, []string{"cannot be run", "/nowhere/wade-backend-x"}},
	} {
		t.Run(filepath.Base(c.role), func(t *testing.T) {
			t.Parallel()
			path := c.role
			if !strings.Contains(path, "/") {
				path = role(t, c.role)
			}
			p, err := host.Open(t.Context(), path, host.Options{Start: 2 * time.Second})
			if err == nil {
				_ = p.Close()
				t.Fatal("it started")
			}
			if !errors.Is(err, c.class) {
				t.Errorf("%v is not %v", err, c.class)
			}
			for _, w := range append(c.want, filepath.Base(path)) {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("error does not say %q: %v", w, err)
				}
			}
		})
	}
}

func TestStartCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := host.Open(ctx, role(t, "silent"), host.Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestFind(t *testing.T) {
	first, second := filepath.Dir(role(t, "probe")), t.TempDir()
	for _, name := range []string{"wade-backend-probe", "wade-backend-zeta", "wade-backend-", "other"} {
		if err := os.WriteFile(filepath.Join(second, name), nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(second, "wade-backend-data"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv(host.PathVariable, second+string(os.PathListSeparator)+filepath.Join(second, "absent"))
	found, err := host.Find(first)
	if err != nil {
		t.Fatal(err)
	}
	want := []host.Found{{"probe", filepath.Join(first, "wade-backend-probe")}, {"zeta", filepath.Join(second, "wade-backend-zeta")}}
	if !reflect.DeepEqual(found, want) {
		t.Errorf("found %v, want %v", found, want)
	}
	if _, err := host.Open(t.Context(), "prob", host.Options{Dirs: []string{first}}); !errors.Is(err, backend.ErrUnavailable) || !strings.Contains(err.Error(), `near matches: ["probe"]`) || !strings.Contains(err.Error(), second) {
		t.Errorf("a misspelt name gave %v", err)
	}
	p, err := host.Open(t.Context(), "probe", host.Options{Dirs: []string{first}})
	if err != nil {
		t.Fatal(err)
	}
	_ = p.Close()
}
