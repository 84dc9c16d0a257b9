package engine

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"go/parser"
	"io"
	"maps"
	"os"
	"reflect"
	"strings"
	"sync"
	"time"

	interp "wade/kernel/internal/yaegi"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/magic"
	"wade/kernel/internal/rtype"
	"wade/kernel/internal/server"
	"wade/kernel/internal/symbols"
	"wade/sdk/comm"
	"wade/sdk/display"
)

// grace is how long an interrupted cell has for its way out before it is left behind.
const grace = 500 * time.Millisecond

// stuckAfter is when a goroutine that was to end must be in compiled code: in code of a cell it comes to a tick much sooner.
var stuckAfter = 5 * time.Second

// Options configure an engine.
type Options struct {
	// Input asks the person at the front end for a line; nil asks through the Sink of the cell.
	Input func(ctx context.Context, prompt string, password bool) (string, error)
	// PlainTypes leaves types of cells to the interpreter: compiled code does not see their names and methods.
	PlainTypes bool
	// Stdout and Stderr are where cells print; nil stands for those of the process.
	Stdout, Stderr *os.File
	// Reopen returns a new file for one of them, 1 or 2, that a cell has closed. Nil means that it stays closed.
	Reopen func(fd int) *os.File
}

// An Engine runs cells, one at a time in each shell. Complete and Inspect may be called at any time.
type Engine struct {
	opt     Options
	pkgs    *symbols.Packages
	session *cell.Session
	in      *interp.Interpreter
	rt      *machine

	looks    looks
	building sync.Mutex // held while a cell becomes code: the interpreter takes one at a time
	mu       sync.Mutex
	sources  map[int][]string     // lines of the cells that ran, by serial number
	places   map[int]*cell.Places // of the files that ran, by number
}

// New returns an engine with an empty session.
func New(opt Options) (*Engine, error) {
	if opt.Stdout == nil {
		opt.Stdout = os.Stdout
	}
	if opt.Stderr == nil {
		opt.Stderr = os.Stderr
	}
	pkgs, err := symbols.OpenPackages()
	if err != nil {
		return nil, err
	}
	e := &Engine{opt: opt, pkgs: pkgs, sources: map[int][]string{}}
	if err := e.open(); err != nil {
		return nil, err
	}
	display.SetAsker(e.input)
	comm.SetTransport(commTransport{e})
	return e, nil
}

// open gives the engine an empty session.
func (e *Engine) open() error {
	s, err := cell.NewSession(e.pkgs)
	if err != nil {
		return err
	}
	s.ImportFrom(func() string {
		dir, _ := os.Getwd() // of a folder that was removed: there is nothing to import
		return dir
	})
	rt := newMachine(s)
	out, errs := stream{rt, "stdout", e.opt.Stdout}, stream{rt, "stderr", e.opt.Stderr}
	stdin := bufio.NewReader(&lineReader{e: e})
	own := symbols.Streams(stdin, out, errs, e.opt.Stdout, e.opt.Stderr)
	rt.stderr = errs
	rt.std = [3]*standard{1: {out, own["os"]["Stdout"], e.opt.Stdout}, 2: {errs, own["os"]["Stderr"], e.opt.Stderr}}
	in := interp.New(interp.Options{
		Load: func(path string) (string, map[string]reflect.Value) {
			name, table := symbols.Table(path)
			if table != nil {
				maps.Copy(table, own[path])
			}
			return name, table
		},
		Method:       rtype.MethodOf,
		Stdin:        stdin,
		Stdout:       out,
		Stderr:       io.Discard, // the interpreter's own trace of a panic; what cells print is redirected by the tables
		Unrestricted: true,
	})
	rt.symbols = in.Symbols
	rt.report = e.reportGoroutine
	in.OnUnwind(rt.unwound)
	in.OnReturn(rt.Check)
	rt.watch = in.Watch
	in.OnOverflow(func() { rt.halt(rt.self().run, interp.StackOverflow{}) })
	if !e.opt.PlainTypes && rtype.Supported() == nil {
		rt.real = true
		s.MakeTypes(func(path, name string) reflect.Type {
			if v := in.Binary(path)[name]; v.Kind() == reflect.Pointer && v.IsNil() {
				return v.Type().Elem()
			}
			return nil
		})
	}
	for _, t := range []interp.Exports{symbols.Wrappers(own), rt.table()} {
		if err := in.Use(t); err != nil {
			return fmt.Errorf("engine: load symbols: %w", err)
		}
	}
	e.mu.Lock()
	e.session, e.in, e.rt, e.places = s, in, rt, map[int]*cell.Places{}
	e.mu.Unlock()
	if err := e.load("prologue.go", cell.Prologue, ""); err != nil {
		return err
	}
	display.SetSink(rt)
	return nil
}

// declared returns the session that help while typing looks at.
func (e *Engine) declared() *cell.Session {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.session
}

// load compiles a file and runs its init functions; the function named entry is known to the run time only.
func (e *Engine) load(name, src, entry string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("engine: the interpreter failed to compile the cell: %v", r)
		}
	}()
	f, err := parser.ParseFile(e.in.FileSet(), name, src, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("engine: lowered code: %w", err)
	}
	p, err := e.in.CompileAST(f)
	if err != nil {
		return fmt.Errorf("engine: the interpreter refused the cell: %w", err)
	}
	if _, err := e.in.Execute(p); err != nil {
		return fmt.Errorf("engine: the interpreter refused the cell: %w", err)
	}
	e.in.Release(p)
	e.in.Forget(entry)
	return nil
}

