package server_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wade/kernel/internal/kerneltest"
	"wade/kernel/internal/server"
	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

const key = "a key for the tests"

// script is an Engine whose cells are commands, so that a test decides what
// comes when: the loop is under test here, not an interpreter.
type script struct {
	mu       sync.Mutex
	ran      []string
	cancel   context.CancelFunc
	shutdown int
}

func (e *script) Execute(ctx context.Context, c server.Cell, out server.Sink) server.Result {
	e.mu.Lock()
	e.ran = append(e.ran, c.Code)
	ctx, e.cancel = context.WithCancel(ctx)
	e.mu.Unlock()
	verb, rest, _ := strings.Cut(c.Code, " ")
	text := func(s string) server.Bundle { return server.Bundle{Data: map[string]any{"text/plain": s}} }
	switch verb {
	case "print":
		out.Stream("stdout", rest)
	case "prints":
		var n int
		_, _ = fmt.Sscan(rest, &n)
		for i := range n {
			out.Stream("stdout", fmt.Sprintf("%d\n", i))
		}
	case "mixed":
		out.Stream("stdout", "a")
		out.Stream("stderr", "b")
		out.Display(text("c"), "id")
		out.Stream("stdout", "d")
		out.Update(text("e"), "id")
		out.Clear(true)
		out.Result(text("f"))
	case "half":
		out.Stream("stdout", "\xe2\x82")
		out.Stream("stdout", "\xac")
	case "html":
		out.Display(server.Bundle{Data: map[string]any{"text/html": "<b>"}}, "")
	case "fail":
		return server.Result{Status: server.StatusError, Error: &server.CellError{Name: "Wrong", Value: rest, Traceback: []string{"Wrong: " + rest}}}
	case "panic":
		panic(rest)
	case "wait":
		<-ctx.Done()
		return server.Result{Error: &server.CellError{Name: "Interrupted", Value: "stopped"}}
	case "ask":
		line, err := out.Input(ctx, rest, true)
		if err != nil {
			return server.Result{Error: &server.CellError{Name: "InputError", Value: err.Error()}}
		}
		out.Result(text("got " + line))
	case "nan":
		out.Display(server.Bundle{Data: map[string]any{"application/json": nan()}}, "")
	default:
		out.Result(text(c.Code))
	}
	return server.Result{}
}

func nan() float64 { zero := 0.0; return zero / zero }

func (e *script) Complete(_ context.Context, code string, cursor int) server.Completion {
	if code == "" {
		return server.Completion{}
	}
	return server.Completion{Matches: []string{"Println"}, Start: cursor - 2, End: cursor, Types: []server.CompletionType{{Type: "function", Signature: "(a ...any)"}}}
}

func (e *script) Inspect(_ context.Context, code string, _, _ int) server.Inspection {
	return server.Inspection{Found: code != "", Bundle: server.Bundle{Data: map[string]any{"text/plain": code}}}
}

func (e *script) IsComplete(_ context.Context, code string) server.Completeness {
	return server.Completeness{State: code, Indent: "\t"}
}

// Comm echoes: a message is sent back, an opened comm is refused unless its target is "echo".
func (e *script) Comm(m server.Comm, out server.Sink, done func()) {
	go func() {
		defer done()
		switch {
		case m.Event == server.CommOpen && m.Target != "echo":
			out.Comm(server.Comm{Event: server.CommClose, ID: m.ID})
		case m.Event == server.CommMessage:
			out.Comm(m)
			out.Stream("stdout", "seen")
		}
	}()
}

func (e *script) Interrupt() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.cancel != nil {
		e.cancel()
	}
	return nil
}

func (e *script) Shutdown(bool) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.shutdown++
	return nil
}

func (e *script) codes() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.ran)
}

// start runs a server with a client in memory. end waits for Run to return.
func start(t *testing.T) (*kerneltest.Client, *script, chan error) {
	t.Helper()
	kernel, front := transport.NewPipe()
	engine := new(script)
	s, err := server.New(server.Config{Key: key, Scheme: "hmac-sha256", Version: "1.2.3", Banner: "hello"}, engine, kernel)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Run(context.Background()) }()
	t.Cleanup(func() { front.Close() })
	c := kerneltest.Connect(t, front, key, []byte("client"))
	return c, engine, ended
}

