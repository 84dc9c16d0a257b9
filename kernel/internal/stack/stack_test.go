package stack

import (
	"sync"
	"testing"
)

//go:noinline
func deep(n int, f func()) byte {
	var pad [512]byte
	if n == 0 {
		f()
		return 0
	}
	return pad[deep(n-1, f)]
}

func TestUsedGrowsWithCalls(t *testing.T) {
	if !Known {
		t.Skip("not known here")
	}
	flat := Used()
	if flat == 0 || flat > 1<<20 {
		t.Fatalf("%d bytes in a test", flat)
	}
	for _, n := range []int{10, 1000, 100_000} { // the stack moves in between
		var got uintptr
		deep(n, func() { got = Used() })
		if low, high := uintptr(n)*512, uintptr(n)*1024+8192+flat; got < low || got > high {
			t.Errorf("%d calls use %d bytes, want %d to %d", n, got, low, high)
		}
	}
}

func TestOwnersDiffer(t *testing.T) {
	var mu sync.Mutex
	seen := map[uintptr]bool{Owner(): true}
	before := Owner()
	var all, ready sync.WaitGroup
	ready.Add(20)
	for range 20 {
		all.Go(func() {
			id := Owner()
			mu.Lock()
			if id == 0 || seen[id] {
				t.Errorf("owner %d is taken", id)
			}
			seen[id] = true
			mu.Unlock()
			ready.Done()
			ready.Wait() // all live at once
			deep(10_000, func() {
				if Owner() != id {
					t.Error("the owner changes with the stack")
				}
			})
		})
	}
	all.Wait()
	if Owner() != before {
		t.Error("the owner of this goroutine changed")
	}
}

func BenchmarkOwner(b *testing.B) {
	for b.Loop() {
		Owner()
	}
}
