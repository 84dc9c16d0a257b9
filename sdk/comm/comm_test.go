package comm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"wade/sdk/comm"
)

// A wire is a transport that keeps what was published.
type wire struct {
	mu  sync.Mutex
	out []comm.Event
}

func (w *wire) Publish(e comm.Event) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out = append(w.out, e)
	return nil
}

func (w *wire) Context() context.Context { return context.Background() }

func (w *wire) Bind() func(func()) { return func(f func()) { f() } }

func (w *wire) events() (list []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.out {
		list = append(list, fmt.Sprintf("%s %s %s %v", e.Kind, e.Target, e.Data, e.Buffers))
	}
	return list
}

// say hands over an event and waits until it was served.
func say(t testing.TB, e comm.Event) {
	t.Helper()
	done := make(chan struct{})
	comm.Receive(e, func(f func()) { f() }, func() { close(done) })
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("the event was not served")
	}
}

func plug(t testing.TB) *wire {
	t.Helper()
	w := &wire{}
	old := comm.SetTransport(w)
	t.Cleanup(func() { comm.SetTransport(old) })
	return w
}

func TestWithoutAFrontEnd(t *testing.T) {
	if _, err := comm.Open("t", comm.Message{}); !errors.Is(err, comm.ErrNoFrontEnd) {
		t.Errorf("error %v", err)
	}
}

func TestOneChannel(t *testing.T) {
	w := plug(t)
	c, err := comm.Open("t", comm.Message{Buffers: [][]byte{{1}}})
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	c.OnMessage(func(m comm.Message) { heard = append(heard, fmt.Sprint(m.Data["n"])) })
	c.OnClose(func(comm.Message) { heard = append(heard, "closed") })
	for n := range 3 {
		say(t, comm.Event{Kind: "msg", Comm: c.ID(), Data: fmt.Appendf(nil, `{"n":%d}`, n)})
	}
	if err := c.Send(comm.Message{Data: map[string]any{"f": func() {}}}); err == nil {
		t.Error("a function was sent")
	}
	if err := c.Send(comm.Message{Data: map[string]any{"a": 1}}); err != nil {
		t.Error(err)
	}
	say(t, comm.Event{Kind: "close", Comm: c.ID()})
	say(t, comm.Event{Kind: "close", Comm: c.ID()})
	if err := c.Send(comm.Message{}); !errors.Is(err, comm.ErrClosed) {
		t.Errorf("send after the end: %v", err)
	}
	say(t, comm.Event{Kind: "msg", Comm: c.ID()})
	if got := fmt.Sprint(heard); got != "[0 1 2 closed]" {
		t.Errorf("heard %s", got)
	}
	if got, want := fmt.Sprint(w.events()), `[open t {} [[1]] msg  {"a":1} [] close   []]`; got != want {
		t.Errorf("published %s, want %s", got, want)
	}
}

// Messages of one channel are served in order and not at once; what is handled as it comes does not wait for them.
func TestOrder(t *testing.T) {
	plug(t)
	c, err := comm.Open("t", comm.Message{})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var seen, served []float64
	hold := make(chan struct{})
	c.Handle(func(m comm.Message) func() {
		n := m.Data["n"].(float64)
		seen = append(seen, n)
		return func() {
			<-hold
			mu.Lock()
			defer mu.Unlock()
			served = append(served, n)
		}
	})
	var all sync.WaitGroup
	for n := range 50 {
		all.Add(1)
		comm.Receive(comm.Event{Kind: "msg", Comm: c.ID(), Data: fmt.Appendf(nil, `{"n":%d}`, n)}, func(f func()) { f() }, all.Done)
	}
	if len(seen) != 50 {
		t.Errorf("%d messages were seen as they came", len(seen))
	}
	close(hold)
	all.Wait()
	if fmt.Sprint(served) != fmt.Sprint(seen) {
		t.Errorf("served %v", served)
	}
}

func TestBadEvents(t *testing.T) {
	w := plug(t)
	comm.Serve("known", func(*comm.Comm, comm.Message) func() { return nil })
	defer comm.Serve("known", nil)
	for _, e := range []comm.Event{
		{Kind: "open", Comm: "1", Target: "unknown"},
		{Kind: "open", Comm: "2", Target: "known", Data: json.RawMessage("[]")},
		{Kind: "msg", Comm: "3"},
	} {
		say(t, e)
	}
	if got, want := fmt.Sprint(w.events()), "[close   [] close   [] close   []]"; got != want {
		t.Errorf("published %s, want %s", got, want)
	}
}