func kinds(list []kerneltest.Message) string {
	var b []string
	for _, m := range list {
		s := m.Type
		for _, field := range []string{"text", "name"} {
			if v, ok := m.Content[field].(string); ok {
				s += ":" + v
			}
		}
		b = append(b, s)
	}
	return strings.Join(b, " ")
}

func TestOutputsKeepTheirOrder(t *testing.T) {
	c, _, _ := start(t)
	for code, want := range map[string]string{
		"mixed":   "execute_input stream:a:stdout stream:b:stderr display_data stream:d:stdout update_display_data clear_output execute_result",
		"half":    "execute_input stream:€:stdout",
		"print":   "execute_input",
		"print x": "execute_input stream:x:stdout",
		"html":    "execute_input display_data",
		"fail no": "execute_input error",
	} {
		if _, published := c.Run(code); kinds(published) != want {
			t.Errorf("%s published %s\nwant %s", code, kinds(published), want)
		}
	}
}

func TestEveryOutputHasText(t *testing.T) {
	c, _, _ := start(t)
	_, published := c.Run("html")
	data, _ := published[1].Content["data"].(map[string]any)
	if data["text/plain"] == nil || data["text/html"] != "<b>" {
		t.Errorf("data %v", data)
	}
}

func TestWhatHasNoJSONFormIsTold(t *testing.T) {
	c, _, _ := start(t)
	reply, published := c.Run("nan")
	if reply["status"] != "ok" || !strings.Contains(kerneltest.Text(published, "stderr"), "could not be shown") {
		t.Errorf("reply %v, published %s", reply, kinds(published))
	}
}

func TestBusyAndIdleAroundEveryRequest(t *testing.T) {
	c, _, _ := start(t)
	for _, r := range []struct {
		channel transport.Channel
		typ     string
	}{
		{transport.Shell, "kernel_info_request"}, {transport.Control, "kernel_info_request"}, {transport.Shell, "history_request"},
		{transport.Shell, "comm_info_request"}, {transport.Shell, "is_complete_request"}, {transport.Control, "interrupt_request"},
		{transport.Shell, "unheard_of_request"},
	} {
		id := c.Send(r.channel, r.typ, map[string]any{"code": "complete"})
		if got := c.Reply(id); got.Channel != r.channel {
			t.Errorf("%s on %s was answered on %s", r.typ, r.channel, got.Channel)
		}
		c.Published(id)
		var states []any
		for _, m := range c.All() {
			if m.Type == "status" && m.Parent == id {
				states = append(states, m.Content["execution_state"])
			}
		}
		if fmt.Sprint(states) != "[busy idle]" {
			t.Errorf("%s on %s: states %v", r.typ, r.channel, states)
		}
	}
}

func TestKernelInfo(t *testing.T) {
	c, _, _ := start(t)
	got := c.Ask(transport.Shell, "kernel_info_request", nil)
	for field, want := range map[string]any{"status": "ok", "protocol_version": wire.Version, "implementation_version": "1.2.3", "banner": "hello"} {
		if got[field] != want {
			t.Errorf("%s is %v, want %v", field, got[field], want)
		}
	}
	if info := got["language_info"].(map[string]any); info["name"] != "go" || info["file_extension"] != ".go" || info["mimetype"] == nil {
		t.Errorf("language_info %v", info)
	}
}

func TestOneSessionForAllMessages(t *testing.T) {
	c, _, _ := start(t)
	c.Run("x")
	c.Ask(transport.Control, "kernel_info_request", nil)
	first := c.All()[0].Session
	for _, m := range c.All() {
		if m.Session != first || m.Session == "" {
			t.Fatalf("%s carries session %q, the first message %q", m.Type, m.Session, first)
		}
	}
}

func TestCounts(t *testing.T) {
	c, engine, _ := start(t)
	count := func(code string, extra map[string]any) any {
		return c.Reply(c.Execute(code, extra)).Content["execution_count"]
	}
	for i, step := range []struct {
		code  string
		extra map[string]any
		want  float64
	}{
		{"a", nil, 1},
		{"b", map[string]any{"store_history": false}, 1},
		{"c", map[string]any{"silent": true}, 1},
		{"", map[string]any{"silent": true}, 1}, // a probe for the count
		{"fail x", map[string]any{"stop_on_error": false}, 2},
		{"d", nil, 3},
	} {
		if got := count(step.code, step.extra); got != step.want {
			t.Errorf("step %d, %q: count %v, want %v", i, step.code, got, step.want)
		}
	}
	if got := strings.Join(engine.codes(), ","); got != "a,b,c,fail x,d" {
		t.Errorf("ran %s", got)
	}
}

