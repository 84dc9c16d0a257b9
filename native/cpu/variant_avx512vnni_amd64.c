// AVX-512 with sums of products of 8-bit integers.
#define VL 16
#define MR 14
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,avx512vnni")))
#define HAVE_VNNI
#include "simd.h"
#include "vmath.h"
#include "activate.h"

void wade_extend_avx512vnni(wade_table *t) { (void)t; }
