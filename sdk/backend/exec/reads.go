package exec

import (
	"slices"

	"wade/sdk/program"
)

// gradientReads lists the forward operands whose elements the gradient of an operation depends on; of the others it needs
// the shape at most. They can be overwritten earlier, which is most of the memory of training.
var gradientReads = map[program.Op][]int{
	program.OpEmbed: {1}, program.OpGatherRows: {1}, program.OpTake: {1}, program.OpRotary: {1},
	program.OpLayerNorm: {0, 1}, program.OpRMSNorm: {0, 1}, program.OpNormalize: {0}, program.OpActivation: {0},
	program.OpAttention: {0, 1, 2, 3}, program.OpCrossAttention: {0, 1, 2, 3, 4},
	program.OpCrossEntropy: {0, 1, 2}, program.OpSoftEntropy: {0, 1},
}

// reads tells whether a node depends on the elements of operand i, given the results that are wanted of it.
func (s *schedule) reads(n program.Node, i int) bool {
	if !n.VJP || i == len(n.In)-1 { // the gradient of the result
		return true
	}
	if i == len(n.In)-2 { // the result
		return n.Op == program.OpSoftmax || n.Op == program.OpLogSoftmax
	}
	wants := func(k int) bool { return s.returns(n, n.Out[k]) }
	switch n.Op {
	case program.OpLinear, program.OpPatchEmbed, program.OpMul: // each factor is the slope of the other
		return i < 2 && wants(1-i)
	case program.OpGatedAdd:
		return i == 2 || i == 1 && wants(2)
	}
	return slices.Contains(gradientReads[n.Op], i)
}
