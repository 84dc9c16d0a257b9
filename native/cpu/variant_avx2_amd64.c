// AVX2 with fused multiply-add.
#define VL 8
#define MR 6
#define TARGET __attribute__((target("avx2,fma")))
#define TABLE wade_table_avx2
#include "variant.h"
