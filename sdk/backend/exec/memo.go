package exec

import (
	"container/list"
)

// memo keeps values from step to step, up to a number of bytes; what was used least lately goes first.
type memo struct {
	limit, used int
	entries     map[memoKey]*list.Element // of *memory
	recent      *list.List                // the latest first
}

// memoKey says what a value was computed from: weights of a model as they were, by which operations, of which inputs.
type memoKey struct {
	model   *model
	version uint64
	value   signature
	inputs  signature
}

type memory struct {
	key   memoKey
	array Array
	bytes int
}

// memoBytes is what kept values may take: the cross-attention keys and values of forty pictures in a model of 3 B.
const memoBytes = 256 << 20

func newMemo(machine int64) memo {
	limit := memoBytes
	if machine > 0 {
		limit = int(min(memoBytes, machine/8))
	}
	return memo{limit: limit, entries: map[memoKey]*list.Element{}, recent: list.New()}
}

func (m *memo) get(k memoKey) (Array, bool) {
	e, ok := m.entries[k]
	if !ok {
		return Array{}, false
	}
	m.recent.MoveToFront(e)
	return e.Value.(*memory).array, true
}

func (m *memo) put(k memoKey, a Array) {
	if _, ok := m.entries[k]; ok {
		return
	}
	n := a.bytes()
	m.entries[k] = m.recent.PushFront(&memory{k, a, n})
	for m.used += n; m.used > m.limit; {
		m.drop(m.recent.Back())
	}
}

func (m *memo) drop(e *list.Element) {
	old := m.recent.Remove(e).(*memory)
	delete(m.entries, old.key)
	m.used -= old.bytes
}

// forget drops what was computed with a model.
func (m *memo) forget(of *model) {
	for k, e := range m.entries {
		if k.model == of {
			m.drop(e)
		}
	}
}

// bytes is what the elements take.
func (a Array) bytes() int {
	return 8*len(a.F64) + 4*len(a.F32) + 4*len(a.I32) + 2*len(a.BF16) + a.Packed.bytes()
}

func (p *Packed) bytes() int {
	if p == nil {
		return 0
	}
	return len(p.Data)
}
