package session

import (
	"context"
	"fmt"
	"log"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"wade/kernel/internal/engine"
	"wade/kernel/internal/resident"
)

// Main is the whole child process: it serves the parent half until the pipe
// from it ends, and does not return. It is the hidden command "session".
func Main() {
	in, out, err := takePipes()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	debug.SetTraceback("single")
	debug.SetMaxStack(maxStack)
	hello, err := readFrame(in)
	if err != nil {
		fmt.Fprintln(os.Stderr, "session: this command is started by the kernel:", err)
		os.Exit(2)
	}
	c := &childHalf{
		out:   &frameWriter{w: out},
		nonce: hello.Text,
		std:   [2]*os.File{keep(os.Stdout), keep(os.Stderr)},
		cells: make(map[int64]context.CancelCauseFunc),
		early: make(map[int64]bool),
		lines: make(map[int64]chan *message),
		ready: make(chan struct{}),
	}
	requests := make(chan *message, 64)
	go func() {
		defer killOwnGroup() // the parent is gone: so is this process, and what it started
		for {
			m, err := readFrame(in)
			if err != nil {
				return
			}
			if !c.urgent(m) {
				requests <- m
			}
		}
	}()
	c.eng, err = engine.New(engine.Options{Reopen: c.reopen})
	if err != nil {
		fmt.Fprintln(os.Stderr, "session:", err)
		os.Exit(2)
	}
	log.SetOutput(c) // of compiled code, and of log/slog
	if hello.Limits != nil {
		c.guard.limits = *hello.Limits
	}
	c.guard.cancel, c.guard.die = c.stop, c.die
	go c.guard.watch()
	close(c.ready)
	_ = c.send(&message{Kind: kindReady})
	resident.Quiet()
	for m := range requests {
		c.serve(m)
	}
}

// maxStack bounds the stack of one goroutine, in bytes. The interpreter stops
// below half of it; what comes here is compiled code.
const maxStack = 512 << 20

// A childHalf answers the parent.
type childHalf struct {
	eng   *engine.Engine
	ready chan struct{} // closed when eng is set
	guard guard
	out   *frameWriter
	nonce string
	std   [2]*os.File

	printMu sync.Mutex
	line    []byte // what is being printed

	markMu sync.Mutex
	marks  int64

	mu      sync.Mutex
	cells   map[int64]context.CancelCauseFunc // those that run, by request
	running int64                             // request of the cell of the main shell, or of the last one
	begun   int64                             // the latest request that has begun
	stopped int64                             // cells up to this request are to stop
	early   map[int64]bool                    // cells that are to stop when they begin
	lines   map[int64]chan *message           // questions that wait for an answer
	nextIn  atomic.Int64
}

// send writes m. What has no JSON form, such as a NaN in a bundle, is an error.
func (c *childHalf) send(m *message) error {
	frame, err := encodeFrame(m)
	if err != nil {
		return err
	}
	if c.out.writeFrame(frame) != nil {
		killOwnGroup() // nobody reads any more
	}
	return nil
}

// sendMarked writes m behind all that was printed before. The marks are written
// only when it is sure that the message will follow: the streams wait for it.
func (c *childHalf) sendMarked(m *message) error {
	c.markMu.Lock()
	defer c.markMu.Unlock()
	m.Mark = c.marks + 1
	frame, err := encodeFrame(m)
	if err != nil {
		return err
	}
	c.marks++
	mark := markText(c.nonce, c.marks)
	for _, f := range c.std {
		_, _ = f.Write(mark)
	}
	if c.out.writeFrame(frame) != nil {
		killOwnGroup()
	}
	return nil
}

// print writes what a cell prints into the pipe of the standard output.
func (c *childHalf) print(of part, text []byte) {
	c.printMu.Lock()
	defer c.printMu.Unlock()
	for len(text) > 0 {
		c.line, text = appendPart(c.line[:0], c.nonce, of, text)
		_, _ = c.std[0].Write(c.line)
	}
}

// Write prints to the standard error of the cell that runs, or ran last.
func (c *childHalf) Write(p []byte) (int, error) {
	c.mu.Lock()
	id := c.running
	c.mu.Unlock()
	c.print(part{id, true}, p)
	return len(p), nil
}

