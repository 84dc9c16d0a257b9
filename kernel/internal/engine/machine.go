package engine

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/traefik/yaegi/interp"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/server"
)

// A machine is the run time of lowered code. Each goroutine belongs to the run of the cell that started it; an interrupted
// run ends at the next tick of each of its goroutines.
type machine struct {
	session *cell.Session
	stderr  *os.File
	stop    *bool  // looked at by lowered code: some run has to end
	line    *int   // the last place reached
	entry   func() // of the cell just loaded
	symbols func(path string) interp.Exports
	files   int

	mu      sync.Mutex
	current *run
	dying   int // runs that were interrupted and have goroutines left
	methods map[int]map[string]func(any) any
	known   map[reflect.Type]int // struct types of the session, and pointers to them

	runs sync.Map // goroutine id -> *thread
}

// A run is one execution of a cell.
type run struct {
	ctx     context.Context
	cancel  context.CancelFunc
	asked   context.Context // of the request
	out     server.Sink
	silent  bool
	why     any // what ends the run early: set before done is closed
	done    chan struct{}
	unwatch func() bool // stops looking at the context of the request
	ended   bool        // done is closed; guarded by machine.mu
	active  int         // goroutines; guarded by machine.mu
}

// A thread is a goroutine of a run.
type thread struct {
	run       *run
	panics    []*panicking // of deferred calls that run because of a panic
	unwinding int          // deferred calls under way after an interrupt
}

// interrupted is the panic that ends the goroutines of an interrupted run.
type interrupted struct{}

// tooDeep ends a run whose recursion fills the memory.
type tooDeep struct{}

// exited is the panic of os.Exit.
type exited int

// fatal is the panic of log.Fatal.
type fatal string

// failure is the panic of must.
type failure struct {
	err  error
	line int
}

// ended says how a run ended.
type ended struct {
	value any
	line  int
}

func newMachine(s *cell.Session, stderr *os.File) *machine {
	return &machine{session: s, stderr: stderr, stop: new(bool), line: new(int), methods: map[int]map[string]func(any) any{}, known: map[reflect.Type]int{}}
}

// table offers the machine to lowered code.
func (m *machine) table() interp.Exports {
	return interp.Exports{cell.Runtime + "/rt": {
		"Bind":     reflect.ValueOf(func(stop *bool, line *int) { m.stop, m.line = stop, line }),
		"Cell":     reflect.ValueOf(func(f func()) { m.entry = f }),
		"Check":    reflect.ValueOf(m.Check),
		"Done":     reflect.ValueOf(m.Done),
		"Ctx":      reflect.ValueOf(m.Ctx),
		"Go":       reflect.ValueOf(m.Go),
		"Defers":   reflect.ValueOf(m.Defers),
		"Recover":  reflect.ValueOf(m.Recover),
		"Stack":    reflect.ValueOf((*Stack)(nil)),
		"Must":     reflect.ValueOf(m.Must),
		"Same":     reflect.ValueOf(func(v any) any { return v }),
		"Value":    reflect.ValueOf(m.Value),
		"Method":   reflect.ValueOf(m.Method),
		"Result":   reflect.ValueOf(m.Result),
		"Display":  reflect.ValueOf(m.Show),
		"Print":    reflect.ValueOf(func(args ...any) { fmt.Fprint(m.stderr, builtinText(args, "")) }),
		"Println":  reflect.ValueOf(func(args ...any) { fmt.Fprintln(m.stderr, builtinText(args, " ")) }),
		"Sleep":    reflect.ValueOf(m.Sleep),
		"Wait":     reflect.ValueOf(m.Wait),
		"Lock":     reflect.ValueOf(m.Lock),
		"RLock":    reflect.ValueOf(m.RLock),
		"GroupGo":  reflect.ValueOf(m.GroupGo),
		"Exit":     reflect.ValueOf(func(code int) { panic(exited(code)) }),
		"Goexit":   reflect.ValueOf(func() { panic(exited(0)) }),
		"Un":       reflect.ValueOf(m.Un),
		"Plain":    reflect.ValueOf(bare),
		"Bare":     reflect.ValueOf(m.Bare),
		"Type":     reflect.ValueOf(m.Type),
		"Dyn":      reflect.ValueOf(m.Dyn),
		"Has":      reflect.ValueOf(m.Has),
		"Bound":    reflect.ValueOf(func(v any, name string) any { return reflect.ValueOf(v).MethodByName(name).Interface() }),
		"Set":      reflect.ValueOf(m.Set),
		"After":    reflect.ValueOf(func(d time.Duration, f func()) *time.Timer { return time.AfterFunc(d, m.guarded(f)) }),
		"AfterCtx": reflect.ValueOf(func(ctx context.Context, f func()) func() bool { return context.AfterFunc(ctx, m.guarded(f)) }),
		"NotA":     reflect.ValueOf(m.NotA),
		"Find":     reflect.ValueOf(m.Find),
		"Is":       reflect.ValueOf(m.Is),
		"Fatal":    reflect.ValueOf(func(args ...any) { panic(fatal(fmt.Sprint(args...))) }),
		"Fatalf":   reflect.ValueOf(func(f string, args ...any) { panic(fatal(fmt.Sprintf(f, args...))) }),
		"Fatalln":  reflect.ValueOf(func(args ...any) { panic(fatal(strings.TrimSpace(fmt.Sprintln(args...)))) }),
	}}
}

