package session

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"wade/kernel/internal/server"
)

// A childSink sends the outputs of one cell to the parent.
type childSink struct {
	c  *childHalf
	id int64

	mu   sync.Mutex
	kept bool
}

// Stream writes text of the cell to a stream, in order with all that cells print.
func (s *childSink) Stream(name, text string) { s.c.print(part{s.id, name == "stderr"}, []byte(text)) }

// Print is Stream without a copy.
func (s *childSink) Print(name string, text []byte) { s.c.print(part{s.id, name == "stderr"}, text) }

func (s *childSink) Display(b server.Bundle, id string) {
	s.c.show(&message{Kind: kindDisplay, ID: s.id, Bundle: &b, DisplayID: id})
}

func (s *childSink) Update(b server.Bundle, id string) {
	s.c.show(&message{Kind: kindUpdate, ID: s.id, Bundle: &b, DisplayID: id})
}

func (s *childSink) Clear(wait bool) {
	s.c.show(&message{Kind: kindClear, ID: s.id, Wait: wait})
}

func (s *childSink) Result(b server.Bundle) {
	s.c.show(&message{Kind: kindResult, ID: s.id, Bundle: &b})
}

// Comm sends a message of a comm. It has no place among the outputs.
func (s *childSink) Comm(m server.Comm) {
	if err := s.c.send(&message{Kind: kindComm, ID: s.id, Comm: &m}); err != nil {
		_, _ = fmt.Fprintln(s.c.std[1], err)
	}
}

// Keep asks the parent to remember where the outputs of the cell go: callbacks
// will show something when the cell is over.
func (s *childSink) Keep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.kept {
		s.kept = true
		_ = s.c.send(&message{Kind: kindKeep, ID: s.id})
	}
}

func (s *childSink) Input(ctx context.Context, prompt string, password bool) (string, error) {
	id := s.c.nextIn.Add(1)
	ch := make(chan *message, 1)
	s.c.mu.Lock()
	s.c.lines[id] = ch
	s.c.mu.Unlock()
	if err := s.c.sendMarked(&message{Kind: kindInput, ID: id, Of: s.id, Prompt: prompt, Password: password}); err != nil {
		return "", err
	}
	defer func() {
		s.c.mu.Lock()
		delete(s.c.lines, id)
		s.c.mu.Unlock()
	}()
	select {
	case m := <-ch:
		if m.Err != "" {
			return "", errors.New(m.Err)
		}
		return m.Text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
