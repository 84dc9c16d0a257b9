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
