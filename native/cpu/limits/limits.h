// What the machine can do at most, whatever is computed.
#ifndef WADE_LIMITS_H
#define WADE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

enum { LIMIT_READ, LIMIT_FMA, LIMIT_BF16, LIMIT_INT8, LIMIT_TILE_BF16, LIMIT_TILE_INT8, LIMITS };
enum { LIMIT_ANY, LIMIT_AVX2, LIMIT_AVX512 }; // vectors to read and multiply with

// limit_rate runs one of them on so many threads for about so many seconds: bytes or operations a second, all threads
// together. memory, of size bytes, is what LIMIT_READ reads. 0 means that there are no such instructions or no threads.
double limit_rate(int limit, int vectors, int threads, double seconds, const void *memory, size_t size);

#endif
