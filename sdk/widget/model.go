package widget

import (
	"maps"
	"math"
)

// A model says which state a kind of widget has in the front end: names and values of ipywidgets 8.1.
type model struct {
	name                  string // without "Model"
	module, moduleVersion string
	view, viewModule      string // without "View"; empty for what is not shown
	style                 string // model of the style, or ""
	free                  bool   // it takes any key
	fields                fields
}

// A field is one key of the state.
type field struct {
	kind kind
	null bool // it may be nil
	def  any
}

type fields map[string]field

// A kind is what values of a field are.
type kind uint8

const (
	kindAny kind = iota // whatever JSON and bytes can say
	kindInt
	kindFloat
	kindString
	kindBool
	kindBytes
	kindInts    // []int
	kindFloats  // []float64
	kindStrings // []string
	kindWidget  // Widget
	kindWidgets // []Widget
	kindList    // []any
)

func (k kind) String() string {
	return [...]string{"anything", "a whole number", "a number", "text", "true or false", "bytes", "whole numbers", "numbers", "texts", "a widget", "widgets", "a list"}[k]
}

func integer(v int) field        { return field{kind: kindInt, def: v} }
func number(v float64) field     { return field{kind: kindFloat, def: v} }
func text(v string) field        { return field{kind: kindString, def: v} }
func boolean(v bool) field       { return field{kind: kindBool, def: v} }
func orNull(k kind) field        { return field{kind: k, null: true} }
func words() field               { return field{kind: kindStrings, def: []string{}} }
func integers(v ...int) field    { return field{kind: kindInts, def: append([]int{}, v...)} }
func numbers(v ...float64) field { return field{kind: kindFloats, def: append([]float64{}, v...)} }

func union(all ...fields) fields {
	out := fields{}
	for _, f := range all {
		maps.Copy(out, f)
	}
	return out
}

// What many models share.
var (
	domFields = fields{"_dom_classes": words(), "tabbable": orNull(kindBool), "tooltip": orNull(kindString)}
	labelled  = union(domFields, fields{"description": text(""), "description_allow_html": boolean(false)})
	control   = union(labelled, fields{"disabled": boolean(false)})
	slider    = union(control, fields{
		"behavior": text("drag-tap"), "continuous_update": boolean(true), "orientation": text("horizontal"), "readout": boolean(true),
	})
	intBounds   = fields{"min": integer(0), "max": integer(100), "step": integer(1), "readout_format": text("d")}
	floatBounds = fields{"min": number(0), "max": number(100), "step": {kind: kindFloat, null: true, def: 0.1}, "readout_format": text(".2f")}
	choice      = union(control, fields{"_options_labels": words(), "index": orNull(kindInt)})
	typed       = union(control, fields{"value": text(""), "placeholder": text("\u200b"), "continuous_update": boolean(true)})
	shown       = union(labelled, fields{"value": text(""), "placeholder": text("\u200b")})
	progress    = union(labelled, fields{"orientation": text("horizontal"), "bar_style": text("")})
	container   = union(domFields, fields{"box_style": text(""), "children": {kind: kindWidgets, def: []Widget{}}})
	pages       = union(container, fields{"selected_index": orNull(kindInt), "titles": words()})
	font        = fields{
		"font_family": orNull(kindString), "font_size": orNull(kindString), "font_style": orNull(kindString), "font_variant": orNull(kindString),
		"font_weight": orNull(kindString), "text_color": orNull(kindString), "text_decoration": orNull(kindString),
	}
	width = fields{"description_width": text("")}
)

const (
	controls = "@jupyter-widgets/controls"
	base     = "@jupyter-widgets/base"
	output   = "@jupyter-widgets/output"
)

// models are all models, by name.
var models = table()

