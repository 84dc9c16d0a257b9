package pond

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image/png"
	"strings"
	"testing"

	"wade/sdk/display"
)

func TestDraw(t *testing.T) {
	for desc, want := range map[string]string{
		"large red circle on the left":           "a large red circle on the left",
		"A big RED circle, on the left.":         "a large red circle on the left",
		"tiny black ring in the middle":          "a small black ring in the centre",
		"three blue stars":                       "three blue stars",
		"3 blue stars":                           "three blue stars",
		"red stars":                              "two red stars",
		"a red ring and a green cross":           "red ring and green cross",
		"the word red in green ink":              "the word red in green ink",
		"red card in white ink":                  "",
		"a red ring, a green cross, a blue star": "red ring green cross and blue star",
	} {
		p := Draw(desc)
		if want == "" {
			continue
		}
		if p.Err() != nil || p.Caption() != want {
			t.Errorf("Draw(%q) = %v, want %q", desc, p, want)
		}
	}
}

func TestDrawIsDeterminedBySeed(t *testing.T) {
	a, b, c := DrawSeed("a star", 1), DrawSeed(" A  star", 1), DrawSeed("a star", 2)
	if *a.rgb != *b.rgb {
		t.Error("case and blanks change the picture")
	}
	if *a.rgb == *c.rgb {
		t.Error("the seed changes nothing")
	}
}

func TestDrawRefuses(t *testing.T) {
	for desc, hint := range map[string]string{
		"":                                       "no shape is named",
		"a red cirlce":                           "circle",
		"mauve star":                             "mauve",
		"red":                                    "shape",
		"red blue star":                          "two colours",
		"five stars":                             "five",
		"three stars and two rings":              "at most four",
		"two large stars":                        "small",
		"red star blue ring on the left":         "quadrants",
		"the word red in green ink in blue":      "one word and one ink",
		strings.Repeat("long", 50) + " word ink": "longlong",
	} {
		p := Draw(desc)
		if !errors.Is(p.Err(), ErrDescription) || !strings.Contains(p.Err().Error(), hint) {
			t.Errorf("Draw(%q): error %v, want one with %q", desc, p.Err(), hint)
		}
		if !strings.HasPrefix(p.Err().Error(), "pond: ") {
			t.Errorf("Draw(%q): %v does not name the package", desc, p.Err())
		}
		if _, err := p.Tensor(); !errors.Is(err, ErrDescription) {
			t.Errorf("Draw(%q).Tensor(): %v", desc, err)
		}
		checkShows(t, p)
	}
}

