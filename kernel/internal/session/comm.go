package session

import (
	"wade/kernel/internal/server"
)

// maxKept bounds how many cells are remembered because of their callbacks.
const maxKept = 512

// sinks says where outputs go by the request that they belong to: the running
// cell, cells with callbacks, and messages of comms that are being served.
// Guarded by the mutex of the process.
type sinks struct {
	byID  map[int64]server.Sink
	kept  []int64         // cells with callbacks, oldest first
	comms map[string]bool // comms that are open, to be closed when the child dies
}

func newSinks() sinks { return sinks{byID: map[int64]server.Sink{}, comms: map[string]bool{}} }

func (s *sinks) open(id int64, out server.Sink) { s.byID[id] = out }

// keep remembers a cell beyond its end.
func (p *process) keep(id int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := &p.sinks
	if s.byID[id] == nil {
		return
	}
	s.kept = append(s.kept, id)
	if len(s.kept) > maxKept {
		delete(s.byID, s.kept[0])
		s.kept = s.kept[1:]
	}
}

// settle forgets a cell that has ended, unless it is kept.
func (p *process) settle(out server.Sink) {
	p.mu.Lock()
	defer p.mu.Unlock()
next:
	for id, sink := range p.sinks.byID {
		if sink != out {
			continue
		}
		for _, k := range p.sinks.kept {
			if k == id {
				continue next
			}
		}
		delete(p.sinks.byID, id)
	}
}

// sinkOf returns where the outputs of a request go, or nil when it is over.
func (p *process) sinkOf(id int64) server.Sink {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sinks.byID[id]
}

// seeComm notes which comms are open.
func (p *process) seeComm(m server.Comm) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch m.Event {
	case server.CommOpen:
		p.sinks.comms[m.ID] = true
	case server.CommClose:
		delete(p.sinks.comms, m.ID)
	}
}

// closeComms tells the front ends that the other side of their comms is gone.
func (p *process) closeComms() {
	p.mu.Lock()
	sink, list := p.sink, p.sinks.comms
	p.sinks.comms = map[string]bool{}
	ended := p.why == "shut down"
	p.mu.Unlock()
	if sink == nil || ended {
		return
	}
	for id := range list {
		sink.Comm(server.Comm{Event: server.CommClose, ID: id})
	}
}

// Comm hands a message to the child. Without one it does not start one: what
// the comm belonged to is gone.
func (e *parentHalf) Comm(m server.Comm, out server.Sink, done func()) {
	p := e.current()
	if !p.alive() {
		if m.Event != server.CommClose {
			out.Comm(server.Comm{Event: server.CommClose, ID: m.ID})
		}
		done()
		return
	}
	p.comm(m, out, done)
}

func (p *process) comm(m server.Comm, out server.Sink, done func()) {
	p.seeComm(m)
	served := make(chan *message, 1)
	p.mu.Lock()
	p.nextID++
	id := p.nextID
	p.waiting[id] = served
	p.sinks.open(id, out)
	p.mu.Unlock()
	if p.to.write(&message{Kind: kindComm, ID: id, Comm: &m}) != nil {
		p.kill("the process takes no more messages")
	}
	go func() {
		select {
		case <-served:
		case <-p.gone:
		}
		p.mu.Lock()
		delete(p.waiting, id)
		delete(p.sinks.byID, id)
		p.mu.Unlock()
		done()
	}()
}
