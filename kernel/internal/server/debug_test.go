package server_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"wade/kernel/internal/kerneltest"
	"wade/kernel/internal/server"
	"wade/kernel/internal/transport"
)

func (e *script) Variables(_ context.Context, ref int) ([]server.Variable, error) {
	switch ref {
	case 0:
		return []server.Variable{{Name: "list", Type: "[]int", Value: "[1 2 3]", Ref: 7}, {Name: "n", Type: "int", Value: "1"}}, nil
	case 7:
		return []server.Variable{{Name: "0", Type: "int", Value: "1"}, {Name: "1", Type: "int", Value: "2"}, {Name: "2", Type: "int", Value: "3"}}, nil
	}
	return nil, errors.New("no such value")
}

func (e *script) Show(_ context.Context, name string) (server.Bundle, error) {
	switch name {
	case "nobody":
		return server.Bundle{}, nil
	case "list":
	default:
		return server.Bundle{}, errors.New(name + " is not there")
	}
	return server.Bundle{Data: map[string]any{"text/html": "<b>list</b>"}}, nil
}

// ask sends a debug request as JupyterLab does and returns the reply.
func debugRequest(t *testing.T, c *kerneltest.Client, command string, args map[string]any) map[string]any {
	t.Helper()
	r := c.Reply(c.Send(transport.Control, "debug_request", map[string]any{"type": "request", "seq": 41, "command": command, "arguments": args}))
	if r.Type != "debug_reply" || r.Channel != transport.Control || r.Content["type"] != "response" || r.Content["request_seq"] != 41.0 || r.Content["command"] != command {
		t.Errorf("%s: %+v", command, r)
	}
	return r.Content
}

