package engine

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"
	"time"

	interp "wade/kernel/internal/yaegi"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/stack"
)

// A machine is the run time of lowered code. Each goroutine belongs to the run of the cell that started it; an interrupted
// run ends at the next tick of each of its goroutines.
type machine struct {
	session *cell.Session
	stderr  io.Writer
	std     [3]*standard // by descriptor
	stop    *bool        // looked at by lowered code: some run has to end
	entry   func()       // of the cell just loaded
	symbols func(path string) interp.Exports
	files   int

	looking sync.Mutex // held while a run is admitted, and during a look at the variables

	mu      sync.Mutex
	current *run
	live    int                  // goroutines of runs
	dying   int                  // runs that were interrupted and have goroutines left
	stuck   int                  // of those that wait in compiled code, not counted in dying
	watch   func(bool)           // lets Check be called when compiled code returns
	real    bool                 // types of cells are types of the run time
	forms   map[int]reflect.Type // types by number, when they are
	newer   map[reflect.Type]reflect.Type
	methods map[int]map[string]func(any) any
	known   map[reflect.Type]int // struct types of the session, and pointers to them

	runs      sync.Map // stack.Owner -> *thread
	callbacks callbacks

	report func(v any, t *trace, place int) []string // of a goroutine that panicked
}

func newMachine(s *cell.Session) *machine {
	return &machine{session: s, stop: new(bool), methods: map[int]map[string]func(any) any{}, known: map[reflect.Type]int{}, forms: map[int]reflect.Type{}, newer: map[reflect.Type]reflect.Type{}}
}

// table offers the machine to lowered code.
func (m *machine) table() interp.Exports {
	return interp.Exports{cell.Runtime + "/rt": {
		"Bind":     reflect.ValueOf(func(stop *bool) { m.stop = stop }),
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
		"ShowOr":   reflect.ValueOf(m.ShowOr),
		"Print":    reflect.ValueOf(func(args ...any) { fmt.Fprint(m.stderr, builtinText(args, "")) }),
		"Println":  reflect.ValueOf(func(args ...any) { fmt.Fprintln(m.stderr, builtinText(args, " ")) }),
		"Stdout":   reflect.ValueOf(m.std[1]),
		"Stderr":   reflect.ValueOf(m.std[2]),
		"Sleep":    reflect.ValueOf(m.Sleep),
		"Wait":     reflect.ValueOf(m.Wait),
		"Lock":     reflect.ValueOf(m.Lock),
		"RLock":    reflect.ValueOf(m.RLock),
		"Unlock":   reflect.ValueOf(m.Unlock),
		"RUnlock":  reflect.ValueOf(m.RUnlock),
		"GroupGo":  reflect.ValueOf(m.GroupGo),
		"Exit":     reflect.ValueOf(func(code int) { panic(exited(code)) }),
		"Goexit":   reflect.ValueOf(func() { panic(exited(0)) }),
		"Un":       reflect.ValueOf(m.Un),
		"Plain":    reflect.ValueOf(bare),
		"Bare":     reflect.ValueOf(m.Bare),
		"Type":     reflect.ValueOf(m.Type),
		"Dyn":      reflect.ValueOf(m.Dyn),
		"Exact":    reflect.ValueOf(m.Exact),
		"Shown":    reflect.ValueOf(m.Shown),
		"Any":      reflect.ValueOf((*any)(nil)),
		"Retype":   reflect.ValueOf(m.Retype),
		"Newer":    reflect.ValueOf(m.Newer),
		"Known":    reflect.ValueOf(m.Known),
		"Declare":  reflect.ValueOf(m.Declare),
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
func (m *machine) Go(f func(), place int) {
	r := m.self().run
	if r == nil {
		go f()
		return
	}
	m.enter(r)
	go m.serve(r, f, place)
}

// serve runs f in the calling goroutine, which was entered as one of r and started at a place.
func (m *machine) serve(r *run, f func(), place int) {
	defer m.leave(r)
	t := &thread{run: r}
	id := stack.Owner()
	m.runs.Store(id, t)
	defer m.runs.Delete(id)
	defer func() {
		switch v := recover().(type) {
		case nil, interrupted, exited:
		default:
			fmt.Fprintln(m.stderr, strings.Join(m.report(v, t.take(), place), "\n"))
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
		m.serve(r, f, 0)
	}
}

// Must fails the cell with err, unless that is nil.
func (m *machine) Must(err error) {
	if err != nil {
		panic(failure{err})
	}
}
