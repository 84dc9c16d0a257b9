// Package exec is all of a backend that is not arithmetic: handles, weights, bound sizes, a memory plan, sessions with a
// key-value cache, edits, captures, the decode loop and cancellation.
//
// [New] makes a backend.Backend of [Kernels], which compute one node at a time on dense buffers. The reference and the CPU
// backend are both made this way, so that they differ in nothing but their arithmetic. A backend with its own idea of
// execution (a GPU that records a whole step) implements backend.Backend itself.
package exec
