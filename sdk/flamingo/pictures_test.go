package flamingo

import (
	"image"
	"slices"
	"strings"
	"testing"

	"wade/sdk/picture"
	"wade/sdk/prompt"
)

func TestBlankIsSeenAsZero(t *testing.T) {
	c := Pond()
	c.ViT.Mean, c.ViT.Std = []float32{.48145466, .4578275, .40821073}, []float32{.26862954, .26130258, .27577711}
	seen, err := c.pixels(c.ViT.Blank())
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range seen.data {
		if x > 0.5/255/0.26+1e-6 || x < -0.5/255/0.26-1e-6 {
			t.Fatalf("number %d is %g", i, x)
		}
	}
}

func TestPicturesAreProcessed(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 90, 60))
	for i := range img.Pix {
		img.Pix[i] = uint8(i % 90 * 2)
	}
	p := picture.From(img, "a slope")
	c := Pond()
	if _, err := c.pixels(p); err == nil {
		t.Error("a picture of another size was taken without a processor")
	}
	c.ViT.Processor = picture.OpenCLIP
	got, err := c.pixels(p)
	if err != nil {
		t.Fatal(err)
	}
	ready, err := picture.OpenCLIP.Apply(p, c.ViT.Image)
	if err != nil {
		t.Fatal(err)
	}
	want, err := c.pixels(ready)
	if err != nil || !slices.Equal(got.data, want.data) {
		t.Errorf("processed before or by the model makes a difference, error %v", err)
	}
	c.Resampler.Frames = 2
	if got, err = c.pixels(prompt.NewVideo("", p, p)); err != nil || got.frames != 2 || !slices.Equal(got.data[len(want.data):], want.data) {
		t.Errorf("the second frame of a video is not processed, error %v", err)
	}
	c.ViT.Processor = "opencip"
	if err := c.Check(); err == nil || !strings.Contains(err.Error(), "open_clip") {
		t.Errorf("error %v, want one that suggests open_clip", err)
	}
}