func TestSilentPublishesNothing(t *testing.T) {
	c, _, _ := start(t)
	id := c.Execute("mixed", map[string]any{"silent": true})
	if got := c.Published(id); len(got) > 0 {
		t.Errorf("published %s", kinds(got))
	}
}

func TestAnErrorAbortsTheQueue(t *testing.T) {
	c, engine, _ := start(t)
	blocked := c.Execute("wait", nil)
	c.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" })
	queued := []string{c.Execute("a", nil), c.Execute("b", nil)}
	complete := c.Send(transport.Shell, "is_complete_request", map[string]any{"code": "complete"})
	c.Ask(transport.Control, "interrupt_request", nil)
	if got := c.Reply(blocked).Content; got["status"] != "error" || got["ename"] != "Interrupted" {
		t.Errorf("interrupted cell: %v", got)
	}
	for _, id := range queued {
		if got := c.Reply(id).Content; got["status"] != "aborted" || got["execution_count"] == nil {
			t.Errorf("queued cell: %v", got)
		}
		c.Published(id) // busy and idle came
	}
	if got := c.Reply(complete).Content["status"]; got != "complete" {
		t.Errorf("other request: %v", got)
	}
	if got := strings.Join(engine.codes(), ","); got != "wait" {
		t.Errorf("ran %s", got)
	}
	if reply, _ := c.Run("after"); reply["status"] != "ok" {
		t.Errorf("next cell: %v", reply)
	}
}

func TestNoAbortWithoutStopOnError(t *testing.T) {
	c, _, _ := start(t)
	c.Execute("wait", map[string]any{"stop_on_error": false})
	c.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" })
	next := c.Execute("a", nil)
	c.Ask(transport.Control, "interrupt_request", nil)
	if got := c.Reply(next).Content["status"]; got != "ok" {
		t.Errorf("next cell: %v", got)
	}
}

func TestAnswersWhileACellRuns(t *testing.T) {
	c, _, _ := start(t)
	running := c.Execute("wait", nil)
	c.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" })
	for _, channel := range []transport.Channel{transport.Shell, transport.Control} {
		if got := c.Ask(channel, "kernel_info_request", nil)["status"]; got != "ok" {
			t.Errorf("kernel_info on %s: %v", channel, got)
		}
	}
	got := c.Ask(transport.Shell, "complete_request", map[string]any{"code": "fmt.Pr", "cursor_pos": 6})
	if fmt.Sprint(got["matches"], got["cursor_start"], got["cursor_end"]) != "[Println] 4 6" {
		t.Errorf("completion %v", got)
	}
	types := got["metadata"].(map[string]any)["_jupyter_types_experimental"].([]any)
	if len(types) != 1 || types[0].(map[string]any)["type"] != "function" {
		t.Errorf("types %v", types)
	}
	busy := 0 // once for itself, and again after each of the three idles
	c.Await("busy after the answers", func(m kerneltest.Message) bool {
		if m.Parent == running && m.Content["execution_state"] == "busy" {
			busy++
		}
		return busy == 4
	})
	c.Ask(transport.Control, "interrupt_request", nil)
	c.Reply(running)
}

func TestInput(t *testing.T) {
	c, _, _ := start(t)
	id := c.Execute("ask name?", map[string]any{"allow_stdin": true})
	q := c.Await("question", func(m kerneltest.Message) bool { return m.Type == "input_request" })
	if q.Channel != transport.Stdin || q.Parent != id || q.Content["prompt"] != "name?" || q.Content["password"] != true {
		t.Errorf("question %+v", q)
	}
	c.Send(transport.Stdin, "input_reply", map[string]any{"value": "Ada"})
	published := c.Published(id)
	data, _ := published[len(published)-1].Content["data"].(map[string]any)
	if data["text/plain"] != "got Ada" {
		t.Errorf("published %s %v", kinds(published), data)
	}
	if reply, _ := c.Run("ask name?"); reply["status"] != "error" || !strings.Contains(reply["evalue"].(string), "allow_stdin") {
		t.Errorf("without stdin: %v", reply)
	}
	id = c.Execute("ask again?", map[string]any{"allow_stdin": true})
	c.Await("question", func(m kerneltest.Message) bool { return m.Content["prompt"] == "again?" })
	c.Ask(transport.Control, "interrupt_request", nil)
	if got := c.Reply(id).Content["status"]; got != "error" {
		t.Errorf("interrupted question: %v", got)
	}
}

