// Products for training with rounded operands, by matrix tiles.
#define VL 16
#define MR 14
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,avx512bf16,amx-tile,amx-bf16")))
#include "simd.h"
#include "vmath.h"
#include "activate.h"
#include "quant.h"
#include "gemm.h"
#include "tiles.h"
#include "mixed.h"

void wade_extend_amx_mixed(wade_table *t) {
  t->linear_vjp = linear_vjp;
  t->product[WADE_MIXED] = linear_mixed;
}
