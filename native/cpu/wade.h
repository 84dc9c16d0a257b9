// What Go calls, and what the C files share. Sizes are in elements; arrays are dense and row-major.
#ifndef WADE_H
#define WADE_H

#include <stdint.h>

typedef struct wade_pool wade_pool;

// How a weight matrix [out in] is kept: row-major, or packed (quant.h) as integers of 8 or 4 bits. Mixed is float32 whose products
// may round their operands to bfloat16.
enum { WADE_F32, WADE_BF16, WADE_W8, WADE_W4, WADE_MIXED, WADE_TYPES };
typedef struct {
  int type;
  const void *data;
} wade_weight;

enum { WADE_IDENTITY, WADE_GELU, WADE_GELU_TANH, WADE_QUICK_GELU, WADE_RELU, WADE_SQUARED_RELU, WADE_SILU, WADE_TANH };

// What becomes of a product: y = residual + gate · (activation(x wᵀ + bias) · times). What is NULL is left out.
typedef struct {
  const float *bias; // [out]
  int activation;
  const float *times;    // [rows out]
  const float *gate;     // [gates], 1 or out; needs a residual
  int64_t gates;
  const float *residual; // [rows out]
  int from_tiles, to_tiles; // x is, or y shall be, in the form of wade_tiled; nothing but bias and activation goes with the latter
} wade_after;

