package exec

import (
	"context"
	"maps"
	"slices"

	"wade/sdk/backend"
)

// session is a key-value cache of rows that all its caches have.
type session struct {
	model  *model
	rows   int
	caches map[string]cache
}

// cache is the first rows of a block.
type cache struct {
	*block
	rows int
}

// with does something with a session, one call at a time.
func (e *executor) with(ctx context.Context, h backend.Session, do func(s *session) error) (err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.leave()
	s, err := find(e.sessions, "session", h)
	if err != nil {
		return err
	}
	return do(s)
}

// NewSession starts an empty cache.
func (e *executor) NewSession(ctx context.Context, h backend.Model) (out backend.Session, err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return 0, err
	}
	defer e.leave()
	m, err := find(e.models, "model", h)
	if err != nil {
		return 0, err
	}
	out = backend.Session(e.handle())
	e.sessions[out] = &session{model: m, caches: map[string]cache{}}
	return out, nil
}

// Fork copies a session without copying its rows.
func (e *executor) Fork(ctx context.Context, h backend.Session) (out backend.Session, err error) {
	err = e.with(ctx, h, func(s *session) error {
		fork := &session{model: s.model, rows: s.rows, caches: maps.Clone(s.caches)}
		for _, c := range s.caches {
			c.shared++
		}
		out = backend.Session(e.handle())
		e.sessions[out] = fork
		return nil
	})
	return out, err
}

// Truncate cuts a session to its first n rows.
func (e *executor) Truncate(ctx context.Context, h backend.Session, n int) error {
	return e.with(ctx, h, func(s *session) error {
		if n < 0 || n > s.rows {
			return invalidf("truncate to %d rows, the session has %d", n, s.rows)
		}
		s.truncate(n)
		return nil
	})
}

func (s *session) truncate(n int) {
	s.rows = n
	for name, c := range s.caches {
		s.caches[name] = cache{c.block, min(c.rows, n)}
	}
}

// restore goes back to the rows and caches of before; caches has those that the session held then.
func (s *session) restore(rows int, caches map[string]cache) {
	for name, c := range s.caches {
		if old := caches[name]; old.block != c.block {
			c.shared--
			if old.block != nil {
				old.shared++
			}
		}
	}
	s.rows, s.caches = rows, caches
}

// Length is the number of rows.
func (e *executor) Length(ctx context.Context, h backend.Session) (n int, err error) {
	err = e.with(ctx, h, func(s *session) error {
		n = s.rows
		return nil
	})
	return n, err
}

// Drop frees a session.
func (e *executor) Drop(ctx context.Context, h backend.Session) error {
	return e.with(ctx, h, func(s *session) error {
		delete(e.sessions, h)
		e.forsake(s)
		return nil
	})
}

// sessionOf finds the session of a step, nil for none.
func (e *executor) sessionOf(c *compiled, h backend.Session) (*session, error) {
	if h == 0 {
		return nil, nil
	}
	s, err := find(e.sessions, "session", h)
	if err == nil && s.model != c.model {
		err = invalidf("session %d belongs to another model than program %s", h, c.Name())
	}
	return s, err
}

// check tells how many rows a cache holds before rows of a shape are appended.
func (s *session) check(name string, shape []int) (rows int, err error) {
	if s.rows == 0 {
		return 0, nil
	}
	c, ok := s.caches[name]
	if !ok || c.rows < s.rows {
		return 0, invalidf("cache %q has %d of the session's %d rows%s; use a session only with programs that append to the same caches", name, c.rows, s.rows, hint(name, slices.Sorted(maps.Keys(s.caches))))
	}
	if c.width() != shape[2] {
		return 0, invalidf("cache %q of the session is [%d rows %d], the rows given are %v", name, c.batch(), c.width(), shape)
	}
	if c.batch() != shape[0] && c.batch() != 1 {
		return 0, invalidf("cache %q of the session holds %d sequences, the rows given are of %d; only a session of one sequence goes on with another number: fork it before it does", name, c.batch(), shape[0])
	}
	return s.rows, nil
}
