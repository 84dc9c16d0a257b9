// AVX-512: F, DQ, BW and VL.
#define VL 16
#define MR 14
#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")))
#define TABLE wade_table_avx512
#include "variant.h"
