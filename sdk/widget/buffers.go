package widget

import (
	"fmt"
	"slices"
)

// split takes binary data out of a state: members of maps disappear, those of lists become nil, and paths say where each
// buffer was. The state itself is not changed.
func split(state map[string]any) (bare map[string]any, paths [][]any, buffers [][]byte) {
	var walk func(v any, path []any) (any, bool)
	walk = func(v any, path []any) (any, bool) {
		at := func(step any) []any { return append(slices.Clip(path), step) }
		switch v := v.(type) {
		case []byte:
			paths, buffers = append(paths, path), append(buffers, v)
			return nil, true
		case map[string]any:
			out := make(map[string]any, len(v))
			for _, key := range sortedKeys(v) {
				if m, gone := walk(v[key], at(key)); !gone {
					out[key] = m
				}
			}
			return out, false
		case []any:
			out := make([]any, len(v))
			for i, m := range v {
				out[i], _ = walk(m, at(i))
			}
			return out, false
		}
		return v, false
	}
	m, _ := walk(state, nil)
	if paths == nil {
		paths = [][]any{}
	}
	return m.(map[string]any), paths, buffers
}

// join puts buffers back into a state that came from the front end.
func join(state map[string]any, paths []any, buffers [][]byte) error {
	if len(paths) != len(buffers) {
		return fmt.Errorf("widget: %d paths for %d buffers", len(paths), len(buffers))
	}
	for i, p := range paths {
		path, ok := p.([]any)
		if !ok || len(path) == 0 {
			return fmt.Errorf("widget: path %d is no path", i)
		}
		var at any = state
		for j, step := range path {
			last := j == len(path)-1
			switch here := at.(type) {
			case map[string]any:
				key, ok := step.(string)
				if !ok {
					return fmt.Errorf("widget: path %v leads nowhere", path)
				}
				if last {
					here[key] = buffers[i]
				}
				at = here[key]
			case []any:
				n, ok := whole(step)
				if !ok || n < 0 || n >= len(here) {
					return fmt.Errorf("widget: path %v leads nowhere", path)
				}
				if last {
					here[n] = buffers[i]
				}
				at = here[n]
			default:
				return fmt.Errorf("widget: path %v leads nowhere", path)
			}
		}
	}
	return nil
}
