package figure

import (
	"image/color"
	"math"
	"slices"
	"testing"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		n         int
		want      []string
	}{
		{0, 1, 6, []string{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}},
		{-.3, .2, 6, []string{"−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2"}},
		{0, 2000, 4, []string{"0", "500", "1000", "1500", "2000"}},
		{5, 5, 3, []string{"5"}},
		{0, 3e9, 3, []string{"0", "1e+09", "2e+09", "3e+09"}},
	} {
		if _, got := ticks(c.low, c.high, c.n); !slices.Equal(got, c.want) {
			t.Errorf("%v … %v: %q, want %q", c.low, c.high, got, c.want)
		}
	}
}

func TestColours(t *testing.T) {
	signed := colours{two: true}.fit([][]float64{{-1, 4}})
	one := colours{hue: hueOne}.fit([][]float64{{.1, .5}})
	top := uint8(math.Round(255 * opaque))
	for _, c := range []struct {
		name string
		of   colours
		v    float64
		want color.NRGBA
	}{
		{"zero has no colour", signed, 0, color.NRGBA{hueMore.R, hueMore.G, hueMore.B, 0}},
		{"the largest", signed, 4, color.NRGBA{hueMore.R, hueMore.G, hueMore.B, top}},
		{"as far below", signed, -4, color.NRGBA{hueLess.R, hueLess.G, hueLess.B, top}},
		{"beyond is clipped", signed, -9, color.NRGBA{hueLess.R, hueLess.G, hueLess.B, top}},
		{"no number", signed, math.NaN(), hueNone},
		{"the range of one hue begins at zero", one, 0, color.NRGBA{hueOne.R, hueOne.G, hueOne.B, 0}},
		{"and ends at the largest", one, .5, color.NRGBA{hueOne.R, hueOne.G, hueOne.B, top}},
	} {
		if got := c.of.colour(c.of.level(c.v)); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	fixed := colours{two: true, set: true, low: -1, high: 1}
	if n := fixed.clipped([][]float64{{-2, -1, math.NaN(), 1, 1.5}}); n != 2 {
		t.Errorf("%d values are beyond, want 2", n)
	}
	img := signed.bitmap([][]float64{{-4, 0}, {4, math.NaN()}})
	if !slices.Equal(img.Pix, []uint8{0, 127, 254, 255}) {
		t.Errorf("levels %v", img.Pix)
	}
	for _, rows := range [][][]float64{nil, {{math.NaN()}}, {{0, 0}}, {{7}}, {{-3}}, {{math.Inf(1), 1}}} {
		for _, c := range []colours{{hue: hueOne}, {two: true}} {
			if f := c.fit(rows); !(f.low < f.high) || !finite(f.low) || !finite(f.high) {
				t.Errorf("%v: a scale of %v … %v", rows, f.low, f.high)
			}
		}
	}
}

// TestHuesDiffer holds for people who do not see red or green: the signs of a map stay apart in brightness of blue.
func TestHuesDiffer(t *testing.T) {
	if d := int(hueLess.B) - int(hueMore.B); d < 120 {
		t.Errorf("the hues of both signs differ by %d in blue", d)
	}
}
