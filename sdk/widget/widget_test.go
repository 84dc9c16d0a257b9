package widget

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"wade/sdk/comm"
	"wade/sdk/display"
)

// A screen is a front end that keeps what it is told.
type screen struct {
	mu  sync.Mutex
	out []comm.Event
}

func (s *screen) Publish(e comm.Event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out = append(s.out, e)
	return nil
}

func (s *screen) Context() context.Context { return context.Background() }
func (s *screen) Bind() func(func())       { return func(f func()) { f() } }

func (s *screen) take() []comm.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.out
	s.out = nil
	return out
}

func watch(t testing.TB) *screen {
	s := &screen{}
	old := comm.SetTransport(s)
	t.Cleanup(func() { comm.SetTransport(old) })
	return s
}

// say sends a message of the view of w, and waits until it was served.
func say(t testing.TB, w Widget, data map[string]any, buffers ...[]byte) {
	t.Helper()
	raw, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	comm.Receive(comm.Event{Kind: "msg", Comm: w.Model().open(), Data: raw, Buffers: buffers}, func(f func()) { f() }, func() { close(done) })
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("not served")
	}
}

func update(key string, v any) map[string]any {
	return map[string]any{"method": "update", "state": map[string]any{key: v}}
}

// What a person does with each control arrives as the type of its value.
func TestControls(t *testing.T) {
	watch(t)
	var got []string
	note := func(v ...any) { got = append(got, fmt.Sprint(v...)) }
	for name, c := range map[string]struct {
		make func() Widget
		key  string
		v    any
		want string
	}{
		"int": {func() Widget {
			w := NewIntSlider("", 0, 9, 1)
			w.OnChange(func(v int) { note(v, w.Value()) })
			return w
		}, "value", 4, "4 4"},
		"float": {func() Widget {
			w := NewFloatSlider("", 0, 9, 1)
			w.OnChange(func(v float64) { note(v, w.Value()) })
			return w
		}, "value", 4, "4 4"},
		"log": {func() Widget {
			w := NewLogSlider("", 1, 100, 10)
			w.OnChange(func(v float64) { note(v, w.Value()) })
			return w
		}, "value", 50, "50 50"},
		"ints": {func() Widget { w := NewIntRange("", 0, 9, 1, 2); w.OnChange(func(a, b int) { note(a, b) }); return w }, "value", []int{3, 5}, "3 5"},
		"floats": {func() Widget {
			w := NewFloatRange("", 0, 9, 1, 2)
			w.OnChange(func(a, b float64) { note(a, b) })
			return w
		}, "value", []int{3, 5}, "3 5"},
		"play":   {func() Widget { w := NewPlay(0, 9, 100); w.OnChange(func(v int) { note(v, w.Value()) }); return w }, "value", 4, "4 4"},
		"check":  {func() Widget { w := NewCheckbox("", false); w.OnChange(func(v bool) { note(v, w.Value()) }); return w }, "value", true, "true true"},
		"text":   {func() Widget { w := NewText("", ""); w.OnChange(func(v string) { note(v + w.Value()) }); return w }, "value", "a", "aa"},
		"number": {func() Widget { w := NewIntText("", 1); w.OnChange(func(v int) { note(v, w.Value()) }); return w }, "value", -4, "-4 -4"},
		"real":   {func() Widget { w := NewFloatText("", 1); w.OnChange(func(v float64) { note(v, w.Value()) }); return w }, "value", 0.5, "0.5 0.5"},
		"choice": {func() Widget {
			w := NewDropdown("", []string{"a", "b"})
			w.OnChange(func(v string) { note(v, w.Index()) })
			return w
		}, "index", 1, "b1"},
		"none": {func() Widget {
			w := NewSelect("", []string{"a", "b"})
			w.OnChange(func(v string) { note(v, w.Index()) })
			return w
		}, "index", nil, "-1"},
		"outside": {func() Widget {
			w := NewSelect("", []string{"a", "b"})
			w.OnChange(func(v string) { note(v, w.Index()) })
			return w
		}, "index", 7, "-1"},
		"several": {func() Widget {
			w := NewSelection("", []string{"a", "b", "c"})
			w.OnChange(func(v []string) { note(v) })
			return w
		}, "index", []int{0, 2}, "[a c]"},
		"page": {func() Widget {
			w := NewTab().Page("p", NewLabel("")).Page("q", NewLabel(""))
			w.OnSelect(func(i int) { note(i) })
			return w
		}, "selected_index", 1, "1"},
		"any": {func() Widget {
			w := NewAny("export default {}", "", map[string]any{"n": 1})
			w.Observe("n", func(v any) { note(v) })
			return w
		}, "n", 2, "2"},
		"any list": {func() Widget {
			w := NewAny("export default {}", "", map[string]any{"n": []int{1}})
			w.Observe("n", func(v any) { note(v) })
			return w
		}, "n", []any{1, "x"}, "[1 x]"},
	} {
		got = nil
		w := c.make()
		if err := w.Model().Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		say(t, w, update(c.key, c.v))
		if fmt.Sprint(got) != "["+c.want+"]" {
			t.Errorf("%s: got %v, want [%s]", name, got, c.want)
		}
	}
}

