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
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-plugin/runner"
)

// drain is how long output may still come after a process ended; a child of its own may hold the pipes open for ever.
const drain = 300 * time.Millisecond

// process is a plugin as go-plugin sees it. Standard input is a pipe that never carries anything: its end tells the plugin
// that the host is gone.
type process struct {
	ctx            context.Context // of the start
	cmd            *exec.Cmd
	started        atomic.Bool
	hold           *os.File // write end of the plugin's standard input
	stdout, stderr *os.File
	words          *words        // gets what comes on standard error
	quiet          chan struct{} // closed once standard error ended
	silent         chan struct{} // closed once standard output ended
	silence        sync.Once
	ended          chan struct{}    // closed once the process ended
	state          *os.ProcessState // valid after that

	mu   sync.Mutex
	said []byte // the beginning of standard output
}

var _ runner.Runner = (*process)(nil)

func newProcess(ctx context.Context, cmd *exec.Cmd, w *words) *process {
	return &process{ctx: ctx, cmd: cmd, words: w, quiet: make(chan struct{}), silent: make(chan struct{}), ended: make(chan struct{})}
}

// Start runs the command.
func (p *process) Start(context.Context) error {
	var mine, theirs []*os.File
	shut := func(files []*os.File) {
		for _, f := range files {
			_ = f.Close()
		}
	}
	pipe := func() (r, w *os.File) {
		r, w, err := os.Pipe()
		if err != nil {
			return nil, nil
		}
		return r, w
	}
	inR, inW := pipe()
	outR, outW := pipe()
	errR, errW := pipe()
	mine, theirs = []*os.File{inW, outR, errR}, []*os.File{inR, outW, errW}
	if inR == nil || outR == nil || errR == nil {
		shut(append(mine, theirs...)) // Close of a nil file is an error, no more
		return errors.New("no more file descriptors")
	}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = inR, outW, errW
	err := p.cmd.Start()
	shut(theirs)
	if err != nil {
		shut(mine)
		return err
	}
	p.hold, p.stdout, p.stderr = inW, outR, errR
	p.started.Store(true)
	if p.ctx.Err() != nil { // a Kill may have come too early
		_ = p.cmd.Process.Kill()
	}
	go func() {
		_, _ = io.Copy(p.words, p.stderr)
		close(p.quiet)
	}()
	go func() {
		p.state, _ = p.cmd.Process.Wait()
		close(p.ended)
		_ = p.hold.Close()
		time.AfterFunc(drain, func() { shut([]*os.File{p.stdout, p.stderr}) })
	}()
	return nil
}

// Read is standard output, whose beginning is remembered.
func (p *process) Read(b []byte) (int, error) {
	n, err := p.stdout.Read(b)
	p.mu.Lock()
	p.said = append(p.said, b[:min(n, max(0, keptWords-len(p.said)))]...)
	p.mu.Unlock()
	if err != nil {
		p.silence.Do(func() { close(p.silent) })
	}
	return n, err
}

// Close ends reading.
func (p *process) Close() error { return p.stdout.Close() }

// Stdout is read by go-plugin for the handshake.
func (p *process) Stdout() io.ReadCloser { return p }

// Stderr is empty for go-plugin: standard error is read here, so that nothing of it is missing when the process ends.
func (p *process) Stderr() io.ReadCloser { return io.NopCloser(strings.NewReader("")) }

// printed is the beginning of standard output.
func (p *process) printed() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.said)
}

// Wait returns when the process has ended.
func (p *process) Wait(context.Context) error {
	<-p.ended
	if p.state == nil || !p.state.Success() {
		return fmt.Errorf("%v", p.state)
	}
	return nil
}

// Kill ends the process. One that has closed its output is about to end by itself, and its exit status says more.
func (p *process) Kill(context.Context) error {
	if !p.started.Load() {
		return nil
	}
	select {
	case <-p.silent:
		select {
		case <-p.ended:
		case <-time.After(drain):
		}
	default:
	}
	if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil
}

// endedWithin waits a moment for the end.
func (p *process) endedWithin(d time.Duration) bool {
	select {
	case <-p.ended:
		return true
	case <-time.After(d):
		return false
	}
}

// lastWords is the end of what came on standard error, empty if nothing did. Call it once the process has ended.
func (p *process) lastWords() string {
	if p.started.Load() {
		select {
		case <-p.quiet:
		case <-time.After(drain):
		}
	}
	if last := p.words.last(); last != "" {
		return "; it printed: " + last
	}
	return ""
}

// Name is the path.
func (p *process) Name() string { return p.cmd.Path }

// ID is the process id.
func (p *process) ID() string {
	if !p.started.Load() {
		return "not started"
	}
	return strconv.Itoa(p.cmd.Process.Pid)
}

// Diagnose adds nothing: package host explains failures itself.
func (p *process) Diagnose(context.Context) string { return "" }

// PluginToHost and HostToPlugin translate nothing: both sides see the same file system.
func (p *process) PluginToHost(network, addr string) (string, string, error) {
	return network, addr, nil
}

// HostToPlugin translates nothing.
func (p *process) HostToPlugin(network, addr string) (string, string, error) {
	return network, addr, nil
}
