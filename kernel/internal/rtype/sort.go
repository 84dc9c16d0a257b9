package rtype

import (
	"slices"
	"strings"
)

// sorted puts methods into the order of the runtime: exported ones first.
func sorted(methods []Method) []Method {
	out := slices.Clone(methods)
	slices.SortFunc(out, func(a, b Method) int {
		if x, y := exported(a.Name), exported(b.Name); x != y {
			if x {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	return out
}
