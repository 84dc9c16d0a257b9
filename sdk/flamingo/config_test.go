package flamingo_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/program"
)

func TestPondFitsItsWorld(t *testing.T) {
	c := flamingo.Pond()
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	tok, err := pond.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	if c.LM.Vocab != tok.Size() {
		t.Errorf("the configuration has %d tokens, the tokenizer %d", c.LM.Vocab, tok.Size())
	}
	if c.ViT.Image != pond.Side || c.ViT.Mean[0] != pond.PixelMean || c.ViT.Std[2] != pond.PixelStd {
		t.Errorf("pictures of %d pixels, mean %v, std %v do not fit pond", c.ViT.Image, c.ViT.Mean, c.ViT.Std)
	}
	for _, name := range []string{c.Tokens.Image, c.Tokens.End, c.Tokens.Begin, c.Tokens.Pad} {
		if _, err := tok.ID(name); err != nil {
			t.Error(err)
		}
	}
}

func TestCheckNamesTheField(t *testing.T) {
	for want, change := range map[string]func(*flamingo.Config){
		"patch 5 must divide image 8":  func(c *flamingo.Config) { c.ViT.Patch = 5 },
		"mean and std":                 func(c *flamingo.Config) { c.ViT.Std = nil },
		"heads 3 must divide width 16": func(c *flamingo.Config) { c.LM.Heads = 3 },
		`unknown position "absolute"`:  func(c *flamingo.Config) { c.LM.Position = "absolute" },
		"rotary positions need":        func(c *flamingo.Config) { c.LM.Position = flamingo.Rotary },
		`unknown gate ""`:              func(c *flamingo.Config) { c.Gated.Gate = "" },
		"first 7 must be":              func(c *flamingo.Config) { c.Gated.First = 7 },
		"resampler: norm eps":          func(c *flamingo.Config) { c.Resampler.Norm.Eps = 0 },
		"gated qk: norm eps":           func(c *flamingo.Config) { c.Gated.QK.Kind = flamingo.LayerNorm },
		"per_head is for qk":           func(c *flamingo.Config) { c.LM.Norm.PerHead = true },
		"about a class token":          func(c *flamingo.Config) { c.ViT.DropClass = true },
		"only \"tanh\" gates":          func(c *flamingo.Config) { c.Gated.PerChannel, c.Gated.Gate = true, flamingo.OpenGate },
		"all fields zero for none":     func(c *flamingo.Config) { c.Resampler.Layers = 0 },
		`unknown norm "rms" (bias`:     func(c *flamingo.Config) { c.Gated.Norm.Kind = flamingo.RMSNorm },
		"image and end need names":     func(c *flamingo.Config) { c.Tokens.End = "" },
	} {
		c := tiny()
		change(&c)
		err := c.Check()
		if !errors.Is(err, flamingo.ErrConfig) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		if c.Weights() != nil {
			t.Errorf("%s: still has weights", want)
		}
		if _, err := c.Init(1); !errors.Is(err, flamingo.ErrConfig) {
			t.Errorf("%s: init says %v", want, err)
		}
	}
}

// Gated blocks stand where the published models have them: before layers i with (i+1) % n == 0 in OpenFlamingo, i % n == 0 in
// IDEFICS and the paper.
func TestPlacement(t *testing.T) {
	for _, x := range []struct {
		first, every, layers int
		want                 []int
	}{
		{0, 1, 24, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}}, // OpenFlamingo 3B
		{1, 2, 32, []int{1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31}},                            // 4B
		{3, 4, 32, []int{3, 7, 11, 15, 19, 23, 27, 31}},                                                         // 9B
		{0, 4, 32, []int{0, 4, 8, 12, 16, 20, 24, 28}},                                                          // IDEFICS 9B
		{0, 7, 80, []int{0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77}},                                         // Flamingo 80B
	} {
		c := tiny()
		c.LM.Layers, c.Gated.First, c.Gated.Every = x.layers, x.first, x.every
		if got := c.GatedLayers(); !slices.Equal(got, x.want) {
			t.Errorf("first %d, every %d: %v, want %v", x.first, x.every, got, x.want)
		}
	}
}

func TestConfigSurvivesJSON(t *testing.T) {
	for name, c := range families() {
		data, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back flamingo.Config
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(c, back) {
			t.Errorf("%s: %+v became %+v", name, c, back)
		}
	}
}

