//go:build cgo && !linux

package cpu

import "testing"

// fenced is memory for n values; the ones around it are in all.
func fenced[T any](_ testing.TB, n int, end bool) (data, all []T) {
	all = make([]T, n+64)
	if end {
		return all[64:], all
	}
	return all[:n:n], all
}
