//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

import "errors"

// Softmax is over rows of x [rows cols]; log gives its logarithm.
func (p *Pool) Softmax(y, x []float32, rows, cols int, log bool) error {
	if err := check("softmax", size{"y", len(y), rows * cols}, size{"x", len(x), rows * cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int { return C.wade_softmax(c, f32(y), f32(x), n64(rows), n64(cols), flag(log)) })
}

// SoftmaxVJP gives dx from dy and the result y of Softmax.
func (p *Pool) SoftmaxVJP(dx, dy, y []float32, rows, cols int, log bool) error {
	if err := check("softmax gradient", size{"dx", len(dx), rows * cols}, size{"dy", len(dy), rows * cols}, size{"y", len(y), rows * cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_softmax_vjp(c, f32(dx), f32(dy), f32(y), n64(rows), n64(cols), flag(log))
	})
}

var errTarget = errors.New("cpu: cross entropy: a target is outside the classes")

func checkTargets(x []float32, target []int32, weight []float32, rows, cols int) error {
	if err := check("cross entropy", size{"x", len(x), rows * cols}, size{"target", len(target), rows}, size{"weight", len(weight), rows}); err != nil {
		return err
	}
	for r, t := range target[:rows] {
		if weight[r] != 0 && (t < 0 || int(t) >= cols) {
			return errTarget
		}
	}
	return nil
}

// CrossEntropy is loss [1] = Σ weight · -log softmax(x)[target] / Σ weight over rows of x [rows cols]. Rows of weight 0 are
// not looked at; if all are, the loss is 0.
func (p *Pool) CrossEntropy(loss, x []float32, target []int32, weight []float32, rows, cols int) error {
	if err := check("cross entropy", size{"loss", len(loss), 1}); err != nil {
		return err
	}
	if err := checkTargets(x, target, weight, rows, cols); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_cross_entropy(c, f32(loss), f32(x), i32(target), f32(weight), n64(rows), n64(cols))
	})
}

// CrossEntropyVJP gives dx [rows cols] from dloss [1].
func (p *Pool) CrossEntropyVJP(dx, dloss, x []float32, target []int32, weight []float32, rows, cols int) error {
	if err := check("cross entropy gradient", size{"dx", len(dx), rows * cols}, size{"dloss", len(dloss), 1}); err != nil {
		return err
	}
	if err := checkTargets(x, target, weight, rows, cols); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_cross_entropy_vjp(c, f32(dx), f32(dloss), f32(x), i32(target), f32(weight), n64(rows), n64(cols))
	})
}

// SoftEntropy is loss [1] = the mean over rows of -Σ target · log softmax(x), both [rows cols].
func (p *Pool) SoftEntropy(loss, x, target []float32, rows, cols int) error {
	if err := check("soft entropy", size{"loss", len(loss), 1}, size{"x", len(x), rows * cols}, size{"target", len(target), rows * cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_soft_entropy(c, f32(loss), f32(x), f32(target), n64(rows), n64(cols))
	})
}

// SoftEntropyVJP gives dx [rows cols] from dloss [1].
func (p *Pool) SoftEntropyVJP(dx, dloss, x, target []float32, rows, cols int) error {
	if err := check("soft entropy gradient", size{"dx", len(dx), rows * cols}, size{"dloss", len(dloss), 1}, size{"x", len(x), rows * cols}, size{"target", len(target), rows * cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_soft_entropy_vjp(c, f32(dx), f32(dloss), f32(x), f32(target), n64(rows), n64(cols))
	})
}
