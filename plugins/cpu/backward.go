//go:build cgo

package cpu

import (
	"wade/sdk/backend/exec"
	"wade/sdk/program"
)

var backward = map[program.Op]compute{
	program.OpEmbed: func(k *kernels, n *exec.Node) error {
		return k.pool.ScatterRows(grad(n, 0), dout(n), n.In[1].I32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpGatherRows: func(k *kernels, n *exec.Node) error {
		return k.pool.ScatterRows(grad(n, 0), dout(n), n.In[1].I32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpLinear: func(k *kernels, n *exec.Node) error {
		return k.pool.LinearVJP(grad(n, 0), grad(n, 1), grad(n, 2), dout(n), n.In[0].F32, factor(n), n.In[0].Rows(), n.In[0].Cols(), n.In[1].Shape[0])
	},
	program.OpPatchEmbed: patchEmbedBack,
	program.OpLayerNorm: func(k *kernels, n *exec.Node) error {
		rows, cols := normed(n)
		return k.pool.LayerNormVJP(grad(n, 0), grad(n, 1), grad(n, 2), dout(n), n.In[0].F32, n.In[1].F32, rows, cols, n.Attr.Eps)
	},
	program.OpRMSNorm: func(k *kernels, n *exec.Node) error {
		rows, cols := normed(n)
		return k.pool.RMSNormVJP(grad(n, 0), grad(n, 1), dout(n), n.In[0].F32, n.In[1].F32, rows, cols, n.Attr.Eps)
	},
	program.OpNormalize: func(k *kernels, n *exec.Node) error {
		return k.pool.NormalizeVJP(grad(n, 0), dout(n), n.In[0].F32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpActivation: func(k *kernels, n *exec.Node) error {
		return k.pool.ActivateVJP(activations[n.Attr.Activation], grad(n, 0), dout(n), n.In[0].F32)
	},
	program.OpAdd: func(k *kernels, n *exec.Node) error {
		if dx := grad(n, 0); dx != nil {
			if err := k.pool.Copy(dx, dout(n)); err != nil {
				return err
			}
		}
		return broadcastBack(k, n, nil)
	},
	program.OpMul: func(k *kernels, n *exec.Node) error {
		if dx := grad(n, 0); dx != nil {
			if err := k.pool.Mul(dx, dout(n), n.In[1].F32); err != nil {
				return err
			}
		}
		return broadcastBack(k, n, n.In[0].F32)
	},
	program.OpScale: func(k *kernels, n *exec.Node) error {
		return k.pool.Scale(grad(n, 0), dout(n), n.Attr.Scale)
	},
	program.OpGatedAdd: func(k *kernels, n *exec.Node) error {
		if dx := grad(n, 0); dx != nil {
			if err := k.pool.Copy(dx, dout(n)); err != nil {
				return err
			}
		}
		return k.pool.GatedAddVJP(grad(n, 1), grad(n, 2), dout(n), n.In[1].F32, n.In[2].F32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpAttention: func(k *kernels, n *exec.Node) error {
		return k.pool.AttentionVJP(grad(n, 0), grad(n, 1), grad(n, 2), dout(n), n.In[0].F32, n.In[1].F32, n.In[2].F32, attention(n, 3))
	},
	program.OpCrossAttention: func(k *kernels, n *exec.Node) error {
		return k.pool.CrossAttentionVJP(grad(n, 0), grad(n, 1), grad(n, 2), dout(n), n.In[0].F32, n.In[1].F32, n.In[2].F32, n.In[3].I32, cross(n, 4))
	},
	program.OpRotary: func(k *kernels, n *exec.Node) error {
		return k.pool.Rotate(grad(n, 0), dout(n), n.In[1].I32, rotary(n))
	},
	program.OpConcat: func(k *kernels, n *exec.Node) error {
		return eachPart(n.In[:len(n.In)-2], func(i, at, block, total, batch int) error {
			dx := grad(n, i)
			if dx == nil {
				return nil
			}
			return k.pool.CopyBlocks(dx, block, dout(n)[at:], total, block, batch)
		})
	},
	program.OpSlice: func(k *kernels, n *exec.Node) error {
		at, total, block := sliced(n)
		dx := grad(n, 0)
		clear(dx)
		return k.pool.CopyBlocks(dx[at:], total, dout(n), block, block, n.In[0].Shape[0])
	},
	program.OpRepeat: func(k *kernels, n *exec.Node) error {
		size := n.In[0].Len()
		return k.pool.SumRows(grad(n, 0), dout(n), nil, len(dout(n))/size, size)
	},
	program.OpMeanRows: func(k *kernels, n *exec.Node) error {
		s := n.In[0].Shape
		return k.pool.MeanRowsVJP(grad(n, 0), dout(n), s[0], s[1], s[2])
	},
	program.OpTranspose: func(k *kernels, n *exec.Node) error {
		return k.pool.Transpose(grad(n, 0), dout(n), n.In[0].Shape[1], n.In[0].Shape[0])
	},
	program.OpSoftmax: func(k *kernels, n *exec.Node) error {
		return k.pool.SoftmaxVJP(grad(n, 0), dout(n), result(n), n.In[0].Rows(), n.In[0].Cols(), false)
	},
	program.OpLogSoftmax: func(k *kernels, n *exec.Node) error {
		return k.pool.SoftmaxVJP(grad(n, 0), dout(n), result(n), n.In[0].Rows(), n.In[0].Cols(), true)
	},
	program.OpCrossEntropy: func(k *kernels, n *exec.Node) error {
		return k.pool.CrossEntropyVJP(grad(n, 0), dout(n), n.In[0].F32, n.In[1].I32, n.In[2].F32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpSoftEntropy: func(k *kernels, n *exec.Node) error {
		return k.pool.SoftEntropyVJP(grad(n, 0), dout(n), n.In[0].F32, n.In[1].F32, n.In[0].Rows(), n.In[0].Cols())
	},
	program.OpTake: func(k *kernels, n *exec.Node) error {
		return k.pool.TakeVJP(grad(n, 0), dout(n), n.In[1].I32, n.In[0].Rows(), n.In[0].Cols(), n.In[1].Cols())
	},
}

// broadcastBack is the gradient of the second operand of add and mul: dout (times x) summed over what was broadcast.
func broadcastBack(k *kernels, n *exec.Node, x []float32) error {
	dy := grad(n, 1)
	if dy == nil {
		return nil
	}
	size := n.In[1].Len()
	return k.pool.SumRows(dy, dout(n), x, len(dout(n))/size, size)
}

func patchEmbedBack(k *kernels, n *exec.Node) error {
	g := images(n)
	rows, inner, out := g.Count*g.Patches(), g.Inner(), n.In[1].Shape[0]
	squares := k.room(rows * inner)
	if dw, db := grad(n, 1), grad(n, 2); dw != nil || db != nil {
		if dw != nil {
			if err := k.pool.Cut(squares, n.In[0].F32, g, false); err != nil {
				return err
			}
		}
		if err := k.pool.LinearVJP(nil, dw, db, dout(n), squares, factor(n), rows, inner, out); err != nil {
			return err
		}
	}
	dx := grad(n, 0)
	if dx == nil {
		return nil
	}
	if err := k.pool.LinearVJP(squares, nil, nil, dout(n), nil, factor(n), rows, inner, out); err != nil {
		return err
	}
	return k.pool.Cut(dx, squares, g, true)
}
