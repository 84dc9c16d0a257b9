// From the pool's variant to its kernels.

#include "pool.h"

#if defined(__x86_64__)
#include <cpuid.h>

// The operating system must save the registers (xgetbv), besides the processor having them (cpuid).
static uint64_t xcr0(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 0;
  __asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
  return (uint64_t)d << 32 | a;
}

static int avx2(void) {
  unsigned a, b, c, d;
  if ((xcr0() & 6) != 6 || !__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_FMA)) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_AVX2);
}

static int avx512(void) {
  const unsigned need = bit_AVX512F | bit_AVX512DQ | bit_AVX512BW | bit_AVX512VL;
  unsigned a, b, c, d;
  if ((xcr0() & 0xe6) != 0xe6 || !avx2()) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & need) == need;
}
#endif

int wade_supported(int variant) {
  switch (variant) {
  case WADE_GENERIC: return 1;
#if defined(__x86_64__)
  case WADE_AVX2: return avx2();
  case WADE_AVX512: return avx512();
#endif
  }
  return 0;
}

#define X(name, params, args) \
  int wade_##name params { return wade_pool_table(p)->name args; }
WADE_OPS(X)