// What does not fit is not taken, neither from a person nor from the program.
func TestWhatDoesNotFit(t *testing.T) {
	s := watch(t)
	w := NewIntSlider("n", 0, 9, 1)
	w.open()
	s.take()
	for _, data := range []map[string]any{
		update("value", 1.5), update("value", "1"), update("value", nil), update("colour", 1), update("description", 7),
		{"method": "update"}, {"method": "update", "state": 4}, {"method": "nonsense"}, {},
		{"method": "update", "state": map[string]any{"value": 3}, "buffer_paths": []any{[]any{"value"}}},
		{"method": "update", "state": map[string]any{"value": 3}, "buffer_paths": []any{4}},
	} {
		say(t, w, data)
	}
	if out := s.take(); w.Value() != 1 || len(out) != 0 {
		t.Errorf("value %d, sent %v", w.Value(), out)
	}
	for key, v := range map[string]any{"value": "x", "valu": 1, "step": math.NaN()} {
		if err := w.Set(key, v); err == nil {
			t.Errorf("%s can be %v", key, v)
		}
	}
	if err := w.Set("valu", 1); !strings.Contains(err.Error(), "near matches: value") {
		t.Errorf("error %v", err)
	}
}

func TestOptions(t *testing.T) {
	for name, c := range map[string]struct {
		w    Widget
		want string // in the error, or "" for none
	}{
		"fit":          {NewIntSlider("", 0, 9, 1, Step(2), Width("50%"), Vertical(), Lazy(), Tooltip("t"), Disabled(true), Style("handle_color", "red")), ""},
		"half step":    {NewIntSlider("", 0, 9, 1, Step(0.5)), "step of IntSlider cannot be 0.5, it is a whole number"},
		"no such key":  {NewText("", "", State("valeu", "")), "near matches: value"},
		"layout":       {NewText("", "", Layout("widht", "1em")), "near matches: width"},
		"hyphen":       {NewText("", "", Layout("min-width", "1em"), Layout("border", "1px solid")), ""},
		"style":        {NewImage(nil, Style("font", "x")), "has no style"},
		"mood":         {NewButton("", Mood("happy")), `there is no mood "happy"`},
		"mood of bar":  {NewProgress("", 1, Mood("primary")), "only buttons"},
		"mood of text": {NewText("", "", Mood("info")), "has no mood"},
		"log":          {NewLogSlider("", 0, 10, 1), "ends above 0"},
		"picture":      {NewImage("text"), "is no picture"},
		"no module":    {NewAny("", "", nil), "text of an ES module"},
		"private key":  {NewAny("x", "", map[string]any{"_esm": "y"}), "begin with a letter"},
		"no form":      {NewAny("x", "", map[string]any{"f": func() {}}), "cannot be sent"},
		"versions":     {NewText("", "", AnyVersions("*")), "not made of anywidget"},
		"any":          {NewAny("x", "y", map[string]any{"n": 1}, AnyVersions("~0.9.*"), Height("1em")), ""},
	} {
		err := c.w.Model().Err()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if d := c.w.Model().Render(); err != nil && !strings.Contains(fmt.Sprint(d.Data[display.MIMEText]), c.want) {
			t.Errorf("%s shows %v", name, d.Data)
		}
	}
}

