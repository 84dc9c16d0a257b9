// Matrix tiles: products of bfloat16 and of 8-bit integers.
#define VL 16
#define MR 14
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,avx512vnni,avx512bf16,amx-tile,amx-bf16,amx-int8")))
#define HAVE_VNNI
#include "simd.h"
#include "vmath.h"
#include "activate.h"
#include "quant.h"
#include "gemm.h"
#include "moments.h"
#include "tiles.h"
#include "amx.h"
#include "quant_dot.h"
#include "quant_amx.h"

FN int packed_linear(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out) {
  if (rows <= 4 && thin_product(p, (thin){.y = y, .x = x, .w = packed_matrix(w, in), .after = after, .rows = rows, .in = in, .out = out})) return 0;
  return wide_product(p, (wide){.y = y, .x = x, .w = packed_matrix(w, in), .after = after, .rows = rows, .in = in, .out = out});
}

void wade_extend_amx(wade_table *t) {
  t->tiled = tiled;
  t->norm_tiles = norm_tiles;
  t->product[WADE_BF16] = linear_bf16;
  t->product[WADE_W8] = t->product[WADE_W4] = packed_linear;
}
