package widget

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"wade/sdk/comm"
	"wade/sdk/display"
)

// An Interactive is controls with what a function makes of their values below them.
type Interactive struct {
	*Box
	call     *call
	out      *Output
	controls []Widget
	run      func(func()) // on behalf of the cell

	mu     sync.Mutex
	cancel context.CancelFunc // of the call under way
	busy   bool
	change int // counts the changes of controls
	frames []frame
}

// Interact shows what f makes of the values of controls, and again whenever a person moves one of them. f takes, after an
// optional context.Context, one argument for each control: the value of the control, such as float64 for a FloatSlider or
// string for a Choice; an IntRange or FloatRange gives two. It returns what is to be shown, if anything, and may return an
// error after it.
//
// The first call is made at once. While a person moves a control, only its latest value counts: a call under way is told
// so through its context, and what it still returns is not shown.
func Interact(f any, controls ...Widget) (*Interactive, error) {
	c, err := newCall(f, controls)
	if err != nil {
		return nil, err
	}
	w := &Interactive{call: c, out: NewOutput(), controls: controls, run: comm.Bind()}
	w.Box = VBox(append(append([]Widget{}, controls...), w.out)...)
	w.Box.still = w.looks
	values := c.values()
	v, err := c.with(comm.Context(), values)
	if err := comm.Context().Err(); err != nil {
		return nil, err
	}
	w.show(v, err)
	for _, control := range controls {
		for _, key := range []string{"value", "index", "_options_labels"} {
			control.Model().watch(key, func(_ any, person bool) { w.refresh(person) })
		}
	}
	return w, nil
}

// Output is the place where the result is shown.
func (w *Interactive) Output() *Output { return w.out }

// refresh makes a call with the present values: at once for the program, and for a person after the one under way, so that
// the front end need not wait.
func (w *Interactive) refresh(person bool) {
	w.mu.Lock()
	w.change++
	if w.cancel != nil {
		w.cancel()
	}
	now, busy := w.change, w.busy
	w.busy = w.busy || person
	w.mu.Unlock()
	switch {
	case !person:
		w.once(comm.Context(), now)
	case !busy:
		go w.work()
	}
}

// work calls until no control has changed meanwhile.
func (w *Interactive) work() {
	for {
		w.mu.Lock()
		now := w.change
		ctx, cancel := context.WithCancel(context.Background())
		w.cancel = cancel
		w.mu.Unlock()
		w.run(func() {
			defer context.AfterFunc(comm.Context(), cancel)() // an interrupt
			w.once(ctx, now)
		})
		cancel()
		w.mu.Lock()
		if w.change == now {
			w.busy, w.cancel = false, nil
			w.mu.Unlock()
			return
		}
		w.mu.Unlock()
	}
}

// once calls, and shows the result if no control has changed since.
func (w *Interactive) once(ctx context.Context, change int) {
	v, err := w.call.with(ctx, w.call.values())
	w.mu.Lock()
	stale := w.change != change
	w.mu.Unlock()
	if !stale && !(err != nil && ctx.Err() != nil) {
		w.show(v, err)
	}
}

func (w *Interactive) show(v any, err error) {
	switch {
	case err != nil:
		w.out.Show(failed(err))
	case v == nothing:
		w.out.Clear()
	default:
		w.out.Show(v)
	}
}

// failed is an error as it is shown in place of a result.
func failed(err error) display.Data {
	return display.MIME(display.MIMEMap{display.MIMEText: "error: " + err.Error()}, nil)
}

// looks shows the recorded frames, if there are any, and otherwise the present state.
func (w *Interactive) looks() (string, string) {
	w.mu.Lock()
	frames := w.frames
	w.mu.Unlock()
	plain, page := w.stack(nil)
	if len(frames) == 0 {
		return plain, page
	}
	return filmstrip(frames)
}

// nothing is the result of a function without one.
var nothing = new(struct{})

// A call is a function with the controls that give its arguments.
type call struct {
	f       reflect.Value
	context bool
	fails   bool // the last result is an error
	args    []func() []reflect.Value
	params  []reflect.Type
}

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
)

