package kerneltest_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"wade/kernel/internal/kerneltest"
	"wade/kernel/internal/transport"
)

// memory serves a kernel in memory.
func memory(t *testing.T) *kerneltest.Client {
	t.Helper()
	kernel, front := transport.NewPipe()
	serve(t, kernel)
	return kerneltest.Connect(t, front, key, []byte("client"))
}

func mustRun(t *testing.T, c *kerneltest.Client, code string) []kerneltest.Message {
	t.Helper()
	reply, published := c.Run(code)
	if reply["status"] != "ok" {
		t.Fatalf("%s\nfailed: %v", code, reply)
	}
	return published[1:] // without the input
}

// Channels in both directions, with buffers, callbacks that print, fail and are interrupted.
func TestComms(t *testing.T) {
	c := memory(t)
	opened := mustRun(t, c, `import ("wade/sdk/comm"; "fmt")
heard := 0
ch := must(comm.Open("drawing", comm.Message{Data: map[string]any{"size": 3}, Metadata: map[string]any{"version": "1.0"}, Buffers: [][]byte{{1, 0, 255}}}))
ch.OnMessage(func(m comm.Message) {
	heard++
	fmt.Println("heard", m.Data["x"], len(m.Buffers))
	if m.Data["x"] == "loop" {
		for { heard++ }
	}
	if m.Data["x"] == "panic" {
		panic("a bad word")
	}
	must(ch.Send(comm.Message{Data: map[string]any{"back": m.Data["x"]}, Buffers: m.Buffers}))
})`)
	if len(opened) != 1 || opened[0].Type != "comm_open" || opened[0].Content["target_name"] != "drawing" ||
		fmt.Sprint(opened[0].Content["data"], opened[0].Metadata, opened[0].Buffers) != "map[size:3] map[version:1.0] [[1 0 255]]" {
		t.Fatalf("published %+v", opened)
	}
	id := opened[0].Content["comm_id"]
	cell := opened[0].Parent
	say := func(x string, buffers ...[]byte) string {
		return c.SendWith(transport.Shell, "comm_msg", map[string]any{"comm_id": id, "data": map[string]any{"x": x}}, nil, buffers...)
	}
	got := c.Published(say("a", []byte{7}))
	if len(got) != 1 || fmt.Sprint(got[0].Content["data"], got[0].Buffers) != "map[back:a] [[7]]" {
		t.Errorf("answer %+v", got)
	}
	printed := func(text string) {
		t.Helper()
		c.Await("print of "+text, func(m kerneltest.Message) bool {
			s, _ := m.Content["text"].(string)
			return m.Type == "stream" && m.Parent == cell && strings.Contains(s, text)
		})
	}
	printed("heard a 1")
	mustRun(t, c, "1") // the first cell is over for long, and its callbacks still print there
	c.Published(say("b"))
	printed("heard b 0")
	c.Published(say("panic"))
	printed("in a callback: Panic: a bad word")
	// While a cell runs.
	running := c.Execute("for { }", nil)
	c.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" && m.Parent == running })
	if got := c.Published(say("c")); len(got) != 1 {
		t.Errorf("during a cell: %+v", got)
	}
	c.Ask(transport.Control, "interrupt_request", nil)
	c.Published(running)
	// A callback that does not end is interrupted like a cell, and the next one works.
	loop := say("loop")
	printed("heard loop 0")
	c.Ask(transport.Control, "interrupt_request", nil)
	c.Published(loop)
	printed("in a callback: Interrupted")
	if got := c.Published(say("d")); len(got) != 1 {
		t.Errorf("after the interrupt: %+v", got)
	}
	if got, _ := c.Run(`must(ch.Close(comm.Message{})); ch.Send(comm.Message{})`); !strings.Contains(fmt.Sprint(got["evalue"]), "closed") {
		t.Errorf("send after close: %v", got)
	}
	if got := c.Published(say("e")); len(got) != 1 || got[0].Type != "comm_close" {
		t.Errorf("message to a closed channel: %+v", got)
	}
}

func TestCommsOfFrontEnds(t *testing.T) {
	c := memory(t)
	mustRun(t, c, `import "wade/sdk/comm"
comm.Register("wish", func(ch *comm.Comm, m comm.Message) {
	ch.OnMessage(func(m comm.Message) { Display(m.Data["for"]) })
	ch.OnClose(func(comm.Message) { Display("closed") })
	must(ch.Send(comm.Message{Data: map[string]any{"welcome": m.Data["name"]}}))
})`)
	open := func(id, target string) []kerneltest.Message {
		return c.Published(c.Send(transport.Shell, "comm_open", map[string]any{"comm_id": id, "target_name": target, "data": map[string]any{"name": "Ada"}}))
	}
	if got := open("1", "wish"); len(got) != 1 || fmt.Sprint(got[0].Content["data"]) != "map[welcome:Ada]" {
		t.Errorf("opened: %+v", got)
	}
	if got := open("2", "wishes"); len(got) != 1 || got[0].Type != "comm_close" {
		t.Errorf("unknown target: %+v", got)
	}
	if got := c.Ask(transport.Shell, "comm_info_request", nil)["comms"]; fmt.Sprint(got) != "map[1:map[target_name:wish]]" {
		t.Errorf("comm_info: %v", got)
	}
	c.Published(c.Send(transport.Shell, "comm_msg", map[string]any{"comm_id": "1", "data": map[string]any{"for": "rain"}}))
	c.Published(c.Send(transport.Shell, "comm_close", map[string]any{"comm_id": "1"}))
	for _, text := range []string{"rain", "closed"} {
		c.Await("display of "+text, func(m kerneltest.Message) bool {
			return m.Type == "display_data" && strings.Contains(fmt.Sprint(m.Content["data"]), text)
		})
	}
	// When the session dies, so do its channels.
	open("3", "wish")
	pid, err := strconv.Atoi(kerneltest.Text(mustRun(t, c, `import ("fmt"; "os")
fmt.Print(os.Getpid())`), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	if p, err := os.FindProcess(pid); err != nil || p.Kill() != nil {
		t.Fatal("the session cannot be killed")
	}
	c.Await("close", func(m kerneltest.Message) bool { return m.Type == "comm_close" && m.Content["comm_id"] == "3" })
	if got := c.Ask(transport.Shell, "comm_info_request", nil)["comms"]; fmt.Sprint(got) != "map[]" {
		t.Errorf("comm_info after the end: %v", got)
	}
}
