package mapped

import (
	"os"
	"syscall"
	"unsafe"
)

// WillNeed asks the system to read a part of a mapping ahead. It may wait for the disk.
func WillNeed(part []byte) {
	if len(part) == 0 {
		return
	}
	before := int(uintptr(unsafe.Pointer(&part[0])) % uintptr(os.Getpagesize()))
	first := (*byte)(unsafe.Add(unsafe.Pointer(&part[0]), -before)) // mappings begin on a page
	_ = syscall.Madvise(unsafe.Slice(first, len(part)+before), syscall.MADV_WILLNEED)
}
