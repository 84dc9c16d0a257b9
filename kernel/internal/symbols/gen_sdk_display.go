// Code generated from wade/sdk/display by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/display"
)

func init() {
	tables["wade/sdk/display/display"] = map[string]reflect.Value{
		"Any":             reflect.ValueOf(p1.Any),
		"Asker":           reflect.ValueOf((*p1.Asker)(nil)),
		"Bundle":          reflect.ValueOf(p1.Bundle),
		"Clear":           reflect.ValueOf(p1.Clear),
		"Data":            reflect.ValueOf((*p1.Data)(nil)),
		"File":            reflect.ValueOf(p1.File),
		"HTML":            reflect.ValueOf(p1.HTML),
		"HTMLer":          reflect.ValueOf((*p1.HTMLer)(nil)),
		"_HTMLer":         reflect.ValueOf((*_wade_sdk_display_HTMLer)(nil)),
		"Handle":          reflect.ValueOf((*p1.Handle)(nil)),
		"Input":           reflect.ValueOf(p1.Input),
		"JPEG":            reflect.ValueOf(p1.JPEG),
		"JPEGer":          reflect.ValueOf((*p1.JPEGer)(nil)),
		"_JPEGer":         reflect.ValueOf((*_wade_sdk_display_JPEGer)(nil)),
		"JSON":            reflect.ValueOf(p1.JSON),
		"JSONer":          reflect.ValueOf((*p1.JSONer)(nil)),
		"_JSONer":         reflect.ValueOf((*_wade_sdk_display_JSONer)(nil)),
		"JavaScript":      reflect.ValueOf(p1.JavaScript),
		"JavaScripter":    reflect.ValueOf((*p1.JavaScripter)(nil)),
		"_JavaScripter":   reflect.ValueOf((*_wade_sdk_display_JavaScripter)(nil)),
		"Latex":           reflect.ValueOf(p1.Latex),
		"Latexer":         reflect.ValueOf((*p1.Latexer)(nil)),
		"_Latexer":        reflect.ValueOf((*_wade_sdk_display_Latexer)(nil)),
		"MIME":            reflect.ValueOf(p1.MIME),
		"MIMEMap":         reflect.ValueOf((*p1.MIMEMap)(nil)),
		"Markdown":        reflect.ValueOf(p1.Markdown),
		"Markdowner":      reflect.ValueOf((*p1.Markdowner)(nil)),
		"_Markdowner":     reflect.ValueOf((*_wade_sdk_display_Markdowner)(nil)),
		"Math":            reflect.ValueOf(p1.Math),
		"NewProgress":     reflect.ValueOf(p1.NewProgress),
		"NewTable":        reflect.ValueOf(p1.NewTable),
		"PDF":             reflect.ValueOf(p1.PDF),
		"PDFer":           reflect.ValueOf((*p1.PDFer)(nil)),
		"_PDFer":          reflect.ValueOf((*_wade_sdk_display_PDFer)(nil)),
		"PNG":             reflect.ValueOf(p1.PNG),
		"PNGer":           reflect.ValueOf((*p1.PNGer)(nil)),
		"_PNGer":          reflect.ValueOf((*_wade_sdk_display_PNGer)(nil)),
		"Password":        reflect.ValueOf(p1.Password),
		"Progress":        reflect.ValueOf((*p1.Progress)(nil)),
		"Renderer":        reflect.ValueOf((*p1.Renderer)(nil)),
		"_Renderer":       reflect.ValueOf((*_wade_sdk_display_Renderer)(nil)),
		"Rows":            reflect.ValueOf(p1.Rows),
		"SVG":             reflect.ValueOf(p1.SVG),
		"SVGer":           reflect.ValueOf((*p1.SVGer)(nil)),
		"_SVGer":          reflect.ValueOf((*_wade_sdk_display_SVGer)(nil)),
		"SetAsker":        reflect.ValueOf(p1.SetAsker),
		"SetSink":         reflect.ValueOf(p1.SetSink),
		"Show":            reflect.ValueOf(p1.Show),
		"Shows":           reflect.ValueOf(p1.Shows),
		"SimpleRenderer":  reflect.ValueOf((*p1.SimpleRenderer)(nil)),
		"_SimpleRenderer": reflect.ValueOf((*_wade_sdk_display_SimpleRenderer)(nil)),
		"Sink":            reflect.ValueOf((*p1.Sink)(nil)),
		"_Sink":           reflect.ValueOf((*_wade_sdk_display_Sink)(nil)),
		"String":          reflect.ValueOf(p1.String),
		"Table":           reflect.ValueOf((*p1.Table)(nil)),
	}
}