func TestAnAnswerToAnotherQuestionIsDropped(t *testing.T) {
	c, _, _ := start(t)
	id := c.Execute("ask name?", map[string]any{"allow_stdin": true})
	q := c.Await("question", func(m kerneltest.Message) bool { return m.Type == "input_request" })
	c.Answers = "a question of yesterday"
	c.Send(transport.Stdin, "input_reply", map[string]any{"value": "late"})
	c.Answers = q.ID
	c.Send(transport.Stdin, "input_reply", map[string]any{"value": "Ada"})
	published := c.Published(id)
	if data, _ := published[len(published)-1].Content["data"].(map[string]any); data["text/plain"] != "got Ada" {
		t.Errorf("published %s %v", kinds(published), data)
	}
}

func TestUserExpressions(t *testing.T) {
	c, _, _ := start(t)
	got := c.Reply(c.Execute("a", map[string]any{"user_expressions": map[string]any{"x": "val", "bad": "fail y"}})).Content
	expressions := got["user_expressions"].(map[string]any)
	x, bad := expressions["x"].(map[string]any), expressions["bad"].(map[string]any)
	if x["status"] != "ok" || x["data"].(map[string]any)["text/plain"] != "val" {
		t.Errorf("x: %v", x)
	}
	if bad["status"] != "error" || bad["ename"] != "Wrong" {
		t.Errorf("bad: %v", bad)
	}
}

func TestHistory(t *testing.T) {
	c, _, _ := start(t)
	for _, code := range []string{"one", "two/2", "one"} {
		c.Run(code)
	}
	for name, step := range map[string]struct {
		ask  map[string]any
		want string
	}{
		"tail":    {map[string]any{"hist_access_type": "tail", "n": 2}, "[[1 2 two/2] [1 3 one]]"},
		"output":  {map[string]any{"hist_access_type": "tail", "n": 1, "output": true}, "[[1 3 [one one]]]"},
		"range":   {map[string]any{"hist_access_type": "range", "session": 0, "start": 1, "stop": 3}, "[[1 1 one] [1 2 two/2]]"},
		"other":   {map[string]any{"hist_access_type": "range", "session": 7, "start": 1, "stop": 3}, "[]"},
		"search":  {map[string]any{"hist_access_type": "search", "pattern": "t*2"}, "[[1 2 two/2]]"},
		"unique":  {map[string]any{"hist_access_type": "search", "pattern": "o*", "unique": true}, "[[1 3 one]]"},
		"several": {map[string]any{"hist_access_type": "search", "pattern": "o?e", "n": 5}, "[[1 1 one] [1 3 one]]"},
	} {
		if got := fmt.Sprint(c.Ask(transport.Shell, "history_request", step.ask)["history"]); got != step.want {
			t.Errorf("%s: %s, want %s", name, got, step.want)
		}
	}
}

