package figure

import (
	"bytes"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"wade/sdk/display"
)

func TestGonumShows(t *testing.T) {
	p := plot.New()
	p.Title.Text = "a cloud"
	s, err := plotter.NewScatter(plotter.XYs{{X: 1, Y: 2}, {X: 3, Y: 4}})
	if err != nil {
		t.Fatal(err)
	}
	p.Add(s)
	d := display.Bundle(p).Data
	if svg, _ := d[display.MIMESVG].(string); !strings.Contains(svg, "<svg") || !strings.Contains(svg, "a cloud") {
		t.Errorf("no drawing: %.80q", svg)
	}
	if png, _ := d[display.MIMEPNG].([]byte); !bytes.HasPrefix(png, []byte("\x89PNG")) {
		t.Error("no picture")
	}
	if page, _ := display.Bundle([]*plot.Plot{p, p}).Data[display.MIMEHTML].(string); strings.Count(page, "a cloud") < 2 {
		t.Errorf("two plots are shown as %.200q", page)
	}
	var none *plot.Plot
	for _, c := range []struct {
		v    any
		want string
	}{
		{p, `plot "a cloud"`},
		{none, "<nil>"},
		{mat.NewDense(2, 2, []float64{1, 2, 3, 4}), "⎡1  2⎤\n⎣3  4⎦"},
		{*mat.NewDense(1, 2, []float64{1, 2}), "[1  2]"},
		{mat.NewVecDense(2, []float64{1, 0.123456}), "⎡     1⎤\n⎣0.1235⎦"},
		{mat.NewSymDense(2, []float64{1, 2, 2, 1}), "⎡1  2⎤\n⎣2  1⎦"},
		{&mat.Dense{}, "matrix 0 × 0"},
		{mat.NewDense(1000, 1000, nil), "Dims(1000, 1000)"},
	} {
		if got, _ := display.Bundle(c.v).Data[display.MIMEText].(string); !strings.Contains(got, c.want) || len(got) > 2000 {
			t.Errorf("%T: %.200q, want %q", c.v, got, c.want)
		}
	}
}

func TestMistakesOfLines(t *testing.T) {
	x := []float64{1, 2}
	for _, c := range []struct {
		l    *Lines
		want string
	}{
		{NewLines("", "", "").Add("a", x, x[:1]), "figure: a: 2 x values do not fit 1 y values"},
		{NewLines("", "", "").Band("a", x, x, x[:1], x), "figure: a: a band of 1 low and 2 high values does not fit 2 points"},
	} {
		if got, _ := display.Bundle(c.l).Data[display.MIMEText].(string); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