// Bounds are kept, whatever is asked for.
func TestBounds(t *testing.T) {
	i := NewIntSlider("", 9, 0, 50)
	f := NewFloatSlider("", 0, 1, math.Inf(1))
	r := NewIntRange("", 0, 9, 12, -3)
	p := NewIntProgress("", 4)
	p.SetValue(7.5)
	n := NewFloatSlider("", math.NaN(), 1, math.NaN())
	a, b := r.Value()
	if i.Value() != 9 || f.Value() != 1 || a != 0 || b != 9 || p.Value() != 4 || n.Value() != 0 {
		t.Errorf("values %d %v %d %d %v %v", i.Value(), f.Value(), a, b, p.Value(), n.Value())
	}
	c := NewDropdown("", []string{"a", "b", "c"})
	if err := c.SetValue("b"); err != nil {
		t.Error(err)
	}
	c.SetOptions([]string{"x", "b"})
	if c.Value() != "b" {
		t.Errorf("chosen %q after a change of options", c.Value())
	}
	c.SetOptions(nil)
	if c.Value() != "" || c.Index() != -1 {
		t.Errorf("chosen %q of nothing", c.Value())
	}
	if err := c.SetValue("b"); err == nil {
		t.Error("an option that is not there was chosen")
	}
}

// Binary values travel beside the state, and parts before the whole.
func TestOpening(t *testing.T) {
	s := watch(t)
	pic := NewImage(image.NewGray(image.Rect(0, 0, 2, 3)))
	box := VBox(pic, nil, NewLabel("x"))
	view := box.Render()
	out := s.take()
	if len(out) != 7 { // the picture and its layout, the label, its layout and style, the box and its layout
		t.Fatalf("%d messages", len(out))
	}
	known := map[string]bool{}
	for _, e := range out {
		var data struct {
			State map[string]any
			Paths [][]any `json:"buffer_paths"`
		}
		if err := json.Unmarshal(e.Data, &data); err != nil {
			t.Fatal(err)
		}
		if e.Kind != "open" || e.Target != "jupyter.widget" || e.Metadata["version"] != "2.1.0" {
			t.Errorf("event %+v", e)
		}
		for _, v := range data.State {
			list, ok := v.([]any)
			if !ok {
				list = []any{v}
			}
			for _, m := range list {
				if s, ok := m.(string); ok && strings.HasPrefix(s, "IPY_MODEL_") && !known[s] {
					t.Errorf("%s is used before it is opened", s)
				}
			}
		}
		known["IPY_MODEL_"+e.Comm] = true
		if data.State["_model_name"] == "ImageModel" {
			_, there := data.State["value"]
			if there || fmt.Sprint(data.Paths) != "[[value]]" || len(e.Buffers) != 1 {
				t.Errorf("picture: value in the state %v, paths %v, %d buffers", there, data.Paths, len(e.Buffers))
			}
		}
	}
	if id := view.Data[display.MIMEWidget].(map[string]any)["model_id"]; id != out[len(out)-1].Comm {
		t.Errorf("view of %v", id)
	}
	box.Render()
	if again := s.take(); len(again) != 0 {
		t.Errorf("shown again: %v", again)
	}
	box.SetChildren(box)
	if box.Err() == nil {
		t.Error("a box holds itself")
	}
}

