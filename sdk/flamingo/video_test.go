package flamingo_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/internal/zoo"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

func film() flamingo.Config { return zoo.Families(len(vocabulary))["flamingo"] }

// clip is a video of random frames.
func clip(seeds ...uint64) prompt.Picture {
	var frames []prompt.Picture
	for _, s := range seeds {
		frames = append(frames, pic(s))
	}
	return prompt.NewVideo("a clip", frames...)
}

// fixed is a picture of given pixels.
type fixed struct{ pixels *tensor.Tensor }

func (f fixed) Tensor() (*tensor.Tensor, error) { return f.pixels, nil }

// second is the error of two results.
func second[T any](_ T, err error) error { return err }

func TestTimes(t *testing.T) {
	r := flamingo.Resampler{Frames: 4}
	for frames, want := range map[int][][]float32{
		1: {{1, 0, 0, 0}},
		2: {{1, 0, 0, 0}, {0, 0, 0, 1}},
		4: {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}},
		7: {{1, 0, 0, 0}, {.5, .5, 0, 0}, {0, 1, 0, 0}, {0, .5, .5, 0}, {0, 0, 1, 0}, {0, 0, .5, .5}, {0, 0, 0, 1}},
	} {
		for i, row := range r.Times(frames) {
			if !slices.Equal(row, want[i]) {
				t.Errorf("frame %d of %d: %v, want %v", i, frames, row, want[i])
			}
		}
	}
	if row := (flamingo.Resampler{Frames: 1}).Times(3)[2]; !slices.Equal(row, []float32{1}) {
		t.Errorf("with one embedding: %v", row)
	}
}

// A video of one frame is a picture; of several, features get the embeddings of their times and give as many latents as a picture.
func TestVideosAreResampled(t *testing.T) {
	c := film()
	m := open(t, c)
	still, one := value(t, m, prompt.New().Ask(pic(1), "output :"), "logits"), value(t, m, prompt.New().Ask(clip(1), "output :"), "logits")
	if !equal(still.F32(), one.F32()) {
		t.Error("a video of one frame is not its picture")
	}
	p := prompt.New().Shot(clip(1, 2, 3, 4), "output :", "red").Ask(clip(5, 6, 7, 8), "output :")
	tr := forward(t, m, p, "vision.1.resid", "resampler.timed", "resampler.0.attn.pattern", "media")
	for name, want := range map[string]string{
		"vision.1.resid":           "[{frame 8} {patch 4} {channel 12}]",
		"resampler.timed":          "[{image 2} {patch 16} {channel 12}]",
		"resampler.0.attn.pattern": "[{image 2} {head 2} {latent 3} {key 19}]",
		"media":                    "[{image 2} {latent 3} {channel 12}]",
	} {
		if got := fmt.Sprint(at(t, tr, name).Axes()); got != want {
			t.Errorf("%s has axes %s, want %s", name, got, want)
		}
	}
	features, timed, table := at(t, tr, "vision.1.resid"), at(t, tr, "resampler.timed"), weights(t, c)["resampler.time.w"].F32()
	for r := range 8 * 4 { // frame and patch
		for k := range 12 {
			want := rowOf(features, r)[k] + table[k*4+r/4%4]
			if got := rowOf(timed, r)[k]; math.Abs(float64(got-want)) > 1e-5 {
				t.Fatalf("frame %d, patch %d, channel %d is %g, want %g", r/4, r%4, k, got, want)
			}
		}
	}
	sizes, err := m.Estimate(p, "vision.1.resid|resampler.timed|resampler.0.attn.pattern|media")
	if err != nil {
		t.Fatal(err)
	}
	if want := int64(4 * (8*4*12 + 2*16*12 + 2*2*3*19 + 2*3*12)); sizes.Total() != want {
		t.Errorf("%v, want %d bytes", sizes, want)
	}
	order := value(t, m, prompt.New().Ask(clip(5, 6, 7, 8), "output :"), "logits")
	if equal(order.F32(), value(t, m, prompt.New().Ask(clip(8, 7, 6, 5), "output :"), "logits").F32()) {
		t.Error("the order of frames does not matter")
	}
}

