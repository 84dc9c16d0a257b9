package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"time"
)

// An Inspector is an Engine that shows the variables of its cells. The methods
// may be called at any time, also while a cell runs.
type Inspector interface {
	// Variables lists the variables that cells have declared, and with a
	// reference the parts of the value to which an earlier answer gave it.
	Variables(ctx context.Context, ref int) ([]Variable, error)
	// Show returns a variable in every form that it has; nothing if there is no such variable.
	Show(ctx context.Context, name string) (Bundle, error)
}

// A Variable is a variable, or a part of its value.
type Variable struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Value string `json:"value"`              // on one short line
	Ref   int    `json:"variablesReference"` // for its parts; 0 when it has none
}

// line is the type with the value. The tree of JupyterLab's panel shows the type
// of a variable only, unless it is one of some types of Python.
func (v Variable) line() string {
	switch {
	case v.Type == "":
		return v.Value
	case v.Value == "":
		return v.Type
	}
	return v.Type + " = " + v.Value
}

// inspectTimeout bounds a look at the variables.
const inspectTimeout = 3 * time.Second

// cellFiles is the beginning of the names that cells would have in a debugger.
const cellFiles = "wade-cell-"

type debugArguments struct {
	Client string `json:"clientID"`
	Code   string `json:"code"`
	Ref    int    `json:"variablesReference"`
	Start  int    `json:"start"`
	Count  int    `json:"count"`
	Name   string `json:"variableName"`
}

// debug serves a debug_request of the debug adapter protocol, as far as it is
// about variables: the panel of JupyterLab asks so. Nothing stops in code here,
// so there are no breakpoints, and requests for running code are refused.
func (s *Server) debug(ctx context.Context, r *request) map[string]any {
	var q struct {
		Seq       int            `json:"seq"`
		Command   string         `json:"command"`
		Arguments debugArguments `json:"arguments"`
	}
	err := json.Unmarshal(r.Content, &q)
	ctx, cancel := context.WithTimeout(ctx, inspectTimeout)
	defer cancel()
	var body map[string]any
	if err == nil {
		body, err = s.debugCommand(ctx, r, q.Command, q.Arguments)
	}
	if list, ok := body["variables"].([]Variable); ok && err == nil {
		list = list[min(max(q.Arguments.Start, 0), len(list)):]
		if n := q.Arguments.Count; n > 0 {
			list = list[:min(n, len(list))]
		}
		list = append([]Variable{}, list...)
		if s.debugger == "jupyterlab" {
			for i := range list {
				list[i].Type = list[i].line()
			}
		}
		body["variables"] = list
	}
	s.debugSeq++
	reply := map[string]any{
		"type": "response", "seq": s.debugSeq, "request_seq": q.Seq, "command": q.Command,
		"success": err == nil, "body": body,
	}
	if err != nil {
		reply["message"], reply["body"] = err.Error(), map[string]any{"variables": []Variable{}} // JupyterLab reads them anyway
	}
	return reply
}

// debugEvent tells the front ends what became of the debugger.
func (s *Server) debugEvent(r *request, event string) {
	s.debugSeq++
	s.emit(&r.Header, "debug_event", map[string]any{"type": "event", "seq": s.debugSeq, "event": event, "body": map[string]any{}}, false)
}

func (s *Server) debugCommand(ctx context.Context, r *request, command string, q debugArguments) (map[string]any, error) {
	look, ok := s.engine.(Inspector)
	if !ok {
		return nil, errors.New("this kernel does not show variables")
	}
	switch command {
	case "debugInfo":
		return map[string]any{
			"isStarted": s.debugging, "hashMethod": "Murmur2", "hashSeed": 0, "tmpFilePrefix": cellFiles, "tmpFileSuffix": ".go",
			"breakpoints": []any{}, "stoppedThreads": []int{}, "richRendering": true, "exceptionPaths": []string{}, "copyToGlobals": false,
		}, nil
	case "initialize":
		s.debugging, s.debugger = true, q.Client
		s.debugEvent(r, "initialized") // opens the panel
		return map[string]any{"supportsConfigurationDoneRequest": true, "exceptionBreakpointFilters": []any{}}, nil
	case "attach", "configurationDone", "setExceptionBreakpoints":
		return map[string]any{}, nil
	case "disconnect", "terminate":
		s.debugging, s.debugger = false, ""
		s.debugEvent(r, "terminated")
		return map[string]any{}, nil
	case "setBreakpoints": // none is set
		return map[string]any{"breakpoints": []any{}}, nil
	case "threads":
		return map[string]any{"threads": []any{}}, nil
	case "stackTrace":
		return map[string]any{"stackFrames": []any{}, "totalFrames": 0}, nil
	case "scopes":
		return map[string]any{"scopes": []any{}}, nil
	case "modules": // asked for whether the kernel tells of any or not
		return map[string]any{"modules": []any{}, "totalModules": 0}, nil
	case "dumpCell":
		h := fnv.New32a()
		_, _ = h.Write([]byte(q.Code))
		return map[string]any{"sourcePath": fmt.Sprintf("%s%d.go", cellFiles, h.Sum32())}, nil
	case "inspectVariables":
		list, err := look.Variables(ctx, 0)
		return map[string]any{"variables": list}, err
	case "variables":
		if q.Ref <= 0 {
			return nil, fmt.Errorf("variables: %d refers to nothing", q.Ref)
		}
		list, err := look.Variables(ctx, q.Ref)
		return map[string]any{"variables": list}, err
	case "richInspectVariables":
		b, err := look.Show(ctx, q.Name)
		if err != nil {
			return nil, err
		}
		if len(b.Data) == 0 { // JupyterLab says so, and asks again after each cell
			return map[string]any{"data": map[string]any{}, "metadata": map[string]any{}}, nil
		}
		return bundle(b, map[string]any{}), nil
	}
	return nil, fmt.Errorf("%s: this kernel shows variables, but does not stop in code: print, or run parts in cells of their own", command)
}
