package program

import (
	"cmp"
	"slices"
)

func sortByLogit(order []int, logits []float32) {
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(logits[j], logits[i]) })
}

func sortOps(ops []Op) { slices.Sort(ops) }
