package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/server"
)

// errBusy is the answer while code of cells runs: it may write to what would be read, which ends a Go program.
var errBusy = errors.New("code of a cell is running: its variables can be looked at when it has ended")

// later stands for a value that was not seen before the running cell.
const later = "(a cell is running)"

const (
	mostParts = 1000 // of one value
	mostPaths = 5000 // that are remembered
	mostShown = 16   // likewise, in every form
)

// A path leads to a part of a variable. It holds no value, so that looking at one keeps nothing alive.
type path struct {
	variable string
	steps    []int // indices of parts
}

// looks is what the engine remembers of looks at variables.
type looks struct {
	mu    sync.Mutex
	paths map[int]path // by reference
	last  int
	seen  map[string]server.Variable // as they were when nothing ran
	shown map[string]server.Bundle   // likewise, of those last asked for
}

func (l *looks) refer(p path) int {
	l.last++
	if l.paths == nil {
		l.paths = map[int]path{}
	}
	l.paths[l.last] = p
	delete(l.paths, l.last-mostPaths)
	return l.last
}

// A part is one piece of a value. The type may be unknown.
type part struct {
	name string
	v    reflect.Value
	t    types.Type
}

// Variables lists the variables, or the parts of a value with a reference. While a cell runs the values are those before it.
func (e *Engine) Variables(ctx context.Context, ref int) ([]server.Variable, error) {
	l := &e.looks
	l.mu.Lock()
	defer l.mu.Unlock()
	at, ok := path{}, true
	if ref != 0 {
		if at, ok = l.paths[ref]; !ok {
			return nil, fmt.Errorf("%d refers to nothing any more: list the variables again", ref)
		}
	}
	var out []server.Variable
	err := e.quietly(ctx, func() {
		for i, p := range e.partsAt(at) {
			next := path{at.variable, append(slices.Clone(at.steps), i)}
			if ref == 0 {
				next = path{variable: p.name}
			}
			out = append(out, e.rt.describe(p, func() int { return l.refer(next) }))
		}
	})
	switch {
	case ref != 0 && errors.Is(err, errBusy):
		return []server.Variable{{Name: "…", Value: later}}, nil
	case ref != 0:
		return out, err
	case err == nil:
		l.seen = map[string]server.Variable{}
		for _, v := range out {
			l.seen[v.Name] = v
		}
		return out, nil
	case !errors.Is(err, errBusy):
		return nil, err
	}
	for _, v := range e.declared().Variables() {
		seen, ok := l.seen[v.Name]
		if t := cell.TypeText(v.Type); !ok || seen.Type != t {
			seen = server.Variable{Name: v.Name, Type: t, Value: later}
		}
		out = append(out, seen)
	}
	return out, nil
}

// Show returns every form of a variable, nothing if there is none. While a cell runs it is the variable before it.
func (e *Engine) Show(ctx context.Context, name string) (out server.Bundle, err error) {
	l := &e.looks
	l.mu.Lock()
	defer l.mu.Unlock()
	err = e.quietly(ctx, func() {
		for _, p := range e.partsAt(path{}) {
			if p.name == name {
				out = bundle(e.rt.data(p.v.Interface()))
			}
		}
	})
	if errors.Is(err, errBusy) {
		if seen, ok := l.shown[name]; ok {
			return seen, nil
		}
		return server.Bundle{Data: map[string]any{"text/plain": later}}, nil
	}
	if l.shown == nil || len(l.shown) >= mostShown {
		l.shown = map[string]server.Bundle{}
	}
	if delete(l.shown, name); err == nil && len(out.Data) > 0 {
		l.shown[name] = out
	}
	return out, err
}

// quietly calls f as part of a run of its own, so that methods of cells can run, and holds cells back meanwhile. It refuses
// while code of cells runs.
func (e *Engine) quietly(ctx context.Context, f func()) error {
	e.mu.Lock()
	m := e.rt
	e.mu.Unlock()
	e.building.Lock() // a cell that becomes code changes the list of variables
	defer e.building.Unlock()
	m.looking.Lock()
	defer m.looking.Unlock()
	m.mu.Lock()
	busy := m.live > 0
	m.mu.Unlock()
	if busy {
		return errBusy
	}
	r := &run{out: nowhere{}, silent: true, asked: ctx, looks: true, done: make(chan struct{})}
	r.ctx, r.cancel = context.WithCancel(ctx)
	defer r.cancel()
	defer context.AfterFunc(ctx, func() { m.halt(r, interrupted{}) })()
	if over := m.call(r, f); over != nil {
		return fmt.Errorf("looking at the variables: %s", e.report(over.value, nil).Value)
	}
	return nil
}

