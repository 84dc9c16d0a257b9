package display

import (
	"bytes"
	"fmt"
	"image"
	"io"
	"net/http"
	"os"
	"strings"
)

func one(mime string, form any, text string) Data {
	return Data{Data: MIMEMap{mime: form, MIMEText: text}}
}

// HTML is a value that shows as HTML.
func HTML(s string) Data { return one(MIMEHTML, s, s) }

// Markdown is a value that shows as Markdown.
func Markdown(s string) Data { return one(MIMEMarkdown, s, s) }

// Latex is a value that shows as LaTeX; a text without delimiters is a formula.
func Latex(s string) Data {
	if strings.Contains(s, "$") || strings.Contains(s, `\(`) || strings.Contains(s, `\[`) || strings.Contains(s, `\begin`) {
		return one(MIMELatex, s, s)
	}
	return one(MIMELatex, "$"+s+"$", s)
}

// Math is a formula in LaTeX on a line of its own; it needs no delimiters.
func Math(s string) Data { return one(MIMELatex, "$$"+strings.Trim(s, "$")+"$$", s) }

// JavaScript is a script that the front end runs when it trusts the notebook.
func JavaScript(s string) Data { return one(MIMEJavaScript, s, s) }

// JSON is a value that shows as a tree.
func JSON(m map[string]any) Data { return one(MIMEJSON, m, fmt.Sprint(m)) }

// SVG is a drawing.
func SVG(s string) Data { return one(MIMESVG, s, "an SVG drawing") }

// PNG is a picture.
func PNG(b []byte) Data { return one(MIMEPNG, b, "a PNG picture") }

// JPEG is a picture.
func JPEG(b []byte) Data { return one(MIMEJPEG, b, "a JPEG picture") }

// PDF is a document.
func PDF(b []byte) Data { return one(MIMEPDF, b, "a PDF document") }

// String shows as plain text.
func String(s string) Data { return Data{Data: MIMEMap{MIMEText: s}} }

// MIME is a value with the forms given.
func MIME(data, metadata MIMEMap) Data { return withText(Data{Data: data, Metadata: metadata}, nil) }

// Image is a picture, shown as PNG.
func Image(img image.Image) Data { return Bundle(img) }

// MakeData is a value with one form besides text/plain.
func MakeData(mime string, data any) Data { return one(mime, data, fmt.Sprint(data)) }

// MakeData3 is a value with one form besides the text given.
func MakeData3(mime, text string, data any) Data { return one(mime, data, text) }

// Auto shows data as what it looks like: see Any.
func Auto(data any) Data { return Any("", data) }

// Any shows data as the MIME type given; with an empty type the bytes are looked at. Data is a string or bytes, something
// to read them from, or a value that shows itself.
func Any(mime string, data any) Data {
	if Shows(data) {
		return Bundle(data)
	}
	switch v := data.(type) {
	case io.WriterTo:
		var b bytes.Buffer
		if _, err := v.WriteTo(&b); err != nil {
			return String("display: " + err.Error())
		}
		data = b.Bytes()
	case io.Reader:
		b, err := io.ReadAll(v)
		if err != nil {
			return String("display: " + err.Error())
		}
		data = b
	}
	if mime == "" {
		switch v := data.(type) {
		case []byte:
			mime = detect(v)
		case string:
			mime = detect([]byte(v))
		default:
			return Bundle(data)
		}
	}
	if mime == MIMEText {
		return String(fmt.Sprintf("%s", data))
	}
	return one(mime, data, "data of type "+mime)
}

// detect looks at bytes; SVG passes for XML or text otherwise.
func detect(b []byte) string {
	head := bytes.TrimLeft(b[:min(len(b), 1024)], " \t\r\n")
	if bytes.HasPrefix(head, []byte("<svg")) || bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<svg")) {
		return MIMESVG
	}
	mime, _, _ := strings.Cut(http.DetectContentType(b), ";")
	return mime
}

// File reads a file and shows it as the MIME type given; with an empty type its bytes are looked at.
func File(mime, path string) (Data, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return Data{}, fmt.Errorf("display: %w", err)
	}
	return Any(mime, b), nil
}
