package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"wade/kernel/internal/wire"
)

// A shell is a line of cells, of which one runs at a time: the main shell, or a
// subshell that a front end has asked for, so that it can run something while
// another cell takes long. Each counts its cells and keeps its history.
type shell struct {
	id      string // as front ends name it, "" for the main shell
	place   int    // as the engine names it, 0 for the main shell
	history history

	cells, asides *queue
	running       *run               // the cell that runs, or nil; guarded by Server.mu
	cancel        context.CancelFunc // of all that runs in the shell
}

// A run is a cell that the engine works on.
type run struct {
	parent *wire.Header
	cancel context.CancelFunc
}

func (s *Server) newShell(id string, place int) *shell {
	sh := &shell{id: id, place: place, cells: newQueue(), asides: newQueue()}
	if s.cfg.Archive != nil {
		sh.history.record = s.cfg.Archive.Begin()
	}
	return sh
}

// open starts to serve a shell.
func (s *Server) open(sh *shell) {
	ctx, cancel := context.WithCancel(s.ctx)
	sh.cancel = cancel
	s.workers.Go(func() { sh.cells.serve(func(r *request) { s.execute(ctx, r) }) })
	s.workers.Go(func() { sh.asides.serve(func(r *request) { s.aside(s.ctx, r) }) })
}

func (sh *shell) close() {
	sh.cells.close()
	sh.asides.close()
}

// all returns every shell, the main one first. The caller holds s.mu.
func (s *Server) all() []*shell { return append([]*shell{s.main}, s.subshells...) }

func (s *Server) shells() []*shell {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all()
}

// cancel ends the cells that run.
func (s *Server) cancel() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, sh := range s.all() {
		if sh.running != nil {
			sh.running.cancel()
		}
	}
}

// of returns the shell of a request, for those of the control channel the main one.
func (s *Server) of(r *request) *shell {
	if r.shell == nil {
		return s.main
	}
	return r.shell
}

// find returns the shell with an id, or nil.
func (s *Server) find(id string) *shell {
	for _, sh := range s.shells() {
		if sh.id == id {
			return sh
		}
	}
	return nil
}

// route hands a request of the shell channel to its shell.
func (s *Server) route(r *request) {
	sh := s.find(r.Header.SubshellID)
	if sh != nil {
		r.shell = sh
		q := sh.asides
		if r.Header.Type == "execute_request" {
			q = sh.cells
		}
		if q.push(r) {
			return
		}
	}
	s.busy(r)
	defer s.idle(r)
	if strings.HasSuffix(r.Header.Type, "_request") {
		content := noSubshell(r.Header.SubshellID)
		content["execution_count"] = 0
		s.reply(r, content)
	}
}

// subshell serves the requests that create, delete and list subshells, and returns the content of the reply.
func (s *Server) subshell(r *request) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch r.Header.Type {
	case "create_subshell_request":
		if s.closing {
			return failure("Closing", "the kernel is shutting down")
		}
		s.places++
		sh := s.newShell(uuid.NewString(), s.places)
		s.subshells = append(s.subshells, sh)
		s.open(sh)
		return map[string]any{"status": "ok", "subshell_id": sh.id}
	case "delete_subshell_request":
		var q struct {
			ID string `json:"subshell_id"`
		}
		if err := json.Unmarshal(r.Content, &q); err != nil {
			return failure("BadRequest", "delete_subshell_request: "+err.Error())
		}
		for i, sh := range s.subshells {
			if sh.id == q.ID {
				s.subshells = slices.Delete(s.subshells, i, i+1)
				sh.cells.finish()
				sh.asides.finish()
				sh.cancel()
				return map[string]any{"status": "ok"}
			}
		}
		return noSubshell(q.ID)
	}
	ids := []string{}
	for _, sh := range s.subshells {
		ids = append(ids, sh.id)
	}
	return map[string]any{"status": "ok", "subshell_id": ids}
}

func noSubshell(id string) map[string]any {
	return failure("NoSubshell", fmt.Sprintf("there is no subshell %q: create one with create_subshell_request", id))
}
