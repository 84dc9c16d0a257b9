package widget

import (
	"maps"
	"slices"

	"wade/sdk/comm"
)

// A front end that opens a notebook again asks for all widgets at once. One that only makes a page asks what they look
// like, on a target of its own, and gets an answer as it opens the channel.
func init() {
	comm.AtEnd(flushAll)
	comm.Serve("wade.widget.still", func(c *comm.Comm, _ comm.Message) func() {
		sendStills(c)
		return nil
	})
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

// alive returns the widgets that a front end knows, by id.
func alive() map[string]*Base {
	shownMu.Lock()
	list := maps.Clone(shownNow)
	shownMu.Unlock()
	for id, b := range list {
		b.mu.Lock()
		closed := b.ch.Closed()
		b.mu.Unlock()
		if closed {
			b.forget()
			delete(list, id)
		}
	}
	return list
}

// sendStills tells c what every widget looks like without a front end.
func sendStills(c *comm.Comm) {
	flushAll()
	stills := map[string]any{}
	for id, b := range alive() {
		if b.still == nil {
			continue // a part of others
		}
		plain, page := b.Still()
		stills[id] = map[string]any{"Plain": plain, "Page": page}
	}
	_ = c.Send(comm.Message{Data: map[string]any{"stills": stills}}) // one that is gone needs no answer
	_ = c.Close(comm.Message{})
}

// sendStates tells c of every widget.
func sendStates(c *comm.Comm) {
	list := alive()
	states := map[string]any{}
	for _, id := range slices.Sorted(maps.Keys(list)) {
		list[id].mu.Lock()
		d := list[id].as()
		list[id].mu.Unlock()
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
