// AVX-512 with sums of products of 8-bit integers.
#define VL 16
#define MR 14
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,avx512vnni")))
#define HAVE_VNNI
#include "simd.h"
#include "vmath.h"
#include "activate.h"
#include "quant.h"
#include "quant_dot.h"

FN int packed_linear(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out) {
  if (rows <= THIN && thin_product(p, (thin){.y = y, .x = x, .w = packed_matrix(w, in), .after = after, .rows = rows, .in = in, .out = out})) return 0;
  return wade_table_avx512.product[w.type](p, y, x, w, after, rows, in, out);
}

void wade_extend_avx512vnni(wade_table *t) { t->product[WADE_W8] = t->product[WADE_W4] = packed_linear; }