// The operations: X(name, parameters, arguments). Each is compiled once per instruction set and reached through a table
// of the pool's variant. All return 0, or -1 when there is no memory for scratch. A result that is not wanted is NULL.
#define WADE_OPS(X) \
  X(linear, (wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out), \
    (p, y, x, w, after, rows, in, out)) \
  X(linear_vjp, (wade_pool *p, float *dx, float *dw, float *db, const float *dy, const float *x, wade_weight w, int64_t rows, int64_t in, int64_t out), \
    (p, dx, dw, db, dy, x, w, rows, in, out)) \
  X(attention, (wade_pool *p, float *o, const float *q, const float *k, const float *v, const float *mask, int64_t batch, int64_t rows, int64_t keys, int64_t apart, int64_t heads, int64_t dim, float scale, int causal, const float *slopes, int rounded), \
    (p, o, q, k, v, mask, batch, rows, keys, apart, heads, dim, scale, causal, slopes, rounded)) \
  X(attention_vjp, (wade_pool *p, float *dq, float *dk, float *dv, const float *dO, const float *q, const float *k, const float *v, const float *mask, int64_t batch, int64_t rows, int64_t keys, int64_t heads, int64_t dim, float scale, int causal, const float *slopes), \
    (p, dq, dk, dv, dO, q, k, v, mask, batch, rows, keys, heads, dim, scale, causal, slopes)) \
  X(pattern, (wade_pool *p, float *o, const float *q, const float *k, const float *mask, int64_t batch, int64_t rows, int64_t keys, int64_t apart, int64_t heads, int64_t dim, float scale, int causal, const float *slopes), \
    (p, o, q, k, mask, batch, rows, keys, apart, heads, dim, scale, causal, slopes)) \
  X(cross_attention, (wade_pool *p, float *o, const float *q, const float *k, const float *v, const int32_t *image, const float *mask, int64_t batch, int64_t rows, int64_t images, int64_t latents, int64_t heads, int64_t dim, float scale, int rounded), \
    (p, o, q, k, v, image, mask, batch, rows, images, latents, heads, dim, scale, rounded)) \
  X(cross_attention_vjp, (wade_pool *p, float *dq, float *dk, float *dv, const float *dO, const float *q, const float *k, const float *v, const int32_t *image, const float *mask, int64_t batch, int64_t rows, int64_t images, int64_t latents, int64_t heads, int64_t dim, float scale), \
    (p, dq, dk, dv, dO, q, k, v, image, mask, batch, rows, images, latents, heads, dim, scale)) \
  X(cross_pattern, (wade_pool *p, float *o, const float *q, const float *k, const int32_t *image, const float *mask, int64_t batch, int64_t rows, int64_t images, int64_t latents, int64_t heads, int64_t dim, float scale), \
    (p, o, q, k, image, mask, batch, rows, images, latents, heads, dim, scale)) \
  X(layer_norm, (wade_pool *p, float *y, const float *x, const float *gain, const float *bias, int64_t rows, int64_t cols, float eps), \
    (p, y, x, gain, bias, rows, cols, eps)) \
  X(layer_norm_vjp, (wade_pool *p, float *dx, float *dgain, float *dbias, const float *dy, const float *x, const float *gain, int64_t rows, int64_t cols, float eps), \
    (p, dx, dgain, dbias, dy, x, gain, rows, cols, eps)) \
  X(rms_norm, (wade_pool *p, float *y, const float *x, const float *gain, int64_t rows, int64_t cols, float eps), \
    (p, y, x, gain, rows, cols, eps)) \
  X(rms_norm_vjp, (wade_pool *p, float *dx, float *dgain, const float *dy, const float *x, const float *gain, int64_t rows, int64_t cols, float eps), \
    (p, dx, dgain, dy, x, gain, rows, cols, eps)) \
  X(normalize, (wade_pool *p, float *y, const float *x, int64_t rows, int64_t cols), (p, y, x, rows, cols)) \
  X(normalize_vjp, (wade_pool *p, float *dx, const float *dy, const float *x, int64_t rows, int64_t cols), (p, dx, dy, x, rows, cols)) \
  X(activation, (wade_pool *p, int kind, float *y, const float *x, int64_t n), (p, kind, y, x, n)) \
  X(activation_vjp, (wade_pool *p, int kind, float *dx, const float *dy, const float *x, int64_t n), (p, kind, dx, dy, x, n)) \
  X(add, (wade_pool *p, float *y, const float *a, const float *b, int64_t n, int64_t period), (p, y, a, b, n, period)) \
  X(mul, (wade_pool *p, float *y, const float *a, const float *b, int64_t n, int64_t period), (p, y, a, b, n, period)) \
  X(scale, (wade_pool *p, float *y, const float *x, float by, int64_t n), (p, y, x, by, n)) \
  X(sum_rows, (wade_pool *p, float *y, const float *a, const float *b, int64_t rows, int64_t cols), (p, y, a, b, rows, cols)) \
  X(gated_add, (wade_pool *p, float *y, const float *x, const float *branch, const float *gate, int64_t rows, int64_t cols, int64_t gates), \
    (p, y, x, branch, gate, rows, cols, gates)) \
  X(gated_add_vjp, (wade_pool *p, float *dbranch, float *dgate, const float *dy, const float *branch, const float *gate, int64_t rows, int64_t cols, int64_t gates), \
    (p, dbranch, dgate, dy, branch, gate, rows, cols, gates)) \
  X(rotary, (wade_pool *p, float *y, const float *x, const int32_t *pos, int64_t rows, int64_t heads, int64_t dim, int64_t rotate, float base, int inverse), \
    (p, y, x, pos, rows, heads, dim, rotate, base, inverse)) \
  X(softmax, (wade_pool *p, float *y, const float *x, int64_t rows, int64_t cols, int log), (p, y, x, rows, cols, log)) \
  X(softmax_vjp, (wade_pool *p, float *dx, const float *dy, const float *y, int64_t rows, int64_t cols, int log), (p, dx, dy, y, rows, cols, log)) \
  X(cross_entropy, (wade_pool *p, float *loss, const float *x, const int32_t *target, const float *weight, int64_t rows, int64_t cols), \
    (p, loss, x, target, weight, rows, cols)) \
  X(cross_entropy_vjp, (wade_pool *p, float *dx, const float *dloss, const float *x, const int32_t *target, const float *weight, int64_t rows, int64_t cols), \
    (p, dx, dloss, x, target, weight, rows, cols)) \
  X(soft_entropy, (wade_pool *p, float *loss, const float *x, const float *target, int64_t rows, int64_t cols), (p, loss, x, target, rows, cols)) \
  X(soft_entropy_vjp, (wade_pool *p, float *dx, const float *dloss, const float *x, const float *target, int64_t rows, int64_t cols), \
    (p, dx, dloss, x, target, rows, cols)) \
  X(embed, (wade_pool *p, float *y, wade_weight w, const int32_t *ids, int64_t n, int64_t cols), (p, y, w, ids, n, cols)) \
  X(pack, (wade_pool *p, void *to, int type, wade_weight from, int *unfit, int64_t rows, int64_t cols), (p, to, type, from, unfit, rows, cols)) \
  X(unpack, (wade_pool *p, float *to, wade_weight from, int64_t rows, int64_t cols), (p, to, from, rows, cols)) \
  X(scatter_rows, (wade_pool *p, float *dw, const float *dy, const int32_t *ids, int64_t n, int64_t rows, int64_t cols), (p, dw, dy, ids, n, rows, cols)) \
  X(patches, (wade_pool *p, float *y, const float *x, int64_t count, int64_t channels, int64_t height, int64_t width, int64_t patch, int inverse), \
    (p, y, x, count, channels, height, width, patch, inverse)) \
  X(copy_blocks, (wade_pool *p, float *y, int64_t ystride, const float *x, int64_t xstride, int64_t block, int64_t count), \
    (p, y, ystride, x, xstride, block, count)) \
  X(mean_rows, (wade_pool *p, float *y, const float *x, int64_t batch, int64_t rows, int64_t cols), (p, y, x, batch, rows, cols)) \
  X(mean_rows_vjp, (wade_pool *p, float *dx, const float *dy, int64_t batch, int64_t rows, int64_t cols), (p, dx, dy, batch, rows, cols)) \
  X(transpose, (wade_pool *p, float *y, const float *x, int64_t rows, int64_t cols), (p, y, x, rows, cols)) \
  X(top_k, (wade_pool *p, int32_t *y, const float *x, int64_t rows, int64_t cols, int64_t k), (p, y, x, rows, cols, k)) \
  X(take, (wade_pool *p, float *y, const float *x, const int32_t *index, int64_t rows, int64_t cols, int64_t k), (p, y, x, index, rows, cols, k)) \
  X(take_vjp, (wade_pool *p, float *dx, const float *dy, const int32_t *index, int64_t rows, int64_t cols, int64_t k), (p, dx, dy, index, rows, cols, k)) \
  X(sum_squares, (wade_pool *p, double *sum, const float *x, int64_t n), (p, sum, x, n)) \
  X(adamw, (wade_pool *p, float *change, float *w, const float *g, float *m, float *v, int64_t n, float lr, float step, float scale, float beta1, float beta2, float eps, float decay), \
    (p, change, w, g, m, v, n, lr, step, scale, beta1, beta2, eps, decay))

