package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/arena"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/backend/internal/link"
)

const (
	startTime    = 15 * time.Second // loading libraries and waking a device takes seconds, not more
	arenaSize    = 256 << 20        // address space; memory is used as tensors touch it
	closeTime    = 3 * time.Second  // go-plugin asks, waits 2 s, then kills; this bounds a plugin that is stopped
	socketFolder = "/tmp"           // where the usual one is too long for the address of a socket
)

// Options of Open. The zero value is right for most.
type Options struct {
	Dirs  []string      // looked in before Folders
	Arena int           // bytes of shared memory; 0: 256 MiB, negative: none, everything inside messages
	Start time.Duration // how long a start may take; 0: 15 s
	Log   io.Writer     // what the plugin prints to standard error, line by line; nil: only errors quote it
}

// Open starts a plugin, by name ("cpu") or by path. The context bounds the start only. Errors are backend.ErrUnavailable
// with the reason, backend.ErrVersion, or the context's.
func Open(ctx context.Context, name string, opts Options) (*Plugin, error) {
	found, err := locate(name, opts.Dirs)
	if err != nil {
		return nil, err
	}
	if opts.Start == 0 {
		opts.Start = startTime
	}
	if opts.Log == nil {
		opts.Log = io.Discard
	}
	start, cancel := context.WithTimeout(ctx, opts.Start)
	defer cancel()
	p, err := launch(start, found, opts)
	switch {
	case err == nil:
		return p, nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("host: start of %s: %w", found.Path, ctx.Err())
	}
	return nil, err
}

func launch(ctx context.Context, found Found, opts Options) (*Plugin, error) {
	cmd := exec.Command(found.Path)
	proc := newProcess(ctx, cmd, &words{log: hclog.New(&hclog.LoggerOptions{Name: Prefix + found.Name, Output: opts.Log, Level: hclog.Warn})})
	p := &Plugin{Found: found, proc: proc}
	p.ctx, p.end = context.WithCancel(context.Background())
	if file := p.makeArena(opts.Arena); file != nil {
		cmd.ExtraFiles = []*os.File{file} // becomes link.ArenaFD
		defer file.Close()
	}
	p.client = plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  link.Handshake,
		Plugins:          plugin.PluginSet{link.Name: &link.Plugin{}},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         true,
		SkipHostEnv:      true,
		StartTimeout:     2 * opts.Start, // the context ends first, so that there is one reason
		UnixSocketConfig: &plugin.UnixSocketConfig{TempDir: socketDir()},
		Logger:           hclog.NewNullLogger(), // it would report in its own words what errors here say
		RunnerFunc: func(_ hclog.Logger, spec *exec.Cmd, _ string) (runner.Runner, error) {
			cmd.Env = append(environment(found.Name, os.Environ()), spec.Env...) // spec has what go-plugin adds
			return proc, nil
		},
	})
	stop := context.AfterFunc(ctx, func() { _ = proc.Kill(context.Background()) })
	defer stop()
	err := p.connect(ctx)
	if err != nil {
		err = p.explain(ctx, err)
		_ = p.Close()
		return nil, err
	}
	go func() { // leave nothing behind when it dies on its own
		<-proc.ended
		p.end()
		p.client.Kill()
	}()
	return p, nil
}

func socketDir() string {
	if dir := os.TempDir(); os.PathSeparator == '\\' || len(dir) < 48 {
		return dir
	}
	return socketFolder
}

func (p *Plugin) makeArena(size int) *os.File {
	if size == 0 {
		size = arenaSize
	}
	if size < 0 {
		return nil
	}
	file, mem, err := arena.Create(size)
	if err != nil {
		return nil // messages carry everything then
	}
	p.mem, p.free = mem, arena.NewFree(len(mem))
	return file
}

// connect shakes hands, offers the arena, and asks the plugin whether it has anything to offer.
func (p *Plugin) connect(ctx context.Context) error {
	conn, err := p.client.Client()
	if err != nil {
		return err
	}
	raw, err := conn.Dispense(link.Name)
	if err != nil {
		return err
	}
	rpc, ok := raw.(pb.BackendClient)
	if !ok {
		return fmt.Errorf("%T is no backend client", raw)
	}
	p.rpc = rpc
	offer := p.free
	p.free = nil // nothing travels there before the plugin has agreed
	if offer != nil {
		reply, err := p.call(ctx, "attach", &pb.Request{Call: &pb.Request_Attach{Attach: &pb.Attach{Fd: link.ArenaFD, Length: uint64(len(p.mem))}}})
		if err != nil {
			return err
		}
		if reply.GetAttached().GetArena() {
			p.free = offer
		}
	}
	_, err = p.Describe(ctx)
	return err
}

// explain says in one sentence why a start failed.
func (p *Plugin) explain(ctx context.Context, err error) error {
	because := func(format string, args ...any) error {
		return fmt.Errorf("host: %w: %s %s%s", backend.ErrUnavailable, p.Path, fmt.Sprintf(format, args...), p.proc.lastWords())
	}
	line, _, _ := strings.Cut(strings.TrimSpace(p.proc.printed()), "\n")
	fields := strings.Split(line, "|")
	shook := len(fields) >= 4 && fields[0] == strconv.Itoa(plugin.CoreProtocolVersion)
	switch {
	case errors.Is(err, backend.ErrUnavailable) && p.rpc != nil:
		return fmt.Errorf("host: %s: %w", p.Path, err) // its own words
	case !p.proc.started.Load():
		return because("cannot be run: %v", err)
	case shook && fields[1] != strconv.Itoa(link.Version):
		return fmt.Errorf("host: %s speaks protocol version %s, this wade speaks %d; build both from the same release: %w",
			p.Path, fields[1], link.Version, backend.ErrVersion)
	case ctx.Err() != nil && line == "":
		return because("did not start in time: no handshake came")
	case ctx.Err() != nil:
		return because("did not start in time: it printed %.200q and then answered nothing", line)
	case errors.Is(err, backend.ErrDied):
		return fmt.Errorf("host: %w: %s: %v", backend.ErrUnavailable, p.Path, err)
	case line != "" && !shook:
		return because("printed %.200q instead of a handshake; it is not a wade backend, or prints to standard output before serve.Main", line)
	case p.proc.endedWithin(drain):
		return because("ended before its handshake (%v)", p.proc.state)
	}
	return because("cannot be used: %v", err)
}
