package server

import (
	"context"
	"encoding/json"
	"sync"

	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

// stdin pairs questions with answers. An answer that comes while nobody waits is
// late and is dropped, and so is one to another question; not every front end
// says to which one it answers.
type stdin struct {
	one   sync.Mutex // held from question to answer
	mu    sync.Mutex
	wait  chan string
	asked string // msg_id of the question
}

func (s *stdin) reply(r *request) {
	if r.Header.Type != "input_reply" {
		return
	}
	var q struct {
		Value string `json:"value"`
	}
	if json.Unmarshal(r.Content, &q) != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wait != nil && (r.Parent == nil || r.Parent.ID == s.asked) {
		s.wait <- q.Value // has room for it
		s.wait = nil
	}
}

// ask sends a question to the front end that sent r, and waits for the answer.
func (s *Server) ask(ctx context.Context, r *request, prompt string, password bool) (string, error) {
	s.input.one.Lock()
	defer s.input.one.Unlock()
	if err := ctx.Err(); err != nil {
		return "", err
	}
	m, err := wire.New(s.session, "input_request", &r.Header, map[string]any{"prompt": prompt, "password": password})
	if err != nil {
		return "", err
	}
	m.Identities = r.Identities
	answer := make(chan string, 1)
	s.input.set(answer, m.Header.ID)
	defer s.input.set(nil, "")
	s.send(transport.Packet{Channel: transport.Stdin}, m)
	select {
	case line := <-answer:
		return line, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (s *stdin) set(c chan string, asked string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wait, s.asked = c, asked
}