// reopen returns a new file for one of the descriptors 1 and 2.
func (c *childHalf) reopen(fd int) *os.File { return again(c.std[fd-1], fd) }

// show sends an output; one that cannot be sent becomes a line that says why.
func (c *childHalf) show(m *message) {
	if err := c.sendMarked(m); err != nil {
		_, _ = fmt.Fprintln(c.std[1], err)
	}
}

// urgent handles what must not wait for the running cell.
func (c *childHalf) urgent(m *message) bool {
	switch m.Kind {
	case kindInterrupt:
		c.interrupt(m)
		if c.started() && !m.Alone {
			c.eng.StopCallbacks()
		}
	case kindComm:
		if m.Comm == nil {
			return true
		}
		<-c.ready
		sink := &childSink{c: c, id: m.ID}
		c.eng.Comm(*m.Comm, sink, func() { c.show(&message{Kind: kindServed, ID: m.ID}) })
	case kindShutdown:
		killOwnGroup()
	case kindLine:
		c.mu.Lock()
		ch := c.lines[m.ID]
		delete(c.lines, m.ID)
		c.mu.Unlock()
		if ch != nil {
			ch <- m
		}
	case kindComplete:
		go func() {
			r := c.eng.Complete(context.Background(), m.Code, m.Cursor)
			_ = c.send(&message{Kind: kindCompletion, ID: m.ID, Completion: &r})
		}()
	case kindInspect:
		go func() {
			r := c.eng.Inspect(context.Background(), m.Code, m.Cursor, m.Detail)
			if c.send(&message{Kind: kindInspection, ID: m.ID, Inspection: &r}) != nil {
				_ = c.send(&message{Kind: kindInspection, ID: m.ID})
			}
		}()
	case kindVariables, kindShow:
		go c.values(m)
	default:
		return false
	}
	return true
}

// stop ends the running cell for a reason.
func (c *childHalf) stop(why error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, cancel := range c.cells {
		cancel(why)
	}
}

// die ends the process and tells the parent why.
func (c *childHalf) die(why string) {
	_ = c.sendMarked(&message{Kind: kindEnd, Text: why})
	time.Sleep(shutdownGrace) // the parent answers with a kill
	killOwnGroup()
}

// started tells whether the engine is there.
func (c *childHalf) started() bool {
	select {
	case <-c.ready:
		return true
	default:
		return false
	}
}

// interrupt stops cells. It may overtake one, which then stops as it begins.
func (c *childHalf) interrupt(m *message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case !m.Alone:
		c.stopped = max(c.stopped, m.ID)
	case m.ID > c.begun:
		c.early[m.ID] = true
	}
	for id, cancel := range c.cells {
		if id == m.ID || id < m.ID && !m.Alone {
			cancel(nil)
		}
	}
}

// serve starts one cell. The parent sends one at a time for each shell.
func (c *childHalf) serve(m *message) {
	if m.Kind != kindExecute || m.Cell == nil {
		return
	}
	resident.Busy()
	ctx, cancel := context.WithCancelCause(context.Background())
	c.mu.Lock()
	c.cells[m.ID], c.begun = cancel, m.ID
	if m.Cell.Shell == 0 {
		c.running = m.ID
	}
	if c.stopped >= m.ID || c.early[m.ID] {
		cancel(nil)
	}
	delete(c.early, m.ID)
	c.mu.Unlock()
	go c.run(ctx, cancel, m)
}

func (c *childHalf) run(ctx context.Context, cancel context.CancelCauseFunc, m *message) {
	defer cancel(nil)
	defer c.guard.timer(cancel)()
	r := c.eng.Execute(ctx, *m.Cell, &childSink{c: c, id: m.ID})
	c.guard.settle()
	c.mu.Lock()
	delete(c.cells, m.ID)
	if len(c.cells) == 0 {
		resident.Quiet()
	}
	c.mu.Unlock()
	if err := c.sendMarked(&message{Kind: kindDone, ID: m.ID, Result: &r}); err != nil {
		r = failed("SessionError", err.Error(), "")
		_ = c.sendMarked(&message{Kind: kindDone, ID: m.ID, Result: &r})
	}
}
