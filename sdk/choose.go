package sdk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
)

// inProcess is the backend that is always there.
const inProcess = "reference"

// preferred are the plugins that Open takes by itself, best first. Others are taken by name.
var preferred = []string{"cuda", "cpu"}

// choice is a backend and the reason for it.
type choice struct {
	name string
	why  string
}

// choose starts the backend of a name, or the best one that works.
func choose(ctx context.Context, name string) (choice, error) {
	if name != "" {
		_, err := running.get(ctx, name)
		return choice{name, "backend: chosen by name"}, wrap(err)
	}
	found, err := host.Find()
	if err != nil {
		return choice{}, wrap(err)
	}
	var why []string
	for _, name := range preferred {
		for _, f := range found {
			if f.Name != name {
				continue
			}
			_, err := running.get(ctx, name)
			if err == nil {
				return choice{name, strings.Join(append(why, "backend: the best one found"), "; ")}, nil
			}
			if ctx.Err() != nil {
				return choice{}, wrap(err)
			}
			why = append(why, fmt.Sprintf("%s does not work here (%v)", name, err))
		}
	}
	if len(why) == 0 {
		why = append(why, "no plugin was found, run `wade doctor`")
	}
	return choice{inProcess, "backend: the slow one in pure Go, within this process, because " + strings.Join(why, "; ")}, nil
}

// open is a flamingo.Opener: the same backend again, a new process if the last one died.
func (c choice) open(ctx context.Context) (backend.Backend, error) {
	b, err := running.get(ctx, c.name)
	if err != nil {
		return nil, err
	}
	return flamingo.Shared(b)(ctx)
}

// OpenBackend starts a backend by name ("cpu", "reference", that of a plugin) or by the path of a plugin, the best one that
// works if name is empty: what package train and package recipe compute on. Models share it, so closing it leaves it running.
func OpenBackend(ctx context.Context, name string) (backend.Backend, error) {
	c, err := choose(ctx, name)
	if err != nil {
		return nil, err
	}
	return c.open(ctx)
}

// running holds the backends of this process. Models share them: opening one again, as notebooks do, starts no second process.
var running = pool{open: map[string]backend.Backend{}}

type pool struct {
	mu   sync.Mutex
	open map[string]backend.Backend
}

func (p *pool) get(ctx context.Context, name string) (backend.Backend, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b, ok := p.open[name]; ok && alive(b) {
		return b, nil
	}
	delete(p.open, name)
	if name == inProcess {
		p.open[name] = reference.New()
		return p.open[name], nil
	}
	b, err := host.Open(ctx, name, host.Options{})
	if err != nil {
		return nil, err
	}
	p.open[name] = b
	return b, nil
}

func alive(b backend.Backend) bool {
	plugin, ok := b.(*host.Plugin)
	if !ok {
		return true
	}
	select {
	case <-plugin.Died():
		return false
	default:
		return true
	}
}

func wrap(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("sdk: choosing a backend: %w", err)
}
