//go:build !linux

package mapped

// WillNeed does nothing.
func WillNeed([]byte) {}