// checkShows decodes every form a picture offers.
func checkShows(t *testing.T, p *Picture) {
	t.Helper()
	b := display.Bundle(p)
	data, ok := b.Data[display.MIMEPNG].([]byte)
	if !ok {
		text, _ := b.Data[display.MIMEPNG].(string)
		var err error
		if data, err = base64.StdEncoding.DecodeString(text); err != nil {
			t.Fatalf("%v: PNG: %v", p, err)
		}
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Dx() != 4*Side || img.Bounds().Dy() != 4*Side {
		t.Errorf("%v: PNG: %v", p, err)
	}
	page, _ := b.Data[display.MIMEHTML].(string)
	if page == "" || strings.Contains(page, "http") || strings.Contains(page, "<img") != (p.Err() == nil) {
		t.Errorf("%v: HTML %q", p, page)
	}
	if text, _ := b.Data[display.MIMEText].(string); text != p.String() {
		t.Errorf("%v: text %q", p, text)
	}
}

func TestPictureShows(t *testing.T) {
	for _, desc := range []string{"large red circle", "four white rings", "the word purple in black ink"} {
		checkShows(t, Draw(desc))
	}
}

// What a caption says is what is painted: the pixels nearest to the colour lie where the place says.
func TestPaintedWhereAndWhatTheCaptionSays(t *testing.T) {
	for c, colour := range Colours() {
		for place, at := range map[string][2]int{"left": centres[0], "right": centres[1], "top": centres[2], "bottom": centres[3], "centre": centres[4]} {
			for _, shape := range Shapes() {
				p := Draw("large " + colour + " " + shape + " on the " + place)
				x, err := p.Tensor()
				if err != nil {
					t.Fatal(err)
				}
				sumX, sumY, n := 0, 0, 0
				for i := range pixels {
					near := true
					for ch := range 3 {
						d := x.F32()[ch*pixels+i]*255 - float32(palette[c][ch])
						near = near && d > -26 && d < 26
					}
					if near {
						sumX, sumY, n = sumX+i%Side, sumY+i/Side, n+1
					}
				}
				if n < 80 {
					t.Fatalf("%v: only %d pixels are %s", p, n, colour)
				}
				if dx, dy := sumX/n-at[0], sumY/n-at[1]; dx < -5 || dx > 5 || dy < -5 || dy > 5 {
					t.Errorf("%v lies at %d %d, want about %v", p, sumX/n, sumY/n, at)
				}
			}
		}
	}
}

// No two shapes of one size cover like pixels.
func TestShapesAreDistinct(t *testing.T) {
	for size := range radii {
		for a := range masks() {
			for b := range a {
				differ, area := 0, 0
				for p := range box * box {
					x, y := int(masks()[a][size][p]), int(masks()[b][size][p])
					differ += max(x-y, y-x)
					area += max(x, y)
				}
				if 100*differ < 15*area {
					t.Errorf("size %d: %s and %s differ in %d %% of their pixels", size, Shapes()[a], Shapes()[b], 100*differ/area)
				}
			}
		}
	}
}

func FuzzDraw(f *testing.F) {
	for _, s := range []string{"large red circle on the left", "the word red in green ink", "ink word red red", "4 rings", "\xff", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, desc string) {
		p := Draw(desc)
		if p.Err() == nil {
			if again := Draw(p.Caption()); again.Err() != nil || again.Caption() != p.Caption() {
				t.Fatalf("%q is captioned %q, which is drawn as %v", desc, p.Caption(), again)
			}
		}
		p.PNG()
		p.HTML()
	})
}

func TestMask(t *testing.T) {
	for _, c := range []struct {
		desc     string
		from, to float64 // pixels covered: π·6² is 113, π·10² is 314, less what the edge cuts off
		x, y     float64 // where their middle is
	}{
		{"small red circle on the left", 110, 116, 11, 24},
		{"large blue circle on the bottom", 300, 318, 24, 37},
		{"the word red in green ink", 100, 400, 24, 24},
	} {
		p := Draw(c.desc)
		m, err := p.Mask()
		if err != nil {
			t.Fatal(err)
		}
		img, _ := p.Tensor()
		sum, mx, my := 0.0, 0.0, 0.0
		for i, v := range m.F32() {
			sum += float64(v)
			mx += float64(v) * float64(i%Side)
			my += float64(v) * float64(i/Side)
			// Inside, a pixel is far from the grey of the background in some channel.
			far := float32(0)
			for ch := range 3 {
				far = max(far, img.F32()[ch*pixels+i]-0.5, 0.5-img.F32()[ch*pixels+i])
			}
			if v == 1 && far < 0.1 || v == 0 && far > 0.25 {
				t.Errorf("%s: pixel %d is covered by %g, its colour %g from grey", c.desc, i, v, far)
				break
			}
		}
		if sum < c.from || sum > c.to {
			t.Errorf("%s covers %.1f pixels, want %g to %g", c.desc, sum, c.from, c.to)
		}
		if dx, dy := mx/sum-c.x, my/sum-c.y; max(dx, -dx, dy, -dy) > 6 {
			t.Errorf("%s has its middle at %.1f, %.1f", c.desc, mx/sum, my/sum)
		}
	}
	if _, err := Draw("a pink dinosaur").Mask(); err == nil {
		t.Error("a picture that could not be drawn has a mask")
	}
}
