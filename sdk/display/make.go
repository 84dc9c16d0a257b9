package display

import (
	"fmt"
	"net/http"
	"os"
)

func one(mime string, form any, text string) Data {
	return Data{Data: MIMEMap{mime: form, MIMEText: text}}
}

// HTML is a value that shows as HTML.
func HTML(s string) Data { return one(MIMEHTML, s, s) }

// Markdown is a value that shows as Markdown.
func Markdown(s string) Data { return one(MIMEMarkdown, s, s) }

// Latex is a value that shows as LaTeX, with its own delimiters.
func Latex(s string) Data { return one(MIMELatex, s, s) }

// Math is a formula in LaTeX without delimiters.
func Math(s string) Data { return Latex("$$" + s + "$$") }

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

// Any shows data as the MIME type given; with an empty type the bytes are looked at.
func Any(mime string, data any) Data {
	if mime == "" {
		switch v := data.(type) {
		case []byte:
			mime = http.DetectContentType(v)
		case string:
			mime = http.DetectContentType([]byte(v))
		default:
			return Bundle(data)
		}
	}
	return one(mime, data, "data of type "+mime)
}

// File reads a file and shows it as the MIME type given; with an empty type its bytes are looked at.
func File(mime, path string) (Data, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return Data{}, fmt.Errorf("display: %w", err)
	}
	return Any(mime, b), nil
}
