package kerneltest_test

import (
	"fmt"
	"strings"
	"testing"

	"wade/kernel/internal/kerneltest"
	"wade/kernel/internal/transport"
)

const viewMIME = "application/vnd.jupyter.widget-view+json"

// A front plays the front end of widgets: it knows their models.
type front struct {
	*kerneltest.Client
	t *testing.T
}

// model returns the id of the latest model with a name, and its state at the start.
func (f front) model(name string) (id string, state map[string]any) {
	f.t.Helper()
	for _, m := range f.All() {
		if m.Type != "comm_open" {
			continue
		}
		data, _ := m.Content["data"].(map[string]any)
		s, _ := data["state"].(map[string]any)
		if s["_model_name"] == name+"Model" {
			id, state = m.Content["comm_id"].(string), s
		}
	}
	if id == "" {
		f.t.Fatalf("no %s was opened", name)
	}
	return id, state
}

// say sends a message of a view and returns what the kernel published for it.
func (f front) say(id string, data map[string]any, buffers ...[]byte) []kerneltest.Message {
	f.t.Helper()
	return f.Published(f.SendWith(transport.Shell, "comm_msg", map[string]any{"comm_id": id, "data": data}, nil, buffers...))
}

func (f front) move(id, key string, v any) []kerneltest.Message {
	f.t.Helper()
	return f.say(id, map[string]any{"method": "update", "state": map[string]any{key: v}, "buffer_paths": []any{}})
}

// await waits until a model is told that key has a value with text in it.
func (f front) await(id, key, text string) {
	f.t.Helper()
	f.Await(key+" with "+text, func(m kerneltest.Message) bool {
		data, _ := m.Content["data"].(map[string]any)
		state, _ := data["state"].(map[string]any)
		return m.Type == "comm_msg" && m.Content["comm_id"] == id && data["method"] == "update" && strings.Contains(fmt.Sprint(state[key]), text)
	})
}

func (f front) printed(text string) {
	f.t.Helper()
	f.Await("print of "+text, func(m kerneltest.Message) bool {
		s, _ := m.Content["text"].(string)
		return m.Type == "stream" && strings.Contains(s, text)
	})
}

func TestWidgets(t *testing.T) {
	f := front{memory(t), t}
	shown := mustRun(t, f.Client, `import ("wade/sdk/widget"; "fmt")
s := widget.NewFloatSlider("gate", 0, 2, 1, widget.Step(0.25), widget.Width("50%"))
s.OnChange(func(v float64) { fmt.Println("moved to", v) })
s`)
	last := shown[len(shown)-1]
	data, _ := last.Content["data"].(map[string]any)
	id, state := f.model("FloatSlider")
	if view, _ := data[viewMIME].(map[string]any); last.Type != "execute_result" || view["model_id"] != id || !strings.Contains(fmt.Sprint(data["text/plain"]), "gate: ──────────●────────── 1") {
		t.Fatalf("shown %v", last.Content)
	}
	if state["min"] != 0.0 || state["max"] != 2.0 || state["value"] != 1.0 || state["step"] != 0.25 || state["description"] != "gate" {
		t.Errorf("state %v", state)
	}
	layout, layoutState := f.model("Layout")
	if state["layout"] != "IPY_MODEL_"+layout || layoutState["width"] != "50%" {
		t.Errorf("layout %v, its state %v", state["layout"], layoutState)
	}
	got := f.move(id, "value", 1.5)
	if len(got) != 1 || fmt.Sprint(got[0].Content["data"]) != "map[buffer_paths:[] method:echo_update state:map[value:1.5]]" {
		t.Errorf("echo %+v", got)
	}
	f.printed("moved to 1.5")
	if result := mustRun(t, f.Client, "s.Value()"); !strings.Contains(fmt.Sprint(result), "1.5") {
		t.Errorf("value %v", result)
	}
	// What does not fit changes nothing.
	for key, v := range map[string]any{"value": "high", "colour": 1, "min": nil} {
		if got := f.move(id, key, v); len(got) != 0 {
			t.Errorf("%s %v: %+v", key, v, got)
		}
	}
	mustRun(t, f.Client, "s.SetValue(9)")
	f.await(id, "value", "2")
	if got := f.say(id, map[string]any{"method": "request_state"}); len(got) != 1 || !strings.Contains(fmt.Sprint(got[0].Content), "value:2") {
		t.Errorf("state on request: %+v", got)
	}
	// A page that is loaded again asks for everything.
	mustRun(t, f.Client, `import "image"
pic := widget.NewImage(image.NewGray(image.Rect(0, 0, 3, 2)))
pic`)
	f.Published(f.SendWith(transport.Shell, "comm_open", map[string]any{"comm_id": "ctl", "target_name": "jupyter.widget.control", "data": map[string]any{}}, map[string]any{"version": "1.0.0"}))
	states := f.say("ctl", map[string]any{"method": "request_states"})
	if len(states) != 1 {
		t.Fatalf("states %+v", states)
	}
	answer, _ := states[0].Content["data"].(map[string]any)
	all, _ := answer["states"].(map[string]any)
	one, _ := all[id].(map[string]any)
	picture, _ := f.model("Image")
	if answer["method"] != "update_states" || one["model_name"] != "FloatSliderModel" || fmt.Sprint(answer["buffer_paths"]) != fmt.Sprintf("[[%s state value]]", picture) ||
		len(states[0].Buffers) != 1 || !strings.HasPrefix(string(states[0].Buffers[0]), "\x89PNG") {
		t.Errorf("states %v with %d buffers", answer, len(states[0].Buffers))
	}
}