// Execute runs one cell.
func (e *Engine) Execute(ctx context.Context, c server.Cell, out server.Sink) server.Result {
	c.Count = cell.Serial(c.Shell, c.Count)
	e.mu.Lock()
	e.sources[c.Count] = strings.Split(c.Code, "\n")
	e.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return fail(e.report(interrupted{}, nil))
	}
	e.reopen()
	if magic.Has(c.Code) {
		return e.special(ctx, c, out)
	}
	return e.run(ctx, c, out)
}

// run runs a cell of Go.
func (e *Engine) run(ctx context.Context, c server.Cell, out server.Sink) server.Result {
	entry, failed := e.build(c)
	if failed != nil {
		return fail(failed)
	}
	r := e.rt.begin(ctx, out, c)
	defer e.rt.end(r)
	p := e.rt.call(r, entry)
	e.within(r, comm.End)
	if p == nil {
		return server.Result{Status: server.StatusOK}
	}
	if x, ok := p.value.(exited); ok && x == 0 {
		return server.Result{Status: server.StatusOK}
	}
	failed = e.report(p.value, p.trace)
	if p.left != "" {
		failed.Traceback = append(failed.Traceback, leftText(p.left))
	}
	return fail(failed)
}

// build makes a function of a cell, and what it declares visible.
func (e *Engine) build(c server.Cell) (entry func(), failed *server.CellError) {
	e.building.Lock()
	defer e.building.Unlock()
	unit, err := e.session.Compile(c.Count, c.Code)
	if err != nil {
		return nil, e.compileError(c.Count, err)
	}
	e.rt.entry = nil
	if err := e.makeTypes(unit); err != nil {
		return nil, &server.CellError{Name: "CompileError", Value: err.Error(), Traceback: []string{"CompileError: " + err.Error()}}
	}
	n := e.rt.nextFile()
	e.mu.Lock()
	e.places[n] = unit.Places
	e.mu.Unlock()
	if err := e.load(fmt.Sprintf("cell%d.go", n), unit.Source, unit.Entry); err != nil {
		return nil, &server.CellError{Name: "CompileError", Value: err.Error(), Traceback: []string{"CompileError: " + err.Error()}}
	}
	e.in.Forget(unit.Commit()...)
	return e.rt.entry, nil
}

// makeTypes makes the types of a unit known to the interpreter.
func (e *Engine) makeTypes(unit *cell.Unit) error {
	made, err := unit.Build()
	if err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	if len(made) == 0 {
		return nil
	}
	table := map[string]reflect.Value{}
	for name, t := range made {
		table[name] = reflect.Zero(reflect.PointerTo(t))
	}
	return e.in.Use(interp.Exports{cell.Types + "/types": table})
}

func fail(err *server.CellError) server.Result {
	return server.Result{Status: server.StatusError, Error: err}
}

// compileError shows where a cell does not compile.
func (e *Engine) compileError(count int, err error) *server.CellError {
	out := &server.CellError{Name: "CompileError", Value: err.Error()}
	var diags cell.Diagnostics
	if !errors.As(err, &diags) {
		out.Traceback = []string{"CompileError: " + err.Error()}
		return out
	}
	const most = 10
	for i, d := range diags {
		if i == most {
			out.Traceback = append(out.Traceback, fmt.Sprintf("and %d more", len(diags)-most))
			break
		}
		place := d.Cell
		if place == "" {
			place = cell.Label(count)
		}
		text := d.Message
		if d.Line > 0 {
			text = fmt.Sprintf("%s:%d:%d: %s", place, d.Line, d.Col, d.Message)
		}
		if i == 0 {
			out.Value = text
			if len(diags) > 1 {
				out.Value += fmt.Sprintf(" (and %d more)", len(diags)-1)
			}
			text = "CompileError: " + text
		}
		out.Traceback = append(out.Traceback, strings.Split(text, "\n")...)
		if d.Cell == "" {
			out.Traceback = append(out.Traceback, e.excerpt(count, d.Line, d.Col)...)
			if hint := magic.Hint(e.source(count), d.Line); hint != "" {
				out.Traceback = append(out.Traceback, hint)
			}
		}
	}
	return out
}

// source returns the text of a cell.
func (e *Engine) source(count int) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return strings.Join(e.sources[count], "\n")
}

// input asks for a line on behalf of the calling goroutine.
func (e *Engine) input(ctx context.Context, prompt string, password bool) (string, error) {
	if e.opt.Input != nil {
		return e.opt.Input(ctx, prompt, password)
	}
	r := e.rt.self().run
	if r == nil {
		return "", errors.New("no cell is running that could ask for input")
	}
	return r.out.Input(ctx, prompt, password)
}

// endOfFile is what a front end answers for Ctrl-D.
const endOfFile = "\x04"

// lineReader is the standard input of cells: each read asks the person for a line.
type lineReader struct {
	e    *Engine
	rest []byte
}

func (r *lineReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		line, err := r.e.input(r.e.rt.Ctx(), "", false)
		if err != nil {
			return 0, err
		}
		if line == endOfFile {
			return 0, io.EOF
		}
		r.rest = []byte(line + "\n")
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
