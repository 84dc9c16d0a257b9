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
	// Show returns a variable in every form that it has.
	Show(ctx context.Context, name string) (Bundle, error)
}

// A Variable is a variable, or a part of its value.
type Variable struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Value string `json:"value"`              // on one short line
	Ref   int    `json:"variablesReference"` // for its parts; 0 when it has none
}

// inspectTimeout bounds a look at the variables.
const inspectTimeout = 3 * time.Second

// cellFiles is the beginning of the names that cells would have in a debugger.
const cellFiles = "wade-cell-"

// debug serves a debug_request of the debug adapter protocol, as far as it is
// about variables: the panel of JupyterLab asks so. Nothing stops in code here,
// so there are no breakpoints, and requests for running code are refused.
func (s *Server) debug(ctx context.Context, r *request) map[string]any {
	var q struct {
		Seq       int    `json:"seq"`
		Command   string `json:"command"`
		Arguments struct {
			Code  string `json:"code"`
			Ref   int    `json:"variablesReference"`
			Start int    `json:"start"`
			Count int    `json:"count"`
			Name  string `json:"variableName"`
		} `json:"arguments"`
	}
	err := json.Unmarshal(r.Content, &q)
	ctx, cancel := context.WithTimeout(ctx, inspectTimeout)
	defer cancel()
	var body map[string]any
	if err == nil {
		body, err = s.debugCommand(ctx, q.Command, q.Arguments.Code, q.Arguments.Name, q.Arguments.Ref)
	}
	if list, ok := body["variables"].([]Variable); ok && err == nil {
		list = list[min(max(q.Arguments.Start, 0), len(list)):]
		if n := q.Arguments.Count; n > 0 {
			list = list[:min(n, len(list))]
		}
		body["variables"] = append([]Variable{}, list...)
	}
	s.debugSeq++
	reply := map[string]any{
		"type": "response", "seq": s.debugSeq, "request_seq": q.Seq, "command": q.Command,
		"success": err == nil, "body": body,
	}
	if err != nil {
		reply["message"], reply["body"] = err.Error(), map[string]any{}
	}
	return reply
}

func (s *Server) debugCommand(ctx context.Context, command, code, name string, ref int) (map[string]any, error) {
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
		s.debugging = true
		return map[string]any{"supportsConfigurationDoneRequest": true, "exceptionBreakpointFilters": []any{}}, nil
	case "attach", "configurationDone", "setExceptionBreakpoints":
		return map[string]any{}, nil
	case "disconnect", "terminate":
		s.debugging = false
		return map[string]any{}, nil
	case "setBreakpoints": // none is set
		return map[string]any{"breakpoints": []any{}}, nil
	case "threads":
		return map[string]any{"threads": []any{}}, nil
	case "stackTrace":
		return map[string]any{"stackFrames": []any{}, "totalFrames": 0}, nil
	case "scopes":
		return map[string]any{"scopes": []any{}}, nil
	case "dumpCell":
		h := fnv.New32a()
		_, _ = h.Write([]byte(code))
		return map[string]any{"sourcePath": fmt.Sprintf("%s%d.go", cellFiles, h.Sum32())}, nil
	case "inspectVariables":
		list, err := look.Variables(ctx, 0)
		return map[string]any{"variables": list}, err
	case "variables":
		if ref <= 0 {
			return nil, fmt.Errorf("variables: %d refers to nothing", ref)
		}
		list, err := look.Variables(ctx, ref)
		return map[string]any{"variables": list}, err
	case "richInspectVariables":
		b, err := look.Show(ctx, name)
		if err != nil {
			return nil, err
		}
		return bundle(b, map[string]any{}), nil
	}
	return nil, fmt.Errorf("%s: this kernel shows variables, but does not stop in code: print, or run parts in cells of their own", command)
}
