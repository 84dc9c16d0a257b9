package display

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"reflect"
	"strings"
)

// Bundle returns every form that v offers, and always text/plain. A method of v that panics is reported in the text in
// place of its form, so showing a value never fails. A slice or map of values that show themselves is shown one after
// the other.
func Bundle(v any) Data {
	switch d := v.(type) {
	case nil:
		return String("nil")
	case Data:
		return withText(d, nil)
	}
	d := Data{Data: MIMEMap{}}
	add := func(mime string, form func() any) {
		defer func() {
			if r := recover(); r != nil {
				if p := reflect.ValueOf(v); p.Kind() == reflect.Pointer && p.IsNil() {
					d.Data[MIMEText] = "nil"
					return
				}
				d.Data[MIMEText] = fmt.Sprintf("showing %T as %s failed: %v", v, mime, r)
			}
		}()
		if f := form(); f != nil {
			d.Data[mime] = f
		}
	}
	whole := false
	render := func(f func() Data) {
		add(MIMEText, func() any {
			d, whole = f(), true
			if d.Data == nil {
				d.Data = MIMEMap{}
			}
			return d.Data[MIMEText]
		})
	}
	if r, ok := v.(Renderer); ok {
		render(r.Render)
	} else if r, ok := v.(SimpleRenderer); ok {
		render(func() Data { return Data{Data: r.SimpleRender()} })
	}
	if !whole {
		forms(v, add)
		if len(d.Data) == 0 {
			if d, ok := foreign(v); ok {
				return withText(d, v)
			}
			if parts, ok := elements(v); ok {
				return Rows(parts...)
			}
		}
	}
	return withText(d, v)
}

// forms calls add for each interface that v satisfies.
func forms(v any, add func(mime string, form func() any)) {
	if x, ok := v.(HTMLer); ok {
		add(MIMEHTML, func() any { return x.HTML() })
	}
	if x, ok := v.(Markdowner); ok {
		add(MIMEMarkdown, func() any { return x.Markdown() })
	}
	if x, ok := v.(Latexer); ok {
		add(MIMELatex, func() any { return x.Latex() })
	}
	if x, ok := v.(JavaScripter); ok {
		add(MIMEJavaScript, func() any { return x.JavaScript() })
	}
	if x, ok := v.(JSONer); ok {
		add(MIMEJSON, func() any { return x.JSON() })
	}
	if x, ok := v.(SVGer); ok {
		add(MIMESVG, func() any { return x.SVG() })
	}
	if x, ok := v.(JPEGer); ok {
		add(MIMEJPEG, func() any { return bytesOrNil(x.JPEG()) })
	}
	if x, ok := v.(PDFer); ok {
		add(MIMEPDF, func() any { return bytesOrNil(x.PDF()) })
	}
	if x, ok := v.(PNGer); ok {
		add(MIMEPNG, func() any { return bytesOrNil(x.PNG()) })
	} else if img, ok := v.(image.Image); ok {
		add(MIMEPNG, func() any {
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				return nil
			}
			return b.Bytes()
		})
	}
}

func bytesOrNil(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return b
}

// Shows tells whether v has a form of its own besides text.
func Shows(v any) bool {
	switch v.(type) {
	case Data, Renderer, SimpleRenderer, image.Image:
		return true
	}
	n := 0
	forms(v, func(string, func() any) { n++ })
	return n > 0
}

// elements are the members of a slice or array that show themselves, up to a readable number.
func elements(v any) ([]any, bool) {
	const most = 64
	r := reflect.ValueOf(v)
	if k := r.Kind(); k != reflect.Slice && k != reflect.Array || r.Len() == 0 || r.Len() > most {
		return nil, false
	}
	parts := make([]any, r.Len())
	for i := range parts {
		e := r.Index(i)
		if !e.CanInterface() {
			return nil, false
		}
		if _, other := foreign(e.Interface()); !other && !Shows(e.Interface()) {
			return nil, false
		}
		parts[i] = e.Interface()
	}
	return parts, true
}

// withText makes sure of text/plain.
func withText(d Data, v any) Data {
	if d.Data == nil {
		d.Data = MIMEMap{}
	}
	if _, ok := d.Data[MIMEText]; ok {
		return d
	}
	d.Data[MIMEText] = func() (s string) {
		defer func() {
			if r := recover(); r != nil {
				s = fmt.Sprintf("%T (printing it failed: %v)", v, r)
			}
		}()
		if v == nil {
			return "a value without a text form"
		}
		if img, ok := v.(image.Image); ok {
			if _, ok := v.(fmt.Stringer); !ok { // not all its pixels
				return fmt.Sprintf("image %d × %d", img.Bounds().Dx(), img.Bounds().Dy())
			}
		}
		return fmt.Sprint(v)
	}()
	return d
}

// Encode returns the forms of d as a front end takes them: text as strings, bytes in base64, and whatever else as JSON.
func Encode(d Data) (data, metadata map[string]any) {
	data, metadata = map[string]any{}, map[string]any{}
	for mime, form := range d.Data {
		switch f := form.(type) {
		case []byte:
			if strings.HasPrefix(mime, "text/") || strings.HasSuffix(mime, "+xml") {
				data[mime] = string(f)
			} else {
				data[mime] = base64.StdEncoding.EncodeToString(f)
			}
		case string:
			data[mime] = f
		default:
			b, err := json.Marshal(f)
			if err != nil {
				data[mime] = fmt.Sprint(f)
			} else {
				data[mime] = json.RawMessage(b)
			}
		}
	}
	for k, v := range d.Metadata {
		metadata[k] = v
	}
	return data, metadata
}
