package backendtest

import (
	"fmt"

	"wade/sdk/program"
)

// opCase is one operation at one size.
type opCase struct {
	op   program.Op
	name string
	make func(s *sample) program.ID // the result
	inf  bool                       // infinities have one right answer, not a matter of how the formula is written
}

// cases lists every operation at sizes around those where kernels change their mind.
func cases() []opCase {
	var all []opCase
	add := func(op program.Op, name string, inf bool, make func(s *sample) program.ID) {
		all = append(all, opCase{op, name, make, inf})
	}
	rowCases(add)
	elementCases(add)
	attentionCases(add)
	shapeCases(add)
	lossCases(add)
	return all
}

type adder func(op program.Op, name string, inf bool, make func(s *sample) program.ID)

// matrices are rows and columns of row-wise operations.
var matrices = [][2]int{{1, 1}, {3, 17}, {2, 64}, {65, 129}, {7, 256}}

func rowCases(add adder) {
	for _, z := range []struct{ rows, in, out int }{{1, 1, 1}, {3, 17, 5}, {1, 64, 200}, {1, 257, 31}, {65, 129, 33}, {130, 65, 1}, {64, 64, 64}, {17, 300, 70}} {
		for _, bias := range []bool{true, false} {
			add(program.OpLinear, fmt.Sprintf("%dx%d-%d,bias=%v", z.rows, z.in, z.out, bias), true, func(s *sample) program.ID {
				b := program.None
				w := s.param("w", z.out, z.in)
				if bias {
					b = s.param("b", z.out)
				}
				return s.Linear("out", s.value("x", z.rows, z.in), w, b)
			})
		}
	}
	add(program.OpLinear, "three axes", true, func(s *sample) program.ID {
		return s.Linear("out", s.value("x", 2, 3, 9), s.param("w", 4, 9), program.None)
	})
	for _, z := range [][3]int{{1, 1, 1}, {17, 5, 12}, {129, 65, 3}} {
		add(program.OpEmbed, fmt.Sprintf("%dx%d", z[0], z[1]), true, func(s *sample) program.ID {
			return s.Embed("out", s.param("table", z[0], z[1]), s.index("ids", 0, z[0], 2, z[2]))
		})
	}
	for _, z := range matrices {
		size := fmt.Sprintf("%dx%d", z[0], z[1])
		for _, bias := range []bool{true, false} {
			add(program.OpLayerNorm, fmt.Sprintf("%s,bias=%v", size, bias), true, func(s *sample) program.ID {
				x, g, b := s.value("x", z[0], z[1]), s.param("g", z[1]), program.None
				if bias {
					b = s.param("b", z[1])
				}
				return s.LayerNorm("out", x, g, b, 1e-5)
			})
		}
		add(program.OpRMSNorm, size, true, func(s *sample) program.ID {
			return s.RMSNorm("out", s.value("x", z[0], z[1]), s.param("g", z[1]), 1e-6)
		})
		if z[1]%3 == 0 { // parts of rows
			add(program.OpLayerNorm, size+" in parts of a third", true, func(s *sample) program.ID {
				return s.LayerNorm("out", s.value("x", 2, z[0], z[1]), s.param("g", z[1]/3), s.param("b", z[1]/3), 1e-5)
			})
			add(program.OpRMSNorm, size+" in parts of a third", true, func(s *sample) program.ID {
				return s.RMSNorm("out", s.value("x", 2, z[0], z[1]), s.param("g", z[1]/3), 1e-6)
			})
		}
		add(program.OpNormalize, size, true, func(s *sample) program.ID { return s.Normalize("out", s.value("x", z[0], z[1])) })
		add(program.OpSoftmax, size, true, func(s *sample) program.ID { return s.Softmax("out", s.value("x", z[0], z[1])) })
		add(program.OpLogSoftmax, size, true, func(s *sample) program.ID { return s.LogSoftmax("out", s.value("x", z[0], z[1])) })
	}
	add(program.OpSoftmax, "large logits", true, func(s *sample) program.ID {
		return s.Softmax("out", s.Scale("", s.value("x", 5, 33), 200))
	})
	add(program.OpLayerNorm, "far from zero", true, func(s *sample) program.ID {
		offset := make([]float32, 96)
		for i := range offset {
			offset[i] = 300
		}
		x := s.Add("", s.value("x", 4, 96), s.fixed("offset", offset, 96))
		return s.LayerNorm("out", x, s.param("g", 96), program.None, 1e-5)
	})
}

