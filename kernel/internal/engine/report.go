package engine

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"strings"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/server"
	interp "wade/kernel/internal/yaegi"
)

// place is where the interpreter says a panic came from, in files that nobody has seen.
var place = regexp.MustCompile(`^(cell\d+|prologue)\.go:\d+:\d+: `)

// runtimeError is a run-time error of a cell as compiled code would report it.
type runtimeError string

func (e runtimeError) Error() string { return "runtime error: " + string(e) }

// RuntimeError marks it as runtime.Error.
func (e runtimeError) RuntimeError() {}

var _ runtime.Error = runtimeError("")

// recovered turns a panic of the interpreter into that of compiled code.
func recovered(v any) any {
	if r, ok := v.(reflect.Value); ok {
		if r = unwrap(r); !r.IsValid() || !r.CanInterface() {
			return v
		}
		v = r.Interface()
	}
	switch x := v.(type) {
	case Value:
		return x.v
	case *reflect.ValueError:
		return runtimeError("invalid memory address or nil pointer dereference")
	case string:
		switch {
		case strings.HasPrefix(x, "reflect: ") && strings.Contains(x, "index out of range"):
			return runtimeError("index out of range")
		case strings.HasPrefix(x, "reflect.Value.Slice") || strings.HasPrefix(x, "reflect: ") && strings.Contains(x, "slice"):
			return runtimeError("slice bounds out of range")
		case strings.HasPrefix(x, "reflect: call of reflect.Value.Elem on zero Value"), strings.HasPrefix(x, "reflect.Value.") && strings.Contains(x, "zero Value"), x == "reflect: Method on nil interface value", x == "reflect.Value.Call: call of nil function":
			return runtimeError("invalid memory address or nil pointer dereference")
		}
	case error:
		if m := place.FindString(x.Error()); m != "" {
			return errors.New(strings.TrimPrefix(x.Error(), m))
		}
	}
	return v
}

func panicText(v any) string {
	if r, ok := v.(reflect.Value); ok && r.CanInterface() {
		v = r.Interface()
	}
	if x, ok := v.(Value); ok {
		return x.String()
	}
	switch x := recovered(v).(type) {
	case error:
		return x.Error()
	case fmt.Stringer:
		return x.String()
	default:
		return fmt.Sprint(x)
	}
}

func startedAt(mark int) string {
	count, line := cell.Place(mark)
	if line == 0 {
		return ""
	}
	return fmt.Sprintf(" started at %s:%d", cell.Label(count), line)
}

// report is what a person sees of a cell that ended early.
func (e *Engine) report(v any, t *trace) *server.CellError {
	out := &server.CellError{}
	switch x := v.(type) {
	case interrupted:
		out.Name, out.Value = "Interrupted", "the cell was interrupted"
	case interp.StackOverflow:
		out.Name, out.Value = "Panic", "stack overflow: the recursion of a function does not end"
	case exited:
		out.Name, out.Value = "Exit", fmt.Sprintf("exit status %d", int(x))
	case Limit:
		out.Name, out.Value = x.Name, x.Text
	case runtimeFault:
		out.Name, out.Value = "Panic", string(x)
	case fatal:
		out.Name, out.Value = "Fatal", string(x)
	case failure:
		out.Name, out.Value = "Error", x.err.Error()
	default:
		out.Name, out.Value = "Panic", panicText(v)
	}
	out.Traceback = strings.Split(out.Name+": "+out.Value, "\n")
	shown := map[int]bool{}
	for _, c := range e.calls(t) {
		out.Traceback = append(out.Traceback, e.step(c, shown)...)
	}
	return out
}

// reportGoroutine is what a person sees of a goroutine, started at a place, that ended early.
func (e *Engine) reportGoroutine(v any, t *trace, place int) []string {
	kind := "panic"
	if _, ok := v.(failure); ok {
		kind = "error"
	}
	r := e.report(v, t)
	_, text, _ := strings.Cut(strings.Join(r.Traceback, "\n"), ": ")
	return []string{kind + " in a goroutine" + startedAt(place) + ": " + text}
}
