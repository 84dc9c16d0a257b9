//go:build cgo

package cpu

/*
#cgo noescape wade_sum_squares
#cgo nocallback wade_sum_squares
#include "wade.h"
*/
import "C"

// SumSquares is the sum of x², in float64.
func (p *Pool) SumSquares(x []float32) (float64, error) {
	var sum C.double
	err := p.run(func(c *C.wade_pool) C.int { return C.wade_sum_squares(c, &sum, f32(x), n64(len(x))) })
	return float64(sum), err
}

// AdamW holds the numbers of an update (Loshchilov and Hutter, 2019). Step counts from 1; Scale multiplies the gradient.
type AdamW struct {
	Rate, Step, Scale, Beta1, Beta2, Eps, Decay float32
}

// Update moves w against its gradient and keeps the moments m and v, all of one length; change [1] becomes the largest
// absolute change.
func (p *Pool) Update(change, w, grad, m, v []float32, a AdamW) error {
	n := len(w)
	if err := check("adamw", size{"change", len(change), 1}, size{"grad", len(grad), n}, size{"m", len(m), n}, size{"v", len(v), n}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_adamw(c, f32(change), f32(w), f32(grad), f32(m), f32(v), n64(n), C.float(a.Rate), C.float(a.Step), C.float(a.Scale), C.float(a.Beta1), C.float(a.Beta2), C.float(a.Eps), C.float(a.Decay))
	})
}
