// Included before every file of llama.cpp: gcc 12 believes that _tile_loadconfig reads 8 bytes, leaves out the stores to the
// others, and the first product on matrix tiles ends the process.
#if defined(__cplusplus) && defined(__AMX_TILE__)
#include <immintrin.h>
#define _tile_loadconfig(config) __asm__ volatile("ldtilecfg %0" : : "m"(*(const char(*)[64])(config)))
#endif
