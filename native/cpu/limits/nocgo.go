//go:build !cgo

package limits

import (
	"errors"
	"time"
)

// Measure fails in a build without C.
func Measure(int, int, time.Duration) (Rates, error) {
	return Rates{}, errors.New("limits: built without C")
}
