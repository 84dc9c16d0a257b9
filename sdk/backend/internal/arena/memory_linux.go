package arena

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Create makes size bytes that exist only as long as a process holds them. Pages cost memory once they are written.
func Create(size int) (*os.File, []byte, error) {
	fd, err := unix.MemfdCreate("wade-arena", unix.MFD_CLOEXEC|unix.MFD_ALLOW_SEALING)
	if err != nil {
		return nil, nil, fmt.Errorf("arena: %w: %w", ErrNone, err)
	}
	f := os.NewFile(uintptr(fd), "wade-arena")
	if err := f.Truncate(int64(size)); err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("arena: %w: %w", ErrNone, err)
	}
	// A plugin that could shrink it would turn the host's next read into a fault.
	if _, err := unix.FcntlInt(f.Fd(), unix.F_ADD_SEALS, unix.F_SEAL_SHRINK|unix.F_SEAL_GROW|unix.F_SEAL_SEAL); err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("arena: %w: %w", ErrNone, err)
	}
	mem, err := Map(f.Fd(), size)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, mem, nil
}

// Map maps an inherited arena, which must have at least size bytes.
func Map(fd uintptr, size int) ([]byte, error) {
	var st unix.Stat_t
	if err := unix.Fstat(int(fd), &st); err != nil || int64(size) > st.Size {
		return nil, fmt.Errorf("arena: descriptor %d does not hold %d bytes: %w", fd, size, ErrNone)
	}
	mem, err := unix.Mmap(int(fd), 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("arena: map %d bytes: %w: %w", size, ErrNone, err)
	}
	_ = unix.Madvise(mem, unix.MADV_HUGEPAGE) // fewer faults where the system grants it
	return mem, nil
}

// Unmap gives a mapping back.
func Unmap(mem []byte) error { return unix.Munmap(mem) }
