//go:build cgo

package cpu

/*
#cgo CFLAGS: -O3 -Wall
#cgo LDFLAGS: -lm -lpthread
#include "wade.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

var names = []string{C.WADE_GENERIC: "generic", C.WADE_AVX2: "avx2", C.WADE_AVX512: "avx512", C.WADE_AVX512VNNI: "avx512vnni", C.WADE_AVX512BF16: "avx512bf16", C.WADE_AMX: "amx", C.WADE_NEON: "neon"}

// Variants lists what this machine can run, the best last.
func Variants() []string {
	var out []string
	for i, name := range names {
		if C.wade_supported(C.int(i)) == 1 {
			out = append(out, name)
		}
	}
	return out
}

// Pool is threads with their scratch, bound to a variant. Calls of its methods run one after the other; each method says
// which sizes its slices must have, and fails if one is too short.
type Pool struct {
	mu      sync.Mutex // for the time of a call
	life    sync.Mutex // for the pointer, which Halt reads during calls
	p       *C.wade_pool
	halted  atomic.Bool
	variant string
	threads int
}

var errClosed = errors.New("cpu: pool is closed")

// New starts the threads. A variant that is unknown or that the machine cannot run is ErrUnavailable.
func New(c Config) (*Pool, error) {
	able := Variants()
	variant := c.Variant
	if variant == "" {
		variant = os.Getenv(EnvVariant)
	}
	if variant == "" {
		variant = able[len(able)-1]
	}
	if !slices.Contains(names, variant) {
		return nil, fmt.Errorf("cpu: %w: there is no variant %q, want one of %s", ErrUnavailable, variant, strings.Join(names, ", "))
	}
	if !slices.Contains(able, variant) {
		return nil, fmt.Errorf("cpu: %w: this machine cannot run variant %s, it can run %s", ErrUnavailable, variant, strings.Join(able, ", "))
	}
	threads, err := c.threads()
	if err != nil {
		return nil, err
	}
	p := C.wade_pool_new(C.int(slices.Index(names, variant)), C.int(threads))
	if p == nil {
		return nil, fmt.Errorf("cpu: %w: the system refused %d threads", ErrUnavailable, threads)
	}
	pool := &Pool{p: p, variant: variant, threads: threads}
	runtime.SetFinalizer(pool, func(p *Pool) { p.Close() })
	return pool, nil
}

// threads is the number asked for, or that of the cores.
func (c Config) threads() (int, error) {
	if c.Threads > 0 {
		return c.Threads, nil
	}
	asked := os.Getenv(EnvThreads)
	if asked == "" {
		return cores(), nil
	}
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("cpu: %w: %s is %q, want a number of threads from 1", ErrUnavailable, EnvThreads, asked)
	}
	return n, nil
}

// Variant is the name of the instruction set in use.
func (p *Pool) Variant() string { return p.variant }

// Threads is the number of threads, the caller's included.
func (p *Pool) Threads() int { return p.threads }

// active is how many of them take part now: fewer while the affinity allows fewer processors than when the pool was made.
func (p *Pool) active() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return int(C.wade_pool_active(p.p))
}

// Scratch is the number of bytes held for intermediate results.
func (p *Pool) Scratch() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.p == nil {
		return 0
	}
	return int64(C.wade_pool_bytes(p.p))
}

// Close ends the threads. Closing twice is harmless.
func (p *Pool) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.life.Lock()
	defer p.life.Unlock()
	if p.p != nil {
		C.wade_pool_free(p.p)
		p.p = nil
		runtime.SetFinalizer(p, nil)
	}
	return nil
}

// Halt(true), from any goroutine, makes the call in progress and all later ones end soon with ErrHalted, their results void,
// until Halt(false).
func (p *Pool) Halt(halt bool) {
	p.life.Lock()
	defer p.life.Unlock()
	p.halted.Store(halt)
	if p.p != nil {
		C.wade_pool_halt(p.p, flag(halt))
	}
}

// run calls a kernel while nobody else does.
func (p *Pool) run(kernel func(*C.wade_pool) C.int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.p == nil {
		return errClosed
	}
	if p.halted.Load() {
		return ErrHalted
	}
	code := kernel(p.p)
	if p.halted.Load() {
		return ErrHalted
	}
	if code != 0 {
		return ErrMemory
	}
	return nil
}
