package sdk

import "wade/sdk/backend/host"

// Pid is the process of a plugin that runs, 0 if there is none.
func Pid(name string) int {
	running.mu.Lock()
	defer running.mu.Unlock()
	if p, ok := running.open[name].(*host.Plugin); ok {
		return p.Pid()
	}
	return 0
}
