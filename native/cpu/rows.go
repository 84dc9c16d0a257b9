//go:build cgo

package cpu

/*
#include "wade.h"
*/
import "C"

import "fmt"

func checkIndex(op string, index []int32, n int) error {
	for _, i := range index {
		if i < 0 || int(i) >= n {
			return fmt.Errorf("cpu: %s: index %d is outside 0 to %d", op, i, n-1)
		}
	}
	return nil
}

// Embed copies row ids[i] of table [rows cols] to row i of y [len(ids) cols].
func (p *Pool) Embed(y []float32, table Weight, ids []int32, rows, cols int) error {
	if err := check("embed", size{"y", len(y), len(ids) * cols}, table.size("table", rows, cols)); err != nil {
		return err
	}
	if err := checkIndex("embed", ids, rows); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_embed(c, f32(y), table.c(), i32(ids), n64(len(ids)), n64(cols))
	})
}

// ScatterRows is the gradient of Embed: dtable [rows cols] is zeroed, and row i of dy added to its row ids[i].
func (p *Pool) ScatterRows(dtable, dy []float32, ids []int32, rows, cols int) error {
	if err := check("embed gradient", size{"dtable", len(dtable), rows * cols}, size{"dy", len(dy), len(ids) * cols}); err != nil {
		return err
	}
	if err := checkIndex("embed gradient", ids, rows); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_scatter_rows(c, f32(dtable), f32(dy), i32(ids), n64(len(ids)), n64(rows), n64(cols))
	})
}

// Images describes pictures [Count Channels Height Width] cut into squares of Patch, row by row.
type Images struct {
	Count, Channels, Height, Width, Patch int
}

// Patches is the number of squares of a picture.
func (g Images) Patches() int { return g.Height / g.Patch * (g.Width / g.Patch) }

// Inner is the number of values in a square.
func (g Images) Inner() int { return g.Channels * g.Patch * g.Patch }

// Cut writes the squares [Count·Patches Inner] of x to y; join does the opposite.
func (p *Pool) Cut(y, x []float32, g Images, join bool) error {
	if g.Patch < 1 || g.Height%g.Patch != 0 || g.Width%g.Patch != 0 {
		return fmt.Errorf("cpu: patches: %d×%d pictures do not divide into squares of %d", g.Height, g.Width, g.Patch)
	}
	n := g.Count * g.Channels * g.Height * g.Width
	if err := check("patches", size{"y", len(y), n}, size{"x", len(x), n}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_patches(c, f32(y), f32(x), n64(g.Count), n64(g.Channels), n64(g.Height), n64(g.Width), n64(g.Patch), flag(join))
	})
}

// CopyBlocks copies count blocks of a size; ystride and xstride are from one block to the next.
func (p *Pool) CopyBlocks(y []float32, ystride int, x []float32, xstride, block, count int) error {
	if count == 0 || block == 0 {
		return nil
	}
	if err := check("copy", size{"y", len(y), (count-1)*ystride + block}, size{"x", len(x), (count-1)*xstride + block}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_copy_blocks(c, f32(y), n64(ystride), f32(x), n64(xstride), n64(block), n64(count))
	})
}

// Copy copies x to y, which is as long.
func (p *Pool) Copy(y, x []float32) error {
	const block = 1 << 14
	whole := len(x) / block
	if err := p.CopyBlocks(y, block, x, block, block, whole); err != nil {
		return err
	}
	if err := check("copy", size{"y", len(y), len(x)}); err != nil {
		return err
	}
	copy(y[whole*block:], x[whole*block:])
	return nil
}

// MeanRows averages the middle axis of x [batch rows cols]: y [batch cols].
func (p *Pool) MeanRows(y, x []float32, batch, rows, cols int) error {
	if err := check("mean of rows", size{"y", len(y), batch * cols}, size{"x", len(x), batch * rows * cols}, size{"rows", rows, 1}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_mean_rows(c, f32(y), f32(x), n64(batch), n64(rows), n64(cols))
	})
}

// MeanRowsVJP gives dx [batch rows cols].
func (p *Pool) MeanRowsVJP(dx, dy []float32, batch, rows, cols int) error {
	if err := check("mean of rows gradient", size{"dx", len(dx), batch * rows * cols}, size{"dy", len(dy), batch * cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_mean_rows_vjp(c, f32(dx), f32(dy), n64(batch), n64(rows), n64(cols))
	})
}

// Transpose is y [cols rows] of x [rows cols].
func (p *Pool) Transpose(y, x []float32, rows, cols int) error {
	if err := check("transpose", size{"y", len(y), rows * cols}, size{"x", len(x), rows * cols}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int { return C.wade_transpose(c, f32(y), f32(x), n64(rows), n64(cols)) })
}

// TopK writes the indices of the k largest entries of each row of x [rows cols], largest first, the lower index first among
// equals. What is no number comes last.
func (p *Pool) TopK(y []int32, x []float32, rows, cols, k int) error {
	if err := check("top k", size{"y", len(y), rows * k}, size{"x", len(x), rows * cols}, size{"row", cols, k}); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int { return C.wade_top_k(c, i32(y), f32(x), n64(rows), n64(cols), n64(k)) })
}

// Take picks entries of each row: y [rows k], x [rows cols], index [rows k].
func (p *Pool) Take(y, x []float32, index []int32, rows, cols, k int) error {
	if err := check("take", size{"y", len(y), rows * k}, size{"x", len(x), rows * cols}, size{"index", len(index), rows * k}); err != nil {
		return err
	}
	if err := checkIndex("take", index, cols); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_take(c, f32(y), f32(x), i32(index), n64(rows), n64(cols), n64(k))
	})
}

// TakeVJP gives dx [rows cols], zero where nothing was taken.
func (p *Pool) TakeVJP(dx, dy []float32, index []int32, rows, cols, k int) error {
	if err := check("take gradient", size{"dx", len(dx), rows * cols}, size{"dy", len(dy), rows * k}, size{"index", len(index), rows * k}); err != nil {
		return err
	}
	if err := checkIndex("take gradient", index, cols); err != nil {
		return err
	}
	return p.run(func(c *C.wade_pool) C.int {
		return C.wade_take_vjp(c, f32(dx), f32(dy), i32(index), n64(rows), n64(cols), n64(k))
	})
}
