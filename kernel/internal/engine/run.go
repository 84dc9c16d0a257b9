package engine

import (
	"context"
	"strings"
	"time"

	"wade/kernel/internal/server"
	"wade/kernel/internal/stack"
)

// A run is one execution of a cell.
type run struct {
	ctx      context.Context
	cancel   context.CancelFunc
	asked    context.Context // of the request
	out      server.Sink
	comms    server.Sink // where comm messages go when that is not out
	silent   bool
	callback bool // it is no cell: a front end has caused it
	why      any  // what ends the run early: set before done is closed
	done     chan struct{}
	unwatch  func() bool // stops looking at the context of the request
	ended    bool        // done is closed; guarded by machine.mu
	active   int         // goroutines; guarded by machine.mu
	stuck    bool        // it was halted long ago; guarded by machine.mu
	looks    bool        // it looks at variables while no other code runs
}

// A thread is a goroutine of a run.
type thread struct {
	run       *run
	panics    []*panicking // of deferred calls that run because of a panic
	unwinding int          // deferred calls under way after an interrupt
	trace     *trace       // of the panic on its way
}

// interrupted is the panic that ends the goroutines of an interrupted run.
type interrupted struct{}

// exited is the panic of os.Exit.
type exited int

// fatal is the panic of log.Fatal.
type fatal string

// failure is the panic of must.
type failure struct{ err error }

// ended says how a run ended.
type ended struct {
	value any
	trace *trace // the way of the panic; nil when the cell was left behind
	left  string // the goroutine that was left behind: it runs on in compiled code
}

// begin starts a run. It ends early when ctx does.
func (m *machine) begin(ctx context.Context, out server.Sink, c server.Cell) *run {
	r := &run{out: out, silent: c.Silent, asked: ctx, done: make(chan struct{})}
	r.ctx, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	m.mu.Lock()
	if c.Shell == 0 || m.current == nil {
		m.current = r
	}
	m.mu.Unlock()
	r.unwatch = context.AfterFunc(ctx, func() { m.halt(r, reason(ctx)) })
	return r
}

// A Limit, as the cause of the end of a context, ends a cell for another reason than an interrupt.
type Limit struct{ Name, Text string }

func (l Limit) Error() string { return l.Name + ": " + l.Text }

// reason tells why a context has ended.
func reason(ctx context.Context) any {
	if l, ok := context.Cause(ctx).(Limit); ok {
		return l
	}
	return interrupted{}
}

// end is called when the cell is over for the one who asked. Goroutines that it has started go on.
func (m *machine) end(r *run) {
	r.unwatch()
	m.mu.Lock()
	on := r.active > 0
	if r.ended && m.current == r { // goroutines that compiled code starts between cells are not to stop
		m.current = &run{out: r.out, silent: r.silent, done: make(chan struct{}), ctx: context.WithoutCancel(r.ctx)}
	}
	m.mu.Unlock()
	if k, ok := r.out.(interface{ Keep() }); ok && on { // what they print belongs to the cell
		k.Keep()
	}
}

// halt ends a run early, for a reason.
func (m *machine) halt(r *run, why any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r == nil || r.ended || r.active == 0 {
		return
	}
	r.ended, r.why = true, why
	m.dying++
	setFlag(m.stop, true)
	time.AfterFunc(stuckAfter, func() { m.giveUp(r) })
	close(r.done)
	if r.cancel != nil {
		r.cancel()
	}
}

// call runs the function of a cell and waits for it; an interrupted cell has a moment to find its end. It returns nil when the
// cell went through.
func (m *machine) call(r *run, f func()) *ended {
	over := make(chan *ended, 1)
	name := make(chan string, 1)
	m.admit(r)
	if r.early() {
		m.halt(r, reason(r.asked))
	}
	go func() {
		var out *ended
		defer func() { over <- out }()
		defer m.leave(r)
		name <- goroutine()
		t := &thread{run: r}
		id := stack.Owner()
		m.runs.Store(id, t)
		defer m.runs.Delete(id)
		done := false
		defer func() {
			if v := recover(); v != nil {
				out = &ended{value: v, trace: t.take()}
			} else if !done {
				out = &ended{value: exited(0)}
			}
		}()
		f()
		done = true
	}()
	select {
	case out := <-over:
		return m.orWhy(r, out)
	case <-r.done:
	}
	select {
	case out := <-over:
		return m.orWhy(r, out)
	case <-time.After(grace):
		return &ended{value: r.why, left: <-name}
	}
}

// orWhy prefers the reason of an early end to the panic that followed from it.
func (m *machine) orWhy(r *run, out *ended) *ended {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.ended && (out == nil || out.value == any(interrupted{}) || isContextError(out.value)) {
		end := &ended{value: r.why}
		if out != nil {
			end.trace = out.trace
		}
		return end
	}
	if out != nil && isContextError(out.value) && r.early() { // the cell saw the end before the run was told
		return &ended{value: reason(r.asked), trace: out.trace}
	}
	return out
}

func isContextError(v any) bool {
	f, ok := v.(failure)
	return ok && f.err != nil && (strings.Contains(f.err.Error(), context.Canceled.Error()))
}

// early tells whether the request was over before the cell began.
func (r *run) early() bool { return r.asked != nil && r.asked.Err() != nil }

func (m *machine) enter(r *run) {
	m.mu.Lock()
	r.active++
	m.live++
	m.mu.Unlock()
}

// admit enters a run when nobody is looking at the variables.
func (m *machine) admit(r *run) {
	if !r.looks {
		m.looking.Lock()
		defer m.looking.Unlock()
	}
	m.enter(r)
}

func (m *machine) leave(r *run) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r.active--
	m.live--
	if r.active > 0 || !r.ended {
		return
	}
	if r.stuck {
		m.stuck--
		m.watch(m.stuck > 0)
		return
	}
	m.dying--
	setFlag(m.stop, m.dying > 0)
}

// giveUp stops looking at ticks for a run that was halted: what has not come to one by now waits in compiled code. It is met
// when that returns, and until then cells run at full speed.
func (m *machine) giveUp(r *run) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.active == 0 {
		return
	}
	r.stuck = true
	m.stuck++
	m.watch(true)
	m.dying--
	setFlag(m.stop, m.dying > 0)
}

// self returns the thread of the calling goroutine. One that compiled code has started counts for the current cell.
func (m *machine) self() *thread {
	if t, ok := m.runs.Load(stack.Owner()); ok {
		return t.(*thread)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return &thread{run: m.current}
}

func (m *machine) halted(t *thread) bool {
	if t.run == nil || t.unwinding > 0 {
		return false
	}
	select {
	case <-t.run.done:
		return true
	default:
		return false
	}
}

// haltAll ends everything that cells have left running.
func (m *machine) haltAll() {
	m.runs.Range(func(_, t any) bool {
		m.halt(t.(*thread).run, interrupted{})
		return true
	})
}
