package engine

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"wade/kernel/internal/server"
	"wade/kernel/internal/stack"
	"wade/sdk/comm"
)

// callbacks are the functions of cells that run because of what a front end said.
type callbacks struct {
	active atomic.Int64
	mu     sync.Mutex
	runs   map[*run]bool
}

// Comm hands what a front end says to the SDK.
func (e *Engine) Comm(m server.Comm, out server.Sink, done func()) {
	// What the SDK sends while it serves the message belongs to it.
	r := &run{out: out, comms: out, done: make(chan struct{}), ctx: context.Background()}
	in := func(f func()) { e.within(r, f) }
	comm.Receive(comm.Event{
		Kind: string(m.Event), Comm: m.ID, Target: m.Target, Data: m.Data, Metadata: m.Metadata, Buffers: m.Buffers,
	}, in, done)
}

// within runs a function of the SDK in the calling goroutine on behalf of r.
func (e *Engine) within(r *run, f func()) {
	id := stack.Owner()
	e.rt.runs.Store(id, &thread{run: r})
	defer e.rt.runs.Delete(id)
	defer func() {
		if v := recover(); v != nil {
			r.out.Stream("stderr", "a comm message failed: "+panicText(v)+"\n")
		}
	}()
	f()
}

// StopCallbacks interrupts what runs because of comm messages.
func (e *Engine) StopCallbacks() {
	c := &e.rt.callbacks
	c.mu.Lock()
	defer c.mu.Unlock()
	for r := range c.runs {
		go e.rt.halt(r, interrupted{})
	}
}

// A transport connects the SDK's comms with the cells and messages that they belong to.
type commTransport struct{ e *Engine }

// Publish sends ev to the front ends on behalf of the cell or message that the calling goroutine works for.
func (t commTransport) Publish(ev comm.Event) error {
	r := t.e.rt.self().run
	if r == nil {
		return comm.ErrNoFrontEnd
	}
	out := r.out
	if r.comms != nil {
		out = r.comms
	}
	out.Comm(server.Comm{
		Event: server.CommEvent(ev.Kind), ID: ev.Comm, Target: ev.Target, Data: ev.Data, Metadata: ev.Metadata, Buffers: ev.Buffers,
	})
	return nil
}

// Context is that of the cell or callback that the calling goroutine belongs to.
func (t commTransport) Context() context.Context { return t.e.rt.Ctx() }

// Bind lets callbacks run on behalf of the running cell, each as a run of its own.
func (t commTransport) Bind() func(func()) {
	m := t.e.rt
	owner := m.self().run
	if owner == nil {
		return func(f func()) { f() }
	}
	if k, ok := owner.out.(interface{ Keep() }); ok {
		k.Keep()
	}
	return func(f func()) {
		r := &run{out: owner.out, comms: owner.out, callback: true, done: make(chan struct{})}
		if cause := m.self().run; cause != nil && cause.comms != nil {
			r.comms = cause.comms
		}
		r.ctx, r.cancel = context.WithCancel(context.Background())
		defer r.cancel()
		c := &m.callbacks
		c.active.Add(1)
		c.mu.Lock()
		if c.runs == nil {
			c.runs = map[*run]bool{}
		}
		c.runs[r] = true
		c.mu.Unlock()
		defer func() {
			c.mu.Lock()
			delete(c.runs, r)
			c.mu.Unlock()
			c.active.Add(-1)
		}()
		over := m.call(r, f)
		if over == nil || over.value == any(exited(0)) {
			return
		}
		e := t.e.report(over.value, over.trace)
		e.Traceback[0] = "in a callback: " + e.Traceback[0]
		r.out.Stream("stderr", strings.Join(e.Traceback, "\n")+"\n")
	}
}
