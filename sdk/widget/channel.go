package widget

import (
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"wade/sdk/comm"
)

const (
	target  = "jupyter.widget"
	version = "2.1.0" // of the messages of a widget
)

// shownNow are the widgets that the front end knows, by id.
var (
	shownMu  sync.Mutex
	shownNow = map[string]*Base{}
)

// echo tells whether the front end is told what it has just said, so that other views of the same notebook follow.
var echo = sync.OnceValue(func() bool {
	switch strings.ToLower(os.Getenv("JUPYTER_WIDGETS_ECHO")) {
	case "no", "n", "false", "off", "0", "0.0":
		return false
	}
	return true
})

// open makes sure that the front end knows the widget, and what it is made of, and returns its id. Without a front end it
// is "".
func (b *Base) open() string {
	if !comm.Live() {
		return ""
	}
	b.mu.Lock()
	if b.ch != nil || b.closed {
		defer b.mu.Unlock()
		return b.id()
	}
	b.mu.Unlock()
	state := b.full() // opens its parts
	bare, paths, buffers := split(state)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch != nil {
		return b.id()
	}
	ch, err := comm.OpenWith(target, comm.Message{
		Data:     map[string]any{"state": bare, "buffer_paths": paths},
		Metadata: map[string]any{"version": version}, Buffers: buffers,
	}, b.receive)
	if err != nil {
		return ""
	}
	b.ch = ch
	shownMu.Lock()
	shownNow[ch.ID()] = b
	shownMu.Unlock()
	return ch.ID()
}

// id is the id of a widget that is open. The caller holds b.mu.
func (b *Base) id() string {
	if b.ch == nil {
		return ""
	}
	return b.ch.ID()
}

func (b *Base) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	shownMu.Lock()
	delete(shownNow, b.id())
	shownMu.Unlock()
	b.closed = true
}

// Close removes the widget from the front end.
func (b *Base) Close() {
	b.mu.Lock()
	ch := b.ch
	b.mu.Unlock()
	b.forget()
	if ch != nil {
		_ = ch.Close(comm.Message{}) // nobody listens any more, either way
	}
	for _, part := range []*Base{b.layout, b.style} {
		if part != nil {
			part.Close()
		}
	}
}

// full is the whole state as it travels.
func (b *Base) full() map[string]any {
	b.mu.Lock()
	d := b.as()
	b.mu.Unlock()
	return b.fullAs(d)
}

func (b *Base) fullAs(d *model) map[string]any {
	b.mu.Lock()
	state := maps.Clone(b.state)
	b.mu.Unlock()
	for key, v := range state {
		if _, ok := d.fields[key]; !ok && !d.free {
			delete(state, key)
			continue
		}
		state[key] = travels(v)
	}
	if titles, ok := state["titles"].([]string); ok {
		state["_titles"] = oldTitles(titles)
	}
	maps.Copy(state, map[string]any{
		"_model_name": d.name + "Model", "_model_module": d.module, "_model_module_version": d.moduleVersion,
		"_view_name": nil, "_view_module": d.viewModule, "_view_module_version": d.moduleVersion, "_view_count": nil,
	})
	if d.view != "" {
		state["_view_name"] = d.view + "View"
	}
	if d.viewModule == base {
		state["_view_module_version"] = "2.0.0"
	}
	if b.layout != nil {
		state["layout"] = reference(b.layout)
	}
	if b.style != nil {
		state["style"] = reference(b.style)
	}
	return state
}

func reference(w Widget) any {
	if w == nil || w.Model() == nil {
		return nil
	}
	return "IPY_MODEL_" + w.Model().open()
}

