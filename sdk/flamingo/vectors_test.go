package flamingo_test

import (
	"math"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

// A vector is that of its picture alone, has length 1, is not changed by edits, and with a projection is that of the class token.
func TestVectors(t *testing.T) {
	for _, name := range []string{"openflamingo mpt-1b", "idefics", "learned"} {
		c := families()[name]
		m := open(t, c)
		v, err := m.Vectors(t.Context(), pic(1), pic(2), pic(1))
		if err != nil {
			t.Fatal(err)
		}
		want := c.ViT.Width
		if c.ViT.Joint > 0 {
			want = c.ViT.Joint
		}
		if s := v.Shape(); s[0] != 3 || s[1] != want {
			t.Fatalf("%s: vectors are %v, want [3 %d]", name, s, want)
		}
		if !equal(rowOf(v, 0), rowOf(v, 2)) || equal(rowOf(v, 0), rowOf(v, 1)) {
			t.Errorf("%s: vectors are not those of their pictures", name)
		}
		sum := 0.0
		for _, x := range rowOf(v, 1) {
			sum += float64(x) * float64(x)
		}
		if math.Abs(sum-1) > 1e-5 {
			t.Errorf("%s: a vector has length %g", name, math.Sqrt(sum))
		}
		dark := m.With(flamingo.Edit{Tap: "vision.0.resid", Kind: program.EditScale, Data: []float32{0}})
		if w, err := dark.Vectors(t.Context(), pic(1)); err != nil || !equal(rowOf(w, 0), rowOf(v, 0)) {
			t.Errorf("%s: edited: %v, error %v", name, w, err)
		}
		if c.ViT.Joint == 0 {
			continue
		}
		// By hand: the class row of the last block, normalised, projected.
		rows := value(t, m, prompt.New().Ask(pic(2), "what ?"), "vision.1.resid")
		w := weights(t, c)
		class := standard(rowOf(rows, 0), c.ViT.Norm.Eps)
		var out []float64
		length := 0.0
		for j := range c.ViT.Joint {
			x := 0.0
			for i, z := range class {
				x += (z*float64(w["vision.post.w"].F32()[i]) + float64(w["vision.post.b"].F32()[i])) * float64(w["vision.joint.w"].F32()[j*c.ViT.Width+i])
			}
			out, length = append(out, x), length+x*x
		}
		for j, x := range out {
			if got := float64(rowOf(v, 1)[j]); math.Abs(got-x/math.Sqrt(length)) > 1e-5 {
				t.Errorf("channel %d is %g, want %g", j, got, x/math.Sqrt(length))
			}
		}
	}
	if _, err := open(t, tiny()).Vectors(t.Context()); err == nil {
		t.Error("vectors of no picture")
	}
}

// standard is a row less its mean, divided by its deviation.
func standard(x []float32, eps float32) []float64 {
	mean, square := 0.0, 0.0
	for _, v := range x {
		mean += float64(v) / float64(len(x))
	}
	for _, v := range x {
		square += (float64(v) - mean) * (float64(v) - mean) / float64(len(x))
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = (float64(v) - mean) / math.Sqrt(square+float64(eps))
	}
	return out
}
