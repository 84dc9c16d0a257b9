package figure

import (
	"bytes"
	"fmt"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// palette is that of Okabe and Ito (2008) in an order that keeps neighbours apart, without yellow, which is lost on white.
var palette = []color.RGBA{
	{0, 114, 178, 255}, {213, 94, 0, 255}, {0, 158, 115, 255}, {204, 121, 167, 255},
	{230, 159, 0, 255}, {86, 180, 233, 255}, {90, 90, 90, 255},
}

// dashes tell lines apart where colour does not.
var dashes = [][]vg.Length{nil, {vg.Points(6), vg.Points(3)}, {vg.Points(2), vg.Points(2)}, {vg.Points(8), vg.Points(3), vg.Points(2), vg.Points(3)}}

func colour(i int) color.RGBA { return palette[i%len(palette)] }

const (
	defaultWidth  = 6.4 * vg.Inch
	defaultHeight = 3.6 * vg.Inch
	pixelsPerInch = 144
)

// base is an empty chart in the house style.
func base(title, x, y string) *plot.Plot {
	p := plot.New()
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = title, x, y
	p.Title.TextStyle.Font.Size, p.Title.Padding = vg.Points(13), vg.Points(8)
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Label.TextStyle.Font.Size = vg.Points(11)
		axis.Tick.Label.Font.Size = vg.Points(10)
		axis.LineStyle.Color, axis.Tick.LineStyle.Color = color.Gray{110}, color.Gray{110}
	}
	for _, f := range []*plot.Axis{&p.X, &p.Y} {
		f.Label.TextStyle.Font.Variant, f.Tick.Label.Font.Variant = "Sans", "Sans"
	}
	p.Title.TextStyle.Font.Variant, p.Legend.TextStyle.Font.Variant = "Sans", "Sans"
	p.Legend.TextStyle.Font.Size, p.Legend.Padding = vg.Points(10), vg.Points(2)
	p.Legend.Top = true
	p.BackgroundColor = color.White
	return p
}

// drawn renders the plot twice; legend goes to the right of the axes, where it hides nothing.
func drawn(p *plot.Plot, w, h vg.Length, legend *plot.Legend) (svg string, png []byte, err error) {
	defer func() {
		if r := recover(); r != nil { // gonum panics on values that it cannot place
			err = fmt.Errorf("figure: cannot draw this: %v", r)
		}
	}()
	paint := func(c vg.CanvasSizer) {
		dc := draw.New(c)
		if legend == nil {
			p.Draw(dc)
			return
		}
		dc.SetColor(color.White)
		dc.Fill(dc.Rectangle.Path())
		width := legend.Rectangle(dc).Size().X + vg.Points(12)
		p.Draw(draw.Crop(dc, 0, -width, 0, 0))
		legend.Draw(draw.Crop(dc, dc.Size().X-width, 0, 0, -vg.Points(24)))
	}
	canvas := vgsvg.New(w, h)
	paint(canvas)
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return "", nil, fmt.Errorf("figure: %w", err)
	}
	svg = b.String()
	image := vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(pixelsPerInch))}
	paint(image)
	b.Reset()
	if _, err := image.WriteTo(&b); err != nil {
		return "", nil, fmt.Errorf("figure: %w", err)
	}
	return svg, append([]byte(nil), b.Bytes()...), nil
}
