package widget

import (
	"maps"
	"slices"

	"wade/sdk/comm"
)

// A front end that opens a notebook again asks for all widgets at once.
func init() {
	comm.Serve("jupyter.widget.control", func(c *comm.Comm, _ comm.Message) func() {
		c.Handle(func(m comm.Message) func() {
			if m.Data["method"] == "request_states" {
				sendStates(c)
			}
			return nil
		})
		return nil
	})
}

// sendStates tells c of every widget.
func sendStates(c *comm.Comm) {
	shownMu.Lock()
	list := maps.Clone(shownNow)
	shownMu.Unlock()
	states := map[string]any{}
	for _, id := range slices.Sorted(maps.Keys(list)) {
		if list[id].ch.Closed() {
			list[id].forget()
			continue
		}
		d := list[id].def
		states[id] = map[string]any{
			"model_name": d.name + "Model", "model_module": d.module, "model_module_version": d.moduleVersion,
			"state": list[id].full(),
		}
	}
	bare, paths, buffers := split(states)
	_ = c.Send(comm.Message{ // a front end that is gone needs no answer
		Data:    map[string]any{"method": "update_states", "states": bare, "buffer_paths": paths},
		Buffers: buffers,
	})
}
