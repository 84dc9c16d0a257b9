package host

import (
	"context"
	"sync"
	"time"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/link"
)

// Survey is what `wade doctor` tells of backends on this machine.
type Survey struct {
	Machine  Machine    `json:"machine"`
	Folders  []string   `json:"folders"` // where plugins were looked for
	Backends []Surveyed `json:"backends"`
	Problems []string   `json:"problems,omitempty"` // folders that could not be read
}

// Surveyed is one backend that was found.
type Surveyed struct {
	Name     string            `json:"name"`
	Path     string            `json:"path,omitempty"` // of the plugin; empty for a backend in this process
	Error    string            `json:"error,omitempty"`
	Version  string            `json:"version,omitempty"`
	Protocol int               `json:"protocol,omitempty"` // version spoken with the plugin
	Device   string            `json:"device,omitempty"`
	Features []string          `json:"features,omitempty"`
	Threads  int               `json:"threads,omitempty"`
	Policies []backend.Policy  `json:"policies,omitempty"`
	Details  map[string]string `json:"details,omitempty"`
	Arena    bool              `json:"arena"`              // large tensors travel in shared memory
	StartMS  float64           `json:"start_ms,omitempty"` // from start to first answer, in milliseconds
}

// Look starts every plugin that Find finds, asks what it is, and ends it. Backends of this process come first.
func Look(ctx context.Context, inProcess ...backend.Backend) Survey {
	s := Survey{Machine: machine(), Folders: Folders()}
	found, err := Find()
	if err != nil {
		s.Problems = append(s.Problems, err.Error())
	}
	s.Backends = make([]Surveyed, len(inProcess)+len(found))
	for i, b := range inProcess {
		s.Backends[i].ask(ctx, b)
	}
	var wg sync.WaitGroup
	for i, f := range found {
		wg.Go(func() { s.Backends[len(inProcess)+i].start(ctx, f) })
	}
	wg.Wait()
	return s
}

func (s *Surveyed) start(ctx context.Context, f Found) {
	s.Name, s.Path = f.Name, f.Path
	begin := time.Now()
	p, err := Open(ctx, f.Path, Options{})
	if err != nil {
		s.Error = err.Error()
		return
	}
	defer p.Close()
	s.StartMS, s.Protocol, s.Arena = float64(time.Since(begin).Microseconds())/1000, link.Version, p.Arena()
	s.ask(ctx, p)
}

func (s *Surveyed) ask(ctx context.Context, b backend.Backend) {
	d, err := b.Describe(ctx)
	if err != nil {
		s.Error = err.Error()
		return
	}
	if s.Name == "" {
		s.Name = d.Name
	}
	s.Version, s.Device, s.Features, s.Threads, s.Policies, s.Details = d.Version, d.Device, d.Features, d.Threads, d.Policies, d.Details
}
