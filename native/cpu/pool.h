// The thread pool and its scratch, as the kernels see them.
#ifndef WADE_POOL_H
#define WADE_POOL_H

#include "wade.h"

typedef struct {
#define X(name, params, args) int (*name) params;
  WADE_OPS(X)
#undef X
  // What wade_tiled and wade_norm_tiles do; NULL where there are no tiles.
  int (*tiled)(int64_t rows, int64_t cols);
  int (*norm_tiles)(wade_pool *p, void *to, const float *x, const float *gain, const float *bias, int64_t rows, int64_t cols, float eps, int centred);
  // The linear layer for each type of weights.
  int (*product[WADE_TYPES])(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out);
} wade_table;

extern const wade_table wade_table_generic;
extern const wade_table wade_table_avx2;
extern const wade_table wade_table_avx512;
extern const wade_table wade_table_neon;

// Variants past AVX-512 replace what their instructions do better.
void wade_extend_avx512vnni(wade_table *t);
void wade_extend_amx(wade_table *t);
void wade_extend_amx_attend(wade_table *t);
void wade_extend_amx_mixed(wade_table *t);

void wade_fill(wade_table *t, int variant);

// A job works on elements lo to hi of its range. Chunks are cut by grain alone, never by the number of threads: a job that
// sums into one slot per chunk (lo / grain) gives the same bits on any machine.
typedef void (*wade_job)(const void *args, int64_t lo, int64_t hi, void *local);

const wade_table *wade_pool_table(const wade_pool *p);
int wade_threads(const wade_pool *p); // the caller's included

// wade_parallel runs job over 0..n in chunks of grain, on the caller and the workers. local is a thread's own scratch of
// the size last reserved.
void wade_parallel(wade_pool *p, wade_job job, const void *args, int64_t n, int64_t grain);

// wade_reserve makes room for shared scratch and for scratch of each thread, and returns the shared part (never NULL
// unless there is no memory). It invalidates what it returned before.
void *wade_reserve(wade_pool *p, int64_t shared, int64_t local);

static inline int64_t wade_min(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t wade_max(int64_t a, int64_t b) { return a > b ? a : b; }
static inline int64_t wade_ceil(int64_t a, int64_t b) { return (a + b - 1) / b; }
static inline int64_t wade_round(int64_t a, int64_t b) { return wade_ceil(a, b) * b; }

// wade_grain is a chunk of rows that is worth a thread's while: about 32k elements.
static inline int64_t wade_grain(int64_t cols) { return wade_max(1, 32768 / wade_max(cols, 1)); }

#endif
