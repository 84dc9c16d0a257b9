package figure

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wade/sdk/display"
)

type shown interface {
	HTML() string
	SVG() string
	PNG() []byte
	Render() display.Data
	Table() *display.Table
	String() string
}

func dot(c color.Color) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 48, 48))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{210}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(6, 18, 20, 32), image.NewUniform(c), image.Point{}, draw.Src)
	return img
}

func ramp(rows, cols int, f func(r, c int) float64) [][]float64 {
	out := make([][]float64, rows)
	for r := range out {
		for c := range cols {
			out[r] = append(out[r], f(r, c))
		}
	}
	return out
}

func names(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(prefix, i)
	}
	return out
}

func samples() map[string]shown {
	x := []float64{0, 1, 2, 4, 8}
	wave := func(r, c int) float64 { return math.Sin(float64(r*3+c)) * float64(c) / 8 }
	bump := func(r, c int) float64 { return math.Exp(-float64((r-4)*(r-4)+(c-2)*(c-2)) / 4) }
	lens := [][]string{{"the", "red", "a"}, {"red", "red", "blue"}}
	points := NewPoints("Shots by what they carry", "drop without the text", "drop without the picture").
		Quadrants(.5, .5, "both carry", "picture carries", "neither", "text carries")
	for i := range 12 {
		points.Add(math.Mod(float64(i)*.37, 1.2), math.Mod(float64(i)*.61, 1.1), fmt.Sprint("shot ", i), []string{"colour", "shape"}[i%2])
	}
	return map[string]shown{
		"lines": NewLines("Accuracy by shots", "shots", "accuracy").Range(0, 1).
			Band("colour", x, []float64{0, .98, 1, 1, 1}, []float64{0, .95, .99, 1, 1}, []float64{.02, 1, 1, 1, 1}).
			Add("shape, gates closed", x, []float64{0, .1, math.NaN(), .14, .14}).Level("chance", .25),
		"named": NewLines("Rank of the answer by depth", "", "rank").Names([]string{"before gate 0", "after gate 0", "before gate 1", "after gate 1", "logits"}).
			Add("red", []float64{0, 1, 2, 3, 4}, []float64{40, 12, 3, 1, 0}),
		"bars":   NewBars("Stroop", "accuracy", []string{"ink", "word"}).Add("open", []float64{1, .99}).Band("closed", []float64{.15, .14}, []float64{.1, .1}, []float64{.2, .2}).Range(0, 1),
		"one":    NewBars("Gates", "tanh", []string{"1", "2", "3", "4"}).Add("attention", []float64{-.05, .2, math.NaN(), -.3}),
		"many":   NewBars("Gates by depth", "tanh(α)", names("layer ", 24)).Add("attention", ramp(1, 24, wave)[0]).Add("feed-forward", ramp(1, 24, func(r, c int) float64 { return wave(1, c) })[0]),
		"heat":   NewHeat("Attention", "latent", "token", []string{"a", "b"}, []string{"x", "y", "z"}, [][]float64{{0, .2, 1}, {.5, math.NaN(), .1}}),
		"signed": NewHeat("Effect of a patch", "position", "layer", names("", 5), names("token ", 20), ramp(5, 20, wave)).Diverging().Scale(-2, 2),
		"lens":   NewHeat("Lens", "token", "layer", names("", 2), []string{"what", "colour", "?"}, ramp(2, 3, bump)).Cells(lens).Hover(lens),
		"points": points,
		"text": NewText("What the picture changed").Labels("prior", "picture").Add(
			Span{Picture: dot(color.RGBA{200, 0, 0, 255}), Value: math.NaN()},
			Span{Text: "output :", Value: math.NaN()},
			Span{Text: " red", Value: 4.2, Mark: true, Hover: []string{"open:   red .98  blue .01", "closed: blue .40  red .02"}},
			Span{Text: " circle\n", Value: -1.1, Hover: []string{"open: circle .9"}},
			Span{Text: "and", Value: 0}, Span{Text: " more", Value: .3}),
		"overlay": NewOverlay("Where the answer looks").Add("head 0", dot(color.RGBA{200, 0, 0, 255}), ramp(8, 8, bump)).
			Add("head 1", dot(color.RGBA{0, 0, 200, 255}), ramp(8, 8, func(r, c int) float64 { return .3 * bump(c, r) })).Add("plain", dot(color.Black), nil),
	}
}

// FIGURE_OUT names a folder for the pictures, to judge them by eye.
func TestDrawings(t *testing.T) {
	for name, f := range samples() {
		svg, pic := f.SVG(), f.PNG()
		if dir := os.Getenv("FIGURE_OUT"); dir != "" {
			os.WriteFile(filepath.Join(dir, name+".png"), pic, 0o644)
			os.WriteFile(filepath.Join(dir, name+".svg"), []byte(svg), 0o644)
			os.WriteFile(filepath.Join(dir, name+".html"), []byte("<!doctype html><meta charset=utf-8>"+f.HTML()), 0o644)
		}
		img, err := png.Decode(bytes.NewReader(pic))
		if err != nil || img.Bounds().Dx() < 300 {
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

func TestOverlayColumns(t *testing.T) {
	o := NewOverlay("grid")
	for range 6 {
		o.Add("map", nil, [][]float64{{1, 0}, {0, 1}})
	}
	tops := map[float64]int{}
	for _, p := range o.Columns(2).scene().parts {
		if p.kind == bitmap && p.w == p.h { // the legend is no square
			tops[p.y]++
		}
	}
	if len(tops) != 3 {
		t.Errorf("six maps in columns of two stand at heights %v", tops)
	}
	if o.Columns(0).fault() == nil {
		t.Error("no column is no mistake")
	}
}

var update = flag.Bool("update", false, "write the golden files")

// TestGoldens keeps the drawings as they were looked at. Bitmaps inside are told by the sum of their pixels, since
// compression differs between releases of Go.
func TestGoldens(t *testing.T) {
	embedded := regexp.MustCompile(`data:image/png;base64,([A-Za-z0-9+/=]+)`)
	for name, f := range samples() {
		if name == "many" {
			continue // shows nothing that the others do not
		}
		page := f.SVG()
		if _, ok := f.(*Text); ok {
			page = f.HTML()
		}
		page = strings.ReplaceAll(page, style, "")
		page = embedded.ReplaceAllStringFunc(page, func(s string) string {
			raw, err := base64.StdEncoding.DecodeString(embedded.FindStringSubmatch(s)[1])
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			sum := crc32.NewIEEE()
			r := img.Bounds()
			for y := range r.Dy() {
				for x := range r.Dx() {
					c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
					sum.Write([]byte{c.R, c.G, c.B, c.A})
				}
			}
			return fmt.Sprintf("bitmap-%dx%d-%08x", r.Dx(), r.Dy(), sum.Sum32())
		})
		page = strings.ReplaceAll(page, "><", ">\n<") + "\n"
		file := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("%v (make the file by go test ./sdk/figure -update)", err)
		}
		got, kept := strings.Split(page, "\n"), strings.Split(string(want), "\n")
		for i := range min(len(got), len(kept)) {
			if got[i] != kept[i] {
				t.Errorf("%s: line %d is\n%s\nand was\n%s\n(look at the figure with FIGURE_OUT, then -update)", name, i+1, got[i], kept[i])
				break
			}
		}
		if len(got) != len(kept) {
			t.Errorf("%s: %d lines, there were %d", name, len(got), len(kept))
		}
	}
}
