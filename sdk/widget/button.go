package widget

// A Button does something when it is clicked.
type Button struct{ Base }

// NewButton returns a button with a text on it.
func NewButton(label string, opts ...Option) *Button {
	w := &Button{}
	w.begin("Button", label)
	w.still = func() (string, string) { return "[" + get[string](&w.Base, "description") + "]", "" }
	w.Update(opts...)
	return w
}

// OnClick calls f for every click, one after the other.
func (w *Button) OnClick(f func()) {
	w.OnMessage(func(content map[string]any, _ [][]byte) {
		if content["event"] == "click" {
			f()
		}
	})
}

// A Checkbox is yes or no, as a box or a button that stays pressed.
type Checkbox struct{ Base }

// NewCheckbox returns a box that is ticked or not.
func NewCheckbox(label string, v bool, opts ...Option) *Checkbox {
	return newCheckbox("Checkbox", label, v, opts)
}

// NewToggle returns a button that is pressed or not.
func NewToggle(label string, v bool, opts ...Option) *Checkbox {
	return newCheckbox("ToggleButton", label, v, opts)
}

// NewValid returns a mark that something is right or wrong.
func NewValid(label string, v bool, opts ...Option) *Checkbox {
	return newCheckbox("Valid", label, v, opts)
}

func newCheckbox(model, label string, v bool, opts []Option) *Checkbox {
	w := &Checkbox{}
	w.begin(model, label)
	w.put(map[string]any{"value": v})
	w.still = func() (string, string) {
		mark := "☐"
		if w.Value() {
			mark = "☑"
		}
		return mark + " " + get[string](&w.Base, "description"), ""
	}
	w.Update(opts...)
	return w
}

// Value tells whether it is ticked.
func (w *Checkbox) Value() bool { return get[bool](&w.Base, "value") }

// SetValue ticks it or not.
func (w *Checkbox) SetValue(v bool) { w.put(map[string]any{"value": v}) }

// OnChange calls f with every new value; f may be behind and then gets the latest.
func (w *Checkbox) OnChange(f func(v bool)) { w.Observe("value", func(v any) { f(v.(bool)) }) }
