//go:build cgo

package cpu

import (
	"runtime"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// Where the affinity shrinks, workers rest; where it comes back, so do they. Results stay the same.
func TestAffinityIsFollowed(t *testing.T) {
	runtime.LockOSThread() // and not unlocked: the thread ends with the test
	mask := func(call uintptr, m *[16]uint64) bool {
		_, _, errno := syscall.RawSyscall(call, 0, unsafe.Sizeof(*m), uintptr(unsafe.Pointer(m)))
		return errno == 0
	}
	var whole [16]uint64
	if !mask(syscall.SYS_SCHED_GETAFFINITY, &whole) || runtime.NumCPU() < 2 {
		t.Skip("needs a machine of two processors that tells its affinity")
	}
	p, err := New(Config{Threads: 3})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	b := newBench(t, 41)
	x, w := b.in(300*40), b.in(70*40)
	compute := func() []float32 {
		time.Sleep(60 * time.Millisecond) // the pool looks 20 times a second
		y := b.out(300 * 70)
		b.done("linear", p.Linear(y, x, Weight{F32: w}, After{}, 300, 40, 70))
		return y
	}
	want := compute()
	if n := p.active(); n != 3 {
		t.Fatalf("%d threads take part, want all 3: the number was asked for", n)
	}
	one := [16]uint64{}
	for i, bits := range whole {
		if bits != 0 {
			one[i] = bits & -bits
			break
		}
	}
	if !mask(syscall.SYS_SCHED_SETAFFINITY, &one) {
		t.Skip("the affinity cannot be set")
	}
	same(t, "on one processor", compute(), want)
	if n := p.active(); n != 1 {
		t.Errorf("%d threads take part on one processor, want 1", n)
	}
	if !mask(syscall.SYS_SCHED_SETAFFINITY, &whole) {
		t.Fatal("the affinity cannot be set back")
	}
	same(t, "on all again", compute(), want)
	if n := p.active(); n != 3 {
		t.Errorf("%d threads take part on all processors, want 3", n)
	}
}
