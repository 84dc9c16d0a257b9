package widget

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"wade/internal/near"
	"wade/sdk/comm"
)

// A Widget is something of this package, or a type of your own that stands for one: its Model returns that of the widget
// it is made of.
type Widget interface {
	Model() *Base
}

// Base is what all widgets share: the state that the front end sees. It is safe for concurrent use.
type Base struct {
	def    *model
	layout *Base
	style  *Base
	still  func() (plain, page string) // what it looks like without a front end

	mu       sync.Mutex
	state    map[string]any
	err      error
	ch       *comm.Comm
	closed   bool
	watchers []watcher
	customs  []func(content map[string]any, buffers [][]byte)
	changed  map[string]any // by the front end, for watchers
	pace     pace
}

// A watcher is called when one key of the state changes.
type watcher struct {
	key string
	run func(func())             // on behalf of the cell that watches
	f   func(v any, person bool) // person: it was not the program that changed it
}

// start sets up a widget of a model.
func (b *Base) start(name string) {
	b.def = models[name]
	b.state = map[string]any{}
	for key, f := range b.def.fields {
		b.state[key] = f.def
	}
	if _, ok := b.def.fields["tooltip"]; ok {
		b.layout = &Base{}
		b.layout.start("Layout")
	}
	if b.def.style != "" {
		b.style = &Base{}
		b.style.start(b.def.style)
	}
}

// Model returns b itself.
func (b *Base) Model() *Base { return b }

// Err returns what is wrong with the options of the widget, or nil.
func (b *Base) Err() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}

// fail notes what is wrong.
func (b *Base) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.err = errors.Join(b.err, err)
}

// Update changes what options say, also of a widget that is shown.
func (b *Base) Update(opts ...Option) {
	for _, o := range opts {
		if o == nil {
			continue
		}
		if err := o(b); err != nil {
			b.fail(err)
		}
	}
}

// Get returns one key of the state, as the front end names it, or nil for one that the widget does not have.
func (b *Base) Get(key string) any {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state[key]
}

// Set changes one key of the state, tells the front end and calls what watches the key. It fails for a key that the
// widget does not have and for a value of another kind; nothing has changed then.
func (b *Base) Set(key string, v any) error {
	f, ok := b.def.fields[key]
	if b.def.free {
		v, err := normal(v)
		if err != nil {
			return err
		}
		b.put(map[string]any{key: v})
		return nil
	}
	if !ok {
		return fmt.Errorf("widget: %s has no %s%s", b.def.name, key, near.List(key, slices.Collect(maps.Keys(b.def.fields))))
	}
	fit, ok := f.coerce(v)
	if !ok {
		return fmt.Errorf("widget: %s of %s cannot be %#v, it is %s", key, b.def.name, v, f.kind)
	}
	b.put(map[string]any{key: fit})
	return nil
}

// put changes state that is known to fit.
func (b *Base) put(values map[string]any) {
	b.mu.Lock()
	fresh := map[string]any{}
	for key, v := range values {
		if old, ok := b.state[key]; !ok || !same(old, v) {
			b.state[key] = v
			fresh[key] = v
		}
	}
	watchers := slices.Clone(b.watchers)
	b.mu.Unlock()
	if len(fresh) == 0 {
		return
	}
	b.push(fresh)
	for _, w := range watchers {
		if v, ok := fresh[w.key]; ok {
			w.f(v, false)
		}
	}
}

// same tells whether two values of the state are equal; widgets are when they are one.
func same(a, b any) bool {
	if x, ok := a.([]Widget); ok {
		y, ok := b.([]Widget)
		return ok && slices.Equal(x, y)
	}
	return reflect.DeepEqual(a, b)
}

// Observe calls f whenever a key of the state changes, with its value, whoever changes it. A person may change it faster
// than f is done; f then gets the latest value next. The typed OnChange of most widgets is easier to use.
func (b *Base) Observe(key string, f func(v any)) {
	b.watch(key, func(v any, _ bool) { f(v) })
}

func (b *Base) watch(key string, f func(v any, person bool)) {
	w := watcher{key, comm.Bind(), f}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watchers = append(b.watchers, w)
}

// OnMessage calls f for every message of the widget's own view, such as the click of a button.
func (b *Base) OnMessage(f func(content map[string]any, buffers [][]byte)) {
	run := comm.Bind()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.customs = append(b.customs, func(content map[string]any, buffers [][]byte) {
		run(func() { f(content, buffers) })
	})
}

// String is the widget as text.
func (b *Base) String() string {
	plain, _ := b.Still()
	return strings.TrimRight(plain, "\n")
}

func get[T any](b *Base, key string) T {
	v, _ := b.Get(key).(T)
	return v
}
