// NEON (Advanced SIMD), which every arm64 has: the vectors of the generic variant, larger tiles and products by lane.
#define VL 4
#define MR 8
#define NEON 1
#define TARGET
#define TABLE wade_table_neon
#include "variant.h"
