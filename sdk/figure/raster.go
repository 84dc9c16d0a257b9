package figure

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// density is how many pixels of a PNG make one point of the drawing, less for a very large one and for one of many pictures,
// which compress badly.
func (s *scene) density() float64 {
	const most = 2.5e6 // pixels
	dense, pictures := 1.5, 0
	for _, p := range s.parts {
		if p.kind == bitmap {
			pictures++
		}
	}
	if pictures > 4 {
		dense = 1
	}
	return min(dense, math.Sqrt(most/(s.w*s.h)))
}

// png draws the scene in its light colours on white.
func (s *scene) png() (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil { // the rasteriser panics on sizes that it cannot take
			out, err = nil, fmt.Errorf("figure: cannot draw this: %v", r)
		}
	}()
	return encode(s.raster()), nil
}

func (s *scene) raster() image.Image {
	c := vgimg.NewWith(vgimg.UseWH(vg.Length(s.w), vg.Length(s.h)), vgimg.UseDPI(int(s.density()*72)), vgimg.UseBackgroundColor(color.White))
	for i := range s.parts {
		s.parts[i].draw(c, s.h)
	}
	return c.Image()
}

func (p *part) draw(c *vgimg.Canvas, height float64) {
	at := func(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(height - y)} }
	var outline vg.Path
	switch p.kind {
	case box:
		outline.Move(at(p.x, p.y))
		outline.Line(at(p.x+p.w, p.y))
		outline.Line(at(p.x+p.w, p.y+p.h))
		outline.Line(at(p.x, p.y+p.h))
		outline.Close()
	case path:
		for i, q := range p.points {
			if i == 0 {
				outline.Move(at(q.x, q.y))
			} else {
				outline.Line(at(q.x, q.y))
			}
		}
		if p.closed {
			outline.Close()
		}
	case words:
		p.write(c, at(p.x, p.y))
		return
	case tip, group, shut:
		return
	case bitmap:
		k := c.DPI() / 72
		c.DrawImage(vg.Rectangle{Min: at(p.x, p.y+p.h), Max: at(p.x+p.w, p.y)}, enlarge(p.img, int(p.w*k+.5), int(p.h*k+.5)))
		return
	}
	if p.fill != nil {
		f := p.fill.light
		if p.fade > 0 {
			f.A = uint8(float64(f.A) * p.fade)
		}
		c.SetColor(f)
		c.Fill(outline)
	}
	if p.stroke != nil {
		dash := make([]vg.Length, len(p.dash))
		for i, d := range p.dash {
			dash[i] = vg.Length(d)
		}
		c.SetLineWidth(vg.Length(p.width))
		c.SetLineDash(dash, 0)
		c.SetColor(p.stroke.light)
		c.Stroke(outline)
	}
}

func (p *part) write(c *vgimg.Canvas, at vg.Point) {
	f := face(p.size, p.bold)
	w := f.Width(p.text)
	c.SetColor(p.fill.light)
	c.Push()
	c.Translate(at)
	c.Rotate(p.turn * math.Pi / 180)
	start := vg.Point{X: -w * vg.Length(p.anchor)}
	c.FillString(f, start, p.text)
	if p.under {
		var l vg.Path
		l.Move(vg.Point{X: start.X, Y: -2})
		l.Line(vg.Point{X: start.X + w, Y: -2})
		c.SetLineWidth(1.2)
		c.SetLineDash(nil, 0)
		c.Stroke(l)
	}
	c.Pop()
}

// enlarge repeats pixels, so that what is drawn has sharp patches instead of a blur that nobody measured.
func enlarge(img image.Image, w, h int) image.Image {
	r := img.Bounds()
	if w <= r.Dx() || h <= r.Dy() || r.Empty() {
		return img
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.Set(x, y, img.At(r.Min.X+x*r.Dx()/w, r.Min.Y+y*r.Dy()/h))
		}
	}
	return out
}

// encode is the picture as PNG; the encoder cannot fail on what this package gives it.
func encode(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil
	}
	return b.Bytes()
}
