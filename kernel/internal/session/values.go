package session

import (
	"context"
	"errors"
	"time"

	"wade/kernel/internal/server"
)

// lookTime bounds, in the child, a look at the variables: methods of cells run
// there.
const lookTime = 2 * time.Second

// values answers kindVariables and kindShow.
func (c *childHalf) values(m *message) {
	reply := &message{Kind: kindValues, ID: m.ID}
	ctx, cancel := context.WithTimeout(context.Background(), lookTime)
	defer cancel()
	var err error
	switch {
	case !c.started(): // nothing was declared yet
	case m.Kind == kindVariables:
		reply.Variables, err = c.eng.Variables(ctx, m.Cursor)
	default:
		var b server.Bundle
		if b, err = c.eng.Show(ctx, m.Text); err == nil {
			reply.Bundle = &b
		}
	}
	if err != nil {
		reply.Err = err.Error()
	}
	if err := c.send(reply); err != nil {
		_ = c.send(&message{Kind: kindValues, ID: m.ID, Err: err.Error()})
	}
}

// Variables asks the child. Without one there are none.
func (e *parentHalf) Variables(ctx context.Context, ref int) ([]server.Variable, error) {
	m, err := e.values(ctx, &message{Kind: kindVariables, Cursor: ref})
	if errors.Is(err, errGone) && ref == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return m.Variables, nil
}

// Show asks the child for every form of a variable. Without one there is none.
func (e *parentHalf) Show(ctx context.Context, name string) (server.Bundle, error) {
	m, err := e.values(ctx, &message{Kind: kindShow, Text: name})
	if errors.Is(err, errGone) {
		return server.Bundle{}, nil
	}
	if err != nil || m.Bundle == nil {
		return server.Bundle{}, err
	}
	return *m.Bundle, nil
}

func (e *parentHalf) values(ctx context.Context, m *message) (*message, error) {
	p := e.current()
	if !p.alive() {
		return nil, errGone
	}
	r, err := p.call(ctx, m)
	if err == nil && r.Err != "" {
		err = errors.New(r.Err)
	}
	return r, err
}

var _ server.Inspector = (*parentHalf)(nil)
