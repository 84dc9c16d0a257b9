package host_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
	"wade/sdk/backend/serve"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// roles are the processes that this test binary can be: a plugin is a link to it, and its name says which.
var roles = map[string]func(){
	"reference": func() { serve.Main(reference.New(), nil) },
	"probe":     func() { serve.Main(&probe{}, nil) },
	"lame":      func() { serve.Main(nil, errors.New("needs a left-handed accelerator")) },
	"garbage": func() {
		fmt.Println("Welcome to garbage 2.0!")
		time.Sleep(time.Minute)
	},
	"future": func() { fmt.Println("1|99|unix|/nowhere|grpc|"); time.Sleep(time.Minute) },
	"quitter": func() {
		fmt.Fprintln(os.Stderr, "license expired")
		os.Exit(3)
	},
	"silent": func() { time.Sleep(time.Minute) },
	"stuck":  func() { fmt.Println("1|1|unix|/nowhere|grpc|"); time.Sleep(time.Minute) },
	"host": func() { // a host that is going to be killed
		p, err := host.Open(context.Background(), os.Args[1], host.Options{})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(p.Pid())
		time.Sleep(time.Minute)
	},
}

func TestMain(m *testing.M) {
	if name, ok := strings.CutPrefix(filepath.Base(os.Args[0]), host.Prefix); ok {
		roles[name]()
		return
	}
	os.Exit(m.Run())
}

// role makes a plugin file.
func role(t testing.TB, name string) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), host.Prefix+name)
	if err := os.Symlink(exe, path); err != nil {
		t.Skipf("no links here: %v", err)
	}
	return path
}

func open(t testing.TB, name string, opts host.Options) *host.Plugin {
	t.Helper()
	p, err := host.Open(context.Background(), role(t, name), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// withAndWithout runs a test over shared memory, over messages alone, and over an arena that is soon full.
func withAndWithout(t *testing.T, name string, f func(t *testing.T, p *host.Plugin)) {
	for kind, size := range map[string]int{"arena": 0, "messages": -1, "full arena": 1 << 16} {
		t.Run(kind, func(t *testing.T) {
			p := open(t, name, host.Options{Arena: size})
			if size >= 0 && !p.Arena() {
				t.Skip("no shared memory on this system")
			}
			f(t, p)
		})
	}
}

// probe is a backend that shows what happens at the boundary: the first capture of a step says what it does.
type probe struct {
	backend.Unsupported
	mu   sync.Mutex
	kept map[string]*tensor.Tensor
}

func (p *probe) Describe(context.Context) (backend.Description, error) {
	return backend.Description{
		Name: "probe", Version: "1.2", Device: "a test", Features: []string{"one", "two"}, Threads: 3,
		Policies: []backend.Policy{backend.F32}, Ops: []program.Op{program.OpLinear},
		Details: map[string]string{"environment": strings.Join(os.Environ(), "\n"), "folder": os.Getenv("PLUGIN_UNIX_SOCKET_DIR")},
	}, nil
}

func (p *probe) Load(_ context.Context, spec backend.LoadSpec) (backend.Model, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = spec.Tensors
	return 1, nil
}

func (p *probe) Store(_ context.Context, _ backend.Model, tensors map[string]*tensor.Tensor) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.Copy(p.kept, tensors)
	return nil
}

func (p *probe) Fetch(context.Context, backend.Model, ...string) (map[string]*tensor.Tensor, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.kept), nil
}

func (p *probe) NewSession(context.Context, backend.Model) (backend.Session, error) { return 0, nil }

func (p *probe) Step(ctx context.Context, prog backend.Program, s backend.Step) (*backend.Result, error) {
	if len(s.Captures) == 0 {
		return &backend.Result{Values: s.Inputs}, nil
	}
	switch s.Captures[0] {
	case "hang":
		<-ctx.Done()
		return nil, ctx.Err()
	case "deaf":
		time.Sleep(time.Minute)
	case "panic":
		panic("the flux is out of range")
	case "write":
		_, _ = io.WriteString(os.Stderr, "one line\nanother\n")
	case "operation":
		return nil, fmt.Errorf("probe: step: %w", &backend.OpError{
			Program: "lm", Op: program.OpLinear, Value: "h.3", Err: fmt.Errorf("4 gigabytes: %w", backend.ErrOutOfMemory),
		})
	}
	return &backend.Result{Values: s.Inputs}, nil
}

func (p *probe) Run(ctx context.Context, prog backend.Program, r backend.Run) (*backend.RunResult, error) {
	if len(r.Step.Captures) > 0 {
		_, err := p.Step(ctx, prog, r.Step)
		return nil, err
	}
	return &backend.RunResult{IDs: r.Stop, Rounds: []*backend.Result{{Values: r.Step.Inputs}, nil, {Values: r.Then.Inputs}}}, nil
}