// Frames are edited by number, and derivatives go through them.
func TestFramesAreEditedAndDerived(t *testing.T) {
	m := exact(t, film())
	p := prompt.New().Shot(clip(1, 2), "output :", "red").Ask(clip(5, 6), "output :")
	target := flamingo.Target{Answer: "blue", Against: "green"}
	g := gradient(t, m, p, target, "pixels|vision.*.resid|resampler.timed|resampler.1.resid|media")
	r := rand.New(rand.NewPCG(3, 4))
	for _, tap := range g.Names() {
		along(t, m, p, target, g, tap, r)
	}
	both, err := m.GradientAll(t.Context(), []flamingo.Run{{Prompt: prompt.New().Ask(clip(7, 8), "output :")}, {Prompt: prompt.New().Ask(clip(5, 6), "output :")}}, target, "vision.0.resid")
	if err != nil {
		t.Fatal(err)
	}
	alone := gradient(t, m, prompt.New().Ask(clip(5, 6), "output :"), target, "vision.0.resid")
	a, _ := alone.By("vision.0.resid")
	b, err := both[1].By("vision.0.resid")
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range doubles(a) {
		if math.Abs(x-doubles(b)[i]) > 1e-9 {
			t.Fatalf("derivative %d is %g alone, %g beside another", i, x, doubles(b)[i])
		}
	}
	// Frame 3 is the second one of the second video: darkened by an edit as in the video itself.
	const plane = 8 * 8 // of pixels, whose rows are lines
	var rows []int
	for i := range 3 * 8 {
		rows = append(rows, 3*3*8+i)
	}
	dark := m.With(flamingo.Edit{Tap: "pixels", Kind: program.EditReplace, Rows: rows, Data: []float32{0}})
	runs, err := dark.Measure(t.Context(), []flamingo.Run{{Prompt: p}}, target)
	if err != nil {
		t.Fatal(err)
	}
	mean := film().ViT.Mean
	blank, _ := (noise{6, 8}).Tensor()
	for i := range blank.F32() {
		blank.F32()[i] = mean[i/plane]
	}
	q := prompt.New().Shot(clip(1, 2), "output :", "red").Ask(prompt.NewVideo("", pic(5), fixed{blank}), "output :")
	want, err := m.Measure(t.Context(), []flamingo.Run{{Prompt: q}}, target)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(runs[0]-want[0]) > 1e-5 {
		t.Errorf("darkened by an edit %g, in the video %g", runs[0], want[0])
	}
}

func TestVideosRefuse(t *testing.T) {
	mixed := prompt.New().Shot(clip(1, 2), "output :", "red").Ask(pic(5), "output :")
	m := open(t, film())
	if _, err := m.Forward(t.Context(), mixed); err != nil {
		t.Errorf("a video beside a picture: %v", err)
	}
	for what, err := range map[string]error{
		"capture": second(m.Forward(t.Context(), mixed, "vision.0.resid")),
		"edit":    second(m.With(flamingo.Edit{Tap: "vision.0.resid", Kind: program.EditScale, Rows: []int{0}, Data: []float32{0}}).Forward(t.Context(), mixed)),
		"slope":   second(m.Gradient(t.Context(), mixed, flamingo.Target{Answer: "red"}, "pixels")),
	} {
		if err == nil || !strings.Contains(err.Error(), "of 2 and of 1 frames") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := m.Vectors(t.Context(), pic(5), clip(1, 2)); err == nil || !strings.Contains(err.Error(), "picture 1 is a video of 2 frames") {
		t.Errorf("a vector of a video: %v", err)
	}
	if _, err := open(t, tiny()).Forward(t.Context(), prompt.New().Ask(clip(1, 2), "output :")); err == nil || !strings.Contains(err.Error(), "still pictures") {
		t.Errorf("a video for a model of pictures: %v", err)
	}
}
