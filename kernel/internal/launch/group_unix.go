//go:build unix

package launch

import "syscall"

// group returns the process group, which the gateway may signal.
func group() int { return syscall.Getpgrp() }
