package pond

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"strings"

	"wade/sdk/tensor"
)

// Picture is a painted scene, or the reason why there is none. Its methods are safe from several goroutines.
type Picture struct {
	scene scene
	seed  rng // of what the scene leaves open
	rgb   *[pixels * 3]uint8
	err   error
}

// Draw paints what a caption says: "large red circle on the left", "three blue stars", "a red ring and a green cross",
// "the word red in green ink". Articles may be left out; so may size, colour and place, which are then chosen. The same
// description gives the same picture. One that is not understood gives a picture of the message, and [Picture.Err].
func Draw(desc string) *Picture { return DrawSeed(desc, 0) }

// DrawSeed is [Draw] with another choice of what the description leaves open: place within the picture, tint and noise.
func DrawSeed(desc string, seed uint64) *Picture {
	h := hash(strings.Join(strings.Fields(strings.ToLower(desc)), " "))
	s, err := parse(desc, stream(forDrawing, seed, h))
	if err != nil {
		return &Picture{err: err}
	}
	return newPicture(s, stream(forPainting, seed, h))
}

func newPicture(s scene, r rng) *Picture {
	p := &Picture{scene: s, seed: r, rgb: new([pixels * 3]uint8)}
	paint(&s, r, p.rgb)
	return p
}

// Err says why there is no picture; nil if there is one.
func (p *Picture) Err() error { return p.err }

// Caption tells the scene in the words of the world, "" if there is no picture.
func (p *Picture) Caption() string {
	if p.err != nil {
		return ""
	}
	return p.scene.caption()
}

// Tensor returns the pixels as f32 in 0..1, axes channel=3, height=48, width=48. See [PixelMean] for what a model takes.
func (p *Picture) Tensor() (*tensor.Tensor, error) {
	if p.err != nil {
		return nil, p.err
	}
	data := make([]float32, 3*pixels)
	for c := range 3 {
		for i := range pixels {
			data[c*pixels+i] = float32(p.rgb[3*i+c]) / 255
		}
	}
	return tensor.FromF32(data, tensor.Axis{Name: "channel", Size: 3},
		tensor.Axis{Name: "height", Size: Side}, tensor.Axis{Name: "width", Size: Side})
}

// Mask tells where the objects of the scene are, or the letters of a card: the share of each pixel that they cover, 0 to 1, axes
// height=48, width=48. It is the truth that maps of where a model looks can be held against.
func (p *Picture) Mask() (*tensor.Tensor, error) {
	if p.err != nil {
		return nil, p.err
	}
	covered := paint(&p.scene, p.seed, new([pixels * 3]uint8))
	data := make([]float32, pixels)
	for i, c := range covered {
		data[i] = float32(c) / (samples * samples)
	}
	return tensor.FromF32(data, tensor.Axis{Name: "height", Size: Side}, tensor.Axis{Name: "width", Size: Side})
}

// messageWidth is the side of a picture that shows an error.
const messageWidth = 4 * Side

// Image returns the picture at its own size, or the message of Err at 192 x 192.
func (p *Picture) Image() image.Image {
	if p.err == nil {
		img := image.NewRGBA(image.Rect(0, 0, Side, Side))
		for i := range pixels {
			img.SetRGBA(i%Side, i/Side, color.RGBA{p.rgb[3*i], p.rgb[3*i+1], p.rgb[3*i+2], 255})
		}
		return img
	}
	img := image.NewRGBA(image.Rect(0, 0, messageWidth, messageWidth))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for i, line := range wrap(p.err.Error(), messageWidth/6-1) {
		written(line, 5, 6+10*i, func(x, y int) { img.SetRGBA(x, y, color.RGBA{150, 20, 20, 255}) })
	}
	return img
}

// PNG returns the picture four times enlarged, 192 x 192 pixels.
func (p *Picture) PNG() []byte {
	img := p.Image()
	if p.err == nil {
		big := image.NewRGBA(image.Rect(0, 0, 4*Side, 4*Side))
		for y := range 4 * Side {
			for x := range 4 * Side {
				big.Set(x, y, img.At(x/4, y/4))
			}
		}
		img = big
	}
	var out bytes.Buffer
	if png.Encode(&out, img) != nil { // only a picture without area or a failing writer can fail
		return nil
	}
	return out.Bytes()
}

// HTML returns a self-contained figure with the caption below, or the error.
func (p *Picture) HTML() string {
	if p.err != nil {
		return `<div style="display:inline-block;max-width:24em;padding:6px 10px;border-left:4px solid #c0392b;color:currentColor">` +
			html.EscapeString(p.err.Error()) + `</div>`
	}
	var small bytes.Buffer
	if png.Encode(&small, p.Image()) != nil {
		return html.EscapeString(p.String())
	}
	caption := html.EscapeString(p.Caption())
	return fmt.Sprintf(`<figure style="display:inline-block;margin:4px;width:144px;text-align:center;color:currentColor">`+
		`<img alt="%s" width="144" height="144" style="image-rendering:pixelated" src="data:image/png;base64,%s">`+
		`<figcaption style="font-size:85%%">%s</figcaption></figure>`,
		caption, base64.StdEncoding.EncodeToString(small.Bytes()), caption)
}

// String returns the caption, or the error.
func (p *Picture) String() string {
	if p.err != nil {
		return "no picture: " + p.err.Error()
	}
	return "picture: " + p.Caption()
}
