package widget

import (
	"fmt"
	"slices"
	"strings"
)

// An Option sets something about a widget when it is made, or later with Update.
type Option func(*Base) error

// State sets one key of the state as the front end names it, for what has no option of its own.
func State(key string, v any) Option {
	return func(b *Base) error { return b.Set(key, v) }
}

// Layout sets a property of CSS that says where and how large the widget is, such as Layout("min-width", "10em") or
// Layout("border", "1px solid").
func Layout(property, value string) Option {
	return func(b *Base) error {
		if b.layout == nil {
			return fmt.Errorf("widget: %s has no layout", b.def.name)
		}
		key := strings.ReplaceAll(property, "-", "_")
		if key != "border" {
			return b.layout.Set(key, value)
		}
		for _, side := range []string{"top", "right", "bottom", "left"} {
			if err := b.layout.Set("border_"+side, value); err != nil {
				return err
			}
		}
		return nil
	}
}

// Style sets how the parts of the widget look, such as Style("description_width", "8em"): the keys of the style that
// ipywidgets has for the widget.
func Style(key string, v any) Option {
	return func(b *Base) error {
		if b.style == nil {
			return fmt.Errorf("widget: %s has no style", b.def.name)
		}
		return b.setStyle(key, v)
	}
}

// Width sets the width, such as "50%" or "20em".
func Width(css string) Option { return Layout("width", css) }

// Height sets the height, such as "10em".
func Height(css string) Option { return Layout("height", css) }

// Label sets the text beside the control.
func Label(s string) Option { return State("description", s) }

// Tooltip sets what is shown when the mouse rests on the widget.
func Tooltip(s string) Option { return State("tooltip", s) }

// Disabled tells whether a person can change the control.
func Disabled(yes bool) Option { return State("disabled", yes) }

// Step sets the distance between two values of a slider or number.
func Step(by float64) Option { return State("step", by) }

// Format sets how a slider writes its value, in the notation of d3-format, such as ".3f".
func Format(d3 string) Option { return State("readout_format", d3) }

// Lazy makes a slider or text report its value when the person has finished, not at every step on the way.
func Lazy() Option { return State("continuous_update", false) }

// Vertical turns a slider or bar upright.
func Vertical() Option { return State("orientation", "vertical") }

// Placeholder sets what an empty text shows.
func Placeholder(s string) Option { return State("placeholder", s) }

// Rows sets the height of a list or text, in lines.
func Rows(n int) Option { return State("rows", n) }

// Icon sets the picture on a button, by a name of Font Awesome, such as "play".
func Icon(name string) Option { return State("icon", name) }

// Mood colours a button, bar or box: "success", "info", "warning", "danger", for buttons also "primary", or "" for none.
func Mood(name string) Option {
	return func(b *Base) error {
		moods := []string{"", "primary", "success", "info", "warning", "danger"}
		if !slices.Contains(moods, name) {
			return fmt.Errorf("widget: there is no mood %q: there are %q", name, moods[1:])
		}
		for _, key := range []string{"button_style", "bar_style", "box_style"} {
			if _, ok := b.def.fields[key]; ok {
				if name == "primary" && key != "button_style" {
					return fmt.Errorf("widget: only buttons can be primary")
				}
				return b.Set(key, name)
			}
		}
		return fmt.Errorf("widget: %s has no mood", b.def.name)
	}
}
