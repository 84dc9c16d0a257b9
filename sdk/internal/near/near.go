// Package near finds the names closest to a misspelt one, for error messages.
package near

import (
	"cmp"
	"slices"
	"strings"
)

// Matches returns up to n candidates near name, closest first: by edit distance, with a shared prefix or a contained name
// counting as near. Candidates further away than half of name's length are left out.
func Matches(name string, candidates []string, n int) []string {
	type scored struct {
		text string
		d    int
	}
	low := strings.ToLower(name)
	var found []scored
	for _, c := range candidates {
		lc := strings.ToLower(c)
		d := distance(low, lc)
		if low != "" && (strings.Contains(lc, low) || strings.Contains(low, lc) && lc != "") {
			d = min(d, 1)
		}
		if d <= max(1, len(low)/2) {
			found = append(found, scored{c, d})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(a.d, b.d) })
	var out []string
	for _, s := range found {
		if len(out) < n && !slices.Contains(out, s.text) {
			out = append(out, s.text)
		}
	}
	return out
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		prev := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := prev
			if a[i] != b[j] {
				cost++
			}
			prev = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
