package program

import "slices"

func sortOps(ops []Op) { slices.Sort(ops) }
