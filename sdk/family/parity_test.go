package family_test

import (
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
	"wade/sdk/family"
	"wade/sdk/flamingo"
	"wade/sdk/internal/zoo"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// fresh is a folder that tools/families.py wrote just now, to compare with instead of what is kept.
var fresh = flag.String("families", "", "folder of tools/families.py to compare with, instead of testdata")

// tolerance is relative for values above 1, and absolute below.
const tolerance = 1e-4

// families are the models of tools/families.py.
var families = []string{"mpt1b", "mpt7b", "neox", "idefics", "idefics-instruct"}

// folder returns the files of a model as its repository has them, with golden.safetensors among them.
func folder(t *testing.T, name string) string {
	t.Helper()
	if *fresh != "" {
		return filepath.Join(*fresh, name)
	}
	return zoo.Unpack(t, filepath.Join("testdata", name+".zip"))
}

func read(t *testing.T, dir string) *family.Model {
	t.Helper()
	f, err := family.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, err := family.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// backends are those to compare on.
func backends(t *testing.T) map[string]backend.Backend {
	all := map[string]backend.Backend{"reference": reference.New()}
	if cpu, err := host.Open(t.Context(), "cpu", host.Options{}); err == nil {
		all["cpu"] = cpu
	} else {
		t.Logf("SKIPPED: the cpu backend (make build, and set WADE_PLUGIN_PATH): %v", err)
	}
	for _, b := range all {
		t.Cleanup(func() { b.Close() })
	}
	return all
}

// golden reads a value, as float32 or int32.
func golden(t *testing.T, f *safetensors.File, name string) *tensor.Tensor {
	t.Helper()
	v, err := f.Tensor(name)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// sees are the pictures that tokens see, as every family counts them: the last one whose token has come.
func sees(ids []int32, image int32) []int32 {
	out, last := make([]int32, len(ids)), int32(-1)
	for i, id := range ids {
		if id == image {
			last++
		}
		out[i] = last
	}
	return out
}

// forward computes every value that the golden file has, from its ids and pixels.
func forward(t *testing.T, b backend.Backend, m *family.Model, g *safetensors.File, image int32) map[string]*tensor.Tensor {
	t.Helper()
	ctx, c := t.Context(), m.Config
	model, err := b.Load(ctx, backend.LoadSpec{Stored: m.Stored, Tensors: m.Tensors, Policy: backend.F32})
	if err != nil {
		t.Fatal(err)
	}
	var want [2][]string // captures of the two programs
	for _, n := range g.Names() {
		switch part, _, _ := strings.Cut(n, "."); part {
		case "vision", "resampler":
			want[0] = append(want[0], n)
		case "gated", "lm", "logits":
			want[1] = append(want[1], n)
		}
	}
	out := map[string]*tensor.Tensor{}
	step := func(build func(*program.Builder) program.ID, captures []string, in map[string]*tensor.Tensor) {
		pb := program.NewBuilder("parity")
		p, err := pb.Build(build(pb))
		if err != nil {
			t.Fatal(err)
		}
		id, err := b.Compile(ctx, model, p)
		if err != nil {
			t.Fatal(err)
		}
		r, err := b.Step(ctx, id, backend.Step{Inputs: in, Captures: captures})
		if err != nil {
			t.Fatal(err)
		}
		for n, v := range r.Values {
			out[n] = v
		}
	}
	step(func(pb *program.Builder) program.ID {
		v := c.ViT
		return c.Resample(pb, c.Vision(pb, pb.Input("images", program.Of("images", v.Channels(), v.Image, v.Image))))
	}, want[0], map[string]*tensor.Tensor{"images": golden(t, g, "pixels")})
	out["media"] = out["resampler.norm"]

	ids := golden(t, g, "ids").I32()
	positions := make([]int32, len(ids))
	for i := range positions {
		positions[i] = int32(i)
	}
	in := map[string]*tensor.Tensor{"media": out["media"]}
	for n, v := range map[string][]int32{"ids": ids, "positions": positions, "image": sees(ids, image)} {
		if n == "positions" && c.LM.Position == flamingo.ALiBi {
			continue
		}
		if in[n], err = tensor.FromI32(v, tensor.Sizes(1, len(v))...); err != nil {
			t.Fatal(err)
		}
	}
	step(func(pb *program.Builder) program.ID {
		tokens := program.Of("batch", "tokens")
		positions := program.None
		if in["positions"] != nil {
			positions = pb.Ints("positions", tokens)
		}
		media := pb.Input("media", program.Of("images", c.Latents(), c.ViT.Width))
		return c.Language(pb, pb.Ints("ids", tokens), positions, media, pb.Ints("image", tokens))
	}, want[1], in)
	return out
}

// TestFamilies compares every layer of every family with the public Python packages.
func TestFamilies(t *testing.T) {
	all := backends(t)
	for _, name := range families {
		dir := folder(t, name)
		m := read(t, dir)
		g, err := safetensors.Open(filepath.Join(dir, "golden.safetensors"))
		if err != nil {
			t.Fatal(err)
		}
		defer g.Close()
		for on, b := range all {
			t.Run(name+"/"+on, func(t *testing.T) {
				values := forward(t, b, m, g, imageToken(m))
				compared, largest, where := 0, 0.0, ""
				for _, n := range g.Names() {
					got, ok := values[n]
					if !ok {
						continue
					}
					compared++
					off, d := difference(got, golden(t, g, n))
					if !(off <= tolerance) {
						t.Errorf("%s: %s", n, d)
					}
					if off > largest {
						largest, where = off, n
					}
				}
				if layers := m.Config.LM.Layers + m.Config.ViT.Layers; compared < layers {
					t.Errorf("only %d values were compared", compared)
				}
				t.Logf("%d values; the largest difference is %.1e, in %s", compared, largest, where)
			})
		}
	}
}

// difference returns the largest difference of an element, relative above 1 and absolute below, and describes it.
func difference(got, want *tensor.Tensor) (float64, string) {
	a, b := got.ToF32(), want.ToF32()
	sizes := got.Shape()
	if len(sizes) == len(want.Shape())+1 && sizes[0] == 1 {
		sizes = sizes[1:]
	}
	if !slices.Equal(sizes, want.Shape()) {
		return math.Inf(1), fmt.Sprintf("shape %v, in Python %v", got.Shape(), want.Shape())
	}
	worst, at := 0.0, 0
	for i := range b {
		if d := math.Abs(float64(a[i])-float64(b[i])) / math.Max(1, math.Abs(float64(b[i]))); !(d <= worst) {
			if worst, at = d, i; math.IsNaN(d) {
				break
			}
		}
	}
	return worst, fmt.Sprintf("element %d is %g, in Python %g", at, a[at], b[at])
}

// imageToken is the id of the token that stands for a picture: those that the tokenizers lack come after all others.
func imageToken(m *family.Model) int32 {
	added := len(m.Added)
	return int32(m.Config.LM.Vocab - added + slices.Index(m.Added, m.Config.Tokens.Image))
}