// _wade_sdk_display_HTMLer is an interface wrapper for HTMLer.
type _wade_sdk_display_HTMLer struct {
	IValue interface{}
	WHTML  func() string
}

func (w _wade_sdk_display_HTMLer) HTML() string { return w.WHTML() }

// _wade_sdk_display_JPEGer is an interface wrapper for JPEGer.
type _wade_sdk_display_JPEGer struct {
	IValue interface{}
	WJPEG  func() []byte
}

func (w _wade_sdk_display_JPEGer) JPEG() []byte { return w.WJPEG() }

// _wade_sdk_display_JSONer is an interface wrapper for JSONer.
type _wade_sdk_display_JSONer struct {
	IValue interface{}
	WJSON  func() map[string]any
}

func (w _wade_sdk_display_JSONer) JSON() map[string]any { return w.WJSON() }

// _wade_sdk_display_JavaScripter is an interface wrapper for JavaScripter.
type _wade_sdk_display_JavaScripter struct {
	IValue      interface{}
	WJavaScript func() string
}

func (w _wade_sdk_display_JavaScripter) JavaScript() string { return w.WJavaScript() }

// _wade_sdk_display_Latexer is an interface wrapper for Latexer.
type _wade_sdk_display_Latexer struct {
	IValue interface{}
	WLatex func() string
}

func (w _wade_sdk_display_Latexer) Latex() string { return w.WLatex() }

// _wade_sdk_display_Markdowner is an interface wrapper for Markdowner.
type _wade_sdk_display_Markdowner struct {
	IValue    interface{}
	WMarkdown func() string
}

func (w _wade_sdk_display_Markdowner) Markdown() string { return w.WMarkdown() }

// _wade_sdk_display_PDFer is an interface wrapper for PDFer.
type _wade_sdk_display_PDFer struct {
	IValue interface{}
	WPDF   func() []byte
}

func (w _wade_sdk_display_PDFer) PDF() []byte { return w.WPDF() }

// _wade_sdk_display_PNGer is an interface wrapper for PNGer.
type _wade_sdk_display_PNGer struct {
	IValue interface{}
	WPNG   func() []byte
}

func (w _wade_sdk_display_PNGer) PNG() []byte { return w.WPNG() }

// _wade_sdk_display_Renderer is an interface wrapper for Renderer.
type _wade_sdk_display_Renderer struct {
	IValue  interface{}
	WRender func() p1.Data
}

func (w _wade_sdk_display_Renderer) Render() p1.Data { return w.WRender() }

// _wade_sdk_display_SVGer is an interface wrapper for SVGer.
type _wade_sdk_display_SVGer struct {
	IValue interface{}
	WSVG   func() string
}

func (w _wade_sdk_display_SVGer) SVG() string { return w.WSVG() }

// _wade_sdk_display_SimpleRenderer is an interface wrapper for SimpleRenderer.
type _wade_sdk_display_SimpleRenderer struct {
	IValue        interface{}
	WSimpleRender func() p1.Data
}

func (w _wade_sdk_display_SimpleRenderer) SimpleRender() p1.Data { return w.WSimpleRender() }

// _wade_sdk_display_Sink is an interface wrapper for Sink.
type _wade_sdk_display_Sink struct {
	IValue   interface{}
	WClear   func(a0 bool)
	WDisplay func(a0 p1.Data, a1 string)
	WUpdate  func(a0 p1.Data, a1 string)
}

func (w _wade_sdk_display_Sink) Clear(a0 bool)                 { w.WClear(a0) }
func (w _wade_sdk_display_Sink) Display(a0 p1.Data, a1 string) { w.WDisplay(a0, a1) }
func (w _wade_sdk_display_Sink) Update(a0 p1.Data, a1 string)  { w.WUpdate(a0, a1) }
