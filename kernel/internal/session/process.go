package session

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"wade/kernel/internal/server"
)

// errGone is the answer of a process that has ended.
var errGone = errors.New("session: the process has ended")

// A process is one child as its parent sees it.
type process struct {
	cmd   *exec.Cmd
	to    *frameWriter
	toEnd io.Closer // closing it tells the child to leave
	std   [2]*stream

	ready chan struct{} // closed when the child can take cells
	gone  chan struct{} // closed when it has ended and its output is read

	mu       sync.Mutex
	nextID   int64
	waiting  map[int64]chan *message
	sink     server.Sink // of the running cell of the main shell, or of the last one
	sinks    sinks
	beside   map[int64]bool // requests of cells of subshells
	running  int64          // request of the running cell of the main shell, or 0
	stopping int64          // request that was interrupted last
	asked    time.Time      // when
	why      string         // reason of a kill by the parent
	how      string         // how it ended, set before gone is closed
	report   string         // the file with the whole text of a crash
	idle     bool           // it ended while no cell ran
}

// startProcess starts a child. Its outputs go to the sink of the cell that runs.
func startProcess(opt Options) (_ *process, err error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("session: find the own executable: %w", err)
	}
	var files []*os.File
	defer func() {
		if err != nil {
			for _, f := range files {
				_ = f.Close()
			}
		}
	}()
	pipe := func() (r, w *os.File) {
		if err == nil {
			if r, w, err = os.Pipe(); err == nil {
				files = append(files, r, w)
			}
		}
		return r, w
	}
	childIn, to := pipe()
	from, childOut := pipe()
	stdout, childStdout := pipe()
	stderr, childStderr := pipe()
	if err != nil {
		return nil, fmt.Errorf("session: %w", err)
	}
	cmd := exec.Command(exe, append([]string{"session"}, opt.Args...)...)
	cmd.Dir, cmd.Env = opt.Dir, opt.environ()
	cmd.Stdout, cmd.Stderr = childStdout, childStderr
	if err = passPipes(cmd, childIn, childOut); err != nil {
		return nil, err
	}
	if err = cmd.Start(); err != nil {
		return nil, fmt.Errorf("session: start the interpreter process: %w", err)
	}
	for _, f := range []*os.File{childIn, childOut, childStdout, childStderr} {
		_ = f.Close()
	}
	p := &process{
		cmd: cmd, to: &frameWriter{w: to}, toEnd: to,
		ready: make(chan struct{}), gone: make(chan struct{}), sinks: newSinks(),
		waiting: make(map[int64]chan *message), beside: make(map[int64]bool),
	}
	for i, name := range []string{"stdout", "stderr"} {
		p.std[i] = &stream{gate: newGate(), stderr: name == "stderr", out: func(text string) {
			if s := p.currentSink(); s != nil {
				s.Stream(name, text)
			}
		}}
	}
	p.std[0].part = p.print
	nonce := newNonce()
	go p.std[0].follow(stdout, nonce)
	go p.std[1].follow(stderr, nonce)
	go p.receive(from)
	go p.watch(stdout, stderr, from)
	_ = p.to.write(&message{Kind: kindHello, Text: nonce, Limits: &opt.Limits})
	return p, nil
}

// newNonce returns the beginning of the marks of one child: a control
// character that ends nothing on a screen, and 96 random bits.
func newNonce() string {
	var b [12]byte
	_, _ = rand.Read(b[:])
	return "\x1e" + hex.EncodeToString(b[:]) + ":"
}

func (p *process) currentSink() server.Sink {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sink
}

// print shows what a cell has printed, below that cell also when another one runs by now.
func (p *process) print(of part, text string) {
	sink := p.sinkOf(of.id)
	if sink == nil {
		sink = p.currentSink()
	}
	name := "stdout"
	if of.stderr {
		name = "stderr"
	}
	if sink != nil {
		sink.Stream(name, text)
	}
}

// watch waits for the end of the child, says how it came and ends the streams.
func (p *process) watch(pipes ...*os.File) {
	_ = p.cmd.Wait()
	killGroup(p.cmd.Process) // what it started must not outlive it
	late := time.AfterFunc(drainGrace, func() {
		for _, f := range pipes {
			_ = f.Close()
		}
	})
	for _, s := range p.std {
		s.gate.ended()
	}
	late.Stop()
	for _, f := range pipes {
		_ = f.Close()
	}
	_ = p.toEnd.Close()
	p.mu.Lock()
	p.how = p.why
	if p.how == "" {
		words := p.std[1].lastWords()
		p.how, p.report = howEnded(p.cmd.ProcessState, words), saveReport(words)
	}
	p.idle = p.why == "" && p.running == 0 && len(p.beside) == 0 && p.sink != nil
	idle, sink := p.idle, p.sink
	p.mu.Unlock()
	p.closeComms()
	if idle { // a goroutine that outlived its cell, most likely of this one
		sink.Stream("stderr", strings.Join(p.lastWords().Error.Traceback, "\n")+"\n")
	}
	close(p.gone)
}

// receive handles the messages of the child until its pipe ends.
func (p *process) receive(r io.Reader) {
	defer func() {
		for _, s := range p.std {
			s.gate.desert()
		}
	}()
	for {
		m, err := readFrame(r)
		if err != nil {
			if errors.Is(err, errFrame) {
				p.kill("the process sent something that is no message")
			}
			return
		}
		if m.Mark > 0 {
			for _, s := range p.std {
				s.gate.await(m.Mark)
			}
		}
		p.handle(m)
		if m.Mark > 0 {
			for _, s := range p.std {
				s.gate.pass(m.Mark)
			}
		}
	}
}

