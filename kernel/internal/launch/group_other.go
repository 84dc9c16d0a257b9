//go:build !unix

package launch

// group returns the process group, which the gateway may signal: there is none.
func group() int { return 0 }