// partsAt returns the variables, or the parts of what a path leads to.
func (e *Engine) partsAt(at path) []part {
	values := e.in.Globals()
	var all []part
	for _, v := range e.session.Variables() {
		if r, ok := values[v.Symbol]; ok && r.IsValid() && r.CanInterface() {
			all = append(all, part{v.Name, r, v.Type})
		}
	}
	if at.variable == "" {
		return all
	}
	i := slices.IndexFunc(all, func(p part) bool { return p.name == at.variable })
	if i < 0 {
		return nil
	}
	p := all[i]
	for _, step := range at.steps {
		list := p.parts()
		if step >= len(list) {
			return nil
		}
		p = list[step]
	}
	return p.parts()
}

// describe writes a part on one line. refer gives it a reference if it has parts itself.
func (m *machine) describe(p part, refer func() int) server.Variable {
	out := server.Variable{Name: p.name, Type: p.typeText()}
	switch v := unwrap(p.v); {
	case !v.IsValid():
		out.Value = "nil"
	case v.Kind() == reflect.Func && !v.IsNil():
		out.Value = "func"
	case v.CanInterface() && p.t != nil:
		out.Value = m.brief(v.Interface(), p.t)
	case v.CanInterface():
		out.Value = oneLine(fmt.Sprintf("%+v", v.Interface()))
	default:
		out.Value = oneLine(fmt.Sprintf("%+v", v))
	}
	if p.hasParts() {
		out.Ref = refer()
	}
	return out
}

func oneLine(text string) string {
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) > 80 {
		line = append(line[:79], '…')
	}
	return string(line)
}

// typeText is the type as cells write it; for an interface with that of the value.
func (p part) typeText() string {
	v := unwrap(p.v)
	dynamic := "nil"
	if v.IsValid() {
		dynamic = v.Type().String()
	}
	if p.t == nil {
		return dynamic
	}
	text := cell.TypeText(p.t)
	if types.IsInterface(p.t) && v.IsValid() {
		text += " (" + strings.ReplaceAll(dynamic, "main.", "") + ")"
	}
	return text
}

// inner is the value behind interfaces and pointers to structs, with its type.
func (p part) inner() (reflect.Value, types.Type) {
	v, t := unwrap(p.v), p.t
	if t != nil && types.IsInterface(t) {
		t = nil
	}
	if v.IsValid() && v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().Kind() == reflect.Struct {
		v = v.Elem()
		if t != nil {
			if ptr, ok := t.Underlying().(*types.Pointer); ok {
				t = ptr.Elem()
			} else {
				t = nil
			}
		}
	}
	return v, t
}

func (p part) hasParts() bool {
	v, _ := p.inner()
	if !v.IsValid() {
		return false
	}
	switch v.Kind() {
	case reflect.Struct:
		return v.NumField() > 0
	case reflect.Slice, reflect.Array, reflect.Map:
		return v.Len() > 0
	case reflect.Pointer:
		return !v.IsNil()
	}
	return false
}

// parts returns the fields, elements or entries of a value.
func (p part) parts() (out []part) {
	v, t := p.inner()
	if !v.IsValid() {
		return nil
	}
	var under types.Type
	if t != nil {
		under = t.Underlying()
	}
	switch v.Kind() {
	case reflect.Struct:
		s, _ := under.(*types.Struct)
		for i := range v.NumField() {
			f := part{name: v.Type().Field(i).Name, v: v.Field(i)}
			if s != nil && s.NumFields() == v.NumField() {
				f.name, f.t = s.Field(i).Name(), s.Field(i).Type()
			}
			out = append(out, f)
		}
	case reflect.Slice, reflect.Array:
		elem := elemOf(under)
		for i := range min(v.Len(), mostParts) {
			out = append(out, part{strconv.Itoa(i), v.Index(i), elem})
		}
	case reflect.Map:
		elem := elemOf(under)
		for k, e := range v.Seq2() {
			if len(out) == mostParts {
				break
			}
			out = append(out, part{oneLine(fmt.Sprint(unwrap(k))), e, elem})
		}
		slices.SortFunc(out, func(a, b part) int {
			x, xerr := strconv.ParseFloat(a.name, 64)
			y, yerr := strconv.ParseFloat(b.name, 64)
			if xerr == nil && yerr == nil {
				return cmp.Compare(x, y)
			}
			return cmp.Compare(a.name, b.name)
		})
	case reflect.Pointer:
		if !v.IsNil() {
			out = append(out, part{"*", v.Elem(), elemOf(under)})
		}
	}
	return out
}

// elemOf is the type of the elements, or nil.
func elemOf(t types.Type) types.Type {
	if t, ok := t.(interface{ Elem() types.Type }); ok {
		return t.Elem()
	}
	return nil
}

// nowhere is the Sink of code that shows nothing.
type nowhere struct{}

func (nowhere) Print(string, []byte)          {}
func (nowhere) Stream(string, string)         {}
func (nowhere) Display(server.Bundle, string) {}
func (nowhere) Update(server.Bundle, string)  {}
func (nowhere) Clear(bool)                    {}
func (nowhere) Result(server.Bundle)          {}
func (nowhere) Comm(server.Comm)              {}

func (nowhere) Input(context.Context, string, bool) (string, error) { return "", server.ErrNoInput }
