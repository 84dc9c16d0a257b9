package server_test

import (
	"fmt"
	"strings"
	"testing"

	"wade/kernel/internal/kerneltest"
	"wade/kernel/internal/transport"
)

// create asks for a subshell and returns its id.
func create(t *testing.T, c *kerneltest.Client) string {
	t.Helper()
	got := c.Ask(transport.Control, "create_subshell_request", nil)
	id, _ := got["subshell_id"].(string)
	if got["status"] != "ok" || id == "" {
		t.Fatalf("create_subshell: %v", got)
	}
	return id
}

// in sends what f sends to a subshell.
func in(c *kerneltest.Client, subshell string, f func() string) string {
	c.Subshell = subshell
	defer func() { c.Subshell = "" }()
	return f()
}

func TestSubshellsAreListed(t *testing.T) {
	c, _, _ := start(t)
	list := func() string {
		return fmt.Sprint(c.Ask(transport.Control, "list_subshell_request", nil)["subshell_id"])
	}
	if got := list(); got != "[]" {
		t.Errorf("at first %s", got)
	}
	a, b := create(t, c), create(t, c)
	if got := list(); a == b || got != fmt.Sprintf("[%s %s]", a, b) {
		t.Errorf("%s, created %s and %s", got, a, b)
	}
	if got := c.Ask(transport.Control, "delete_subshell_request", map[string]any{"subshell_id": a}); got["status"] != "ok" {
		t.Errorf("delete: %v", got)
	}
	if got := list(); got != fmt.Sprintf("[%s]", b) {
		t.Errorf("%s, should be %s", got, b)
	}
	if got := c.Ask(transport.Control, "delete_subshell_request", map[string]any{"subshell_id": a}); got["status"] != "error" || !strings.Contains(got["evalue"].(string), a) {
		t.Errorf("delete again: %v", got)
	}
}

func TestSubshellRunsMeanwhile(t *testing.T) {
	c, _, _ := start(t)
	sub := create(t, c)
	c.Run("first")
	waiting := c.Execute("wait", nil)
	id := in(c, sub, func() string { return c.Execute("fail x", nil) })
	if got := c.Reply(id).Content; got["status"] != "error" || got["execution_count"] != 1.0 {
		t.Errorf("cell of the subshell: %v", got)
	}
	if got := c.Published(id); kinds(got) != "execute_input error" {
		t.Errorf("it published %s", kinds(got))
	}
	history := in(c, sub, func() string {
		return c.Send(transport.Shell, "history_request", map[string]any{"hist_access_type": "range", "session": 0, "start": 1})
	})
	if got := fmt.Sprint(c.Reply(history).Content["history"]); !strings.Contains(got, "fail x") || strings.Contains(got, "first") {
		t.Errorf("history of the subshell: %s", got)
	}
	next := c.Execute("next", nil) // the failure is none of the main shell's
	c.Ask(transport.Control, "interrupt_request", nil)
	if got := c.Reply(waiting).Content; got["status"] != "error" || got["execution_count"] != 2.0 {
		t.Errorf("cell of the main shell: %v", got)
	}
	c.Reply(next)
}

func TestSubshellsAbortAlone(t *testing.T) {
	c, engine, _ := start(t)
	sub := create(t, c)
	one := c.Execute("wait", map[string]any{"stop_on_error": false})
	two := in(c, sub, func() string { return c.Execute("wait", nil) })
	c.Await("both inputs", func(m kerneltest.Message) bool { return m.Type == "execute_input" && m.Parent == one })
	c.Await("both inputs", func(m kerneltest.Message) bool { return m.Type == "execute_input" && m.Parent == two })
	after := c.Execute("main", nil)
	aborted := in(c, sub, func() string { return c.Execute("sub", nil) })
	c.Ask(transport.Control, "interrupt_request", nil)
	for _, id := range []string{one, two} {
		if got := c.Reply(id).Content["status"]; got != "error" {
			t.Errorf("interrupted cell: %v", got)
		}
	}
	if got := c.Reply(after).Content["status"]; got != "ok" {
		t.Errorf("main shell: %v", got)
	}
	if got := c.Reply(aborted).Content["status"]; got != "aborted" {
		t.Errorf("subshell: %v", got)
	}
	if got := strings.Join(engine.codes(), ","); strings.Contains(got, "sub") {
		t.Errorf("ran %s", got)
	}
}

func TestDeletedSubshellStops(t *testing.T) {
	c, _, _ := start(t)
	sub := create(t, c)
	running := in(c, sub, func() string { return c.Execute("wait", nil) })
	c.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" })
	queued := in(c, sub, func() string { return c.Execute("never", nil) })
	c.Ask(transport.Control, "delete_subshell_request", map[string]any{"subshell_id": sub})
	for id, want := range map[string]string{running: "error", queued: "aborted"} {
		if got := c.Reply(id).Content["status"]; got != want {
			t.Errorf("status %v, want %s", got, want)
		}
	}
}

func TestUnknownSubshell(t *testing.T) {
	c, engine, _ := start(t)
	for _, typ := range []string{"execute_request", "kernel_info_request"} {
		id := in(c, "nobody", func() string { return c.Send(transport.Shell, typ, map[string]any{"code": "x"}) })
		if got := c.Reply(id).Content; got["status"] != "error" || got["ename"] != "NoSubshell" {
			t.Errorf("%s: %v", typ, got)
		}
		c.Published(id) // busy and idle came
	}
	if got := engine.codes(); len(got) > 0 {
		t.Errorf("ran %v", got)
	}
}
