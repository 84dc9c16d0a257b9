//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

import "errors"

// Attention describes multi-head attention: queries [Batch Rows Heads·Dim], keys and values [Batch Keys Heads·Dim]. If
// Causal, row i sees keys 0 to i + Keys - Rows. Slopes [Heads], where there are any, add slope · (key - row) to the scores of
// each head (ALiBi). Mask [Batch Rows Keys], where there is one, is added to those of every head; -Inf blocks an edge: a row does
// not read that key and value, not even where they are no numbers. Apart, where it is set, is how many rows lie between the first
// keys of one sequence and the next; a gradient wants them dense. Rounded allows operands of products in bfloat16, where the
// machine is faster at it.
type Attention struct {
	Batch, Rows, Keys, Heads, Dim int
	Apart                         int
	Scale                         float32
	Causal, Rounded               bool
	Slopes                        []float32
	Mask                          []float32
}

func (a Attention) q() int { return a.Batch * a.Rows * a.Heads * a.Dim }
func (a Attention) k() int { return ((a.Batch-1)*a.apart() + a.Keys) * a.Heads * a.Dim }

func (a Attention) apart() int { return max(a.Apart, a.Keys) }

func (a Attention) mask() size {
	return size{"mask", len(a.Mask), or0(len(a.Mask), a.Batch*a.Rows*a.Keys)}
}

func (a Attention) slopes() size { return size{"slopes", len(a.Slopes), or0(len(a.Slopes), a.Heads)} }

var errHeads = errors.New("cpu: attention: heads, their width and the number of keys must be positive")

// Attention writes softmax(scale · q kᵀ + mask) v to o, which has the shape of q. A row that sees no key is zero.
func (p *Pool) Attention(o, q, k, v []float32, a Attention) error {
	if a.Heads < 1 || a.Dim < 1 || a.Keys < 1 {
		return errHeads
	}
	if err := check("attention", size{"o", len(o), a.q()}, size{"q", len(q), a.q()}, size{"k", len(k), a.k()}, size{"v", len(v), a.k()}, a.mask(), a.slopes()); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_attention(c, f32(o), f32(q), f32(k), f32(v), f32(a.Mask), n64(a.Batch), n64(a.Rows), n64(a.Keys), n64(a.apart()), n64(a.Heads), n64(a.Dim), C.float(a.Scale), flag(a.Causal), f32(a.Slopes), flag(a.Rounded))
	})
}

// AttentionVJP gives the gradients of q, k and v from that of o; each may be nil.
func (p *Pool) AttentionVJP(dq, dk, dv, do, q, k, v []float32, a Attention) error {
	if a.Heads < 1 || a.Dim < 1 || a.Keys < 1 {
		return errHeads
	}
	if a.apart() != a.Keys {
		return errors.New("cpu: attention gradient: keys of sequences must lie together")
	}
	if err := check("attention gradient", size{"dq", len(dq), or0(len(dq), a.q())}, size{"dk", len(dk), or0(len(dk), a.k())}, size{"dv", len(dv), or0(len(dv), a.k())},
		size{"do", len(do), a.q()}, size{"q", len(q), a.q()}, size{"k", len(k), a.k()}, size{"v", len(v), a.k()}, a.mask(), a.slopes()); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_attention_vjp(c, f32(dq), f32(dk), f32(dv), f32(do), f32(q), f32(k), f32(v), f32(a.Mask), n64(a.Batch), n64(a.Rows), n64(a.Keys), n64(a.Heads), n64(a.Dim), C.float(a.Scale), flag(a.Causal), f32(a.Slopes))
	})
}

// Pattern writes the probabilities of Attention, [Batch Heads Rows Keys].
func (p *Pool) Pattern(o, q, k []float32, a Attention) error {
	if a.Heads < 1 || a.Dim < 1 || a.Keys < 1 {
		return errHeads
	}
	if err := check("pattern", size{"o", len(o), a.Batch * a.Heads * a.Rows * a.Keys}, size{"q", len(q), a.q()}, size{"k", len(k), a.k()}, a.mask(), a.slopes()); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_pattern(c, f32(o), f32(q), f32(k), f32(a.Mask), n64(a.Batch), n64(a.Rows), n64(a.Keys), n64(a.apart()), n64(a.Heads), n64(a.Dim), C.float(a.Scale), flag(a.Causal), f32(a.Slopes))
	})
}

