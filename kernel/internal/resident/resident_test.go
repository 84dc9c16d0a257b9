package resident

import (
	"runtime"
	"testing"
	"time"
)

var sink []byte

// A process that was busy and waits gives its garbage back to the system.
func TestQuiet(t *testing.T) {
	idle := func() uint64 { // bytes of the heap that are free and still held
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapIdle - m.HeapReleased
	}
	for range 2 {
		Busy()
		sink = make([]byte, 64<<20)
		for i := 0; i < len(sink); i += 4096 {
			sink[i] = 1
		}
		sink = nil
		runtime.GC()
		Quiet()
		for deadline := time.Now().Add(time.Minute); idle() > 32<<20; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%d bytes are still held", idle())
			}
		}
	}
}
