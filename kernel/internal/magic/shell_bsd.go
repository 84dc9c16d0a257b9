//go:build unix && !linux

package magic

import "syscall"

func dieWithParent(*syscall.SysProcAttr) {}
