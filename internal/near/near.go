// Package near finds the names closest to a misspelt one, for error messages.
package near

import (
	"cmp"
	"slices"
	"strings"
)

// Matches returns up to n candidates near name, closest first: by the letters to change, with a contained name counting
// as near. Candidates that differ in more than a third of name's letters, or clearly more than the closest, are left out.
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
		part := len(low) > 2 && strings.Contains(lc, low) || len(lc) > 2 && strings.Contains(low, lc)
		switch {
		case part && strings.HasPrefix(lc, low): // cut short
			d = min(d, 1)
		case part:
			d = min(d, 2)
		}
		if c != name && (part || d <= max(1, (len(low)+2)/3) && d < max(len(low), 2)) {
			found = append(found, scored{c, d})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(a.d, b.d) })
	var out []string
	for _, s := range found {
		if len(out) < n && s.d <= found[0].d+1 && !slices.Contains(out, s.text) {
			out = append(out, s.text)
		}
	}
	return out
}

// List is the end of a message that names the near matches: empty without any.
func List(name string, candidates []string) string {
	found := Matches(name, candidates, 3)
	if len(found) == 0 {
		return ""
	}
	return "; near matches: " + strings.Join(found, ", ")
}

// distance counts the bytes to insert, delete, replace or swap with a neighbour to make b of a.
func distance(a, b string) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
