package display

import "sync"

var (
	adoptMu sync.RWMutex
	adopted []func(v any) (Data, bool)
)

// Adopt gives values of other people's types forms to be shown in. f tells whether v is one of those that it knows; it is
// asked after the methods of v itself, from any goroutine.
func Adopt(f func(v any) (Data, bool)) {
	adoptMu.Lock()
	defer adoptMu.Unlock()
	adopted = append(adopted, f)
}

func foreign(v any) (Data, bool) {
	adoptMu.RLock()
	defer adoptMu.RUnlock()
	for _, f := range adopted {
		if d, ok := f(v); ok {
			return d, true
		}
	}
	return Data{}, false
}