// The conversation of JupyterLab's panel of variables.
func TestDebugRequests(t *testing.T) {
	c, _, _ := start(t)
	info := debugRequest(t, c, "debugInfo", nil)["body"].(map[string]any)
	if info["isStarted"] != false || info["richRendering"] != true || info["hashMethod"] != "Murmur2" || fmt.Sprint(info["breakpoints"], info["stoppedThreads"]) != "[] []" {
		t.Errorf("debugInfo %v", info)
	}
	for _, command := range []string{"initialize", "attach", "configurationDone", "setExceptionBreakpoints"} {
		if got := debugRequest(t, c, command, nil); got["success"] != true {
			t.Errorf("%s: %v", command, got)
		}
	}
	if info := debugRequest(t, c, "debugInfo", nil)["body"].(map[string]any); info["isStarted"] != true {
		t.Errorf("after initialize: %v", info)
	}
	for name, step := range map[string]struct {
		command string
		args    map[string]any
		want    string
	}{
		"all":       {"inspectVariables", map[string]any{}, "[map[name:list type:[]int value:[1 2 3] variablesReference:7] map[name:n type:int value:1 variablesReference:0]]"},
		"parts":     {"variables", map[string]any{"variablesReference": 7, "start": 1, "count": 1}, "[map[name:1 type:int value:2 variablesReference:0]]"},
		"far parts": {"variables", map[string]any{"variablesReference": 7, "start": 9}, "[]"},
	} {
		got := debugRequest(t, c, step.command, step.args)
		body, _ := got["body"].(map[string]any)
		if text := fmt.Sprint(body["variables"]); got["success"] != true || text != step.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	rich := debugRequest(t, c, "richInspectVariables", map[string]any{"variableName": "list"})["body"].(map[string]any)
	if data, _ := rich["data"].(map[string]any); data["text/html"] != "<b>list</b>" || data["text/plain"] == nil || rich["metadata"] == nil {
		t.Errorf("rich %v", rich)
	}
	if got := debugRequest(t, c, "richInspectVariables", map[string]any{"variableName": "nobody"}); got["success"] != true || fmt.Sprint(got["body"]) != "map[data:map[] metadata:map[]]" {
		t.Errorf("what is no variable: %v", got)
	}
	for _, command := range []string{"variables", "evaluate", "next", "stepIn", "unheard-of", "richInspectVariables"} {
		if got := debugRequest(t, c, command, map[string]any{"variablesReference": 99}); got["success"] != false || got["message"] == "" || fmt.Sprint(got["body"]) != "map[variables:[]]" {
			t.Errorf("%s: %v", command, got)
		}
	}
	if got := debugRequest(t, c, "setBreakpoints", map[string]any{"breakpoints": []any{map[string]any{"line": 1}}})["body"]; fmt.Sprint(got) != "map[breakpoints:[]]" {
		t.Errorf("breakpoints: %v", got)
	}
	if got := debugRequest(t, c, "modules", nil)["body"]; fmt.Sprint(got) != "map[modules:[] totalModules:0]" {
		t.Errorf("modules: %v", got)
	}
	if got := c.Ask(transport.Shell, "kernel_info_request", nil); !strings.Contains(fmt.Sprint(got["supported_features"]), "debugger") || got["debugger"] != true {
		t.Errorf("features %v %v", got["supported_features"], got["debugger"])
	}
}

// JupyterLab opens its panel by an event, and shows the type of a variable only.
func TestDebugForJupyterLab(t *testing.T) {
	c, _, _ := start(t)
	for _, step := range []struct {
		command, event string
		args           map[string]any
		list           string
	}{
		{"initialize", "initialized", map[string]any{"clientID": "jupyterlab"}, "[]int = [1 2 3]"},
		{"disconnect", "terminated", nil, "[]int"},
	} {
		id := c.Send(transport.Control, "debug_request", map[string]any{"type": "request", "seq": 1, "command": step.command, "arguments": step.args})
		c.Await(step.event, func(m kerneltest.Message) bool {
			return m.Type == "debug_event" && m.Parent == id && m.Content["event"] == step.event && m.Content["type"] == "event"
		})
		body := debugRequest(t, c, "inspectVariables", nil)["body"].(map[string]any)
		if first := body["variables"].([]any)[0].(map[string]any); first["type"] != step.list || first["value"] != "[1 2 3]" {
			t.Errorf("after %s: %v", step.command, first)
		}
	}
}

// JupyterLab looks at the variables whenever a message of a cell comes. If the
// answer brought one, it would never end.
func TestDebugOfARunningCell(t *testing.T) {
	c, _, _ := start(t)
	cell := c.Execute("wait", nil)
	c.Await("the cell", func(m kerneltest.Message) bool { return m.Type == "execute_input" })
	c.Forget()
	id := c.Send(transport.Control, "debug_request", map[string]any{"type": "request", "seq": 1, "command": "inspectVariables"})
	idle := false
	c.Await("busy after the answer", func(m kerneltest.Message) bool {
		if m.Parent == cell {
			t.Errorf("of the cell: %s %v", m.Type, m.Content)
		}
		state := m.Content["execution_state"]
		idle = idle || m.Parent == id && state == "idle"
		return idle && m.Parent == "" && state == "busy"
	})
	c.Ask(transport.Control, "interrupt_request", nil)
	c.Reply(cell)
}

func TestUsage(t *testing.T) {
	c, _, _ := start(t)
	var got map[string]any
	for range 2 {
		got = c.Ask(transport.Control, "usage_request", nil)
	}
	if got["hostname"] == "" || got["pid"].(float64) < 1 || got["cpu_count"].(float64) < 1 {
		t.Errorf("usage %v", got)
	}
	if runtime.GOOS != "linux" {
		return
	}
	memory, _ := got["host_virtual_memory"].(map[string]any)
	total, _ := memory["total"].(float64)
	used, _ := got["kernel_memory"].(float64)
	if used < 1<<20 || used > total || memory["percent"].(float64) > 100 {
		t.Errorf("memory %v of %v", used, memory)
	}
	if cpu, ok := got["kernel_cpu"].(float64); !ok || cpu < 0 || cpu > 100*float64(runtime.NumCPU())+100 {
		t.Errorf("kernel_cpu %v", got["kernel_cpu"])
	}
}