func table() map[string]*model {
	list := map[string]*model{}
	add := func(name, view, style string, f fields) {
		list[name] = &model{name: name, module: controls, moduleVersion: "2.0.0", view: view, viewModule: controls, style: style, fields: f}
	}
	plain := func(name, style string, f fields) { add(name, name, style, f) }
	plain("IntSlider", "SliderStyle", union(slider, intBounds, fields{"value": integer(0)}))
	plain("FloatSlider", "SliderStyle", union(slider, floatBounds, fields{"value": number(0)}))
	plain("IntRangeSlider", "SliderStyle", union(slider, intBounds, fields{"value": integers(25, 75)}))
	plain("FloatRangeSlider", "SliderStyle", union(slider, floatBounds, fields{"value": numbers(25, 75)}))
	plain("FloatLogSlider", "SliderStyle", union(slider, floatBounds, fields{"value": number(1), "max": number(4), "base": number(10), "readout_format": text(".3g")}))
	plain("Dropdown", "DescriptionStyle", choice)
	plain("Select", "DescriptionStyle", union(choice, fields{"rows": integer(5)}))
	plain("SelectMultiple", "DescriptionStyle", union(choice, fields{"rows": integer(5), "index": integers()}))
	plain("RadioButtons", "DescriptionStyle", union(choice, fields{"orientation": text("vertical")}))
	plain("ToggleButtons", "ToggleButtonsStyle", union(choice, fields{"button_style": text(""), "icons": words(), "tooltips": words()}))
	plain("SelectionSlider", "SliderStyle", union(slider, fields{"_options_labels": words(), "index": integer(0)}))
	plain("Checkbox", "CheckboxStyle", union(control, fields{"value": boolean(false), "indent": boolean(true)}))
	plain("ToggleButton", "ToggleButtonStyle", union(control, fields{"value": boolean(false), "button_style": text(""), "icon": text("")}))
	plain("Valid", "DescriptionStyle", union(control, fields{"value": boolean(false), "readout": text("Invalid")}))
	plain("Button", "ButtonStyle", union(domFields, fields{"description": text(""), "disabled": boolean(false), "button_style": text(""), "icon": text("")}))
	plain("Text", "TextStyle", typed)
	plain("Password", "TextStyle", typed)
	plain("Textarea", "TextStyle", union(typed, fields{"rows": orNull(kindInt)}))
	plain("IntText", "DescriptionStyle", union(control, fields{"value": integer(0), "step": integer(1), "continuous_update": boolean(false)}))
	plain("FloatText", "DescriptionStyle", union(control, fields{"value": number(0), "step": orNull(kindFloat), "continuous_update": boolean(false)}))
	plain("HTML", "HTMLStyle", shown)
	plain("HTMLMath", "HTMLMathStyle", shown)
	plain("Label", "LabelStyle", shown)
	plain("ColorPicker", "DescriptionStyle", union(control, fields{"value": text("black"), "concise": boolean(false)}))
	plain("Image", "", union(domFields, fields{"value": {kind: kindBytes, def: []byte{}}, "format": text("png"), "width": text(""), "height": text("")}))
	add("IntProgress", "Progress", "ProgressStyle", union(progress, fields{"min": integer(0), "max": integer(100), "value": integer(0)}))
	add("FloatProgress", "Progress", "ProgressStyle", union(progress, fields{"min": number(0), "max": number(100), "value": number(0), "bar_style": {kind: kindString, null: true, def: ""}}))
	plain("Play", "DescriptionStyle", union(control, fields{
		"value": integer(0), "min": integer(0), "max": integer(100), "step": integer(1), "interval": integer(100),
		"playing": boolean(false), "repeat": boolean(false), "show_repeat": boolean(true),
	}))
	for _, name := range []string{"Box", "HBox", "VBox", "GridBox"} {
		plain(name, "", container)
	}
	for _, name := range []string{"Tab", "Accordion", "Stack"} {
		plain(name, "", pages)
	}
	add("Link", "", "", fields{"source": {kind: kindList, def: []any{}}, "target": {kind: kindList, def: []any{}}})
	add("DirectionalLink", "", "", list["Link"].fields)
	list["Output"] = &model{
		name: "Output", module: output, moduleVersion: "1.0.0", view: "Output", viewModule: output,
		fields: union(domFields, fields{"msg_id": text(""), "outputs": {kind: kindList, def: []any{}}}),
	}
	layout := fields{}
	for _, key := range layoutKeys {
		layout[key] = orNull(kindString)
	}
	list["Layout"] = &model{name: "Layout", module: base, moduleVersion: "2.0.0", view: "Layout", viewModule: base, fields: layout}
	for name, f := range map[string]fields{
		"SliderStyle": union(width, fields{"handle_color": orNull(kindString)}), "DescriptionStyle": width,
		"ProgressStyle":      union(width, fields{"bar_color": orNull(kindString)}),
		"CheckboxStyle":      union(width, fields{"background": orNull(kindString)}),
		"ToggleButtonsStyle": union(width, fields{"button_width": text(""), "font_weight": text("")}),
		"ToggleButtonStyle":  union(width, font), "ButtonStyle": union(font, fields{"button_color": orNull(kindString)}),
		"TextStyle":     union(width, fields{"background": orNull(kindString), "font_size": orNull(kindString), "text_color": orNull(kindString)}),
		"HTMLStyle":     union(width, fields{"background": orNull(kindString), "font_size": orNull(kindString), "text_color": orNull(kindString)}),
		"HTMLMathStyle": union(width, fields{"background": orNull(kindString), "font_size": orNull(kindString), "text_color": orNull(kindString)}),
		"LabelStyle":    union(width, font, fields{"background": orNull(kindString)}),
	} {
		list[name] = &model{name: name, module: controls, moduleVersion: "2.0.0", view: "Style", viewModule: base, fields: f}
	}
	return list
}

