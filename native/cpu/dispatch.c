// From the pool's variant to its kernels.

#include "pool.h"

#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

// The operating system must save the registers (xgetbv), besides the processor having them (cpuid).
static int saved(uint64_t registers) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 0;
  __asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
  return (((uint64_t)d << 32 | a) & registers) == registers;
}

typedef struct {
  unsigned a, b, c, d;
} features;

static features leaf7(unsigned sub) {
  features f = {0, 0, 0, 0};
  __get_cpuid_count(7, sub, &f.a, &f.b, &f.c, &f.d);
  return f;
}

static int avx2(void) {
  unsigned a, b, c, d;
  return saved(6) && __get_cpuid(1, &a, &b, &c, &d) && (c & bit_FMA) && (leaf7(0).b & bit_AVX2);
}

static int avx512(void) {
  const unsigned need = bit_AVX512F | bit_AVX512DQ | bit_AVX512BW | bit_AVX512VL;
  return avx2() && saved(0xe6) && (leaf7(0).b & need) == need;
}

static int avx512vnni(void) { return avx512() && (leaf7(0).c >> 11 & 1); }
static int avx512bf16(void) { return avx512vnni() && (leaf7(1).a >> 5 & 1); }

// Linux gives a process its tiles on request: then threads started later have them too.
static int amx(void) {
#if defined(__linux__)
  const unsigned need = 1u << 22 | 1u << 24 | 1u << 25; // bf16, tiles, int8
  return avx512bf16() && saved(3 << 17) && (leaf7(0).d & need) == need && !syscall(SYS_arch_prctl, 0x1023, 18);
#else
  return 0;
#endif
}
#endif

int wade_supported(int variant) {
  switch (variant) {
  case WADE_GENERIC: return 1;
#if defined(__x86_64__)
  case WADE_AVX2: return avx2();
  case WADE_AVX512: return avx512();
  case WADE_AVX512VNNI: return avx512vnni();
  case WADE_AVX512BF16: return avx512bf16();
  case WADE_AMX: return amx();
#endif
#if defined(__aarch64__)
  case WADE_NEON: return 1;
#endif
  }
  return 0;
}

void wade_fill(wade_table *t, int variant) {
  *t = wade_table_generic;
#if defined(__x86_64__)
  if (variant >= WADE_AVX2) *t = wade_table_avx2;
  if (variant >= WADE_AVX512) *t = wade_table_avx512;
  if (variant >= WADE_AVX512VNNI) wade_extend_avx512vnni(t);
  if (variant >= WADE_AMX) wade_extend_amx(t), wade_extend_amx_attend(t), wade_extend_amx_mixed(t);
#endif
#if defined(__aarch64__)
  if (variant == WADE_NEON) *t = wade_table_neon;
#endif
}

#define X(name, params, args) \
  int wade_##name params { return wade_pool_table(p)->name args; }
WADE_OPS(X)
#undef X

int wade_tiled(const wade_pool *p, int64_t rows, int64_t cols) {
  const wade_table *t = wade_pool_table(p);
  return t->tiled && t->tiled(rows, cols);
}

int wade_norm_tiles(wade_pool *p, void *to, const float *x, const float *gain, const float *bias, int64_t rows, int64_t cols, float eps, int centred) {
  return wade_pool_table(p)->norm_tiles(p, to, x, gain, bias, rows, cols, eps, centred);
}