func builtinText(args []any, sep string) string {
	var parts []string
	for _, a := range args {
		parts = append(parts, fmt.Sprint(a))
	}
	return strings.Join(parts, sep)
}

func (m *machine) nextFile() int {
	m.files++
	return m.files
}

// begin starts a run. It ends early when ctx does.
func (m *machine) begin(ctx context.Context, out server.Sink, silent bool) *run {
	r := &run{out: out, silent: silent, asked: ctx, done: make(chan struct{})}
	r.ctx, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	m.mu.Lock()
	m.current = r
	m.mu.Unlock()
	r.unwatch = context.AfterFunc(ctx, func() { m.halt(r, interrupted{}) })
	return r
}

// end is called when the cell is over for the one who asked. Goroutines that it has started go on.
func (m *machine) end(r *run) { r.unwatch() }

// halt ends a run early, for a reason.
func (m *machine) halt(r *run, why any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.ended || r.active == 0 {
		return
	}
	r.ended, r.why = true, why
	m.dying++
	*m.stop = true
	close(r.done)
	r.cancel()
}

// watch ends a run whose stacks grow without bound, before the process dies of it.
func (m *machine) watch(r *run) {
	const limit = 384 << 20
	sample := []metrics.Sample{{Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(sample)
	start := sample[0].Value.Uint64()
	t := time.NewTicker(50 * time.Millisecond)
	defer t.Stop()
	for range t.C {
		m.mu.Lock()
		over := r.ended || m.current != r || r.active == 0
		m.mu.Unlock()
		if over {
			return
		}
		metrics.Read(sample)
		if now := sample[0].Value.Uint64(); now > start+limit {
			m.halt(r, tooDeep{})
			return
		}
	}
}

// call runs the function of a cell and waits for it; an interrupted cell has a moment to find its end. It returns nil when the
// cell went through.
func (m *machine) call(r *run, f func()) *ended {
	over := make(chan *ended, 1)
	m.enter(r)
	if r.early() {
		m.halt(r, interrupted{})
	}
	go m.watch(r)
	go func() {
		var out *ended
		defer func() { over <- out }()
		defer m.leave(r)
		id := goid()
		m.runs.Store(id, &thread{run: r})
		defer m.runs.Delete(id)
		done := false
		defer func() {
			if v := recover(); v != nil {
				out = &ended{v, *m.line}
				if f, ok := v.(failure); ok {
					out.line = f.line
				}
			} else if !done {
				out = &ended{exited(0), 0}
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
		return &ended{r.why, *m.line}
	}
}

// orWhy prefers the reason of an early end to the panic that followed from it.
func (m *machine) orWhy(r *run, out *ended) *ended {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.ended && (out == nil || out.value == any(interrupted{}) || isContextError(out.value)) {
		line := *m.line
		if out != nil {
			line = out.line
		}
		return &ended{r.why, line}
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
	m.mu.Unlock()
}

func (m *machine) leave(r *run) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r.active--
	if r.active == 0 && r.ended {
		m.dying--
		if m.dying == 0 {
			*m.stop = false
		}
	}
}

// self returns the thread of the calling goroutine. One that compiled code has started counts for the current cell.
func (m *machine) self() *thread {
	if t, ok := m.runs.Load(goid()); ok {
		return t.(*thread)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return &thread{run: m.current}
}

// goid returns the number of the calling goroutine.
func goid() int64 {
	var buf [40]byte
	n := runtime.Stack(buf[:], false)
	s := strings.TrimPrefix(string(buf[:n]), "goroutine ")
	s, _, _ = strings.Cut(s, " ")
	id, _ := strconv.ParseInt(s, 10, 64)
	return id
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

// Check ends the calling goroutine when its run has to end.
func (m *machine) Check() {
	if t := m.self(); m.halted(t) {
		panic(interrupted{})
	}
}

// Done is closed when the run of the calling goroutine has to end.
func (m *machine) Done() <-chan struct{} {
	t := m.self()
	if t.run == nil || t.unwinding > 0 {
		return nil
	}
	return t.run.done
}

// Ctx is the context of the cell.
func (m *machine) Ctx() context.Context {
	if t := m.self(); t.run != nil {
		return t.run.ctx
	}
	return context.Background()
}

// Go starts a goroutine of the cell. Its panic is reported and ends nothing else.
func (m *machine) Go(f func()) {
	r := m.self().run
	if r == nil {
		go f()
		return
	}
	m.enter(r)
	go m.serve(r, f)
}

// serve runs f in the calling goroutine, which was entered as one of r.
func (m *machine) serve(r *run, f func()) {
	defer m.leave(r)
	id := goid()
	m.runs.Store(id, &thread{run: r})
	defer m.runs.Delete(id)
	defer func() {
		switch v := recover().(type) {
		case nil, interrupted, exited:
		case failure:
			fmt.Fprintf(m.stderr, "error in a goroutine: %v\n", v.err)
		default:
			fmt.Fprintf(m.stderr, "panic in a goroutine: %s%s\n", panicText(v), atLine(*m.line))
		}
	}()
	f()
}

// guarded lets a function that compiled code calls in a goroutine of its own panic without harm.
func (m *machine) guarded(f func()) func() {
	r := m.self().run
	if r == nil {
		return f
	}
	return func() {
		m.enter(r)
		m.serve(r, f)
	}
}

// Sleep is time.Sleep that ends with the cell.
func (m *machine) Sleep(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-m.Done():
		m.Check()
	}
}

// Wait is WaitGroup.Wait that ends with the cell.
func (m *machine) Wait(wg *sync.WaitGroup) {
	m.block(wg.Wait, func() {})
}

// GroupGo is WaitGroup.Go whose panics are reported.
func (m *machine) GroupGo(wg *sync.WaitGroup, f func()) {
	wg.Add(1)
	m.Go(func() {
		defer wg.Done()
		f()
	})
}

// Lock is Mutex.Lock that ends with the cell.
func (m *machine) Lock(mu sync.Locker) {
	if t, ok := mu.(interface{ TryLock() bool }); ok && t.TryLock() {
		return
	}
	m.block(mu.Lock, mu.Unlock)
}

// RLock is RWMutex.RLock that ends with the cell.
func (m *machine) RLock(mu *sync.RWMutex) {
	if !mu.TryRLock() {
		m.block(mu.RLock, mu.RUnlock)
	}
}

// block calls wait, and undo when the cell ends first.
func (m *machine) block(wait, undo func()) {
	over := make(chan struct{})
	var left atomic.Bool
	go func() {
		wait()
		close(over)
		if left.Load() {
			undo()
		}
	}()
	select {
	case <-over:
	case <-m.Done():
		left.Store(true)
		select {
		case <-over: // it came in the same moment
		default:
		}
		m.Check()
	}
}

// Must fails the cell with err, unless that is nil.
func (m *machine) Must(err error, line int) {
	if err != nil {
		panic(failure{err, line})
	}
}
