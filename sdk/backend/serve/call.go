package serve

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/arena"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/backend/internal/link"
	"wade/sdk/backend/internal/wire"
	"wade/sdk/program"
)

// server is the plugin's side of the protocol.
type server struct {
	pb.UnimplementedBackendServer
	backend backend.Backend
	err     error // why there is no backend
	mem     atomic.Pointer[[]byte]
	calls   sync.WaitGroup
	stderr  *os.File // before go-plugin replaced it
	once    sync.Once
}

// speak undoes a service of go-plugin: what is printed goes straight to the pipe that the host reads, so that last words
// before an exit arrive.
func (s *server) speak() {
	s.once.Do(func() { os.Stdout, os.Stderr = s.stderr, s.stderr })
}

// memory is the arena, nil without one.
func (s *server) memory() []byte {
	if m := s.mem.Load(); m != nil {
		return *m
	}
	return nil
}

func (s *server) attach(a *pb.Attach) *pb.Reply {
	attached := &pb.Attached{}
	if a.GetLength() > 0 && a.GetLength() < 1<<46 {
		if mem, err := arena.Map(uintptr(a.GetFd()), int(a.GetLength())); err == nil {
			s.mem.Store(&mem)
			attached.Arena = true
		}
	}
	return &pb.Reply{Result: &pb.Reply_Attached{Attached: attached}}
}

// run answers one request whose tensors have all come.
func (s *server) run(ctx context.Context, m *pb.Request) (*pb.Reply, error) {
	if a := m.GetAttach(); a != nil {
		return s.attach(a), nil
	}
	if s.err != nil {
		return nil, s.err
	}
	mem := s.memory()
	outlive := m.GetLoad() != nil || m.GetStore() != nil // the backend keeps these
	if err := link.Resolve(link.Requested(m), mem, arena.Span{Length: len(mem)}, outlive); err != nil {
		return nil, err
	}
	b := s.backend
	switch c := m.GetCall().(type) {
	case *pb.Request_Describe:
		d, err := b.Describe(ctx)
		return &pb.Reply{Result: &pb.Reply_Description{Description: wire.FromDescription(d)}}, err
	case *pb.Request_Load:
		spec, err := wire.ToLoad(c.Load)
		if err != nil {
			return nil, err
		}
		h, err := b.Load(ctx, spec)
		return handle(uint64(h), err)
	case *pb.Request_Unload:
		return done(b.Unload(ctx, backend.Model(c.Unload.GetModel())))
	case *pb.Request_Fetch:
		values, err := b.Fetch(ctx, backend.Model(c.Fetch.GetModel()), c.Fetch.GetNames()...)
		return result(&backend.Result{Values: values}, err)
	case *pb.Request_Store:
		tensors, err := wire.ToTensors(c.Store.GetTensors())
		if err != nil {
			return nil, err
		}
		return done(b.Store(ctx, backend.Model(c.Store.GetModel()), tensors))
	case *pb.Request_Compile:
		p := new(program.Program)
		if err := p.UnmarshalJSON(c.Compile.GetProgram()); err != nil {
			return nil, fmt.Errorf("backend: compile: %w: %w", backend.ErrInvalid, err)
		}
		h, err := b.Compile(ctx, backend.Model(c.Compile.GetModel()), p)
		return handle(uint64(h), err)
	case *pb.Request_Release:
		return done(b.Release(ctx, backend.Program(c.Release.GetProgram())))
	case *pb.Request_NewSession:
		h, err := b.NewSession(ctx, backend.Model(c.NewSession.GetModel()))
		return handle(uint64(h), err)
	case *pb.Request_Fork:
		h, err := b.Fork(ctx, backend.Session(c.Fork.GetSession()))
		return handle(uint64(h), err)
	case *pb.Request_Truncate:
		return done(b.Truncate(ctx, backend.Session(c.Truncate.GetSession()), int(c.Truncate.GetRows())))
	case *pb.Request_Reorder:
		return done(b.Reorder(ctx, backend.Session(c.Reorder.GetSession()), wire.Numbers[int](c.Reorder.GetSequences())))
	case *pb.Request_Length:
		n, err := b.Length(ctx, backend.Session(c.Length.GetSession()))
		return &pb.Reply{Result: &pb.Reply_Length{Length: int64(n)}}, err
	case *pb.Request_Drop:
		return done(b.Drop(ctx, backend.Session(c.Drop.GetSession())))
	case *pb.Request_Step:
		step, err := wire.ToStep(c.Step.GetInput())
		if err != nil {
			return nil, err
		}
		r, err := b.Step(ctx, backend.Program(c.Step.GetProgram()), step)
		return result(r, err)
	case *pb.Request_Run:
		p, run, err := wire.ToRun(c.Run)
		if err != nil {
			return nil, err
		}
		r, err := b.Run(ctx, p, run)
		return rounds(r, err)
	}
	return nil, fmt.Errorf("backend: a call that this plugin does not know: %w", backend.ErrUnsupported)
}

func done(err error) (*pb.Reply, error) {
	return &pb.Reply{Result: &pb.Reply_Done{Done: &pb.Done{}}}, err
}

func handle(h uint64, err error) (*pb.Reply, error) {
	return &pb.Reply{Result: &pb.Reply_Handle{Handle: h}}, err
}

func result(r *backend.Result, err error) (*pb.Reply, error) {
	if err != nil {
		return nil, err
	}
	m, err := wire.FromResult(r)
	return &pb.Reply{Result: &pb.Reply_Values{Values: m}}, err
}

func rounds(r *backend.RunResult, err error) (*pb.Reply, error) {
	if err != nil {
		return nil, err
	}
	m, err := wire.FromRounds(r)
	return &pb.Reply{Result: &pb.Reply_Rounds{Rounds: m}}, err
}