func TestComms(t *testing.T) {
	c, _, _ := start(t)
	if got := c.Ask(transport.Shell, "comm_info_request", nil); fmt.Sprint(got["comms"]) != "map[]" {
		t.Errorf("comm_info %v", got)
	}
	id := c.Send(transport.Shell, "comm_open", map[string]any{"comm_id": "x", "target_name": "t", "data": map[string]any{}})
	if got := c.Published(id); len(got) != 1 || got[0].Type != "comm_close" || got[0].Content["comm_id"] != "x" {
		t.Errorf("published %v", got)
	}
	c.Published(c.Send(transport.Shell, "comm_open", map[string]any{"comm_id": "y", "target_name": "echo"}))
	for _, ask := range []struct{ target, want string }{
		{"", "map[y:map[target_name:echo]]"}, {"echo", "map[y:map[target_name:echo]]"}, {"other", "map[]"},
	} {
		if got := c.Ask(transport.Shell, "comm_info_request", map[string]any{"target_name": ask.target}); fmt.Sprint(got["comms"]) != ask.want {
			t.Errorf("comm_info of %q: %v, want %s", ask.target, got["comms"], ask.want)
		}
	}
	// Served while a cell runs, with everything that belongs to the message.
	cell := c.Execute("wait", nil)
	c.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" })
	id = c.SendWith(transport.Shell, "comm_msg", map[string]any{"comm_id": "y", "data": map[string]any{"n": 1.5}},
		map[string]any{"version": "2.1.0"}, []byte{0, 255}, nil, []byte("text"))
	got := c.Published(id)
	if len(got) != 2 || got[0].Type != "comm_msg" || fmt.Sprint(got[0].Content) != "map[comm_id:y data:map[n:1.5]]" ||
		fmt.Sprint(got[0].Metadata, got[0].Buffers) != "map[version:2.1.0] [[0 255] [] [116 101 120 116]]" || kerneltest.Text(got, "stdout") != "seen" {
		t.Errorf("published %+v", got)
	}
	c.Ask(transport.Control, "interrupt_request", nil)
	c.Published(cell)
	c.Published(c.Send(transport.Shell, "comm_close", map[string]any{"comm_id": "y"}))
	if got := c.Ask(transport.Shell, "comm_info_request", nil); fmt.Sprint(got["comms"]) != "map[]" {
		t.Errorf("comm_info after close: %v", got)
	}
	// One that says nothing is dropped, and the kernel is idle after it.
	if got := c.Published(c.Send(transport.Shell, "comm_msg", nil)); len(got) != 0 {
		t.Errorf("published %v", got)
	}
}

func TestBadMessagesAreDropped(t *testing.T) {
	c, engine, _ := start(t)
	other, err := wire.NewCodec("another key", "hmac-sha256")
	if err != nil {
		t.Fatal(err)
	}
	m, _ := wire.New("s", "execute_request", nil, map[string]any{"code": "forged"})
	m.Identities = [][]byte{[]byte("client")}
	forged, _ := other.Encode(m)
	good, _ := wire.NewCodec(key, "")
	m, _ = wire.New("s", "execute_request", nil, map[string]any{"code": "once"})
	m.Identities = [][]byte{[]byte("client")}
	once, _ := good.Encode(m)
	for _, frames := range [][][]byte{
		{[]byte("client")},
		{[]byte("client"), []byte("<IDS|MSG>")},
		{[]byte("client"), []byte("<IDS|MSG>"), nil, nil, nil, nil, nil},
		forged, once, once,
	} {
		c.SendFrames(transport.Shell, frames)
	}
	if reply, _ := c.Run("after"); reply["status"] != "ok" {
		t.Errorf("next cell: %v", reply)
	}
	if got := strings.Join(engine.codes(), ","); got != "once,after" {
		t.Errorf("ran %s", got)
	}
}

func TestPanicOfTheEngine(t *testing.T) {
	c, _, _ := start(t)
	reply, published := c.Run("panic inside")
	if reply["ename"] != "KernelError" || kinds(published) != "execute_input error" {
		t.Errorf("reply %v, published %s", reply, kinds(published))
	}
}

func TestPrintsLoseNothing(t *testing.T) {
	const n = 100_000
	c, _, _ := start(t)
	_, published := c.Run(fmt.Sprint("prints ", n))
	lines := strings.Split(kerneltest.Text(published, "stdout"), "\n")
	if len(lines) != n+1 || lines[n-1] != fmt.Sprint(n-1) {
		t.Fatalf("%d lines", len(lines))
	}
	if len(published) > n/50 {
		t.Errorf("%d messages for %d prints", len(published), n)
	}
}

func TestShutdown(t *testing.T) {
	for _, restart := range []bool{false, true} {
		c, engine, ended := start(t)
		running := c.Execute("wait", nil)
		c.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" })
		got := c.Ask(transport.Control, "shutdown_request", map[string]any{"restart": restart})
		if got["status"] != "ok" || got["restart"] != restart {
			t.Errorf("reply %v", got)
		}
		if got := c.Reply(running).Content["status"]; got != "aborted" {
			t.Errorf("running cell: %v", got)
		}
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("Run did not return")
		}
		if engine.shutdown != 1 {
			t.Errorf("engine was shut down %d times", engine.shutdown)
		}
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	kernel, _ := transport.NewPipe()
	engine := new(script)
	s, err := server.New(server.Config{}, engine, kernel)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Run(ctx); err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if engine.shutdown != 1 {
		t.Error("the engine was not shut down")
	}
}
