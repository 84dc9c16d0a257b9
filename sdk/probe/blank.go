package probe

import (
	"image"
	"image/color"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// blank is a picture of one colour, which the vision encoder sees as zero.
func blank(v flamingo.Vision) prompt.Picture {
	img := image.NewRGBA64(image.Rect(0, 0, v.Image, v.Image))
	at := func(c int) uint16 {
		if c >= len(v.Mean) {
			return 0
		}
		return uint16(max(0, min(1, v.Mean[c]))*0xffff + 0.5)
	}
	for y := range v.Image {
		for x := range v.Image {
			img.SetRGBA64(x, y, color.RGBA64{R: at(0), G: at(1), B: at(2), A: 0xffff})
		}
	}
	return prompt.FromImage(img, "blank picture")
}
