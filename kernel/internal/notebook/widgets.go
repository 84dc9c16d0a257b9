package notebook

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"sync"

	"wade/kernel/internal/server"
)

const (
	widgetView   = "application/vnd.jupyter.widget-view+json"
	widgetState  = "application/vnd.jupyter.widget-state+json"
	widgetTarget = "jupyter.widget"
	stillTarget  = "wade.widget.still"
)

// widgets follow the models of widgets as a front end does, so that their state
// is saved with the notebook.
type widgets struct {
	mu     sync.Mutex
	order  []string
	models map[string]*widgetModel
	stills map[string]still // what each looked like at the end
}

type widgetModel struct {
	state   map[string]any
	buffers map[string]widgetBuffer // by path, as JSON
	paths   []string                // of buffers, in order
}

type widgetBuffer struct {
	Encoding string `json:"encoding"`
	Path     any    `json:"path"`
	Data     string `json:"data"`
}

// A still is a widget on a page.
type still struct{ Plain, Page string }

// see takes a message of the session.
func (w *widgets) see(m server.Comm) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var data struct {
		Method string           `json:"method"`
		State  map[string]any   `json:"state"`
		Paths  []any            `json:"buffer_paths"`
		Stills map[string]still `json:"stills"`
	}
	if len(m.Data) > 0 && json.Unmarshal(m.Data, &data) != nil {
		return
	}
	switch {
	case m.Event == server.CommOpen && m.Target == widgetTarget:
		if w.models == nil {
			w.models = map[string]*widgetModel{}
		}
		w.order = append(w.order, m.ID)
		w.models[m.ID] = &widgetModel{state: map[string]any{}, buffers: map[string]widgetBuffer{}}
	case m.Event == server.CommClose:
		delete(w.models, m.ID)
		return
	case data.Stills != nil:
		w.stills = data.Stills
		return
	case data.Method != "update":
		return
	}
	model := w.models[m.ID]
	if model == nil {
		return
	}
	maps.Copy(model.state, data.State)
	for i, path := range data.Paths {
		if i >= len(m.Buffers) {
			return
		}
		key := fmt.Sprint(path)
		if _, ok := model.buffers[key]; !ok {
			model.paths = append(model.paths, key)
		}
		model.buffers[key] = widgetBuffer{"base64", path, base64.StdEncoding.EncodeToString(m.Buffers[i])}
	}
}

// settle asks the session what its widgets look like now, and gives the outputs
// in which they were shown that form.
func (w *widgets) settle(ctx context.Context, e server.Engine, out server.Sink, n *Notebook) {
	w.mu.Lock()
	none := len(w.models) == 0
	w.mu.Unlock()
	if none {
		return
	}
	done := make(chan struct{})
	e.Comm(server.Comm{Event: server.CommOpen, ID: "stills", Target: stillTarget}, out, func() { close(done) })
	select {
	case <-done:
	case <-ctx.Done():
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range n.Cells {
		for _, o := range c.Outputs {
			if s, ok := w.stills[modelOf(o)]; ok {
				o.Data["text/plain"], o.Data["text/html"] = s.Plain, s.Page
			}
		}
	}
}

// modelOf returns the id of the widget that an output shows, or "".
func modelOf(o *Output) string {
	raw, err := json.Marshal(o.Data[widgetView])
	if err != nil {
		return ""
	}
	var view struct {
		ID string `json:"model_id"`
	}
	_ = json.Unmarshal(raw, &view) // anything else is no view
	return view.ID
}

// save puts the state of all widgets into the metadata. Their identifiers
// become those of their place, so that a notebook that is run again is the same.
func (w *widgets) save(n *Notebook) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(n.Metadata, "widgets")
	if len(w.models) == 0 {
		return nil
	}
	var names []string
	states := map[string]any{}
	for i, id := range w.order {
		model := w.models[id]
		if model == nil {
			continue
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "widget %d", i))
		name := hex.EncodeToString(sum[:16])
		names = append(names, id, name)
		entry := map[string]any{
			"model_name": model.state["_model_name"], "model_module": model.state["_model_module"],
			"model_module_version": model.state["_model_module_version"], "state": model.state,
		}
		if len(model.paths) > 0 {
			var list []widgetBuffer
			for _, path := range model.paths {
				list = append(list, model.buffers[path])
			}
			entry["buffers"] = list
		}
		states[id] = entry
	}
	rename := strings.NewReplacer(names...)
	again := func(v any) (any, error) {
		raw, err := marshal(v)
		if err != nil {
			return nil, err
		}
		var out any
		err = json.Unmarshal([]byte(rename.Replace(string(raw))), &out)
		return out, err
	}
	var err error
	all := map[string]any{"version_major": 2, "version_minor": 0, "state": states}
	if all["state"], err = again(states); err != nil {
		return fmt.Errorf("notebook: state of widgets: %w", err)
	}
	n.Metadata["widgets"] = map[string]any{widgetState: all}
	for _, c := range n.Cells {
		for _, o := range c.Outputs {
			if view, ok := o.Data[widgetView]; ok {
				if o.Data[widgetView], err = again(view); err != nil {
					return fmt.Errorf("notebook: view of a widget: %w", err)
				}
			}
		}
	}
	return nil
}
