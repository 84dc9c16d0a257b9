// Code generated from wade/sdk/display by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/display"
)

func table_sdk_display() []symbol {
	return []symbol{
		{"Adopt", p0.Adopt},
		{"Any", p0.Any},
		{"Asker", (*p0.Asker)(nil)},
		{"Auto", p0.Auto},
		{"Begin", p0.Begin},
		{"Bundle", p0.Bundle},
		{"Clear", p0.Clear},
		{"Data", (*p0.Data)(nil)},
		{"Encode", p0.Encode},
		{"File", p0.File},
		{"HTML", p0.HTML},
		{"HTMLer", (*p0.HTMLer)(nil)},
		{"_HTMLer", (*_wade_sdk_display_HTMLer)(nil)},
		{"Handle", (*p0.Handle)(nil)},
		{"Image", p0.Image},
		{"Input", p0.Input},
		{"JPEG", p0.JPEG},
		{"JPEGer", (*p0.JPEGer)(nil)},
		{"_JPEGer", (*_wade_sdk_display_JPEGer)(nil)},
		{"JSON", p0.JSON},
		{"JSONer", (*p0.JSONer)(nil)},
		{"_JSONer", (*_wade_sdk_display_JSONer)(nil)},
		{"JavaScript", p0.JavaScript},
		{"JavaScripter", (*p0.JavaScripter)(nil)},
		{"_JavaScripter", (*_wade_sdk_display_JavaScripter)(nil)},
		{"Latex", p0.Latex},
		{"Latexer", (*p0.Latexer)(nil)},
		{"_Latexer", (*_wade_sdk_display_Latexer)(nil)},
		{"MIME", p0.MIME},
		{"MIMEMap", (*p0.MIMEMap)(nil)},
		{"MakeData", p0.MakeData},
		{"MakeData3", p0.MakeData3},
		{"Markdown", p0.Markdown},
		{"Markdowner", (*p0.Markdowner)(nil)},
		{"_Markdowner", (*_wade_sdk_display_Markdowner)(nil)},
		{"Math", p0.Math},
		{"NewProgress", p0.NewProgress},
		{"NewTable", p0.NewTable},
		{"PDF", p0.PDF},
		{"PDFer", (*p0.PDFer)(nil)},
		{"_PDFer", (*_wade_sdk_display_PDFer)(nil)},
		{"PNG", p0.PNG},
		{"PNGer", (*p0.PNGer)(nil)},
		{"_PNGer", (*_wade_sdk_display_PNGer)(nil)},
		{"Password", p0.Password},
		{"Progress", (*p0.Progress)(nil)},
		{"Quiet", p0.Quiet},
		{"Renderer", (*p0.Renderer)(nil)},
		{"_Renderer", (*_wade_sdk_display_Renderer)(nil)},
		{"Rows", p0.Rows},
		{"SVG", p0.SVG},
		{"SVGer", (*p0.SVGer)(nil)},
		{"_SVGer", (*_wade_sdk_display_SVGer)(nil)},
		{"SetAsker", p0.SetAsker},
		{"SetSink", p0.SetSink},
		{"Show", p0.Show},
		{"Shows", p0.Shows},
		{"SimpleRenderer", (*p0.SimpleRenderer)(nil)},
		{"_SimpleRenderer", (*_wade_sdk_display_SimpleRenderer)(nil)},
		{"Sink", (*p0.Sink)(nil)},
		{"_Sink", (*_wade_sdk_display_Sink)(nil)},
		{"String", p0.String},
		{"Table", (*p0.Table)(nil)},
	}
}

// _wade_sdk_display_HTMLer is an interface wrapper for HTMLer.
type _wade_sdk_display_HTMLer struct {
	IValue interface{}
	WHTML  func() string
}

func (w _wade_sdk_display_HTMLer) HTML() string {
	return w.WHTML()
}

// _wade_sdk_display_JPEGer is an interface wrapper for JPEGer.
type _wade_sdk_display_JPEGer struct {
	IValue interface{}
	WJPEG  func() []byte
}

func (w _wade_sdk_display_JPEGer) JPEG() []byte {
	return w.WJPEG()
}

// _wade_sdk_display_JSONer is an interface wrapper for JSONer.
type _wade_sdk_display_JSONer struct {
	IValue interface{}
	WJSON  func() map[string]any
}

func (w _wade_sdk_display_JSONer) JSON() map[string]any {
	return w.WJSON()
}

// _wade_sdk_display_JavaScripter is an interface wrapper for JavaScripter.
type _wade_sdk_display_JavaScripter struct {
	IValue      interface{}
	WJavaScript func() string
}

func (w _wade_sdk_display_JavaScripter) JavaScript() string {
	return w.WJavaScript()
}

// _wade_sdk_display_Latexer is an interface wrapper for Latexer.
type _wade_sdk_display_Latexer struct {
	IValue interface{}
	WLatex func() string
}

func (w _wade_sdk_display_Latexer) Latex() string {
	return w.WLatex()
}

// _wade_sdk_display_Markdowner is an interface wrapper for Markdowner.
type _wade_sdk_display_Markdowner struct {
	IValue    interface{}
	WMarkdown func() string
}

func (w _wade_sdk_display_Markdowner) Markdown() string {
	return w.WMarkdown()
}

// _wade_sdk_display_PDFer is an interface wrapper for PDFer.
type _wade_sdk_display_PDFer struct {
	IValue interface{}
	WPDF   func() []byte
}

func (w _wade_sdk_display_PDFer) PDF() []byte {
	return w.WPDF()
}

// _wade_sdk_display_PNGer is an interface wrapper for PNGer.
type _wade_sdk_display_PNGer struct {
	IValue interface{}
	WPNG   func() []byte
}

func (w _wade_sdk_display_PNGer) PNG() []byte {
	return w.WPNG()
}

// _wade_sdk_display_Renderer is an interface wrapper for Renderer.
type _wade_sdk_display_Renderer struct {
	IValue  interface{}
	WRender func() p0.Data
}

func (w _wade_sdk_display_Renderer) Render() p0.Data {
	return w.WRender()
}

// _wade_sdk_display_SVGer is an interface wrapper for SVGer.
type _wade_sdk_display_SVGer struct {
	IValue interface{}
	WSVG   func() string
}

func (w _wade_sdk_display_SVGer) SVG() string {
	return w.WSVG()
}

// _wade_sdk_display_SimpleRenderer is an interface wrapper for SimpleRenderer.
type _wade_sdk_display_SimpleRenderer struct {
	IValue        interface{}
	WSimpleRender func() p0.MIMEMap
}

func (w _wade_sdk_display_SimpleRenderer) SimpleRender() p0.MIMEMap {
	return w.WSimpleRender()
}

// _wade_sdk_display_Sink is an interface wrapper for Sink.
type _wade_sdk_display_Sink struct {
	IValue   interface{}
	WClear   func(a0 bool)
	WDisplay func(a0 p0.Data, a1 string)
	WUpdate  func(a0 p0.Data, a1 string)
}

func (w _wade_sdk_display_Sink) Clear(a0 bool) {
	w.WClear(a0)
}
func (w _wade_sdk_display_Sink) Display(a0 p0.Data, a1 string) {
	w.WDisplay(a0, a1)
}
func (w _wade_sdk_display_Sink) Update(a0 p0.Data, a1 string) {
	w.WUpdate(a0, a1)
}
