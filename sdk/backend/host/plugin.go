package host

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/hashicorp/go-plugin"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/arena"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/backend/internal/wire"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// Plugin is a backend in a process of its own.
type Plugin struct {
	Found

	client *plugin.Client
	proc   *process
	rpc    pb.BackendClient
	mem    []byte      // the arena
	free   *arena.Free // nil: not used

	ctx context.Context // of all lanes
	end context.CancelFunc

	mu     sync.Mutex
	idle   []*lane
	closed bool
	calls  sync.WaitGroup
	once   sync.Once
}

var _ backend.Backend = (*Plugin)(nil)

// Pid is the process id.
func (p *Plugin) Pid() int { return p.proc.cmd.Process.Pid }

// Arena tells whether large tensors travel in shared memory.
func (p *Plugin) Arena() bool { return p.free != nil }

// Died is closed when the process has ended, for whatever reason. What it held is lost; Open starts another.
func (p *Plugin) Died() <-chan struct{} { return p.proc.ended }

// Close ends the process and waits for it. Running calls return ErrClosed.
func (p *Plugin) Close() error {
	p.once.Do(func() {
		p.mu.Lock()
		p.closed = true
		p.mu.Unlock()
		p.end()
		late := time.AfterFunc(closeTime, func() { _ = p.proc.Kill(context.Background()) })
		p.client.Kill()
		late.Stop()
		if p.proc.started.Load() {
			<-p.proc.quiet // Log is not written to any more
		}
		p.calls.Wait() // nobody reads the arena any more
		if p.mem != nil {
			_ = arena.Unmap(p.mem)
			p.mem = nil
		}
	})
	return nil
}

// Describe asks the plugin what it is.
func (p *Plugin) Describe(ctx context.Context) (backend.Description, error) {
	r, err := p.call(ctx, "describe", &pb.Request{Call: &pb.Request_Describe{Describe: &pb.Describe{}}})
	if err != nil {
		return backend.Description{}, err
	}
	return wire.ToDescription(r.GetDescription()), nil
}

// Load sends paths and tensors; relative paths are those of this process.
func (p *Plugin) Load(ctx context.Context, spec backend.LoadSpec) (backend.Model, error) {
	m, err := wire.FromLoad(spec)
	if err != nil {
		return 0, err
	}
	if err := absolute(m); err != nil {
		return 0, fmt.Errorf("host: load: %w", err)
	}
	h, err := p.handle(ctx, "load", &pb.Request{Call: &pb.Request_Load{Load: m}})
	return backend.Model(h), err
}

// absolute makes the paths of a message those that every process understands.
func absolute(m *pb.Load) error {
	files := slices.Clone(m.Files) // the caller's
	for i := range files {
		var err error
		if files[i], err = filepath.Abs(files[i]); err != nil {
			return err
		}
	}
	m.Files = files
	for _, t := range m.Stored {
		for _, p := range t.Pieces {
			var err error
			if p.File, err = filepath.Abs(p.File); err != nil {
				return err
			}
		}
	}
	return nil
}

// Unload frees a model.
func (p *Plugin) Unload(ctx context.Context, m backend.Model) error {
	_, err := p.call(ctx, "unload", &pb.Request{Call: &pb.Request_Unload{Unload: &pb.Unload{Model: uint64(m)}}})
	return err
}

// Fetch returns weights or states.
func (p *Plugin) Fetch(ctx context.Context, m backend.Model, names ...string) (map[string]*tensor.Tensor, error) {
	r, err := p.result(ctx, "fetch", &pb.Request{Call: &pb.Request_Fetch{Fetch: &pb.Fetch{Model: uint64(m), Names: names}}})
	if err != nil {
		return nil, err
	}
	return r.Values, nil
}

// Store overwrites or adds weights or states.
func (p *Plugin) Store(ctx context.Context, m backend.Model, tensors map[string]*tensor.Tensor) error {
	list, err := wire.FromTensors(tensors)
	if err != nil {
		return err
	}
	_, err = p.call(ctx, "store", &pb.Request{Call: &pb.Request_Store{Store: &pb.Store{Model: uint64(m), Tensors: list}}})
	return err
}

