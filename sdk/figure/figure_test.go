package figure

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wade/sdk/display"
)

func samples() map[string]interface {
	SVG() string
	PNG() []byte
	Render() display.Data
	Table() *display.Table
} {
	x := []float64{0, 1, 2, 4, 8}
	return map[string]interface {
		SVG() string
		PNG() []byte
		Render() display.Data
		Table() *display.Table
	}{
		"lines": NewLines("Accuracy by shots", "shots", "accuracy").Range(0, 1).
			Band("colour", x, []float64{0, .98, 1, 1, 1}, []float64{0, .95, .99, 1, 1}, []float64{.02, 1, 1, 1, 1}).
			Add("shape, gates closed", x, []float64{0, .1, math.NaN(), .14, .14}),
		"bars": NewBars("Stroop", "accuracy", []string{"ink", "word"}).Add("open", []float64{1, .99}).Add("closed", []float64{.15, .14}).Range(0, 1),
		"one":  NewBars("Gates", "tanh", []string{"1", "2"}).Add("attention", []float64{-.05, .2}),
		"heat": NewHeat("Attention", "latent", "token", []string{"a", "b"}, []string{"x", "y", "z"}, [][]float64{{0, .2, 1}, {.5, math.NaN(), .1}}),
	}
}

// FIGURE_OUT names a folder for the pictures, to judge them by eye.
func TestDrawings(t *testing.T) {
	for name, f := range samples() {
		svg, pic := f.SVG(), f.PNG()
		if dir := os.Getenv("FIGURE_OUT"); dir != "" {
			os.WriteFile(filepath.Join(dir, name+".png"), pic, 0o644)
			os.WriteFile(filepath.Join(dir, name+".svg"), []byte(svg), 0o644)
		}
		img, err := png.Decode(bytes.NewReader(pic))
		if err != nil || img.Bounds().Dx() < 400 {
			t.Errorf("%s: PNG: %v", name, err)
		}
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: SVG: %v", name, err)
				break
			}
		}
		if len(f.Table().Rows) == 0 {
			t.Errorf("%s: no table behind it", name)
		}
		if b := f.Render(); b.Data["image/png"] == nil || b.Data["text/plain"] == "" {
			t.Errorf("%s: bundle lacks a form", name)
		}
	}
}

func TestMistakesAreShown(t *testing.T) {
	for name, d := range map[string]display.Data{
		"lines": NewLines("", "", "").Add("short", []float64{1, 2}, []float64{1}).Render(),
		"bars":  NewBars("", "", []string{"a"}).Add("long", []float64{1, 2}).Render(),
		"heat":  NewHeat("", "", "", []string{"a"}, []string{"x", "y"}, [][]float64{{1}}).Render(),
	} {
		if s, _ := d.Data["text/plain"].(string); !strings.HasPrefix(s, "figure: ") {
			t.Errorf("%s: a mistake shows as %q", name, s)
		}
	}
}
