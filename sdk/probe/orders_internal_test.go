package probe

import (
	"fmt"
	"slices"
	"testing"
)

func TestOrdersOfShots(t *testing.T) {
	for _, c := range []struct{ n, count, want int }{{1, 24, 1}, {2, 24, 2}, {3, 24, 6}, {4, 5, 24}, {5, 24, 24}, {5, 1000, 120}, {9, 7, 7}} {
		got := orders(c.n, c.count, 3)
		if len(got) != c.want || !slices.IsSorted(got[0]) {
			t.Errorf("%d of %d: %d orders, first %v; want %d, the given one first", c.count, c.n, len(got), got[0], c.want)
		}
		seen := map[string]bool{}
		for _, o := range got {
			sorted := slices.Sorted(slices.Values(o))
			for i, x := range sorted {
				if x != i {
					t.Fatalf("%v is no order of %d", o, c.n)
				}
			}
			seen[fmt.Sprint(o)] = true
		}
		if len(seen) != len(got) {
			t.Errorf("%d of %d: only %d orders differ", c.count, c.n, len(seen))
		}
		if again := orders(c.n, c.count, 3); fmt.Sprint(again) != fmt.Sprint(got) {
			t.Error("the same seed gives other orders")
		}
	}
}