// Several widgets as the value of a cell are all live, and a bar has arrived when the cell has ended.
func TestSeveralValues(t *testing.T) {
	f := front{memory(t), t}
	shown := mustRun(t, f.Client, `import "wade/sdk/widget"
pair := func() (*widget.Progress, *widget.Text) { return widget.NewIntProgress("bar", 500), widget.NewLabel("label") }
bar, label := pair()
pair()`)
	views := 0
	for _, m := range shown {
		if data, _ := m.Content["data"].(map[string]any); data[viewMIME] != nil {
			views++
		}
	}
	if views != 2 {
		t.Errorf("%d views", views)
	}
	mustRun(t, f.Client, "bar")
	id, _ := f.model("IntProgress")
	updates := mustRun(t, f.Client, "for i := range 500 { bar.SetValue(float64(i + 1)) }")
	if n := len(updates); n == 0 || n > 100 || updates[n-1].Content["comm_id"] != id || !strings.Contains(fmt.Sprint(updates[n-1].Content), "value:500") {
		t.Errorf("%d messages: %v", n, updates)
	}
}

func TestButtonDuringACell(t *testing.T) {
	f := front{memory(t), t}
	mustRun(t, f.Client, `import ("wade/sdk/widget"; "sync/atomic")
var stop atomic.Bool
b := widget.NewButton("stop", widget.Mood("danger"))
b.OnClick(func() { stop.Store(true) })
b`)
	id, _ := f.model("Button")
	cell := f.Execute("for !stop.Load() { }\n\"stopped\"", nil)
	f.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" && m.Parent == cell })
	f.say(id, map[string]any{"method": "custom", "content": map[string]any{"event": "click"}})
	if got := f.Published(cell); !strings.Contains(fmt.Sprint(got), "stopped") {
		t.Errorf("published %v", got)
	}
}

func TestInteract(t *testing.T) {
	f := front{memory(t), t}
	mustRun(t, f.Client, `import ("wade/sdk/widget"; "context"; "fmt"; "errors")
n := widget.NewIntSlider("n", 0, 9, 3)
word := widget.NewDropdown("word", []string{"stone", "leaf"})
widget.Interact(func(ctx context.Context, n int, word string) (any, error) {
	switch {
	case n == 7:
		<-ctx.Done()
		return nil, ctx.Err()
	case n == 8:
		return nil, errors.New("eight is not allowed")
	}
	return fmt.Sprint(n, " ", word, "s"), nil
}, n, word)`)
	slider, _ := f.model("IntSlider")
	drop, _ := f.model("Dropdown")
	out, state := f.model("Output")
	if !strings.Contains(fmt.Sprint(state["outputs"]), "3 stones") {
		t.Errorf("first %v", state["outputs"])
	}
	f.move(slider, "value", 5)
	f.await(out, "outputs", "5 stones")
	f.move(drop, "index", 1)
	f.await(out, "outputs", "5 leafs")
	f.move(slider, "value", 7) // takes until a later value comes
	f.move(slider, "value", 6)
	f.await(out, "outputs", "6 leafs")
	f.move(slider, "value", 8)
	f.await(out, "outputs", "eight is not allowed")
	f.move(slider, "value", 7)
	f.Ask(transport.Control, "interrupt_request", nil)
	f.move(slider, "value", 1)
	f.await(out, "outputs", "1 leafs")
	for code, want := range map[string]string{
		"widget.Interact(3, n)":                                                  "takes a function first",
		"widget.Interact(func(s string) string { return s }, n)":                 "argument 1 of the function of Interact is string, but the IntSlider gives int",
		"widget.Interact(func(a, b int) int { return a }, n)":                    "takes 2 values, but the controls give 1",
		"widget.Interact(func(a int) int { return a }, widget.NewButton(\"b\"))": "a Button has no value",
	} {
		if reply, _ := f.Run(code); !strings.Contains(fmt.Sprint(reply["evalue"]), want) {
			t.Errorf("%s: %v, want %q", code, reply["evalue"], want)
		}
	}
}
