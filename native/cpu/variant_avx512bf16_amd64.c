// AVX-512 with sums of products of bfloat16 pairs.
#define VL 16
#define MR 14
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,avx512vnni,avx512bf16")))
#define HAVE_VNNI
#define HAVE_BF16
#include "simd.h"
#include "vmath.h"
#include "activate.h"

void wade_extend_avx512bf16(wade_table *t) { (void)t; }
