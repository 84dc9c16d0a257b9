package widget

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"sync"
	"time"

	"wade/sdk/display"
)

// An Output is a place for values of any kind, which can be replaced, and an io.Writer for text. The front end hears of it
// twenty times a second at most.
type Output struct {
	Base
	outMu  sync.Mutex
	stills []display.Data
}

// NewOutput returns an empty place.
func NewOutput(opts ...Option) *Output {
	w := &Output{}
	w.start("Output")
	w.still = w.looks
	w.pace.every = 50 * time.Millisecond
	w.Update(opts...)
	return w
}

// Show replaces what is there by values.
func (w *Output) Show(values ...any) { w.show(nil, nil, values) }

// Append shows values below what is there.
func (w *Output) Append(values ...any) {
	w.outMu.Lock()
	outputs, stills := slices.Clone(get[[]any](&w.Base, "outputs")), slices.Clone(w.stills)
	w.outMu.Unlock()
	w.show(outputs, stills, values)
}

// Printf appends text.
func (w *Output) Printf(format string, args ...any) { w.print("stdout", fmt.Sprintf(format, args...)) }

// Write appends text, so that fmt.Fprintln and a log can print into it. It never fails.
func (w *Output) Write(p []byte) (int, error) {
	w.print("stdout", string(p))
	return len(p), nil
}

// Clear removes what is there.
func (w *Output) Clear() { w.show(nil, nil, nil) }

// show sets the outputs to those given and values.
func (w *Output) show(outputs []any, stills []display.Data, values []any) {
	if outputs == nil {
		outputs = []any{}
	}
	for _, v := range values {
		d := display.Bundle(v)
		data, metadata := display.Encode(d)
		outputs = append(outputs, map[string]any{"output_type": "display_data", "data": data, "metadata": metadata})
		stills = append(stills, d)
	}
	w.outMu.Lock()
	w.stills = stills
	w.outMu.Unlock()
	w.put(map[string]any{"outputs": outputs})
}

// print appends text of a stream; text after text of the same stream is one output.
func (w *Output) print(stream, s string) {
	w.outMu.Lock()
	outputs := slices.Clone(get[[]any](&w.Base, "outputs"))
	stills := append(slices.Clone(w.stills), display.String(s))
	if n := len(outputs); n > 0 {
		if last, ok := outputs[n-1].(map[string]any); ok && last["name"] == stream {
			before, _ := last["text"].(string)
			outputs[n-1] = map[string]any{"output_type": "stream", "name": stream, "text": before + s}
			stills = append(stills[:len(stills)-2], display.String(before+s))
			s = ""
		}
	}
	if s != "" {
		outputs = append(outputs, map[string]any{"output_type": "stream", "name": stream, "text": s})
	}
	w.stills = stills
	w.outMu.Unlock()
	w.put(map[string]any{"outputs": outputs})
}

// looks shows what is there.
func (w *Output) looks() (string, string) {
	w.outMu.Lock()
	stills := slices.Clone(w.stills)
	w.outMu.Unlock()
	var plain, page []string
	for _, d := range stills {
		p, h := still(d)
		plain, page = append(plain, p), append(page, h)
	}
	return strings.Join(plain, "\n"), "<div>" + strings.Join(page, "") + "</div>"
}

// still is what a value looks like on a page and as text.
func still(d display.Data) (plain, page string) {
	plain = strings.TrimRight(fmt.Sprint(d.Data[display.MIMEText]), "\n")
	if s, ok := d.Data[display.MIMEHTML].(string); ok {
		return plain, "<div>" + s + "</div>"
	}
	for _, form := range []string{display.MIMEPNG, display.MIMESVG, display.MIMEJPEG} {
		if v, ok := d.Data[form]; ok {
			if b, format, err := picture(display.Data{Data: display.MIMEMap{form: v}}); err == nil {
				return plain, "<div>" + inline(b, format) + "</div>"
			}
		}
	}
	return plain, "<pre>" + html.EscapeString(plain) + "</pre>"
}