func elementCases(add adder) {
	for _, k := range program.Activations() {
		for _, n := range []int{1, 17, 387} {
			add(program.OpActivation, fmt.Sprintf("%s,%d", k, n), k == program.ReLU || k == program.Tanh, func(s *sample) program.ID {
				return s.Activate("out", s.Scale("", s.value("x", 2, n), 3), k)
			})
		}
	}
	for _, z := range []struct{ x, y []int }{{[]int{1, 1}, []int{1}}, {[]int{3, 17}, []int{3, 17}}, {[]int{65, 129}, []int{129}}, {[]int{3, 5, 33}, []int{5, 33}}, {[]int{5, 1}, []int{1}}} {
		size := fmt.Sprintf("%v,%v", z.x, z.y)
		add(program.OpAdd, size, true, func(s *sample) program.ID {
			return s.Add("out", s.value("x", z.x...), s.param("y", z.y...))
		})
		add(program.OpMul, size, true, func(s *sample) program.ID {
			return s.Mul("out", s.value("x", z.x...), s.param("y", z.y...))
		})
	}
	for _, n := range []int{1, 17, 129} {
		add(program.OpScale, fmt.Sprint(n), true, func(s *sample) program.ID { return s.Scale("out", s.value("x", 3, n), -0.3) })
		add(program.OpGatedAdd, fmt.Sprintf("one gate,%d", n), true, func(s *sample) program.ID {
			return s.GatedAdd("out", s.value("x", 2, 3, n), s.value("branch", 2, 3, n), s.param("gate", 1))
		})
		add(program.OpGatedAdd, fmt.Sprintf("gate of width %d", n), true, func(s *sample) program.ID {
			return s.GatedAdd("out", s.value("x", 5, n), s.value("branch", 5, n), s.param("gate", n))
		})
	}
	add(program.OpClipScale, "above", true, func(s *sample) program.ID { return s.ClipScale("out", s.fixed("norm", []float32{4}, 1), 1) })
	add(program.OpClipScale, "below", true, func(s *sample) program.ID { return s.ClipScale("out", s.fixed("norm", []float32{0.5}, 1), 1) })
	add(program.OpClipScale, "zero", true, func(s *sample) program.ID { return s.ClipScale("out", s.fixed("norm", []float32{0}, 1), 1) })
	add(program.OpGlobalNorm, "three", true, func(s *sample) program.ID {
		return s.GlobalNorm("out", s.value("x", 3, 17), s.value("y", 129), s.param("z", 2, 3, 5))
	})
}