// travels returns a value of the state as it travels: widgets by reference, lists as lists of anything.
func travels(v any) any {
	switch v := v.(type) {
	case Widget:
		return reference(v)
	case []Widget:
		list := make([]any, len(v))
		for i, w := range v {
			list[i] = reference(w)
		}
		return list
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, m := range v {
			out[key] = travels(m)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, m := range v {
			out[i] = travels(m)
		}
		return out
	}
	return v
}

// push tells the front end of changes, if it knows the widget.
func (b *Base) push(state map[string]any) {
	b.mu.Lock()
	ch := b.ch
	if b.closed {
		ch = nil
	}
	wait := ch != nil && b.pace.hold(state, b.flush)
	if wait {
		b.isLate(true)
	}
	b.mu.Unlock()
	if ch != nil && !wait {
		b.tell(ch, "update", state)
	}
}

// flush pushes what the pace held back.
func (b *Base) flush() {
	b.mu.Lock()
	ch, state := b.ch, b.pace.take()
	b.isLate(false)
	b.mu.Unlock()
	if ch != nil && len(state) > 0 {
		b.tell(ch, "update", state)
	}
}

// late are the widgets with something held back.
var (
	lateMu sync.Mutex
	late   = map[*Base]bool{}
)

func (b *Base) isLate(yes bool) {
	lateMu.Lock()
	defer lateMu.Unlock()
	if yes {
		late[b] = true
	} else {
		delete(late, b)
	}
}

// flushAll sends what is held back.
func flushAll() {
	lateMu.Lock()
	list := slices.Collect(maps.Keys(late))
	lateMu.Unlock()
	for _, b := range list {
		b.flush()
	}
}

func (b *Base) tell(ch *comm.Comm, method string, state map[string]any) {
	out := make(map[string]any, len(state))
	for key, v := range state {
		out[key] = travels(v)
	}
	if titles, ok := state["titles"].([]string); ok {
		out["_titles"] = oldTitles(titles)
	}
	bare, paths, buffers := split(out)
	_ = ch.Send(comm.Message{ // a closed channel belongs to a view that is gone
		Data: map[string]any{"method": method, "state": bare, "buffer_paths": paths}, Buffers: buffers,
	})
}

// Send sends a message to the view of the widget. Outside a notebook it goes nowhere.
func (b *Base) Send(content map[string]any, buffers ...[]byte) error {
	b.open()
	b.mu.Lock()
	ch := b.ch
	b.mu.Unlock()
	if ch == nil {
		return nil
	}
	return ch.Send(comm.Message{Data: map[string]any{"method": "custom", "content": content}, Buffers: buffers})
}

// receive looks at a message of the front end as it comes.
func (b *Base) receive(m comm.Message) func() {
	b.mu.Lock()
	ch := b.ch
	b.mu.Unlock()
	switch method, _ := m.Data["method"].(string); method {
	case "update":
		state, _ := m.Data["state"].(map[string]any)
		paths, _ := m.Data["buffer_paths"].([]any)
		if join(state, paths, m.Buffers) != nil {
			return nil
		}
		return b.take(ch, state)
	case "request_state":
		b.tell(ch, "update", b.full())
	case "custom":
		content, _ := m.Data["content"].(map[string]any)
		return func() {
			b.mu.Lock()
			customs := slices.Clone(b.customs)
			b.mu.Unlock()
			for _, f := range customs {
				f(content, m.Buffers)
			}
		}
	}
	return nil
}

// take accepts what the front end has changed, and returns what is to be done because of it.
func (b *Base) take(ch *comm.Comm, state map[string]any) func() {
	fits := map[string]any{}
	for key, v := range state {
		f, ok := b.def.fields[key]
		if !ok && !b.def.free || f.kind == kindWidget || f.kind == kindWidgets {
			continue // a reference to a model says nothing new
		}
		if v, ok := f.coerce(v); ok {
			fits[key] = v
		}
	}
	if len(fits) == 0 {
		return nil
	}
	if echo() {
		b.tell(ch, "echo_update", fits)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for key, v := range fits {
		b.state[key] = v
		if b.changed == nil {
			b.changed = map[string]any{}
		}
		b.changed[key] = v
	}
	return b.notify
}

// notify calls what watches, with the latest of what has changed.
func (b *Base) notify() {
	b.mu.Lock()
	changed, watchers := b.changed, slices.Clone(b.watchers)
	b.changed = nil
	b.mu.Unlock()
	for _, w := range watchers {
		if v, ok := changed[w.key]; ok {
			w.run(func() { w.f(v, true) })
		}
	}
}

// A pace bounds how often the front end hears of a widget that changes all the time.
type pace struct {
	every  time.Duration // 0: at once
	last   time.Time
	held   map[string]any
	timing bool
}

// hold keeps state back if the last message was a moment ago; flush is then called in time.
func (p *pace) hold(state map[string]any, flush func()) bool {
	if p.every == 0 {
		return false
	}
	left := p.every - time.Since(p.last)
	if left <= 0 && !p.timing {
		p.last = time.Now()
		return false
	}
	if p.held == nil {
		p.held = map[string]any{}
	}
	maps.Copy(p.held, state)
	if !p.timing {
		p.timing = true
		time.AfterFunc(left, flush)
	}
	return true
}

func (p *pace) take() map[string]any {
	held := p.held
	p.held, p.timing, p.last = nil, false, time.Now()
	return held
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
