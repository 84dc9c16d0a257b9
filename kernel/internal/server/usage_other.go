//go:build !linux

package server

// measure would look at a process and all that it started.
func measure(int) (s sample, ok bool) { return s, false }
