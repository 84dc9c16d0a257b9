//go:build !amd64 && !arm64

package stack

import (
	"bytes"
	"runtime"
	"strconv"
)

// Known tells whether Used works on this machine.
const Known = false

func owner() uintptr {
	var buf [40]byte
	text := bytes.TrimPrefix(buf[:runtime.Stack(buf[:], false)], []byte("goroutine "))
	number, _, _ := bytes.Cut(text, []byte(" "))
	id, _ := strconv.ParseUint(string(number), 10, 64)
	return uintptr(id)
}

func used() uintptr { return 0 }
