package cpu

import "errors"

// Config says how to compute. The zero value is the best variant with a thread for each core.
type Config struct {
	Variant string // generic, avx2, avx512, avx512vnni, avx512bf16, amx or neon; empty: the environment variable WADE_CPU_VARIANT, or the best there is
	Threads int    // 0: the environment variable WADE_CPU_THREADS, or the cores that the process may use
}

// EnvVariant names the environment variable that forces a variant.
const EnvVariant = "WADE_CPU_VARIANT"

// EnvThreads names the environment variable that sets the number of threads.
const EnvThreads = "WADE_CPU_THREADS"

// ErrUnavailable is in the chain of errors of New when this build or machine cannot compute as asked.
var ErrUnavailable = errors.New("not available")

// ErrHalted is returned by calls that Pool.Halt has ended.
var ErrHalted = errors.New("cpu: halted")

// ErrMemory is returned when there is no memory for scratch.
var ErrMemory = errors.New("cpu: no memory for scratch")