func attentionCases(add adder) {
	for _, z := range []struct {
		batch, rows, keys, width int
		c                        program.AttentionConfig
	}{
		{1, 1, 1, 1, program.AttentionConfig{Heads: 1}},
		{2, 3, 3, 6, program.AttentionConfig{Heads: 2, Causal: true}},
		{1, 17, 17, 20, program.AttentionConfig{Heads: 4}},
		{2, 5, 65, 24, program.AttentionConfig{Heads: 3, Causal: true}},
		{1, 65, 65, 64, program.AttentionConfig{Heads: 2, Causal: true, ALiBi: true}},
		{1, 3, 129, 32, program.AttentionConfig{Heads: 1, ALiBi: true}},
		{1, 9, 9, 24, program.AttentionConfig{Heads: 6, Causal: true, ALiBi: true, Steepest: 4}},
		{2, 5, 7, 12, program.AttentionConfig{Heads: 3, ALiBi: true, Interleave: true}},
		{3, 33, 33, 34, program.AttentionConfig{Heads: 2, Scale: 0.3, Causal: true}},
		{1, 1, 130, 128, program.AttentionConfig{Heads: 4, Causal: true}},
	} {
		size := fmt.Sprintf("%dx%dx%d over %d,heads=%d,causal=%v,alibi=%v,steepest=%g,interleave=%v", z.batch, z.rows, z.width, z.keys, z.c.Heads, z.c.Causal, z.c.ALiBi, z.c.Steepest, z.c.Interleave)
		add(program.OpAttention, size, false, func(s *sample) program.ID {
			return s.Attention("out", s.value("q", z.batch, z.rows, z.width), s.value("k", z.batch, z.keys, z.width), s.value("v", z.batch, z.keys, z.width), z.c)
		})
		add(program.OpPattern, size, false, func(s *sample) program.ID {
			return s.Pattern("out", s.value("q", z.batch, z.rows, z.width), s.value("k", z.batch, z.keys, z.width), z.c)
		})
		add(program.OpAttention, size+",masked", false, func(s *sample) program.ID {
			return s.MaskedAttention("out", s.value("q", z.batch, z.rows, z.width), s.value("k", z.batch, z.keys, z.width), s.value("v", z.batch, z.keys, z.width),
				s.mask(z.batch, z.rows, z.keys), z.c)
		})
		add(program.OpPattern, size+",masked", false, func(s *sample) program.ID {
			return s.MaskedPattern("out", s.value("q", z.batch, z.rows, z.width), s.value("k", z.batch, z.keys, z.width), s.mask(z.batch, z.rows, z.keys), z.c)
		})
	}
	for _, z := range []struct{ batch, rows, images, latents, width, heads int }{{1, 1, 1, 1, 1, 1}, {2, 7, 3, 5, 12, 3}, {3, 33, 2, 16, 64, 4}, {1, 65, 4, 17, 34, 2}} {
		size := fmt.Sprintf("%dx%dx%d over %dx%d,heads=%d", z.batch, z.rows, z.width, z.images, z.latents, z.heads)
		c := program.AttentionConfig{Heads: z.heads}
		add(program.OpCrossAttention, size, false, func(s *sample) program.ID {
			return s.CrossAttention("out", s.value("q", z.batch, z.rows, z.width), s.value("k", z.images, z.latents, z.width),
				s.value("v", z.images, z.latents, z.width), s.index("image", -1, z.images, z.batch, z.rows), c)
		})
		add(program.OpCrossPattern, size, false, func(s *sample) program.ID {
			return s.CrossPattern("out", s.value("q", z.batch, z.rows, z.width), s.value("k", z.images, z.latents, z.width), s.index("image", -1, z.images, z.batch, z.rows), c)
		})
		add(program.OpCrossAttention, size+",masked", false, func(s *sample) program.ID {
			return s.MaskedCrossAttention("out", s.value("q", z.batch, z.rows, z.width), s.value("k", z.images, z.latents, z.width),
				s.value("v", z.images, z.latents, z.width), s.index("image", -1, z.images, z.batch, z.rows), s.mask(z.batch, z.rows, z.latents), c)
		})
		add(program.OpCrossPattern, size+",masked", false, func(s *sample) program.ID {
			return s.MaskedCrossPattern("out", s.value("q", z.batch, z.rows, z.width), s.value("k", z.images, z.latents, z.width),
				s.index("image", -1, z.images, z.batch, z.rows), s.mask(z.batch, z.rows, z.latents), c)
		})
	}
	for _, z := range []struct{ rows, width, heads, rotate int }{{1, 2, 1, 2}, {5, 24, 3, 8}, {17, 40, 2, 6}, {33, 64, 4, 16}} {
		add(program.OpRotary, fmt.Sprintf("%dx%d,heads=%d,rotate=%d", z.rows, z.width, z.heads, z.rotate), false, func(s *sample) program.ID {
			return s.Rotary("out", s.value("x", 2, z.rows, z.width), s.index("positions", 0, 900, 2, z.rows), z.heads, z.rotate, 10000)
		})
	}
}

