//go:build !linux

package mapped

// WillNeed does nothing.
func WillNeed([]byte) {}

// Scattered does nothing.
func Scattered([]byte, bool) {}
