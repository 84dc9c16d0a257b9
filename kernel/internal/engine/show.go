package engine

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"wade/kernel/internal/server"
	"wade/sdk/display"
)

// Value marks a value of a type that a cell declares, for code that looks at values by reflection: it prints with the
// names and methods that the type has in the cell.
type Value struct {
	v any
	t int
	m *machine
}

// Value returns v with the number of its type.
func (m *machine) Value(v any, t int) any { return Value{v, t, m} }

// Method tells how to call a method that shows values of a type.
func (m *machine) Method(t int, name string, f func(any) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.methods[t] == nil {
		m.methods[t] = map[string]func(any) any{}
	}
	m.methods[t][name] = f
}

func (m *machine) method(t int, name string) func(any) any {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.methods[t][name]
}

// mimeOf is the form that a method of a value gives.
var mimeOf = map[string]string{
	"HTML": display.MIMEHTML, "Markdown": display.MIMEMarkdown, "Latex": display.MIMELatex,
	"JavaScript": display.MIMEJavaScript, "JSON": display.MIMEJSON, "SVG": display.MIMESVG,
	"PNG": display.MIMEPNG, "JPEG": display.MIMEJPEG, "PDF": display.MIMEPDF,
}

// data returns every form of a value.
func (m *machine) data(v any) display.Data {
	x, ok := v.(Value)
	if ok {
		return x.Render()
	}
	d := display.Bundle(v)
	if r := reflect.ValueOf(v); r.Kind() == reflect.Slice && r.Type().NumMethod() == 0 && len(d.Data) > 1 && ofSession(r.Type()) {
		parts := make([]any, r.Len())
		for i := range parts {
			parts[i] = m.data(r.Index(i).Interface())
		}
		return display.Rows(parts...)
	}
	if text, plain := d.Data[display.MIMEText]; plain && named(reflect.TypeOf(v)) && text == any(fmt.Sprint(v)) {
		d.Data[display.MIMEText] = fmt.Sprintf("%+v", v) // with the names of fields
	}
	return d
}

// Render returns every form of the value, so that the SDK shows it like its own.
func (x Value) Render() (d display.Data) {
	defer func() {
		if r := recover(); r != nil {
			d = display.String("showing the value failed: " + panicText(r))
		}
	}()
	for _, name := range []string{"Render", "SimpleRender"} {
		if f := x.m.method(x.t, name); f != nil {
			switch d := f(x.v).(type) {
			case display.Data:
				return withText(d, x)
			case display.MIMEMap:
				return withText(display.Data{Data: d}, x)
			}
		}
	}
	d = display.Data{Data: display.MIMEMap{}}
	for name, mime := range mimeOf {
		if f := x.m.method(x.t, name); f != nil {
			d.Data[mime] = f(x.v)
		}
	}
	if parts := x.parts(); len(d.Data) == 0 && parts != nil {
		return display.Rows(parts...)
	}
	d.Data[display.MIMEText] = fmt.Sprintf("%+v", x)
	return d
}

// withText makes sure of text/plain.
func withText(d display.Data, x Value) display.Data {
	if d.Data == nil {
		d.Data = display.MIMEMap{}
	}
	if _, ok := d.Data[display.MIMEText]; !ok {
		d.Data[display.MIMEText] = fmt.Sprintf("%+v", x)
	}
	return d
}

// bundle puts a value into the form of the protocol.
func bundle(d display.Data) server.Bundle {
	data, metadata := display.Encode(d)
	return server.Bundle{Data: data, Metadata: metadata}
}

// Result shows the values of the last expression of the cell.
func (m *machine) Result(values ...any) {
	r := m.self().run
	if r == nil || r.silent {
		return
	}
	if len(values) > 1 { // of several the one that is there, as in gophernotes
		some := slices.DeleteFunc(slices.Clone(values), func(v any) bool { return v == nil })
		if len(some) == 1 {
			values = some
		}
	}
	switch len(values) {
	case 0:
	case 1:
		if _, ok := values[0].(*display.Handle); ok { // display.Show has shown what there is to see
			return
		}
		r.out.Result(bundle(m.data(values[0])))
	default:
		var texts []string
		rich := false
		for i, v := range values {
			d := m.data(v)
			rich = rich || len(d.Data) > 1
			texts = append(texts, fmt.Sprint(d.Data[display.MIMEText]))
			values[i] = d
		}
		if alive(values) { // a row would show only what they look like
			last := len(values) - 1
			for _, v := range values[:last] {
				r.out.Display(bundle(v.(display.Data)), "")
			}
			r.out.Result(bundle(values[last].(display.Data)))
			return
		}
		if rich {
			r.out.Result(bundle(display.Rows(values...)))
			return
		}
		r.out.Result(bundle(display.String(strings.Join(texts, " "))))
	}
}

// alive tells whether any of several forms is that of a live widget.
func alive(values []any) bool {
	return slices.ContainsFunc(values, func(v any) bool {
		d, ok := v.(display.Data)
		_, live := d.Data[display.MIMEWidget]
		return ok && live
	})
}

// Show shows values below the cell: the function Display of a cell. The error is for what is written for gophernotes.
func (m *machine) Show(values ...any) error {
	for _, v := range values {
		m.Display(m.data(v), "")
	}
	return nil
}

// ShowOr shows the results of a call, or fails the cell with the error at their end.
func (m *machine) ShowOr(results ...any) error {
	n := len(results) - 1
	if err, ok := results[n].(error); ok && err != nil {
		m.Must(err)
	}
	return m.Show(results[:n]...)
}

// Display shows d below the cell of the calling goroutine.
func (m *machine) Display(d display.Data, id string) {
	if r := m.self().run; r != nil && !r.silent {
		r.out.Display(bundle(d), id)
	}
}

// Update replaces a display.
func (m *machine) Update(d display.Data, id string) {
	if r := m.self().run; r != nil && !r.silent {
		r.out.Update(bundle(d), id)
	}
}

// Clear removes the outputs of the cell.
func (m *machine) Clear(wait bool) {
	if r := m.self().run; r != nil && !r.silent {
		r.out.Clear(wait)
	}
}

// named tells whether the fields of a value are worth their names: values of cells, of types without a name, and structs
// that do not print themselves.
func named(t reflect.Type) bool {
	return t != nil && (t.Name() == "" || ofSession(t) || t.Kind() == reflect.Struct && !t.Implements(formatter))
}

var formatter = reflect.TypeFor[fmt.Formatter]()