func TestWeightsAreWhatProgramsRead(t *testing.T) {
	for name, c := range families() {
		b := program.NewBuilder("all")
		media := c.Resample(b, c.Vision(b, b.Input("images", program.Of("images", 3, c.ViT.Image, c.ViT.Image))))
		shape := program.Of("batch", "tokens")
		p, err := b.Build(c.Language(b, b.Ints("ids", shape), b.Ints("positions", shape), media, b.Ints("image", shape)))
		if err != nil {
			t.Fatal(err)
		}
		var read, listed []string
		for _, v := range p.Of(program.KindWeight) {
			read = append(read, v.Name)
		}
		if c.ViT.Joint > 0 { // read by Vectors alone
			read = append(read, "vision.post.w", "vision.post.b", "vision.joint.w")
		}
		prefix := map[flamingo.Part]string{flamingo.VisionPart: "vision.", flamingo.ResamplerPart: "resampler.", flamingo.GatedPart: "gated.", flamingo.LanguagePart: "lm."}
		for _, w := range c.Weights() {
			listed = append(listed, w.Name)
			if !strings.HasPrefix(w.Name, prefix[w.Part]) {
				t.Errorf("%s: %s counts as %s", name, w.Name, w.Part)
			}
			if w.Decay != (len(w.Sizes) > 1 && !strings.Contains(w.Name, "position") && !strings.Contains(w.Name, "latents") && !strings.Contains(w.Name, "class") && !strings.Contains(w.Name, "time")) {
				t.Errorf("%s: decay of %s is %t", name, w.Name, w.Decay)
			}
		}
		slices.Sort(read)
		slices.Sort(listed)
		if !slices.Equal(read, listed) {
			t.Errorf("%s: the program reads\n%v\nlisted are\n%v", name, read, listed)
		}
	}
}

func TestInit(t *testing.T) {
	c := tiny()
	all, err := c.Init(7)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range flamingo.Parts() {
		some, err := c.Init(7, p)
		if err != nil {
			t.Fatal(err)
		}
		n += len(some)
		for name, w := range some {
			if !equal(w.F32(), all[name].F32()) {
				t.Errorf("%s differs when its part starts alone", name)
			}
		}
	}
	if n != len(all) || n != len(c.Weights()) {
		t.Errorf("parts have %d weights, all %d, listed are %d", n, len(all), len(c.Weights()))
	}
	other, err := c.Init(8)
	if err != nil {
		t.Fatal(err)
	}
	if equal(all["lm.0.ffw.up.w"].F32(), other["lm.0.ffw.up.w"].F32()) || equal(all["lm.0.ffw.up.w"].F32(), all["lm.1.ffw.up.w"].F32()) {
		t.Error("another seed or name starts the same")
	}
	if a := all["gated.0.attn.alpha"].F32(); len(a) != 1 || a[0] != 0 {
		t.Errorf("a gate starts at %v", a)
	}
	if w := all["lm.0.attn.norm.w"].F32(); w[0] != 1 {
		t.Errorf("a norm starts at %v", w[0])
	}
	if _, err := c.Init(1, "text"); err == nil {
		t.Error("an unknown part is no error")
	}
}

func TestEveryValueIsATapWithItsDoc(t *testing.T) {
	for name, c := range families() {
		taps, err := c.Taps()
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]flamingo.Tap{}
		for _, tap := range taps {
			if tap.Doc == "" || len(tap.Axes) == 0 {
				t.Errorf("%s: %+v says too little", name, tap)
			}
			have[tap.Name] = tap
		}
		b := program.NewBuilder("all")
		shape := program.Of("batch", "tokens")
		media := c.Resample(b, c.Vision(b, b.Input("images", program.Of("images", 3, c.ViT.Image, c.ViT.Image))))
		p, err := b.Build(c.Language(b, b.Ints("ids", shape), b.Ints("positions", shape), media, b.Ints("image", shape)))
		if err != nil {
			t.Fatal(err)
		}
		inner := 0 // what is only keys and values laid out anew
		for _, v := range p.Of(program.KindNode) {
			if strings.HasSuffix(v.Name, ".seen") {
				inner++
			} else if _, ok := have[v.Name]; !ok {
				t.Errorf("%s: %s is no tap", name, v.Name)
			}
		}
		if len(have) != len(p.Of(program.KindNode))+2-inner { // and pixels and media
			t.Errorf("%s: %d taps for %d values", name, len(have), len(p.Of(program.KindNode)))
		}
	}
	taps, _ := tiny().Taps()
	if !strings.Contains(taps.HTML(), "gated.2.attn.gate") || !strings.Contains(taps.String(), "gated.2.attn.gate") {
		t.Error("the table of taps lacks one")
	}
}
