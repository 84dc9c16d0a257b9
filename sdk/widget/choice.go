package widget

import (
	"fmt"
	"slices"

	"wade/internal/near"
)

// A Choice is one of several texts: a dropdown, a list, radio buttons, toggle buttons or a slider.
type Choice struct{ Base }

// NewDropdown returns a choice that opens when it is clicked. The first option is chosen.
func NewDropdown(label string, options []string, opts ...Option) *Choice {
	return newChoice("Dropdown", label, options, opts)
}

// NewSelect returns a choice from a list.
func NewSelect(label string, options []string, opts ...Option) *Choice {
	return newChoice("Select", label, options, opts)
}

// NewRadio returns a choice by radio buttons.
func NewRadio(label string, options []string, opts ...Option) *Choice {
	return newChoice("RadioButtons", label, options, opts)
}

// NewToggles returns a choice by buttons of which one is pressed.
func NewToggles(label string, options []string, opts ...Option) *Choice {
	return newChoice("ToggleButtons", label, options, opts)
}

// NewOptionSlider returns a choice by a slider.
func NewOptionSlider(label string, options []string, opts ...Option) *Choice {
	return newChoice("SelectionSlider", label, options, opts)
}

func newChoice(model, label string, options []string, opts []Option) *Choice {
	w := &Choice{}
	w.begin(model, label)
	w.SetOptions(options)
	w.still = w.chosen
	w.Update(opts...)
	return w
}

// Options are the texts to choose from.
func (w *Choice) Options() []string { return slices.Clone(get[[]string](&w.Base, "_options_labels")) }

// SetOptions replaces what there is to choose from. What was chosen stays chosen if it is still there, otherwise it is the first.
func (w *Choice) SetOptions(options []string) {
	was, had := w.Value(), w.Index() >= 0
	var at any
	if len(options) > 0 {
		at = 0
	}
	if i := slices.Index(options, was); had && i >= 0 {
		at = i
	}
	if at == nil && w.def.name == "SelectionSlider" {
		at = 0
	}
	w.put(map[string]any{"_options_labels": append([]string{}, options...), "index": at})
}

// Index is the place of what is chosen, from 0, or -1 when nothing is.
func (w *Choice) Index() int {
	if i, ok := w.Get("index").(int); ok && i < len(get[[]string](&w.Base, "_options_labels")) {
		return i
	}
	return -1
}

// Value is what is chosen, or "".
func (w *Choice) Value() string {
	options := get[[]string](&w.Base, "_options_labels")
	if i := w.Index(); i >= 0 && i < len(options) {
		return options[i]
	}
	return ""
}

// SetValue chooses an option. It fails for a text that is none.
func (w *Choice) SetValue(option string) error {
	options := w.Options()
	i := slices.Index(options, option)
	if i < 0 {
		return fmt.Errorf("widget: %q is no option%s", option, near.List(option, options))
	}
	w.put(map[string]any{"index": i})
	return nil
}

// OnChange calls f with every new choice; f may be behind and then gets the latest.
func (w *Choice) OnChange(f func(option string)) {
	w.Observe("index", func(any) { f(w.Value()) })
}

// A Selection is any number of several texts.
type Selection struct{ Base }

// NewSelection returns a list in which several options can be chosen.
func NewSelection(label string, options []string, opts ...Option) *Selection {
	w := &Selection{}
	w.begin("SelectMultiple", label)
	w.put(map[string]any{"_options_labels": append([]string{}, options...)})
	w.still = w.chosen
	w.Update(opts...)
	return w
}

// Value are the options that are chosen.
func (w *Selection) Value() []string {
	options := get[[]string](&w.Base, "_options_labels")
	out := []string{}
	for _, i := range get[[]int](&w.Base, "index") {
		if i >= 0 && i < len(options) {
			out = append(out, options[i])
		}
	}
	return out
}

// SetValue chooses options. It fails for a text that is none.
func (w *Selection) SetValue(chosen ...string) error {
	options := get[[]string](&w.Base, "_options_labels")
	at := []int{}
	for _, c := range chosen {
		i := slices.Index(options, c)
		if i < 0 {
			return fmt.Errorf("widget: %q is no option%s", c, near.List(c, options))
		}
		at = append(at, i)
	}
	w.put(map[string]any{"index": at})
	return nil
}

// OnChange calls f with every new choice; f may be behind and then gets the latest.
func (w *Selection) OnChange(f func(chosen []string)) {
	w.Observe("index", func(any) { f(w.Value()) })
}
