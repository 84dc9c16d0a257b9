// Package cpu is the backend for processors: the executor of wade/sdk/backend/exec over the kernels of wade/native/cpu.
//
// Results do not depend on the number of threads, so a training run with the same seed gives the same curve on any machine
// with the same variant. Variants differ in the order of their sums.
package cpu
