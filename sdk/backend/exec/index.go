package exec

import (
	"wade/sdk/program"
)

// checkIndices makes sure of what shapes alone do not say, so that kernels need not: every index is in range, every row
// of attention sees something. A gradient node reads operands that its forward node was checked with.
func checkIndices(n *Node) error {
	if n.VJP {
		return nil
	}
	switch n.Op {
	case program.OpEmbed:
		return within(n.In[1], 0, n.In[0].Rows(), "id", "rows of the table")
	case program.OpGatherRows:
		return within(n.In[1], 0, n.In[0].Rows(), "index", "rows")
	case program.OpTake:
		return within(n.In[1], 0, n.In[0].Cols(), "index", "entries of the last axis")
	case program.OpCrossEntropy:
		return within(n.In[1], 0, n.In[0].Cols(), "target", "classes")
	case program.OpCrossAttention:
		return within(n.In[3], -1, n.In[1].Shape[0], "image", "images")
	case program.OpCrossPattern:
		return within(n.In[2], -1, n.In[1].Shape[0], "image", "images")
	case program.OpAttention, program.OpPattern:
		if rows, keys := n.In[0].Shape[1], n.In[1].Shape[1]; n.Attr.Causal && keys < rows {
			return invalidf("causal attention of %d rows over %d keys leaves rows that see nothing", rows, keys)
		}
	case program.OpTopK:
		if cols := n.In[0].Cols(); n.Attr.K > cols {
			return invalidf("k = %d is more than the %d entries there are", n.Attr.K, cols)
		}
	}
	return nil
}

func within(index Array, low, high int, what, of string) error {
	for i, x := range index.I32 {
		if int(x) < low || int(x) >= high {
			return invalidf("%s %d (element %d) is outside the %d %s", what, x, i, high, of)
		}
	}
	return nil
}
