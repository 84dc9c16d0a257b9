package engine

import (
	"sync"
	"sync/atomic"
	"time"
)

// Sleep is time.Sleep that ends with the cell.
func (m *machine) Sleep(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-m.Done():
		m.Check()
	}
}

// Wait is WaitGroup.Wait that ends with the cell.
func (m *machine) Wait(wg *sync.WaitGroup) {
	m.block(wg.Wait, func() {})
}

// GroupGo is WaitGroup.Go whose panics are reported.
func (m *machine) GroupGo(wg *sync.WaitGroup, f func()) {
	wg.Add(1)
	m.Go(func() {
		defer wg.Done()
		f()
	}, 0)
}

// Lock is Mutex.Lock that ends with the cell.
func (m *machine) Lock(mu sync.Locker) {
	if t, ok := mu.(interface{ TryLock() bool }); ok && t.TryLock() {
		return
	}
	m.block(mu.Lock, mu.Unlock)
}

// RLock is RWMutex.RLock that ends with the cell.
func (m *machine) RLock(mu *sync.RWMutex) {
	if !mu.TryRLock() {
		m.block(mu.RLock, mu.RUnlock)
	}
}

// Unlock is Mutex.Unlock that panics where the runtime would end the process.
func (m *machine) Unlock(mu sync.Locker) {
	if t, ok := mu.(interface{ TryLock() bool }); ok && t.TryLock() {
		mu.Unlock()
		panic(runtimeFault("sync: unlock of unlocked mutex"))
	}
	mu.Unlock()
}

// RUnlock is RWMutex.RUnlock that panics where the runtime would end the process.
func (m *machine) RUnlock(mu *sync.RWMutex) {
	if mu.TryLock() {
		mu.Unlock()
		panic(runtimeFault("sync: RUnlock of unlocked RWMutex"))
	}
	mu.RUnlock()
}

// A runtimeFault is an error that Go's runtime does not let a program survive; recover does not stop it.
type runtimeFault string

// block calls wait, and undo when the cell ends first.
func (m *machine) block(wait, undo func()) {
	over := make(chan struct{})
	var left atomic.Bool
	go func() {
		wait()
		close(over)
		if left.Load() {
			undo()
		}
	}()
	select {
	case <-over:
	case <-m.Done():
		left.Store(true)
		select {
		case <-over: // it came in the same moment
		default:
		}
		m.Check()
	}
}
