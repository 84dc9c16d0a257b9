package exec

import (
	"sync"
	"sync/atomic"

	"wade/sdk/internal/mapped"
	"wade/sdk/internal/raw"
	"wade/sdk/program"
)

// ahead reads the mapped weights of programs before the first step needs them: on a cold start pages that are faulted in one
// after another come at two thirds of the disk's rate. Weights that are only looked up row by row are left alone.
type ahead struct {
	stop    atomic.Bool
	running sync.WaitGroup
}

// close waits: a mapping may go away after it.
func (a *ahead) close() {
	a.stop.Store(true)
	a.running.Wait()
}

// piece is what is asked for at a time, so that it can stop in between.
const piece = 8 << 20

// readAhead begins to read what a program multiplies with, in its order.
func (c *compiled) readAhead() {
	var parts [][]byte
	total := int64(0)
	seen := map[*stored]bool{}
	for _, n := range c.Nodes() {
		for i, id := range n.In {
			s := c.leaves[id]
			if s == nil || !s.mapped || seen[s] || n.Op == program.OpEmbed && i == 0 {
				continue
			}
			seen[s] = true
			b := s.array.memory()
			parts, total = append(parts, b), total+int64(len(b))
		}
	}
	if most := machineMemory() / 2; total < 16<<20 || most > 0 && total > most {
		return
	}
	a := &c.model.ahead
	a.running.Go(func() {
		for _, b := range parts {
			for ; len(b) > 0 && !a.stop.Load(); b = b[min(piece, len(b)):] {
				mapped.WillNeed(b[:min(piece, len(b))])
			}
		}
	})
}

// memory is the bytes of a weight as it is kept.
func (a Array) memory() []byte {
	if a.Packed != nil {
		return a.Packed.Data
	}
	if a.BF16 != nil {
		return raw.Bytes(a.BF16)
	}
	return raw.Bytes(a.F32)
}

// small is the size up to which a tensor is not worth the pages around it.
const small = 64 << 10

// scattered runs f, which reads a small tensor of a file, without what the system would read around it: norms and biases lie
// between matrices that this process may never need.
func scattered(a Array, f func() error) error {
	b := a.memory()
	if len(b) == 0 || len(b) > small {
		return f()
	}
	mapped.Scattered(b, true)
	defer mapped.Scattered(b, false)
	return f()
}