// Styles that ipywidgets 7 does not know are told of only when they are needed, and then replace the older one.
func TestStyles(t *testing.T) {
	s := watch(t)
	models := func() (names []string) {
		for _, e := range s.take() {
			var data struct{ State map[string]any }
			if err := json.Unmarshal(e.Data, &data); err != nil {
				t.Fatal(err)
			}
			if name, ok := data.State["_model_name"]; ok {
				names = append(names, fmt.Sprint(name))
			} else {
				names = append(names, fmt.Sprint(data.State))
			}
		}
		return names
	}
	l := NewLabel("x", Style("description_width", "3em"))
	l.open()
	if got := fmt.Sprint(models()); got != "[LayoutModel DescriptionStyleModel LabelModel]" && got != "[DescriptionStyleModel LayoutModel LabelModel]" {
		t.Errorf("at first %s", got)
	}
	l.Update(Style("text_color", "red"))
	got := models()
	if len(got) != 2 || got[0] != "LabelStyleModel" || got[1] != fmt.Sprintf("map[style:IPY_MODEL_%s]", l.style.open()) {
		t.Errorf("with a colour %v", got)
	}
	l.Update(Style("text_color", "blue"))
	if got := models(); fmt.Sprint(got) != "[map[text_color:blue]]" {
		t.Errorf("with another %v", got)
	}
	b := NewCheckbox("", true, Style("background", "red"))
	b.open()
	if got := fmt.Sprint(models()); !strings.Contains(got, "CheckboxStyleModel") {
		t.Errorf("with a background %s", got)
	}
}

func TestButtonsAndCommands(t *testing.T) {
	s := watch(t)
	clicks := 0
	b := NewButton("go")
	b.OnClick(func() { clicks++ })
	say(t, b, map[string]any{"method": "custom", "content": map[string]any{"event": "click"}})
	say(t, b, map[string]any{"method": "custom", "content": map[string]any{"event": "hover"}})
	say(t, b, map[string]any{"method": "custom"})
	if clicks != 1 {
		t.Errorf("%d clicks", clicks)
	}
	a := NewAny("export default {}", "", nil)
	a.OnCommand("double", func(msg any, buffers [][]byte) (any, [][]byte, error) {
		if n, ok := msg.(float64); ok {
			return 2 * n, buffers, nil
		}
		return nil, nil, errors.New("no number")
	})
	a.open()
	s.take()
	for _, msg := range []any{21, "x"} {
		say(t, a, map[string]any{"method": "custom", "content": map[string]any{"id": "7", "kind": "anywidget-command", "name": "double", "msg": msg}}, []byte{1})
	}
	var said []string
	for _, e := range s.take() {
		said = append(said, fmt.Sprintf("%s %v", e.Data, e.Buffers))
	}
	want := []string{
		`{"content":{"id":"7","kind":"anywidget-command-response","response":42},"method":"custom"} [[1]]`,
		`{"content":{"id":"7","kind":"anywidget-command-response","response":{"error":"no number"}},"method":"custom"} []`,
	}
	if !reflect.DeepEqual(said, want) {
		t.Errorf("said %q", said)
	}
}

// A bar that is set in a loop does not flood the front end, and its end arrives.
func TestPace(t *testing.T) {
	s := watch(t)
	p := NewIntProgress("", 10_000)
	p.open()
	s.take()
	for i := range 10_000 {
		p.SetValue(float64(i + 1))
	}
	var last string
	count := 0
	for deadline := time.Now().Add(30 * time.Second); !strings.Contains(last, "10000"); {
		if time.Now().After(deadline) {
			t.Fatalf("the last of %d messages was %s", count, last)
		}
		for _, e := range s.take() {
			count++
			last = string(e.Data)
		}
		time.Sleep(time.Millisecond)
	}
	if count > 1000 {
		t.Errorf("%d messages", count)
	}
}