// layoutKeys are the properties of a Layout, those of CSS with underscores.
var layoutKeys = []string{
	"align_content", "align_items", "align_self", "border_bottom", "border_left", "border_right", "border_top", "bottom", "display", "flex",
	"flex_flow", "grid_area", "grid_auto_columns", "grid_auto_flow", "grid_auto_rows", "grid_column", "grid_gap", "grid_row",
	"grid_template_areas", "grid_template_columns", "grid_template_rows", "height", "justify_content", "justify_items", "left", "margin",
	"max_height", "max_width", "min_height", "min_width", "object_fit", "object_position", "order", "overflow", "padding", "right", "top",
	"visibility", "width",
}

// coerce returns v as the field holds it; false means that it does not fit.
func (f field) coerce(v any) (any, bool) {
	if v == nil {
		return nil, f.null || f.kind == kindAny
	}
	switch f.kind {
	case kindInt:
		return whole(v)
	case kindFloat:
		return finite(v)
	case kindString:
		s, ok := v.(string)
		return s, ok
	case kindBool:
		b, ok := v.(bool)
		return b, ok
	case kindBytes:
		b, ok := v.([]byte)
		return b, ok
	case kindInts:
		if list, ok := v.([]int); ok {
			return list, true
		}
		return each(v, whole)
	case kindFloats:
		if list, ok := v.([]float64); ok {
			return list, true
		}
		return each(v, finite)
	case kindStrings:
		if list, ok := v.([]string); ok {
			return list, true
		}
		return each(v, func(v any) (string, bool) { s, ok := v.(string); return s, ok })
	case kindWidget:
		w, ok := v.(Widget)
		return w, ok
	case kindWidgets:
		list, ok := v.([]Widget)
		return list, ok
	case kindList:
		list, ok := v.([]any)
		return list, ok
	}
	return v, true
}

// each converts the members of a list that came from JSON.
func each[T any](v any, one func(any) (T, bool)) (any, bool) {
	list, ok := v.([]any)
	if !ok {
		return nil, false
	}
	out := make([]T, 0, len(list))
	for _, m := range list {
		x, ok := one(m)
		if !ok {
			return nil, false
		}
		out = append(out, x)
	}
	return out, true
}

func whole(v any) (int, bool) {
	switch n := v.(type) {
	case int:
		return n, true
	case float64:
		if n == math.Trunc(n) && math.Abs(n) <= 1<<53 {
			return int(n), true
		}
	}
	return 0, false
}

func finite(v any) (float64, bool) {
	switch n := v.(type) {
	case int:
		return float64(n), true
	case float64:
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	return 0, false
}
