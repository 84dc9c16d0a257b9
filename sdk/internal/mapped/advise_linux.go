package mapped

import (
	"os"
	"syscall"
	"unsafe"
)

// WillNeed asks the system to read a part of a mapping ahead. It may wait for the disk.
func WillNeed(part []byte) { advise(part, syscall.MADV_WILLNEED) }

// Read tells the system that a part of a mapping was read for the last time, so that it counts no longer as memory of the process.
func Read(part []byte) { advise(part, syscall.MADV_DONTNEED) }

// Scattered tells the system whether single pages of a mapping will be read, here and there, so that it reads nothing around them.
func Scattered(part []byte, on bool) {
	if on {
		advise(part, syscall.MADV_RANDOM)
	} else {
		advise(part, syscall.MADV_NORMAL)
	}
}

func advise(part []byte, how int) {
	if len(part) == 0 {
		return
	}
	before := int(uintptr(unsafe.Pointer(&part[0])) % uintptr(os.Getpagesize()))
	first := (*byte)(unsafe.Add(unsafe.Pointer(&part[0]), -before)) // mappings begin on a page
	_ = syscall.Madvise(unsafe.Slice(first, len(part)+before), how)
}
