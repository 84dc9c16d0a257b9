package widget

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"

	"wade/sdk/display"
)

// An Image is a picture that can be replaced.
type Image struct{ Base }

// NewImage returns a picture of v in its own size: an image.Image, bytes of a PNG, JPEG or SVG file, or any value that shows itself
// as one. The options Width and Height make it larger or smaller.
func NewImage(v any, opts ...Option) *Image {
	w := &Image{}
	w.start("Image")
	w.still = func() (string, string) {
		b, format := get[[]byte](&w.Base, "value"), get[string](&w.Base, "format")
		if len(b) == 0 {
			return "(no picture)", ""
		}
		if format == "svg+xml" {
			return "(a drawing)", inline(b, format)
		}
		size := ""
		if c, _, err := image.DecodeConfig(bytes.NewReader(b)); err == nil {
			size = fmt.Sprintf(" of %d by %d pixels", c.Width, c.Height)
		}
		return "(a picture" + size + ")", inline(b, format)
	}
	w.Update(Layout("align_self", "flex-start")) // a box would stretch it
	if v != nil {
		if err := w.SetValue(v); err != nil {
			w.fail(err)
		}
	}
	w.Update(opts...)
	return w
}

// SetValue replaces the picture, see NewImage.
func (w *Image) SetValue(v any) error {
	b, format, err := picture(v)
	if err != nil {
		return err
	}
	w.put(map[string]any{"value": b, "format": format})
	return nil
}

// picture returns the bytes of a picture, and their format as the front end names it.
func picture(v any) ([]byte, string, error) {
	switch x := v.(type) {
	case []byte:
		v = display.Any("", x)
	case image.Image:
		var b bytes.Buffer
		if err := png.Encode(&b, x); err != nil {
			return nil, "", fmt.Errorf("widget: picture: %w", err)
		}
		return b.Bytes(), "png", nil
	}
	d := display.Bundle(v)
	for _, form := range []struct{ mime, format string }{{display.MIMEPNG, "png"}, {display.MIMEJPEG, "jpeg"}, {display.MIMESVG, "svg+xml"}} {
		switch b := d.Data[form.mime].(type) {
		case []byte:
			return b, form.format, nil
		case string:
			return []byte(b), form.format, nil
		}
	}
	return nil, "", fmt.Errorf("widget: %T is no picture: give an image.Image, bytes of a PNG or JPEG file, or a value that shows itself as one", v)
}

// inline is a picture as part of a page.
func inline(b []byte, format string) string {
	return fmt.Sprintf(`<img src="data:image/%s;base64,%s">`, format, base64.StdEncoding.EncodeToString(b))
}
