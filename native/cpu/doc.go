// Package cpu computes the operations of tensor programs on processors: C kernels for plain C, AVX2, AVX-512, AMX and NEON, chosen by
// feature bits, on a pool of threads of its own.
//
// It knows nothing of programs: arrays come as slices, dense and row-major, with their sizes. Three laws hold and are
// tested for every variant:
//
//   - The number of threads does not change a bit of any result: sums over rows are cut by shape and added up in order.
//   - A row of a product, and of attention, does not depend on how many rows go with it, so decoding with a cache gives what
//     a whole pass gives, bit for bit.
//   - What a row of causal attention does not see cannot touch it, not even infinities.
//
// Kernels are written once over vectors of VL floats (simd.h) and compiled once per instruction set (variant_*.c); the variants
// past AVX-512 replace some of its kernels (wade_extend_*). AMX multiplies bfloat16 matrices with activations rounded to
// bfloat16; the others widen the matrix. Memory errors
// are looked for in two ways: operands of the tests lie at pages that nobody may touch (which also sees vector instructions),
// and make sanitize builds the C code with the sanitizers for addresses, undefined behaviour and threads.
//
// Denormal numbers count as 0, in operands and results, except where values are only moved (copies, embeddings, a closed
// gate); the caller's own arithmetic keeps them. Infinities and NaNs follow float32 arithmetic, and stay in their row (and, of a
// weight, in their column).
package cpu