func shapeCases(add adder) {
	for _, z := range []struct{ count, channels, height, width, patch, out int }{{1, 1, 1, 1, 1, 1}, {2, 3, 8, 8, 4, 5}, {3, 3, 12, 18, 6, 17}, {2, 1, 15, 5, 5, 33}} {
		for _, bias := range []bool{true, false} {
			add(program.OpPatchEmbed, fmt.Sprintf("%d of %dx%dx%d,patch=%d,bias=%v", z.count, z.channels, z.height, z.width, z.patch, bias), true, func(s *sample) program.ID {
				images, w, b := s.value("images", z.count, z.channels, z.height, z.width), s.param("w", z.out, z.channels, z.patch, z.patch), program.None
				if bias {
					b = s.param("b", z.out)
				}
				return s.PatchEmbed("out", images, w, b, z.patch)
			})
		}
	}
	add(program.OpConcat, "two", true, func(s *sample) program.ID {
		return s.Concat("out", s.value("x", 2, 3, 17), s.value("y", 2, 1, 17))
	})
	add(program.OpConcat, "three, one of them twice", true, func(s *sample) program.ID {
		x := s.value("x", 3, 1, 5)
		return s.Concat("out", x, s.value("y", 3, 4, 5), x)
	})
	for _, z := range []struct{ batch, rows, width, from, n int }{{1, 1, 1, 0, 1}, {3, 17, 5, 1, 16}, {2, 9, 33, 0, 8}, {1, 65, 129, 30, 7}} {
		add(program.OpSlice, fmt.Sprintf("%+v", z), true, func(s *sample) program.ID {
			return s.Slice("out", s.value("x", z.batch, z.rows, z.width), z.from, z.n)
		})
	}
	for _, sizes := range [][]int{{1}, {17}, {3, 5}, {2, 3, 33}} {
		add(program.OpRepeat, fmt.Sprint(sizes), true, func(s *sample) program.ID {
			return s.Repeat("out", s.param("x", sizes...), program.N(3))
		})
	}
	for _, sizes := range [][]int{{1, 1}, {9, 17}, {2, 5, 33}} {
		add(program.OpGatherRows, fmt.Sprint(sizes), true, func(s *sample) program.ID {
			rows := product(sizes) / sizes[len(sizes)-1]
			return s.GatherRows("out", s.value("x", sizes...), s.index("rows", 0, rows, 7))
		})
		add(program.OpGatherRows, fmt.Sprint(sizes, " into blocks"), true, func(s *sample) program.ID {
			rows := product(sizes) / sizes[len(sizes)-1]
			return s.GatherRows("out", s.value("x", sizes...), s.index("rows", 0, rows, 2, 5))
		})
	}
	for _, sizes := range [][]int{{1, 1, 1}, {3, 17, 5}, {2, 65, 129}} {
		add(program.OpMeanRows, fmt.Sprint(sizes), true, func(s *sample) program.ID { return s.MeanRows("out", s.value("x", sizes...)) })
		add(program.OpCacheAppend, fmt.Sprint(sizes), true, func(s *sample) program.ID {
			return s.GatherRows("out", s.CacheAppend("rows", s.value("x", sizes...), "c"), s.index("picked", 0, sizes[0]*sizes[1], 9))
		})
	}
	for _, z := range matrices {
		add(program.OpTranspose, fmt.Sprintf("%dx%d", z[0], z[1]), true, func(s *sample) program.ID { return s.Transpose("out", s.value("x", z[0], z[1])) })
		add(program.OpTake, fmt.Sprintf("%dx%d", z[0], z[1]), true, func(s *sample) program.ID {
			return s.Take("out", s.value("x", z[0], z[1]), s.index("index", 0, z[1], z[0], 3))
		})
		add(program.OpTopK, fmt.Sprintf("%dx%d", z[0], z[1]), true, func(s *sample) program.ID {
			return s.TopK("out", s.value("x", z[0], z[1]), min(5, z[1]))
		})
	}
	add(program.OpTopK, "equals", true, func(s *sample) program.ID {
		return s.TopK("out", s.fixed("x", []float32{1, 3, 3, -2, 3, 0, 0, 0, 0, 0}, 2, 5), 4)
	})
}

func lossCases(add adder) {
	for _, z := range [][2]int{{1, 2}, {3, 17}, {65, 129}} {
		add(program.OpCrossEntropy, fmt.Sprintf("%dx%d", z[0], z[1]), true, func(s *sample) program.ID {
			w := make([]float32, z[0])
			for i := range w {
				w[i] = float32(i%3) + float32(z[0]%2)/2 // some are 0
			}
			return s.CrossEntropy("out", s.value("x", z[0], z[1]), s.index("targets", 0, z[1], z[0]), s.fixed("weights", w, z[0]))
		})
		add(program.OpSoftEntropy, fmt.Sprintf("%dx%d", z[0], z[1]), true, func(s *sample) program.ID {
			x := s.value("x", z[0], z[1])
			targets := make([]float32, z[0]*z[1]) // rows need not sum to 1, and some entries are 0
			for i := range targets {
				targets[i] = max(0, s.rng.Float32()-0.2)
			}
			return s.SoftEntropy("out", x, s.fixed("targets", targets, z[0], z[1]))
		})
	}
	add(program.OpCrossEntropy, "no weight at all", true, func(s *sample) program.ID {
		return s.CrossEntropy("out", s.value("x", 3, 5), s.index("targets", 0, 5, 3), s.fixed("weights", make([]float32, 3), 3))
	})
	add(program.OpCrossEntropy, "three axes", true, func(s *sample) program.ID {
		return s.CrossEntropy("out", s.value("x", 2, 3, 5), s.index("targets", 0, 5, 2, 3), s.fixed("weights", []float32{1, 0, 1, 0.5, 0, 2}, 2, 3))
	})
}
