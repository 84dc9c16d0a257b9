//go:build cgo

package cpu

import (
	"errors"
	"testing"
	"time"
)

func TestHalt(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		const rows, in, out = 200, 64, 300
		b := newBench(t, 40)
		x, w, y := b.in(rows*in), b.in(out*in), b.out(rows*out)
		compute := func() error { return p.Linear(y, x, Weight{F32: w}, After{}, rows, in, out) }
		p.Halt(true)
		if err := compute(); !errors.Is(err, ErrHalted) || y[0] == y[0] {
			t.Fatalf("a halted pool computed %v (%v)", y[0], err)
		}
		p.Halt(false)
		b.done("after a halt", compute())
		near(t, "after a halt", y, matmul(x, w, rows, in, out, false, true), 2e-6)

		// While calls go on.
		time.AfterFunc(5*time.Millisecond, func() { p.Halt(true) })
		for start := time.Now(); ; {
			err := compute()
			if errors.Is(err, ErrHalted) {
				break
			}
			if err != nil || time.Since(start) > time.Minute {
				t.Fatalf("nobody was halted (%v)", err)
			}
		}
		p.Halt(false)
		b.done("after another halt", compute())
		near(t, "after another halt", y, matmul(x, w, rows, in, out, false, true), 2e-6)
	})
	p, err := New(Config{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	p.Halt(true) // harmless
}
