package widget

import "html"

// A Text is text that a person writes, or that is shown to them.
type Text struct{ Base }

// NewText returns a line of text to write.
func NewText(label, v string, opts ...Option) *Text { return newText("Text", label, v, opts) }

// NewTextarea returns several lines of text to write.
func NewTextarea(label, v string, opts ...Option) *Text { return newText("Textarea", label, v, opts) }

// NewPassword returns a line of text that is not shown while it is written.
func NewPassword(label string, opts ...Option) *Text { return newText("Password", label, "", opts) }

// NewColor returns a colour to choose, given by name or as #rrggbb.
func NewColor(label, v string, opts ...Option) *Text { return newText("ColorPicker", label, v, opts) }

// NewLabel returns text to read.
func NewLabel(v string, opts ...Option) *Text { return newText("Label", "", v, opts) }

// NewHTML returns a piece of a page to read.
func NewHTML(v string, opts ...Option) *Text { return newText("HTML", "", v, opts) }

// NewMath returns text with formulas in LaTeX between dollar signs, to read.
func NewMath(v string, opts ...Option) *Text { return newText("HTMLMath", "", v, opts) }

func newText(model, label, v string, opts []Option) *Text {
	w := &Text{}
	w.begin(model, label)
	w.put(map[string]any{"value": v})
	w.still = func() (string, string) {
		label, v := get[string](&w.Base, "description"), w.Value()
		switch model {
		case "Password":
			v = "••••"
		case "HTML":
			return named(label, v), "<div>" + named(html.EscapeString(label), v) + "</div>"
		}
		return named(label, v), ""
	}
	w.Update(opts...)
	return w
}

// Value is the text.
func (w *Text) Value() string { return get[string](&w.Base, "value") }

// SetValue replaces the text.
func (w *Text) SetValue(v string) { w.put(map[string]any{"value": v}) }

// OnChange calls f with every new text; f may be behind and then gets the latest. With the option Lazy the text counts
// when the person has finished.
func (w *Text) OnChange(f func(v string)) { w.Observe("value", func(v any) { f(v.(string)) }) }

// OnSubmit calls f when the person presses Enter in a line of text.
func (w *Text) OnSubmit(f func(v string)) {
	w.OnMessage(func(content map[string]any, _ [][]byte) {
		if content["event"] == "submit" {
			f(w.Value())
		}
	})
}

// An IntText is a whole number that a person writes.
type IntText struct{ Base }

// NewIntText returns a field for a whole number.
func NewIntText(label string, v int, opts ...Option) *IntText {
	w := &IntText{}
	w.begin("IntText", label)
	w.put(map[string]any{"value": v})
	w.still = w.valued
	w.Update(opts...)
	return w
}

// Value is the number.
func (w *IntText) Value() int { return get[int](&w.Base, "value") }

// SetValue replaces the number.
func (w *IntText) SetValue(v int) { w.put(map[string]any{"value": v}) }

// OnChange calls f with every new number; f may be behind and then gets the latest.
func (w *IntText) OnChange(f func(v int)) { w.Observe("value", func(v any) { f(v.(int)) }) }

// A FloatText is a number that a person writes.
type FloatText struct{ Base }

// NewFloatText returns a field for a number.
func NewFloatText(label string, v float64, opts ...Option) *FloatText {
	w := &FloatText{}
	w.begin("FloatText", label)
	w.SetValue(v)
	w.still = w.valued
	w.Update(opts...)
	return w
}

// Value is the number.
func (w *FloatText) Value() float64 { return get[float64](&w.Base, "value") }

// SetValue replaces the number. What is no number, such as an infinity, is not taken.
func (w *FloatText) SetValue(v float64) {
	if v, ok := finite(v); ok {
		w.put(map[string]any{"value": v})
	}
}

// OnChange calls f with every new number; f may be behind and then gets the latest.
func (w *FloatText) OnChange(f func(v float64)) {
	w.Observe("value", func(v any) { f(v.(float64)) })
}
