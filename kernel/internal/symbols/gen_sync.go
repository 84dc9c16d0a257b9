// Code generated from sync by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "sync"
)

func table_sync() []symbol {
	return []symbol{
		{"Cond", (*p0.Cond)(nil)},
		{"Locker", (*p0.Locker)(nil)},
		{"_Locker", (*_sync_Locker)(nil)},
		{"Map", (*p0.Map)(nil)},
		{"Mutex", (*p0.Mutex)(nil)},
		{"NewCond", p0.NewCond},
		{"Once", (*p0.Once)(nil)},
		{"OnceFunc", p0.OnceFunc},
		{"Pool", (*p0.Pool)(nil)},
		{"RWMutex", (*p0.RWMutex)(nil)},
		{"WaitGroup", (*p0.WaitGroup)(nil)},
	}
}

// _sync_Locker is an interface wrapper for Locker.
type _sync_Locker struct {
	IValue  interface{}
	WLock   func()
	WUnlock func()
}

func (w _sync_Locker) Lock() {
	w.WLock()
}
func (w _sync_Locker) Unlock() {
	w.WUnlock()
}
