package flamingo_test

import (
	"math"
	"slices"
	"testing"

	"wade/sdk/tensor"
)

// The last residual reads as the model's own logits.
func TestUnembedIsTheEndOfTheModel(t *testing.T) {
	for name, c := range families() {
		t.Run(name, func(t *testing.T) {
			m := open(t, c)
			p := twoShots(1, 2, 3).Reply("green")
			last := "lm." + string(rune('0'+c.LM.Layers-1)) + ".resid"
			trace, err := m.Forward(t.Context(), p, last)
			if err != nil {
				t.Fatal(err)
			}
			x, err := trace.At(last)
			if err != nil {
				t.Fatal(err)
			}
			ids := make([][]int32, len(trace.LogP))
			for i := range ids {
				ids[i] = []int32{0}
				if i+1 < len(ids) {
					ids[i][0] = trace.Encoded.Tokens[i+1].ID
				}
			}
			r, err := m.Unembed(t.Context(), x, ids)
			if err != nil {
				t.Fatal(err)
			}
			for i := range ids {
				if r.Top[i][0] != trace.Next[i][0] {
					t.Errorf("row %d: %v, want %v", i, r.Top[i][0], trace.Next[i][0])
				}
				if i+1 < len(ids) && math.Abs(r.LogP[i][0]-float64(trace.LogP[i+1])) > 1e-5 {
					t.Errorf("row %d: %v, want %v", i, r.LogP[i][0], trace.LogP[i+1])
				}
			}
			if free, err := m.Unembed(t.Context(), x, nil); err != nil || len(free.LogP[0]) != 0 || free.Top[0][0] != r.Top[0][0] {
				t.Errorf("without tokens: %v, %v", free, err)
			}
		})
	}
}

func TestUnembedRefuses(t *testing.T) {
	m := open(t, tiny())
	x := func(sizes ...int) *tensor.Tensor {
		v, err := tensor.Zeros(tensor.Sizes(sizes...)...)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for name, c := range map[string]struct {
		x   *tensor.Tensor
		ids [][]int32
	}{
		"nothing":         {nil, nil},
		"other width":     {x(2, 7), nil},
		"rows of tokens":  {x(2, 16), [][]int32{{1}}},
		"uneven tokens":   {x(2, 16), [][]int32{{1}, {1, 2}}},
		"unknown tokens":  {x(1, 16), [][]int32{{17}}},
		"negative tokens": {x(1, 16), [][]int32{{-1}}},
	} {
		if _, err := m.Unembed(t.Context(), c.x, c.ids); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The rows of the output layer are those of the weights.
func TestUnembeddingIsTheWeight(t *testing.T) {
	for name, c := range families() {
		m := open(t, c)
		v, err := m.Unembedding(t.Context(), 3, 0, 3)
		if err != nil {
			t.Fatal(err)
		}
		key := "lm.embed.w"
		if !c.LM.Tied {
			key = "lm.head.w"
		}
		w := weights(t, c)[key].F32()
		for i, id := range []int{3, 0, 3} {
			if !slices.Equal(rowOf(v, i), w[id*c.LM.Width:(id+1)*c.LM.Width]) {
				t.Errorf("%s: row %d is not that of token %d", name, i, id)
			}
		}
	}
	m := open(t, tiny())
	if _, err := m.Unembedding(t.Context()); err == nil {
		t.Error("no tokens: no error")
	}
	if _, err := m.Unembedding(t.Context(), 17); err == nil {
		t.Error("an unknown token: no error")
	}
}
