package exec

import (
	"strconv"

	"wade/sdk/backend"
)

// addMemory tells what the backend holds, in bytes: "weights" of its models and states, of which "mapped" are pages of their
// files; the "plan" of values that the largest step needed; the "cache" of sessions, and what those that are gone have left for others; results "kept" from step to step. While a
// call runs these are the numbers of before it.
func (e *executor) addMemory(d *backend.Description) {
	e.mu.Lock()
	defer e.mu.Unlock()
	select {
	case e.turn <- struct{}{}:
		e.memory = e.held()
		e.leave()
	default:
	}
	details := map[string]string{}
	for k, v := range d.Details {
		details[k] = v
	}
	for k, n := range e.memory {
		if n > 0 {
			details[k] = strconv.FormatInt(n, 10) + " bytes"
		}
	}
	d.Details = details
}

func (e *executor) held() map[string]int64 {
	m := map[string]int64{"plan": int64(e.arena.most), "kept": int64(e.memo.used)}
	for _, model := range e.models {
		for _, s := range model.tensors {
			n := int64(s.array.bytes())
			m["weights"] += n
			if s.mapped {
				m["mapped"] += n
			}
		}
	}
	m["cache"] = e.spares.used
	seen := map[*block]bool{}
	for _, s := range e.sessions {
		for _, c := range s.caches {
			if c.block != nil && !seen[c.block] {
				seen[c.block] = true
				m["cache"] += int64(c.block.array.bytes() / c.block.capacity() * c.block.used)
			}
		}
	}
	return m
}
