package halluc

import (
	"fmt"
	"math"
)

// together panics unless a and b have one number for each of the same items.
func together(a, b int, of, and string) {
	if a != b {
		panic(fmt.Sprintf("halluc: %d %s and %d %s; give one of each for every item", a, of, b, and))
	}
}

func require(ok bool, format string, args ...any) {
	if !ok {
		panic("halluc: " + fmt.Sprintf(format, args...))
	}
}

func anyNaN(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) {
			return true
		}
	}
	return false
}
