package display

import (
	"context"
	"errors"
)

// An Asker asks the person at the front end for a line; what is typed for a password is not shown.
type Asker func(ctx context.Context, prompt string, password bool) (string, error)

var asker Asker // under sinkMu

// SetAsker sets who asks. A kernel does so once.
func SetAsker(a Asker) {
	sinkMu.Lock()
	defer sinkMu.Unlock()
	asker = a
}

// Input asks the person who runs the cell for a line.
func Input(ctx context.Context, prompt string) (string, error) { return ask(ctx, prompt, false) }

// Password is Input for what must not be seen while it is typed. Do not print it: outputs are saved with the notebook.
func Password(ctx context.Context, prompt string) (string, error) { return ask(ctx, prompt, true) }

func ask(ctx context.Context, prompt string, password bool) (string, error) {
	sinkMu.RLock()
	a := asker
	sinkMu.RUnlock()
	if a == nil {
		return "", errors.New("display: nobody can be asked: run this in a notebook")
	}
	return a(ctx, prompt, password)
}