#define X(name, params, args) int wade_##name params;
WADE_OPS(X)
#undef X

// What only products with bfloat16 matrices read can have a form of their own, where wade_tiled says so: rounded, in the order in
// which tiles are read, in no more memory than rows * cols floats. wade_norm_tiles is layer_norm (centred) or rms_norm into it.
int wade_tiled(const wade_pool *p, int64_t rows, int64_t cols);
int wade_norm_tiles(wade_pool *p, void *to, const float *x, const float *gain, const float *bias, int64_t rows, int64_t cols, float eps, int centred);

// The variants, best last; each includes the ones before it of its architecture.
enum { WADE_GENERIC, WADE_AVX2, WADE_AVX512, WADE_AVX512VNNI, WADE_AVX512BF16, WADE_AMX, WADE_NEON, WADE_VARIANTS };

int wade_supported(int variant);                    // 1 if this build and this machine can run it
wade_pool *wade_pool_new(int variant, int threads); // NULL when threads or memory are refused
void wade_pool_free(wade_pool *p);
void wade_pool_halt(wade_pool *p, int halted); // from any thread: operations end early, their results are void, until 0
int64_t wade_pool_bytes(const wade_pool *p); // scratch held
int wade_pool_active(const wade_pool *p);    // threads that take part, the caller's included

#endif
