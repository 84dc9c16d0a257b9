package widget

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
)

// An Any is a widget whose view is a module of JavaScript, by the rules of anywidget: the module exports a function
// render({model, el}), and model.get, model.set and model.save_changes share the state with Go. The front end needs the
// extension anywidget (a package of pip, without a kernel).
type Any struct{ Base }

// NewAny returns a widget with the text of an ES module, of a style sheet, which may be empty, and a state: anything that
// has a form in JSON, and []byte, which travels as it is. Numbers of the state are float64.
func NewAny(module, css string, state map[string]any, opts ...Option) *Any {
	w := &Any{}
	versions := os.Getenv("WADE_ANYWIDGET")
	if versions == "" {
		versions = "*"
	}
	w.def = anyModel(versions)
	w.state = map[string]any{"_esm": module}
	w.layout = &Base{}
	w.layout.start("Layout")
	if strings.TrimSpace(module) == "" {
		w.fail(errors.New("widget: NewAny takes the text of an ES module that exports render"))
	}
	if css != "" {
		w.state["_css"] = css
	}
	sum := sha256.Sum256([]byte(module))
	w.state["_anywidget_id"] = "wade." + hex.EncodeToString(sum[:6])
	for key, v := range state {
		if strings.HasPrefix(key, "_") {
			w.fail(fmt.Errorf("widget: names of the state begin with a letter, not %q", key))
			continue
		}
		if err := w.Set(key, v); err != nil {
			w.fail(err)
		}
	}
	w.still = w.listed
	w.Update(opts...)
	return w
}

// AnyVersions says which versions of anywidget the view takes, as a range of npm such as "~0.9.*". The default is any, or
// what the environment variable WADE_ANYWIDGET says.
func AnyVersions(npm string) Option {
	return func(b *Base) error {
		if !b.def.free {
			return fmt.Errorf("widget: %s is not made of anywidget", b.def.name)
		}
		b.def = anyModel(npm)
		return nil
	}
}

// Fallback says what the widget looks like where nothing is live, as a piece of a page without scripts.
func Fallback(page func() string) Option {
	return func(b *Base) error {
		before := b.still
		b.still = func() (string, string) {
			plain := b.def.name
			if before != nil {
				plain, _ = before()
			}
			return plain, page()
		}
		return nil
	}
}

func anyModel(versions string) *model {
	return &model{name: "Any", module: "anywidget", moduleVersion: versions, view: "Any", viewModule: "anywidget", free: true}
}

// OnCommand answers a command that the view invokes, with a value that has a form in JSON and binary data. An error is the
// answer {"error": its text}.
func (w *Any) OnCommand(name string, f func(msg any, buffers [][]byte) (any, [][]byte, error)) {
	w.OnMessage(func(content map[string]any, buffers [][]byte) {
		if content["kind"] != "anywidget-command" || content["name"] != name {
			return
		}
		answer, out, err := f(content["msg"], buffers)
		if err != nil {
			answer, out = map[string]any{"error": err.Error()}, nil
		}
		reply := map[string]any{"id": content["id"], "kind": "anywidget-command-response", "response": answer}
		if err := w.Send(reply, out...); err != nil {
			reply["response"] = map[string]any{"error": err.Error()}
			_ = w.Send(reply) // a view that is gone needs no answer
		}
	})
}

// listed is the state, a line for each key.
func (b *Base) listed() (string, string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var lines []string
	for _, key := range sortedKeys(b.state) {
		if strings.HasPrefix(key, "_") {
			continue
		}
		says := fmt.Sprint(b.state[key])
		if data, ok := b.state[key].([]byte); ok {
			says = fmt.Sprintf("%d bytes", len(data))
		}
		if r := []rune(says); len(r) > 200 {
			says = string(r[:200]) + "…"
		}
		lines = append(lines, named(key, says))
	}
	return strings.Join(lines, "\n"), ""
}

// normal returns a value as it comes back from a front end: numbers as float64, lists as []any, structs as maps. Bytes and
// widgets stay.
func normal(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, string, []byte, Widget:
		return v, nil
	case float64:
		if _, ok := finite(v); !ok {
			return nil, fmt.Errorf("widget: %v cannot be sent", v)
		}
		return v, nil
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Slice, reflect.Array:
		out := make([]any, r.Len())
		for i := range out {
			m, err := normal(r.Index(i).Interface())
			if err != nil {
				return nil, err
			}
			out[i] = m
		}
		return out, nil
	case reflect.Map:
		if r.Type().Key().Kind() == reflect.String {
			out := map[string]any{}
			for it := r.MapRange(); it.Next(); {
				m, err := normal(it.Value().Interface())
				if err != nil {
					return nil, err
				}
				out[it.Key().String()] = m
			}
			return out, nil
		}
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("widget: %T cannot be sent: %w", v, err)
	}
	var out any
	err = json.Unmarshal(raw, &out)
	return out, err
}