func (p *process) handle(m *message) {
	sink := p.currentSink()
	switch m.Kind {
	case kindReady:
		close(p.ready)
	case kindDone, kindCompletion, kindInspection, kindValues, kindServed:
		p.mu.Lock()
		ch := p.waiting[m.ID]
		delete(p.waiting, m.ID)
		if m.Kind == kindDone {
			delete(p.beside, m.ID)
			if p.running == m.ID {
				p.running = 0
			}
		}
		p.mu.Unlock()
		if ch != nil {
			ch <- m
		}
	case kindInput:
		if s := p.sinkOf(m.Of); s != nil {
			sink = s
		}
		go p.answer(m, sink)
	case kindKeep:
		p.keep(m.ID)
	case kindEnd:
		p.kill(m.Text)
	}
	if s := p.sinkOf(m.ID); s != nil {
		sink = s
	}
	if sink == nil {
		return
	}
	switch m.Kind {
	case kindComm:
		if m.Comm != nil {
			p.seeComm(*m.Comm)
			sink.Comm(*m.Comm)
		}
	case kindClear:
		sink.Clear(m.Wait)
	case kindDisplay, kindUpdate, kindResult:
		if m.Bundle == nil {
			return
		}
		switch m.Kind {
		case kindDisplay:
			sink.Display(*m.Bundle, m.DisplayID)
		case kindUpdate:
			sink.Update(*m.Bundle, m.DisplayID)
		default:
			sink.Result(*m.Bundle)
		}
	}
}

// answer asks the front end for a line.
func (p *process) answer(m *message, sink server.Sink) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-p.gone:
			cancel()
		case <-ctx.Done():
		}
	}()
	reply := &message{Kind: kindLine, ID: m.ID}
	if sink == nil {
		reply.Err = "no cell is running that could ask"
	} else if line, err := sink.Input(ctx, m.Prompt, m.Password); err != nil {
		reply.Err = err.Error()
	} else {
		reply.Text = line
	}
	_ = p.to.write(reply)
}

// call sends a request and waits for its reply, the end of ctx or of the child.
func (p *process) call(ctx context.Context, m *message) (*message, error) {
	return p.await(ctx, m, p.post(m))
}

// post sends a request, which gets a number, and returns where its reply comes.
func (p *process) post(m *message) <-chan *message {
	ch := make(chan *message, 1)
	p.mu.Lock()
	p.nextID++
	m.ID = p.nextID
	p.waiting[m.ID] = ch
	if m.Kind == kindExecute {
		if m.Cell.Shell == 0 {
			p.running = m.ID
		} else {
			p.beside[m.ID] = true
		}
		p.sinks.open(m.ID, m.out)
	}
	p.mu.Unlock()
	if err := p.to.write(m); err != nil {
		p.kill("the process takes no more messages")
	}
	return ch
}

// await waits for the reply to m, the end of ctx or of the child.
func (p *process) await(ctx context.Context, m *message, ch <-chan *message) (*message, error) {
	select {
	case r := <-ch:
		return r, nil
	case <-p.gone:
		select {
		case r := <-ch: // it answered and then died
			return r, nil
		default:
			return nil, errGone
		}
	case <-ctx.Done():
		p.mu.Lock()
		delete(p.waiting, m.ID)
		p.mu.Unlock()
		return nil, ctx.Err()
	}
}

// interrupt asks the cell of a request to stop, and with 0 every cell and
// callback. It kills the child when a cell does not, or
// at a second interrupt, unless that follows at once.
func (p *process) interrupt(id int64) {
	p.mu.Lock()
	stop := []int64{id}
	last := id
	if id == 0 {
		stop = append(stop[:0], p.running)
		for other := range p.beside {
			stop = append(stop, other)
		}
		last = slices.Max(stop)
	}
	again := last != 0 && p.stopping == last && time.Since(p.asked) > impatience
	if p.stopping != last {
		p.stopping, p.asked = last, time.Now()
	}
	p.mu.Unlock()
	if again {
		p.kill("the cell did not obey an interrupt, and a second one ended its process")
		return
	}
	_ = p.to.write(&message{Kind: kindInterrupt, ID: last, Alone: id != 0})
	if last == 0 { // for callbacks only
		return
	}
	time.AfterFunc(interruptGrace, func() {
		p.mu.Lock()
		still := false
		for _, id := range stop {
			still = still || id != 0 && (p.running == id || p.beside[id])
		}
		p.mu.Unlock()
		if still {
			p.kill(fmt.Sprintf("the cell did not stop within %v after the interrupt, so its process was killed", interruptGrace))
		}
	})
}

// kill ends the child now; why is the reason that the person reads.
func (p *process) kill(why string) {
	p.mu.Lock()
	if p.why == "" {
		p.why = why
	}
	p.mu.Unlock()
	killGroup(p.cmd.Process)
}

// leave ends the child, gently first.
func (p *process) leave() {
	p.mu.Lock()
	if p.why == "" {
		p.why = "shut down"
	}
	p.mu.Unlock()
	_ = p.to.write(&message{Kind: kindShutdown})
	_ = p.toEnd.Close()
	select {
	case <-p.gone:
	case <-time.After(shutdownGrace):
		p.kill("shut down")
		<-p.gone
	}
}

// alive tells whether the child still runs.
func (p *process) alive() bool {
	select {
	case <-p.gone:
		return false
	default:
		return true
	}
}
