//go:build cgo

package cpu

import (
	"math"

	native "wade/native/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
)

type compute func(k *kernels, n *exec.Node) error

var activations = map[program.Activation]native.Activation{
	program.GELU: native.GELU, program.GELUTanh: native.GELUTanh, program.QuickGELU: native.QuickGELU, program.ReLU: native.ReLU,
	program.SquaredReLU: native.SquaredReLU, program.SiLU: native.SiLU, program.Tanh: native.Tanh,
}

var forward = map[program.Op]compute{
	program.OpEmbed: func(k *kernels, n *exec.Node) error {
		return k.pool.Embed(n.Out[0].F32, weight(n.In[0]), n.In[1].I32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpGatherRows: func(k *kernels, n *exec.Node) error {
		return k.pool.Embed(n.Out[0].F32, weight(n.In[0]), n.In[1].I32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpLinear: func(k *kernels, n *exec.Node) error {
		rows, out, a := n.In[0].Rows(), n.In[1].Shape[0], after(n)
		a.FromTiles = n.In[0].Form == exec.Own
		if n.In[1].BF16 != nil && a.Times == nil && a.Residual == nil {
			a.ToTiles = k.tiles(n, rows, out)
		}
		return k.pool.Linear(n.Out[0].F32, n.In[0].F32, factor(n), a, rows, n.In[0].Cols(), out)
	},
	program.OpPatchEmbed: patchEmbed,
	program.OpLayerNorm: func(k *kernels, n *exec.Node) error {
		rows, cols := normed(n)
		if cols == n.In[0].Cols() && k.tiles(n, rows, cols) {
			return k.pool.NormTiles(n.Out[0].F32, n.In[0].F32, n.In[1].F32, operand(n, 2), rows, cols, n.Attr.Eps, true)
		}
		return k.pool.LayerNorm(n.Out[0].F32, n.In[0].F32, n.In[1].F32, operand(n, 2), rows, cols, n.Attr.Eps)
	},
	program.OpRMSNorm: func(k *kernels, n *exec.Node) error {
		rows, cols := normed(n)
		if cols == n.In[0].Cols() && k.tiles(n, rows, cols) {
			return k.pool.NormTiles(n.Out[0].F32, n.In[0].F32, n.In[1].F32, nil, rows, cols, n.Attr.Eps, false)
		}
		return k.pool.RMSNorm(n.Out[0].F32, n.In[0].F32, n.In[1].F32, rows, cols, n.Attr.Eps)
	},
	program.OpNormalize: func(k *kernels, n *exec.Node) error {
		return k.pool.Normalize(n.Out[0].F32, n.In[0].F32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpActivation: func(k *kernels, n *exec.Node) error {
		return k.pool.Activate(activations[n.Attr.Activation], n.Out[0].F32, n.In[0].F32)
	},
	program.OpAdd: func(k *kernels, n *exec.Node) error {
		return k.pool.Add(n.Out[0].F32, n.In[0].F32, n.In[1].F32)
	},
	program.OpMul: func(k *kernels, n *exec.Node) error {
		return k.pool.Mul(n.Out[0].F32, n.In[0].F32, n.In[1].F32)
	},
	program.OpScale: func(k *kernels, n *exec.Node) error {
		return k.pool.Scale(n.Out[0].F32, n.In[0].F32, n.Attr.Scale)
	},
	program.OpGatedAdd: func(k *kernels, n *exec.Node) error {
		return k.pool.GatedAdd(n.Out[0].F32, n.In[0].F32, n.In[1].F32, n.In[2].F32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpAttention: func(k *kernels, n *exec.Node) error {
		return k.pool.Attention(n.Out[0].F32, n.In[0].F32, n.In[1].F32, n.In[2].F32, attention(n, 3))
	},
	program.OpPattern: func(k *kernels, n *exec.Node) error {
		return k.pool.Pattern(n.Out[0].F32, n.In[0].F32, n.In[1].F32, attention(n, 2))
	},
	program.OpCrossAttention: func(k *kernels, n *exec.Node) error {
		return k.pool.CrossAttention(n.Out[0].F32, n.In[0].F32, n.In[1].F32, n.In[2].F32, n.In[3].I32, cross(n, 4))
	},
	program.OpCrossPattern: func(k *kernels, n *exec.Node) error {
		return k.pool.CrossPattern(n.Out[0].F32, n.In[0].F32, n.In[1].F32, n.In[2].I32, cross(n, 3))
	},
	program.OpRotary: func(k *kernels, n *exec.Node) error {
		return k.pool.Rotate(n.Out[0].F32, n.In[0].F32, n.In[1].I32, rotary(n))
	},
	program.OpConcat: func(k *kernels, n *exec.Node) error {
		return eachPart(n.In, func(i, at, block, total, batch int) error {
			return k.pool.CopyBlocks(n.Out[0].F32[at:], total, n.In[i].F32, block, block, batch)
		})
	},
	program.OpSlice: func(k *kernels, n *exec.Node) error {
		at, total, block := sliced(n)
		return k.pool.CopyBlocks(n.Out[0].F32, block, n.In[0].F32[at:], total, block, n.In[0].Shape[0])
	},
	program.OpRepeat: func(k *kernels, n *exec.Node) error {
		size := n.In[0].Len()
		return k.pool.CopyBlocks(n.Out[0].F32, size, n.In[0].F32, 0, size, n.Out[0].Shape[0])
	},
	program.OpMeanRows: func(k *kernels, n *exec.Node) error {
		s := n.In[0].Shape
		return k.pool.MeanRows(n.Out[0].F32, n.In[0].F32, s[0], s[1], s[2])
	},
	program.OpTranspose: func(k *kernels, n *exec.Node) error {
		return k.pool.Transpose(n.Out[0].F32, n.In[0].F32, n.In[0].Shape[0], n.In[0].Shape[1])
	},
	program.OpSoftmax: func(k *kernels, n *exec.Node) error {
		return k.pool.Softmax(n.Out[0].F32, n.In[0].F32, n.In[0].Rows(), n.In[0].Cols(), false)
	},
	program.OpLogSoftmax: func(k *kernels, n *exec.Node) error {
		return k.pool.Softmax(n.Out[0].F32, n.In[0].F32, n.In[0].Rows(), n.In[0].Cols(), true)
	},
	program.OpCrossEntropy: func(k *kernels, n *exec.Node) error {
		return k.pool.CrossEntropy(n.Out[0].F32, n.In[0].F32, n.In[1].I32, n.In[2].F32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpSoftEntropy: func(k *kernels, n *exec.Node) error {
		return k.pool.SoftEntropy(n.Out[0].F32, n.In[0].F32, n.In[1].F32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpTopK: func(k *kernels, n *exec.Node) error {
		return k.pool.TopK(n.Out[0].I32, n.In[0].F32, n.In[0].Rows(), n.In[0].Cols(), n.Attr.K)
	},
	program.OpTake: func(k *kernels, n *exec.Node) error {
		return k.pool.Take(n.Out[0].F32, n.In[0].F32, n.In[1].I32, n.In[0].Rows(), n.In[0].Cols(), n.In[1].Cols())
	},
	program.OpGlobalNorm: func(k *kernels, n *exec.Node) error {
		sum := 0.0
		for _, a := range n.In {
			s, err := k.pool.SumSquares(a.F32)
			if err != nil {
				return err
			}
			sum += s
		}
		n.Out[0].F32[0] = float32(math.Sqrt(sum))
		return nil
	},
	program.OpClipScale: func(_ *kernels, n *exec.Node) error {
		n.Out[0].F32[0] = min(1, n.Attr.Limit/n.In[0].F32[0])
		return nil
	},
	program.OpAdamW: func(k *kernels, n *exec.Node) error {
		return k.pool.Update(n.Out[0].F32, n.In[0].F32, n.In[1].F32, n.In[2].F32, n.In[3].F32, native.AdamW{
			Rate: n.In[4].F32[0], Step: n.In[5].F32[0], Scale: n.In[6].F32[0],
			Beta1: n.Attr.Beta1, Beta2: n.Attr.Beta2, Eps: n.Attr.Eps, Decay: n.Attr.Decay,
		})
	},
}

// normed is what a norm sees: as many parts of rows as the gain is narrower.
func normed(n *exec.Node) (rows, cols int) {
	cols = n.In[1].Len()
	return n.In[0].Rows() * (n.In[0].Cols() / cols), cols
}

// sliced is where in each block of the operand a slice begins, how large the block is, and how large the part.
func sliced(n *exec.Node) (at, total, block int) {
	s := n.In[0].Shape
	return n.Attr.Start * s[2], s[1] * s[2], n.Attr.Size.N * s[2]
}

// tiles tells whether the result [rows cols] of a node is to be tiles, and says so to the executor.
func (k *kernels) tiles(n *exec.Node, rows, cols int) bool {
	if n.Out[0].Form != exec.Free || !k.pool.Tiled(rows, cols) {
		return false
	}
	n.Out[0].Form = exec.Own
	return true
}

// after is what follows a linear.
func after(n *exec.Node) native.After {
	a := n.After
	return native.After{Bias: operand(n, 2), Activation: activations[a.Activation], Times: a.Times.F32, Gate: a.Gate.F32, Residual: a.Residual.F32}
}

// attention reads the sizes of a node whose mask, if it has one, is operand i.
func attention(n *exec.Node, i int) native.Attention {
	q, a := n.In[0].Shape, n.Attr
	return native.Attention{
		Batch: q[0], Rows: q[1], Keys: n.In[1].Shape[1], Heads: a.Heads, Dim: q[2] / a.Heads,
		Scale: a.Scale, Causal: a.Causal, Slopes: a.Slopes(), Mask: operand(n, i), Apart: n.In[1].Apart, Rounded: n.Policy != backend.F32,
	}
}

func cross(n *exec.Node, i int) native.Cross {
	q, k := n.In[0].Shape, n.In[1].Shape
	return native.Cross{
		Batch: q[0], Rows: q[1], Images: k[0], Latents: k[1], Heads: n.Attr.Heads, Dim: q[2] / n.Attr.Heads, Scale: n.Attr.Scale,
		Mask: operand(n, i), Rounded: n.Policy != backend.F32,
	}
}

func rotary(n *exec.Node) native.Rotary {
	return native.Rotary{
		Heads: n.Attr.Heads, Dim: n.In[0].Shape[2] / n.Attr.Heads, Rotate: n.Attr.Rotate, Base: n.Attr.Base, Inverse: n.VJP,
	}
}

// eachPart visits the operands of a concat: operand i is batch blocks that begin at element at of each total.
func eachPart(in []exec.Array, visit func(i, at, block, total, batch int) error) error {
	total := 0
	for _, a := range in {
		total += a.Shape[1] * a.Shape[2]
	}
	at := 0
	for i, a := range in {
		block := a.Shape[1] * a.Shape[2]
		if err := visit(i, at, block, total, a.Shape[0]); err != nil {
			return err
		}
		at += block
	}
	return nil
}

func images(n *exec.Node) native.Images {
	s := n.In[0].Shape
	return native.Images{Count: s[0], Channels: s[1], Height: s[2], Width: s[3], Patch: n.Attr.Patch}
}

// patchEmbed is a linear layer over cut pictures.
func patchEmbed(k *kernels, n *exec.Node) error {
	g := images(n)
	rows, out := g.Count*g.Patches(), n.In[1].Shape[0]
	squares := k.room(rows * g.Inner())
	if err := k.pool.Cut(squares, n.In[0].F32, g, false); err != nil {
		return err
	}
	return k.pool.Linear(n.Out[0].F32, squares, factor(n), native.After{Bias: operand(n, 2)}, rows, g.Inner(), out)
}
