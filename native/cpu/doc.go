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
// past AVX-512 replace some of its kernels (wade_extend_*). To look
// for memory errors, build the tests with the sanitizers of the C compiler:
//
//	CGO_CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined" CGO_LDFLAGS="-fsanitize=address,undefined" \
//	ASAN_OPTIONS=detect_leaks=0 go test ./native/cpu ./plugins/cpu
package cpu
