// Code generated from wade/sdk/widget by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/widget"
)

func table_sdk_widget() []symbol {
	return []symbol{
		{"Any", (*p0.Any)(nil)},
		{"AnyVersions", p0.AnyVersions},
		{"Base", (*p0.Base)(nil)},
		{"Box", (*p0.Box)(nil)},
		{"Button", (*p0.Button)(nil)},
		{"Checkbox", (*p0.Checkbox)(nil)},
		{"Choice", (*p0.Choice)(nil)},
		{"Disabled", p0.Disabled},
		{"Fallback", p0.Fallback},
		{"FloatRange", (*p0.FloatRange)(nil)},
		{"FloatSlider", (*p0.FloatSlider)(nil)},
		{"FloatText", (*p0.FloatText)(nil)},
		{"Format", p0.Format},
		{"Grid", p0.Grid},
		{"HBox", p0.HBox},
		{"Height", p0.Height},
		{"Icon", p0.Icon},
		{"Image", (*p0.Image)(nil)},
		{"IntRange", (*p0.IntRange)(nil)},
		{"IntSlider", (*p0.IntSlider)(nil)},
		{"IntText", (*p0.IntText)(nil)},
		{"Interact", p0.Interact},
		{"Interactive", (*p0.Interactive)(nil)},
		{"Label", p0.Label},
		{"Layout", p0.Layout},
		{"Lazy", p0.Lazy},
		{"Link", p0.Link},
		{"LinkOneWay", p0.LinkOneWay},
		{"LogSlider", (*p0.LogSlider)(nil)},
		{"Mood", p0.Mood},
		{"NewAccordion", p0.NewAccordion},
		{"NewAny", p0.NewAny},
		{"NewButton", p0.NewButton},
		{"NewCheckbox", p0.NewCheckbox},
		{"NewColor", p0.NewColor},
		{"NewDropdown", p0.NewDropdown},
		{"NewFloatRange", p0.NewFloatRange},
		{"NewFloatSlider", p0.NewFloatSlider},
		{"NewFloatText", p0.NewFloatText},
		{"NewHTML", p0.NewHTML},
		{"NewImage", p0.NewImage},
		{"NewIntProgress", p0.NewIntProgress},
		{"NewIntRange", p0.NewIntRange},
		{"NewIntSlider", p0.NewIntSlider},
		{"NewIntText", p0.NewIntText},
		{"NewLabel", p0.NewLabel},
		{"NewLogSlider", p0.NewLogSlider},
		{"NewMath", p0.NewMath},
		{"NewOptionSlider", p0.NewOptionSlider},
		{"NewOutput", p0.NewOutput},
		{"NewPassword", p0.NewPassword},
		{"NewPlay", p0.NewPlay},
		{"NewProgress", p0.NewProgress},
		{"NewRadio", p0.NewRadio},
		{"NewSelect", p0.NewSelect},
		{"NewSelection", p0.NewSelection},
		{"NewStack", p0.NewStack},
		{"NewTab", p0.NewTab},
		{"NewText", p0.NewText},
		{"NewTextarea", p0.NewTextarea},
		{"NewToggle", p0.NewToggle},
		{"NewToggles", p0.NewToggles},
		{"NewValid", p0.NewValid},
		{"Option", (*p0.Option)(nil)},
		{"Output", (*p0.Output)(nil)},
		{"Pages", (*p0.Pages)(nil)},
		{"Placeholder", p0.Placeholder},
		{"Play", (*p0.Play)(nil)},
		{"Progress", (*p0.Progress)(nil)},
		{"Rows", p0.Rows},
		{"Selection", (*p0.Selection)(nil)},
		{"State", p0.State},
		{"Step", p0.Step},
		{"Style", p0.Style},
		{"Text", (*p0.Text)(nil)},
		{"Tie", (*p0.Tie)(nil)},
		{"Tooltip", p0.Tooltip},
		{"VBox", p0.VBox},
		{"Vertical", p0.Vertical},
		{"Widget", (*p0.Widget)(nil)},
		{"_Widget", (*_wade_sdk_widget_Widget)(nil)},
		{"Width", p0.Width},
	}
}

// _wade_sdk_widget_Widget is an interface wrapper for Widget.
type _wade_sdk_widget_Widget struct {
	IValue interface{}
	WModel func() *p0.Base
}

func (w _wade_sdk_widget_Widget) Model() *p0.Base {
	return w.WModel()
}
