package notebook

import (
	"context"
	"maps"
	"sync"

	"wade/kernel/internal/server"
)

// A screen keeps the outputs of all cells, as a front end does: an update finds
// the displays of earlier cells too.
type screen struct {
	mu      sync.Mutex
	byID    map[string][]*Output
	widgets widgets
}

func newScreen() *screen { return &screen{byID: map[string][]*Output{}} }

// open returns the sink for one cell.
func (s *screen) open(c *Cell) *sink { return &sink{screen: s, cell: c} }

// A sink writes the outputs of one cell into it.
type sink struct {
	*screen
	cell  *Cell
	clear bool // when the next output comes
}

func (k *sink) add(o *Output) {
	if k.clear {
		k.cell.Outputs, k.clear = nil, false
	}
	k.cell.Outputs = append(k.cell.Outputs, o)
}

func (k *sink) Stream(name, text string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(k.cell.Outputs); n > 0 && !k.clear {
		if o := k.cell.Outputs[n-1]; o.Type == Stream && o.Name == name {
			o.Text += text
			return
		}
	}
	k.add(&Output{Type: Stream, Name: name, Text: text})
}

func (k *sink) Display(b server.Bundle, id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	o := bundle(Display, b)
	k.add(o)
	if id != "" {
		k.byID[id] = append(k.byID[id], o)
	}
}

func (k *sink) Update(b server.Bundle, id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	fresh := bundle(Display, b)
	for _, o := range k.byID[id] {
		o.Data, o.Metadata = fresh.Data, fresh.Metadata
	}
}

func (k *sink) Clear(wait bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.clear = wait; !wait {
		k.cell.Outputs = nil
	}
}

func (k *sink) Result(b server.Bundle) {
	k.mu.Lock()
	defer k.mu.Unlock()
	o := bundle(Result, b)
	o.Count = k.cell.Count
	k.add(o)
}

func (k *sink) fail(e *server.CellError) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.add(&Output{Type: Error, EName: e.Name, EValue: e.Value, Traceback: e.Painted()})
}

// Comm follows the widgets; other channels find nobody who listens.
func (k *sink) Comm(m server.Comm) { k.widgets.see(m) }

// Input fails: nobody is there to answer.
func (k *sink) Input(context.Context, string, bool) (string, error) { return "", server.ErrNoInput }

func bundle(typ string, b server.Bundle) *Output {
	return &Output{Type: typ, Data: maps.Clone(b.Data), Metadata: b.Metadata}
}