func TestOutput(t *testing.T) {
	s := watch(t)
	o := NewOutput()
	o.Printf("a%d", 1)
	o.Printf("b\n")
	o.Append(display.HTML("<b>c</b>"), image.NewGray(image.Rect(0, 0, 1, 1)))
	o.open()
	var data struct {
		State struct{ Outputs []map[string]any }
	}
	out := s.take()
	if err := json.Unmarshal(out[len(out)-1].Data, &data); err != nil {
		t.Fatal(err)
	}
	got := data.State.Outputs
	if len(got) != 3 || got[0]["text"] != "a1b\n" || got[0]["output_type"] != "stream" || got[1]["output_type"] != "display_data" {
		t.Fatalf("outputs %v", got)
	}
	if png, _ := got[2]["data"].(map[string]any)["image/png"].(string); !strings.HasPrefix(png, "iVBOR") {
		t.Errorf("picture %v", got[2])
	}
	plain, page := o.Still()
	if !strings.Contains(plain, "a1b") || !strings.Contains(page, "<b>c</b>") || !strings.Contains(page, "data:image/png;base64,iVBOR") {
		t.Errorf("still %q, %q", plain, page)
	}
	fmt.Fprintln(o, "by a writer")
	if plain, _ := o.Still(); !strings.HasSuffix(plain, "by a writer") {
		t.Errorf("still %q", plain)
	}
	o.Show("only")
	if plain, _ := o.Still(); plain != "only" {
		t.Errorf("still %q", plain)
	}
	o.Clear()
	if plain, _ := o.Still(); plain != "" {
		t.Errorf("still %q", plain)
	}
}

func TestLinks(t *testing.T) {
	a, b := NewIntSlider("", 0, 9, 3), NewFloatSlider("", 0, 9, 0)
	if _, err := Link(a, b); err != nil {
		t.Fatal(err)
	}
	a.SetValue(5)
	if b.Value() != 5 {
		t.Errorf("b is %v", b.Value())
	}
	b.SetValue(7)
	if a.Value() != 7 {
		t.Errorf("a is %v", a.Value())
	}
	if _, err := Link(a, NewText("", "")); err == nil {
		t.Error("a number is linked with a text")
	}
	s := watch(t)
	if _, err := LinkOneWay(a, b); err != nil {
		t.Fatal(err)
	}
	out := s.take()
	last := string(out[len(out)-1].Data)
	if want := fmt.Sprintf(`"source":["IPY_MODEL_%s","value"],"target":["IPY_MODEL_%s","value"]`, a.open(), b.open()); !strings.Contains(last, want) || !strings.Contains(last, "DirectionalLinkModel") {
		t.Errorf("last %s", last)
	}
}

