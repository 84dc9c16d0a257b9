package exec

import "golang.org/x/sys/unix"

// reserved is zeroed memory outside Go's heap, in large pages where the system grants them: it is resident as far as it was
// touched, and goes back to the system at once. It is nil where the system refuses.
func reserved(bytes int) []byte {
	mem, err := unix.Mmap(-1, 0, bytes, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil
	}
	_ = unix.Madvise(mem, unix.MADV_HUGEPAGE)
	return mem
}

func giveBack(mem []byte) { _ = unix.Munmap(mem) }
