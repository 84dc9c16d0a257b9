//go:build !linux

package mapped

// WillNeed does nothing.
func WillNeed([]byte) {}

// Read does nothing.
func Read([]byte) {}

// Scattered does nothing.
func Scattered([]byte, bool) {}