// Compile sends a program.
func (p *Plugin) Compile(ctx context.Context, m backend.Model, prog *program.Program) (backend.Program, error) {
	if prog == nil {
		return 0, fmt.Errorf("host: compile: no program: %w", backend.ErrInvalid)
	}
	text, err := json.Marshal(prog)
	if err != nil {
		return 0, fmt.Errorf("host: compile: %w", err)
	}
	h, err := p.handle(ctx, "compile", &pb.Request{Call: &pb.Request_Compile{Compile: &pb.Compile{Model: uint64(m), Program: text}}})
	return backend.Program(h), err
}

// Release frees a program.
func (p *Plugin) Release(ctx context.Context, prog backend.Program) error {
	_, err := p.call(ctx, "release", &pb.Request{Call: &pb.Request_Release{Release: &pb.Release{Program: uint64(prog)}}})
	return err
}

// NewSession starts an empty cache.
func (p *Plugin) NewSession(ctx context.Context, m backend.Model) (backend.Session, error) {
	h, err := p.handle(ctx, "new session", &pb.Request{Call: &pb.Request_NewSession{NewSession: &pb.NewSession{Model: uint64(m)}}})
	return backend.Session(h), err
}

// Fork copies a session.
func (p *Plugin) Fork(ctx context.Context, s backend.Session) (backend.Session, error) {
	h, err := p.handle(ctx, "fork", &pb.Request{Call: &pb.Request_Fork{Fork: &pb.Fork{Session: uint64(s)}}})
	return backend.Session(h), err
}

// Truncate cuts a session.
func (p *Plugin) Truncate(ctx context.Context, s backend.Session, n int) error {
	_, err := p.call(ctx, "truncate", &pb.Request{Call: &pb.Request_Truncate{Truncate: &pb.Truncate{Session: uint64(s), Rows: int64(n)}}})
	return err
}

// Reorder makes sequences of a session what others were.
func (p *Plugin) Reorder(ctx context.Context, s backend.Session, from []int) error {
	_, err := p.call(ctx, "reorder", &pb.Request{Call: &pb.Request_Reorder{Reorder: &pb.Reorder{Session: uint64(s), Sequences: wire.Numbers[int64](from)}}})
	return err
}

// Length is the number of rows in a session.
func (p *Plugin) Length(ctx context.Context, s backend.Session) (int, error) {
	r, err := p.call(ctx, "length", &pb.Request{Call: &pb.Request_Length{Length: &pb.Length{Session: uint64(s)}}})
	return int(r.GetLength()), err
}

// Drop frees a session.
func (p *Plugin) Drop(ctx context.Context, s backend.Session) error {
	_, err := p.call(ctx, "drop", &pb.Request{Call: &pb.Request_Drop{Drop: &pb.Drop{Session: uint64(s)}}})
	return err
}

// Step runs a program once: one message there, one back.
func (p *Plugin) Step(ctx context.Context, prog backend.Program, step backend.Step) (*backend.Result, error) {
	m, err := wire.FromStep(step)
	if err != nil {
		return nil, err
	}
	return p.result(ctx, "step", &pb.Request{Call: &pb.Request_Step{Step: &pb.Step{Program: uint64(prog), Input: m}}})
}

// Run decodes: one message there, one back.
func (p *Plugin) Run(ctx context.Context, prog backend.Program, run backend.Run) (*backend.RunResult, error) {
	m, err := wire.FromRun(prog, run)
	if err != nil {
		return nil, err
	}
	r, err := p.call(ctx, "run", &pb.Request{Call: &pb.Request_Run{Run: m}})
	if err != nil {
		return nil, err
	}
	return wire.ToRounds(r.GetRounds())
}

var errAnswer = errors.New("the plugin's answer does not belong to the question")

func (p *Plugin) handle(ctx context.Context, what string, m *pb.Request) (uint64, error) {
	r, err := p.call(ctx, what, m)
	if err == nil && r.GetHandle() == 0 {
		err = fmt.Errorf("host: %s: %w", what, errAnswer)
	}
	return r.GetHandle(), err
}

func (p *Plugin) result(ctx context.Context, what string, m *pb.Request) (*backend.Result, error) {
	r, err := p.call(ctx, what, m)
	if err == nil && r.GetValues() == nil {
		err = fmt.Errorf("host: %s: %w", what, errAnswer)
	}
	if err != nil {
		return nil, err
	}
	return wire.ToResult(r.GetValues())
}
