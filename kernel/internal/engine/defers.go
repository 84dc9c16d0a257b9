package engine

import interp "wade/kernel/internal/yaegi"

// A Stack holds the deferred calls of one function of a cell.
type Stack struct{ calls []func() }

// Push defers a call.
func (s *Stack) Push(f func()) { s.calls = append(s.calls, f) }

// A panicking is a panic on its way through deferred calls.
type panicking struct {
	value     any
	trace     *trace
	recovered bool
}

// Defers runs the body of a function, then its deferred calls.
func (m *machine) Defers(body func(*Stack)) {
	s := &Stack{}
	p := m.try(func() { body(s) })
	var t *thread
	for len(s.calls) > 0 {
		f := s.calls[len(s.calls)-1]
		s.calls = s.calls[:len(s.calls)-1]
		if p == nil {
			p = m.try(f)
			continue
		}
		if t == nil {
			t = m.self()
		}
		_, stopping := p.value.(interrupted)
		if stopping {
			t.unwinding++
		} else {
			t.panics = append(t.panics, p)
		}
		q := m.try(f)
		if stopping {
			t.unwinding--
		} else {
			t.panics = t.panics[:len(t.panics)-1]
		}
		switch {
		case q != nil:
			p = q
		case p.recovered:
			p = nil
		}
	}
	if p != nil {
		m.self().give(p.trace)
		panic(p.value)
	}
}

// try runs f and returns its panic.
func (m *machine) try(f func()) (p *panicking) {
	done := false
	defer func() {
		if v := recover(); v != nil {
			p = &panicking{value: v, trace: m.self().take()}
		} else if !done {
			p = &panicking{value: exited(0)} // the goroutine was ended
		}
	}()
	f()
	done = true
	return nil
}

// Recover is the recover of lowered code.
func (m *machine) Recover() any {
	t := m.self()
	if len(t.panics) == 0 {
		return nil
	}
	p := t.panics[len(t.panics)-1]
	if p.recovered {
		return nil
	}
	switch v := p.value.(type) {
	case exited, fatal, interrupted, interp.StackOverflow, runtimeFault:
		return nil
	case failure:
		p.recovered = true
		return v.err
	default:
		p.recovered = true
		return recovered(v)
	}
}