func newCall(f any, controls []Widget) (*call, error) {
	c := &call{f: reflect.ValueOf(f)}
	if c.f.Kind() != reflect.Func || c.f.IsNil() {
		return nil, fmt.Errorf("widget: Interact takes a function first, this is %T", f)
	}
	t := c.f.Type()
	if t.IsVariadic() {
		return nil, errors.New("widget: Interact takes a function with a fixed number of arguments")
	}
	for i := range t.NumIn() {
		if i == 0 && t.In(0) == contextType {
			c.context = true
			continue
		}
		c.params = append(c.params, t.In(i))
	}
	switch n := t.NumOut(); {
	case n > 2, n == 2 && t.Out(1) != errorType:
		return nil, errors.New("widget: the function of Interact returns one value, and an error if it likes")
	case n > 0:
		c.fails = t.Out(n-1) == errorType
	}
	var names []string
	for i, w := range controls {
		if w == nil || w.Model() == nil {
			return nil, fmt.Errorf("widget: control %d of Interact is nil", i+1)
		}
		values := valuesOf(w)
		if values == nil {
			return nil, fmt.Errorf("widget: a %s has no value to give to the function of Interact", w.Model().def.name)
		}
		for _, v := range values() {
			at := len(names)
			names = append(names, reflect.TypeOf(v).String())
			if at < len(c.params) && !fits(reflect.TypeOf(v), c.params[at]) {
				return nil, fmt.Errorf("widget: argument %d of the function of Interact is %s, but the %s gives %s", at+1, c.params[at], w.Model().def.name, names[at])
			}
		}
		c.args = append(c.args, func() (out []reflect.Value) {
			for _, v := range values() {
				out = append(out, reflect.ValueOf(v))
			}
			return out
		})
	}
	if len(names) != len(c.params) {
		return nil, fmt.Errorf("widget: the function of Interact takes %d values, but the controls give %d: (%s)", len(c.params), len(names), strings.Join(names, ", "))
	}
	return c, nil
}

// fits tells whether a value can be given for a parameter: also another size of number, but no number for a text.
func fits(v, param reflect.Type) bool {
	if v.AssignableTo(param) {
		return true
	}
	numeric := func(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Float64 }
	if numeric(v) && numeric(param) {
		return v.Kind() != reflect.Float64 || param.Kind() == reflect.Float32 || param.Kind() == reflect.Float64
	}
	return v.Kind() == param.Kind() && v.ConvertibleTo(param)
}

// valuesOf returns what a control gives to a function, or nil.
func valuesOf(w Widget) func() []any {
	one := func(f func() any) func() []any { return func() []any { return []any{f()} } }
	switch w := w.(type) {
	case *IntSlider:
		return one(func() any { return w.Value() })
	case *FloatSlider:
		return one(func() any { return w.Value() })
	case *LogSlider:
		return one(func() any { return w.Value() })
	case *IntRange:
		return func() []any { a, b := w.Value(); return []any{a, b} }
	case *FloatRange:
		return func() []any { a, b := w.Value(); return []any{a, b} }
	case *IntText:
		return one(func() any { return w.Value() })
	case *FloatText:
		return one(func() any { return w.Value() })
	case *Play:
		return one(func() any { return w.Value() })
	case *Checkbox:
		return one(func() any { return w.Value() })
	case *Text:
		return one(func() any { return w.Value() })
	case *Choice:
		return one(func() any { return w.Value() })
	case *Selection:
		return one(func() any { return w.Value() })
	}
	return nil
}

func (c *call) values() (list []reflect.Value) {
	for _, a := range c.args {
		list = append(list, a()...)
	}
	return list
}

// with calls the function.
func (c *call) with(ctx context.Context, values []reflect.Value) (v any, err error) {
	var in []reflect.Value
	if c.context {
		in = append(in, reflect.ValueOf(ctx))
	}
	for i, v := range values {
		if v.Type() != c.params[i] && c.params[i].Kind() != reflect.Interface {
			v = v.Convert(c.params[i])
		}
		in = append(in, v)
	}
	out := c.f.Call(in)
	if c.fails {
		err, _ = out[len(out)-1].Interface().(error)
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return nothing, err
	}
	return out[0].Interface(), err
}
