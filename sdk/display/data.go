package display

// MIMEMap maps a MIME type to its form of a value: text types to strings, image types to []byte, JSON types to any value
// that encoding/json takes.
type MIMEMap = map[string]any

// Data is one value in several forms. Metadata is by MIME type as well, as the Jupyter protocol has it. An alias of an
// unnamed type, so that other packages can return it without importing this one.
type Data = struct {
	Data      MIMEMap
	Metadata  MIMEMap
	Transient MIMEMap
}

// The MIME types that Bundle makes.
const (
	MIMEText       = "text/plain"
	MIMEHTML       = "text/html"
	MIMEMarkdown   = "text/markdown"
	MIMELatex      = "text/latex"
	MIMEJavaScript = "application/javascript"
	MIMEJSON       = "application/json"
	MIMEPDF        = "application/pdf"
	MIMEJPEG       = "image/jpeg"
	MIMEPNG        = "image/png"
	MIMESVG        = "image/svg+xml"
	MIMEWidget     = "application/vnd.jupyter.widget-view+json" // of package widget
)

// The names that gophernotes has for the MIME types.
const (
	MIMETypeText       = MIMEText
	MIMETypeHTML       = MIMEHTML
	MIMETypeMarkdown   = MIMEMarkdown
	MIMETypeLatex      = MIMELatex
	MIMETypeJavaScript = MIMEJavaScript
	MIMETypeJSON       = MIMEJSON
	MIMETypePDF        = MIMEPDF
	MIMETypeJPEG       = MIMEJPEG
	MIMETypePNG        = MIMEPNG
	MIMETypeSVG        = MIMESVG
)

// The forms that a value can offer. Bundle calls every method that a value has.
type (
	// HTMLer has a self-contained HTML form.
	HTMLer = interface{ HTML() string }
	// JavaScripter has a script.
	JavaScripter = interface{ JavaScript() string }
	// JPEGer has a JPEG picture.
	JPEGer = interface{ JPEG() []byte }
	// JSONer has a JSON form.
	JSONer = interface{ JSON() map[string]any }
	// Latexer has a LaTeX form, with its own delimiters.
	Latexer = interface{ Latex() string }
	// Markdowner has a Markdown form.
	Markdowner = interface{ Markdown() string }
	// PNGer has a PNG picture.
	PNGer = interface{ PNG() []byte }
	// PDFer has a PDF document.
	PDFer = interface{ PDF() []byte }
	// SVGer has an SVG drawing.
	SVGer = interface{ SVG() string }
	// Renderer makes its whole bundle itself.
	Renderer = interface{ Render() Data }
	// SimpleRenderer makes its forms itself, without metadata.
	SimpleRenderer = interface{ SimpleRender() MIMEMap }
)
