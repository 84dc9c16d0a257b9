//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package hub

import "context"

// lock does nothing: what is written under it is the same whoever writes it.
func lock(context.Context, string) (unlock func(), err error) { return func() {}, nil }
