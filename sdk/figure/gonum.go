package figure

import (
	"bytes"
	"fmt"
	"reflect"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"wade/sdk/display"
)

// Plots and matrices of gonum show themselves like charts of this package.
func init() { display.Adopt(gonum) }

func gonum(v any) (d display.Data, ok bool) {
	if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer && r.IsNil() {
		return d, false
	}
	defer func() {
		if r := recover(); r != nil { // half a plot, or a matrix without elements
			d, ok = display.String(fmt.Sprintf("%T cannot be drawn: %v", v, r)), true
		}
	}()
	switch v := v.(type) {
	case *plot.Plot:
		return drawing(v), true
	case mat.Dense: // its methods are those of the pointer
		return matrix(&v), true
	case mat.VecDense:
		return matrix(&v), true
	case mat.Matrix:
		return matrix(v), true
	}
	return d, false
}

// drawing shows a plot at the size of a chart.
func drawing(p *plot.Plot) display.Data {
	text := fmt.Sprintf("plot %q", p.Title.Text)
	svg, png, err := drawn(p)
	if err != nil {
		return display.String(fmt.Sprintf("%s: %v", text, err))
	}
	return display.Data{Data: display.MIMEMap{display.MIMEText: text, display.MIMESVG: svg, display.MIMEPNG: png}}
}

// matrix shows sizes and elements, of a large one the corners.
func matrix(m mat.Matrix) display.Data {
	const edge = 4
	rows, cols := m.Dims()
	if rows == 0 || cols == 0 {
		return display.String(fmt.Sprintf("matrix %d × %d", rows, cols))
	}
	if rows <= 2*edge+2 && cols <= 2*edge+2 {
		return display.String(fmt.Sprintf("%.4v", mat.Formatted(m)))
	}
	return display.String(fmt.Sprintf("%.4v", mat.Formatted(m, mat.Excerpt(edge))))
}

func drawn(p *plot.Plot) (svg string, png []byte, err error) {
	defer func() {
		if r := recover(); r != nil { // gonum panics on values that it cannot place
			err = fmt.Errorf("figure: cannot draw this: %v", r)
		}
	}()
	const w, h = 6.4 * vg.Inch, 3.6 * vg.Inch
	drawing := vgsvg.New(w, h)
	p.Draw(draw.New(drawing))
	var b bytes.Buffer
	if _, err := drawing.WriteTo(&b); err != nil {
		return "", nil, fmt.Errorf("figure: %w", err)
	}
	picture := vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(144))
	p.Draw(draw.New(picture))
	return b.String(), encode(picture.Image()), nil
}
