package program_test

import (
	"slices"
	"testing"

	"wade/sdk/program"
)

// The slopes of 6 and 12 heads with Interleave are those of 8 and 16 in the order that MPT and BLOOM use.
func TestSlopes(t *testing.T) {
	for _, c := range []struct {
		attr program.Attr
		want []float32
	}{
		{program.Attr{Heads: 4}, nil},
		{program.Attr{Heads: 4, ALiBi: true}, []float32{0.25, 0.0625, 0.015625, 0.00390625}},
		{program.Attr{Heads: 4, ALiBi: true, Interleave: true}, []float32{0.25, 0.0625, 0.015625, 0.00390625}},
		{program.Attr{Heads: 2, ALiBi: true, Steepest: 4}, []float32{0.25, 0.0625}},
		{program.Attr{Heads: 6, ALiBi: true, Interleave: true}, []float32{0.25, 0.0625, 0.015625, 0.00390625, 0.5, 0.125}},
		{program.Attr{Heads: 3, ALiBi: true, Steepest: 3}, []float32{0.5, 0.25, 0.125}},
		{program.Attr{Heads: 1, ALiBi: true, Interleave: true}, []float32{0.00390625}},
	} {
		if got := c.attr.Slopes(); !slices.Equal(got, c.want) {
			t.Errorf("%+v: slopes %v, want %v", c.attr, got, c.want)
		}
	}
}
