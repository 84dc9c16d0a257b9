//go:build cgo

package cpu

import (
	"os"
	"syscall"
	"testing"
	"unsafe"
)

// fenced is memory for n values between pages that nobody may touch: where it ends at one, even reading one element too many
// ends the test, which sanitizers do not see in vector instructions; where it begins at one, reading too early does. The
// values that fill up its pages are in all.
func fenced[T any](t testing.TB, n int, end bool) (data, all []T) {
	var zero T
	size, page := int(unsafe.Sizeof(zero)), os.Getpagesize()
	room := (n*size + page) / page * page // at least one value of slack
	m, err := syscall.Mmap(-1, 0, room+2*page, syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err == nil {
		err = syscall.Mprotect(m[page:page+room], syscall.PROT_READ|syscall.PROT_WRITE)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Munmap(m) })
	all = unsafe.Slice((*T)(unsafe.Pointer(&m[page])), room/size)
	if end {
		return all[len(all)-n:], all
	}
	return all[:n:n], all
}
