package exec_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// TestHalt: an operation in progress is ended when its step is cancelled or the backend is closed, and the next step
// computes again.
func TestHalt(t *testing.T) {
	b := program.NewBuilder("halted")
	p := build(t, b, b.Scale("y", b.Input("x", program.Of(2)), 2))
	l := newBench(t, backend.F32, nil, p, exec.Options{})
	in := backend.Step{Inputs: map[string]*tensor.Tensor{"x": floats(t, []float32{1, 2}, 2)}}
	until := func(halted bool) {
		for start := time.Now(); l.toy.halted.Load() != halted; time.Sleep(time.Millisecond) {
			if time.Since(start) > time.Minute {
				t.Fatalf("the kernels did not come to be halted: %v", halted)
			}
		}
	}
	for range 3 {
		ctx, stop := context.WithCancel(context.Background())
		l.toy.before = func(*exec.Node) { stop(); until(true) }
		if _, err := l.be.Step(ctx, l.program, in); !errors.Is(err, context.Canceled) || errors.Is(err, exec.ErrHalted) {
			t.Fatalf("error %v, want context.Canceled alone", err)
		}
		l.toy.before = nil
		if got := l.step(in)["y"].F32(); got[0] != 2 || got[1] != 4 {
			t.Fatalf("the step after a cancelled one gave %v", got)
		}
	}
	l.toy.before = func(*exec.Node) { go l.be.Close(); until(true) }
	if _, err := l.be.Step(context.Background(), l.program, in); !errors.Is(err, backend.ErrClosed) {
		t.Errorf("error %v, want backend.ErrClosed", err)
	}
}
