package host_test

import (
	"context"
	"fmt"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/tensor"
)

// BenchmarkStep sends a tensor there and back through an idle backend: what the boundary costs.
func BenchmarkStep(b *testing.B) {
	for _, kind := range []struct {
		name  string
		arena int
	}{{"arena", 0}, {"messages", -1}} {
		for _, size := range []int{0, 4 << 10, 200 << 10, 1 << 20, 16 << 20} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, size), func(b *testing.B) {
				p := open(b, "probe", host.Options{Arena: kind.arena})
				step := backend.Step{}
				if size > 0 {
					step.Inputs = map[string]*tensor.Tensor{"x": ramp(size / 4)}
				}
				b.SetBytes(int64(2 * size))
				for b.Loop() {
					if _, err := p.Step(b.Context(), 1, step); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkOpen is the time from nothing to the first answer, and back to nothing.
func BenchmarkOpen(b *testing.B) {
	path := role(b, "probe")
	for b.Loop() {
		p, err := host.Open(context.Background(), path, host.Options{})
		if err != nil {
			b.Fatal(err)
		}
		_ = p.Close()
	}
}
