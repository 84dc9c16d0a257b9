package train

import (
	"context"
	"fmt"

	"wade/sdk/tensor"
)

type batch struct {
	inputs map[string]*tensor.Tensor
	err    error
}

// ahead prepares batches in order, one before it is asked for. The channel closes after the last one, after an error, or
// when ctx ends.
func ahead(ctx context.Context, draw func(step int) (map[string]*tensor.Tensor, error), first, last int) <-chan batch {
	c := make(chan batch)
	go func() {
		defer close(c)
		for step := first; step <= last; step++ {
			inputs, err := drawn(draw, step)
			select {
			case c <- batch{inputs, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return c
}

// drawn draws a batch; a panic of draw, which no caller could recover here, becomes an error.
func drawn(draw func(step int) (map[string]*tensor.Tensor, error), step int) (inputs map[string]*tensor.Tensor, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("train: the function Batch panicked: %v", r)
		}
	}()
	return draw(step)
}
