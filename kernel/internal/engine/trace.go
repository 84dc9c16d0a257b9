package engine

import (
	"strconv"
	"strings"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/stack"
	interp "wade/kernel/internal/yaegi"
)

// Of a long chain of calls the innermost and the outermost are of interest.
const (
	innermost = 12
	outermost = 4
)

// A trace is the way of a panic through the functions of cells, innermost first.
type trace struct {
	points []interp.Point // the first innermost ones, then a ring of the outermost
	passed int
	used   uintptr // stack in use where the panic began: another one begins elsewhere
}

// unwound notes that a panic goes through a function.
func (m *machine) unwound(p interp.Point) {
	v, ok := m.runs.Load(stack.Owner())
	if !ok {
		return
	}
	t := v.(*thread)
	used := stack.Used()
	if t.trace == nil || t.trace.used != 0 && t.trace.used != used { // that of before was recovered in compiled code
		t.trace = &trace{}
	}
	t.trace.used = used
	t.trace.add(p)
}

func (t *trace) add(p interp.Point) {
	if len(t.points) < innermost+outermost {
		t.points = append(t.points, p)
	} else {
		t.points[innermost+t.passed%outermost] = p
	}
	t.passed++
}

// take returns the way of the panic that was just recovered.
func (t *thread) take() *trace {
	tr := t.trace
	t.trace = nil
	return tr
}

// give lets a panic that was recovered go on its way.
func (t *thread) give(tr *trace) {
	if tr != nil {
		tr.used = 0
	}
	t.trace = tr
}

// A call is one step of the chain that a person sees.
type call struct {
	place int
	name  string // of the function; empty for the cell itself
	times int    // how often in a row, in a recursion
	left  int    // calls left out before this one
}

// calls puts a trace into words.
func (e *Engine) calls(t *trace) []call {
	if t == nil {
		return nil
	}
	var out []call
	points := t.points
	left := t.passed - len(points)
	if left > 0 {
		at := innermost + t.passed%outermost
		points = append(append(append([]interp.Point(nil), points[:innermost]...), points[at:]...), points[innermost:at]...)
	}
	for i, p := range points {
		skipped := 0
		if i == innermost && left > 0 {
			skipped = left
		}
		place, name, ok := e.stands(p)
		if !ok && skipped == 0 {
			continue
		}
		if n := len(out); n > 0 && skipped == 0 && out[n-1].place == place && out[n-1].name == name {
			out[n-1].times++
			continue
		}
		out = append(out, call{place, name, 1, skipped})
	}
	return out
}

// stands tells where in a cell a point is. What the lowering has added stands nowhere.
func (e *Engine) stands(p interp.Point) (place int, name string, ok bool) {
	at, head := p.Position(), p.Function()
	file, found := strings.CutPrefix(at.Filename, "cell")
	if !found {
		return 0, "", false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(file, ".go"))
	if err != nil {
		return 0, "", false
	}
	e.mu.Lock()
	places := e.places[n]
	e.mu.Unlock()
	place, name, body := places.At(at.Line)
	_, _, around := places.At(head.Line)
	if _, line := cell.Place(place); line == 0 || body == around {
		return 0, "", false
	}
	return place, name, true
}
