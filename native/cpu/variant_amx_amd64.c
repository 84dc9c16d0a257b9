// Matrix tiles: products of bfloat16 and of 8-bit integers.
#define VL 16
#define MR 14
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,avx512vnni,avx512bf16,amx-tile,amx-bf16,amx-int8")))
#define HAVE_VNNI
#define HAVE_BF16
#define HAVE_AMX
#include "simd.h"
#include "vmath.h"
#include "activate.h"

void wade_extend_amx(wade_table *t) { (void)t; }