// Cross describes attention of queries [Batch Rows Heads·Dim] to keys and values [Images Latents Heads·Dim]: each row sees
// the latents of the image that its entry of image [Batch Rows] names, and gives zeros where that is -1. Mask [Batch Rows
// Latents] and Rounded are as in Attention.
type Cross struct {
	Batch, Rows, Images, Latents, Heads, Dim int
	Scale                                    float32
	Mask                                     []float32
	Rounded                                  bool
}

func (a Cross) q() int { return a.Batch * a.Rows * a.Heads * a.Dim }
func (a Cross) k() int { return a.Images * a.Latents * a.Heads * a.Dim }

func (a Cross) check(image []int32) error {
	if a.Heads < 1 || a.Dim < 1 || a.Latents < 1 {
		return errHeads
	}
	if err := check("cross attention", size{"image", len(image), a.Batch * a.Rows}, size{"mask", len(a.Mask), or0(len(a.Mask), a.Batch*a.Rows*a.Latents)}); err != nil {
		return err
	}
	for _, i := range image[:a.Batch*a.Rows] {
		if i < -1 || int(i) >= a.Images {
			return errImage
		}
	}
	return nil
}

var errImage = errors.New("cpu: cross attention: an image index is outside -1 to the number of images - 1")

// CrossAttention writes o, which has the shape of q.
func (p *Pool) CrossAttention(o, q, k, v []float32, image []int32, a Cross) error {
	if err := a.check(image); err != nil {
		return err
	}
	if err := check("cross attention", size{"o", len(o), a.q()}, size{"q", len(q), a.q()}, size{"k", len(k), a.k()}, size{"v", len(v), a.k()}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_cross_attention(c, f32(o), f32(q), f32(k), f32(v), i32(image), f32(a.Mask), n64(a.Batch), n64(a.Rows), n64(a.Images), n64(a.Latents), n64(a.Heads), n64(a.Dim), C.float(a.Scale), flag(a.Rounded))
	})
}

// CrossAttentionVJP gives the gradients of q, k and v; each may be nil.
func (p *Pool) CrossAttentionVJP(dq, dk, dv, do, q, k, v []float32, image []int32, a Cross) error {
	if err := a.check(image); err != nil {
		return err
	}
	if err := check("cross attention gradient", size{"dq", len(dq), or0(len(dq), a.q())}, size{"dk", len(dk), or0(len(dk), a.k())}, size{"dv", len(dv), or0(len(dv), a.k())},
		size{"do", len(do), a.q()}, size{"q", len(q), a.q()}, size{"k", len(k), a.k()}, size{"v", len(v), a.k()}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_cross_attention_vjp(c, f32(dq), f32(dk), f32(dv), f32(do), f32(q), f32(k), f32(v), i32(image), f32(a.Mask), n64(a.Batch), n64(a.Rows), n64(a.Images), n64(a.Latents), n64(a.Heads), n64(a.Dim), C.float(a.Scale))
	})
}

// CrossPattern writes the probabilities of CrossAttention, [Batch Heads Rows Latents].
func (p *Pool) CrossPattern(o, q, k []float32, image []int32, a Cross) error {
	if err := a.check(image); err != nil {
		return err
	}
	if err := check("cross pattern", size{"o", len(o), a.Batch * a.Heads * a.Rows * a.Latents}, size{"q", len(q), a.q()}, size{"k", len(k), a.k()}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_cross_pattern(c, f32(o), f32(q), f32(k), i32(image), f32(a.Mask), n64(a.Batch), n64(a.Rows), n64(a.Images), n64(a.Latents), n64(a.Heads), n64(a.Dim), C.float(a.Scale))
	})
}
