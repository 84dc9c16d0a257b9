// Attention by matrix tiles.
#define VL 16
#define MR 14
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,avx512bf16,amx-tile,amx-bf16")))
#include "simd.h"
#include "vmath.h"
#include "activate.h"
#include "quant.h"
#include "gemm.h"
#include "tiles.h"
#include "flash.h"
#include "few.h"
#include "amx_attend.h"
#include "cross.h"

FN int tiled_cross(wade_pool *p, float *o, const float *q, const float *k, const float *v, const int32_t *image, const float *mask, int64_t batch, int64_t rows, int64_t images, int64_t latents, int64_t heads, int64_t dim, float scale, int rounded) {
  return (rounded ? cross_attention : wade_table_avx512.cross_attention)(p, o, q, k, v, image, mask, batch, rows, images, latents, heads, dim, scale, rounded);
}

void wade_extend_amx_attend(wade_table *t) {
  t->attention = tiled_attention;
  t->cross_attention = tiled_cross;
}
