package cpu

// Config says how to compute. The zero value is the best variant that the machine can run, with a thread for each core.
type Config struct {
	Variant string // generic, avx2, avx512, avx512vnni, avx512bf16, amx or neon; empty: the environment variable WADE_CPU_VARIANT, or the best there is
	Threads int    // 0: the environment variable WADE_CPU_THREADS, or the cores that the process may use
	Memory  int64  // most bytes of activations in one step; 0: the memory of the machine
}

// Version is the backend's.
const Version = "1"
