package prompt_test

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"wade/sdk/prompt"
)

func TestVideo(t *testing.T) {
	frame := func(w int, light uint8) prompt.Picture {
		img := image.NewGray(image.Rect(0, 0, w, 2))
		for i := range img.Pix {
			img.Pix[i] = light
		}
		return prompt.FromImage(img, "")
	}
	v := prompt.NewVideo("", frame(3, 255), frame(3, 0))
	x, err := v.Tensor()
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(x.Axes()); got != "[{frame 2} {channel 3} {height 2} {width 3}]" || x.F32()[0] != 1 || x.F32()[3*2*3] != 0 {
		t.Errorf("axes %s, first pixels %v and %v", got, x.F32()[0], x.F32()[18])
	}
	if len(v.Frames()) != 2 || v.String() != "video of 2 frames" {
		t.Errorf("%v has %d frames", v, len(v.Frames()))
	}
	still, moving := prompt.New().Ask(frame(3, 255), "output :").HTML(), prompt.New().Ask(prompt.NewVideo("picture", frame(3, 255), frame(3, 0)), "output :").HTML()
	if still != moving || !strings.Contains(still, "data:image/png") {
		t.Error("a video is not shown by its first frame")
	}
	for want, bad := range map[string]*prompt.Video{
		"no frames":                   prompt.NewVideo(""),
		"frame 1 of the video is nil": prompt.NewVideo("", frame(3, 1), nil),
		"pictures of one size":        prompt.NewVideo("", frame(3, 1), frame(4, 1)),
		"frame 0":                     prompt.NewVideo("", v),
	} {
		if _, err := bad.Tensor(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