func TestRecord(t *testing.T) {
	n, word := NewIntSlider("n", 0, 4, 1), NewDropdown("word", []string{"a", "b"})
	w, err := Interact(func(n int, word string) (string, error) {
		if n == 2 {
			return "", errors.New("not two")
		}
		return strings.Repeat(word, n), nil
	}, n, word)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Record(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	want := `n: 0, word: a
  
n: 0, word: b
  
n: 2, word: a
  error: not two
n: 2, word: b
  error: not two
n: 4, word: a
  aaaa
n: 4, word: b
  bbbb`
	if got := w.String(); got != want {
		t.Errorf("recorded\n%s", got)
	}
	if n.Value() != 1 {
		t.Error("recording moved the slider")
	}
	if _, err := w.Record(t.Context(), 50); err != nil { // an IntSlider has only five values
		t.Error(err)
	}
	f := NewFloatSlider("f", 0, 1, 0)
	w, err = Interact(func(f float32) float32 { return f }, f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Record(t.Context(), 100); err == nil {
		t.Error("a hundred frames were recorded")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Record(ctx, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// A person moves on while a call runs: it is told, and its result is not shown.
func TestFallbackOfInteract(t *testing.T) {
	n := NewIntSlider("n", 0, 4, 1)
	w, err := Interact(func(n int) int { return n }, n)
	if err != nil {
		t.Fatal(err)
	}
	w.Fallback(display.Data{Data: display.MIMEMap{display.MIMEText: "a curve", display.MIMEHTML: "<b>a curve</b>"}})
	if plain, page := w.Still(); plain != "a curve" || !strings.Contains(page, "<b>a curve</b>") {
		t.Errorf("it looks like %q, %q", plain, page)
	}
}

func TestInteractOvertakes(t *testing.T) {
	watch(t)
	n := NewIntSlider("n", 0, 9, 0)
	begun := make(chan int, 10)
	w, err := Interact(func(ctx context.Context, n int) (string, error) {
		begun <- n
		if n == 1 {
			<-ctx.Done()
			return "late", nil
		}
		return fmt.Sprint("n is ", n), nil
	}, n)
	if err != nil {
		t.Fatal(err)
	}
	<-begun
	say(t, n, update("value", 1))
	if got := <-begun; got != 1 {
		t.Fatalf("called with %d", got)
	}
	say(t, n, update("value", 2))
	<-begun
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(time.Millisecond) {
		plain, _ := w.Output().Still()
		if plain == "n is 2" {
			break
		}
		if plain == "late" || time.Now().After(deadline) {
			t.Fatalf("shows %q", plain)
		}
	}
}

func TestBuffers(t *testing.T) {
	state := map[string]any{"plain": []any{0.0, "text"}, "x": map[string]any{"ar": []byte{1}}, "y": []any{[]byte{2}, map[string]any{"d": []byte{}}, nil}}
	bare, paths, buffers := split(state)
	if got := fmt.Sprint(bare, paths, buffers); got != "map[plain:[0 text] x:map[] y:[<nil> map[] <nil>]] [[x ar] [y 0] [y 1 d]] [[1] [2] []]" {
		t.Errorf("split %s", got)
	}
	if state["x"].(map[string]any)["ar"] == nil {
		t.Error("the state was changed")
	}
	var list []any
	for _, p := range paths {
		list = append(list, p)
	}
	if err := join(bare, list, buffers); err != nil || !reflect.DeepEqual(bare, state) {
		t.Errorf("joined %v, error %v", bare, err)
	}
}

// FuzzUpdate is a front end gone wrong: whatever it says about state, paths and buffers, nothing panics, and what was taken
// can be told to others.
func FuzzUpdate(f *testing.F) {
	f.Add([]byte(`{"method":"update","state":{"value":3},"buffer_paths":[]}`), []byte{}, uint8(0))
	f.Add([]byte(`{"method":"update","state":{"data":{}},"buffer_paths":[["data","x"]]}`), []byte{1}, uint8(1))
	f.Add([]byte(`{"method":"update","state":{"list":[null]},"buffer_paths":[["list",0],["list",-1]]}`), []byte{1, 2}, uint8(2))
	f.Add([]byte(`{"method":"update","state":{"list":[null]},"buffer_paths":[["list",1e300]]}`), []byte{1, 2}, uint8(1))
	f.Add([]byte(`{"method":"custom","content":{"kind":"anywidget-command"}}`), []byte{}, uint8(0))
	f.Add([]byte(`{"method":"request_state"}`), []byte{}, uint8(0))
	f.Fuzz(func(t *testing.T, data, buffer []byte, count uint8) {
		watch(t)
		a := NewAny("export default {}", "", map[string]any{"data": []byte{1}})
		a.OnCommand("x", func(any, [][]byte) (any, [][]byte, error) { return nil, nil, nil })
		o := NewOutput()
		var buffers [][]byte
		for range count % 4 {
			buffers = append(buffers, buffer)
		}
		for _, w := range []*Base{a.Model(), o.Model(), NewDropdown("", []string{"a"}).Model(), NewIntRange("", 0, 9, 1, 2).Model()} {
			done := make(chan struct{})
			comm.Receive(comm.Event{Kind: "msg", Comm: w.open(), Data: data, Buffers: buffers}, func(f func()) { f() }, func() { close(done) })
			<-done
			bare, _, _ := split(w.full())
			if _, err := json.Marshal(bare); err != nil {
				t.Errorf("the state cannot be sent: %v", err)
			}
			w.Still()
			w.Close()
		}
	})
}
