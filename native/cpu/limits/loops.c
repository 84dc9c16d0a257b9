#include "loops.h"
#include "limits.h"

#include <string.h>

#define PIECE (64u << 20) // bytes read between looks at the clock

typedef float v4 __attribute__((vector_size(16)));
typedef float v8 __attribute__((vector_size(32)));
typedef float v16 __attribute__((vector_size(64)));

// noise fills memory with bytes that look random: power, and so the clock, depends on the data.
static void noise(unsigned char *to, size_t n, unsigned exponent) {
  unsigned long long z = 1;
  for (size_t i = 0; i < n; i++) {
    z = z * 6364136223846793005ull + 1442695040888963407ull;
    to[i] = (unsigned char)(z >> 56);
  }
  if (exponent == 32) // floats between 1 and 2 with either sign
    for (size_t i = 3; i < n; i += 4) to[i] = (to[i] & 0x80) | 0x3f, to[i - 1] |= 0x80;
  if (exponent == 16)
    for (size_t i = 1; i < n; i += 2) to[i] = (to[i] & 0x80) | 0x3f, to[i - 1] |= 0x80;
}

// A thread goes on through its memory piece by piece, in four streams, in vectors of one type.
#define READ(name, V, target)                                                                        \
  target static double name(const void *memory, size_t size) {                                       \
    static __thread size_t at;                                                                       \
    size_t n = size < PIECE ? size : PIECE, quarter = n / 4 / sizeof(V);                             \
    if (at + n > size) at = 0;                                                                       \
    const V *x = (const V *)((const char *)memory + at);                                             \
    at += n;                                                                                         \
    V s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};                                                        \
    for (size_t i = 0; i < quarter; i++) {                                                           \
      s0 += x[i], s1 += x[i + quarter], s2 += x[i + 2 * quarter], s3 += x[i + 3 * quarter];          \
    }                                                                                                \
    s0 += s1 + s2 + s3;                                                                              \
    __asm__ volatile("" : : "m"(s0));                                                                \
    return 4.0 * (double)(quarter * sizeof(V));                                                      \
  }

// N independent sums hide the latency of a multiplication.
#define FMA(name, V, N, target)                                                                      \
  target static double name(const void *memory, size_t size) {                                       \
    (void)memory, (void)size;                                                                        \
    enum { TIMES = 100000 };                                                                         \
    float data[2][16];                                                                               \
    noise((unsigned char *)data, sizeof data, 32);                                                   \
    V s[N], a, b;                                                                                    \
    memcpy(&a, data[0], sizeof a), memcpy(&b, data[1], sizeof b);                                    \
    for (int k = 0; k < N; k++) s[k] = a * (float)k;                                                 \
    for (int i = 0; i < TIMES; i++) {                                                                \
      _Pragma("GCC unroll 32") for (int k = 0; k < N; k++) s[k] += a * b;                            \
      __asm__ volatile("" : "+" REGISTER(a), "+" REGISTER(b));                                       \
    }                                                                                                \
    for (int k = 0; k < N; k++) __asm__ volatile("" : : "m"(s[k]));                                  \
    return 2.0 * TIMES * N * sizeof(V) / 4;                                                          \
  }

#if defined(__x86_64__)
#define REGISTER(x) "v"(x)
#include <immintrin.h>
#define WITH(features) __attribute__((target(features)))
READ(read4, v4, )
READ(read8, v8, WITH("avx2"))
READ(read16, v16, WITH("avx512f"))
FMA(fma8, v8, 12, WITH("avx2,fma"))
FMA(fma16, v16, 20, WITH("avx512f"))

// Intrinsics of pairs and quadruples, on sums that stay in registers.
#define DOT(name, T, SET, STEP, OPS, kind, target)                                                   \
  target static double name(const void *memory, size_t size) {                                       \
    (void)memory, (void)size;                                                                        \
    enum { TIMES = 100000, N = 16 };                                                                 \
    unsigned char data[2][64];                                                                       \
    noise(data[0], sizeof data, kind);                                                               \
    __m512i a = _mm512_loadu_si512(data[0]), b = _mm512_loadu_si512(data[1]);                        \
    T s[N];                                                                                          \
    for (int k = 0; k < N; k++) s[k] = SET();                                                        \
    for (int i = 0; i < TIMES; i++) {                                                                \
      _Pragma("GCC unroll 32") for (int k = 0; k < N; k++) s[k] = STEP(s[k], a, b);                  \
      __asm__ volatile("" : "+v"(a), "+v"(b));                                                       \
    }                                                                                                \
    for (int k = 0; k < N; k++) __asm__ volatile("" : : "m"(s[k]));                                  \
    return 1.0 * TIMES * N * OPS;                                                                    \
  }
#define BF16(s, a, b) _mm512_dpbf16_ps(s, (__m512bh)(a), (__m512bh)(b))
DOT(bf16, __m512, _mm512_setzero_ps, BF16, 64, 16, WITH("avx512f,avx512bf16"))
DOT(int8, __m512i, _mm512_setzero_si512, _mm512_dpbusd_epi32, 128, 8, WITH("avx512f,avx512vnni"))

// Two by two tiles as products use them, with operands from 32 KiB, which the first cache holds: data that never changed would
// flatter, tiles that stay in registers more so.
enum { PAIRS = 8, PAIR = 4 * 1024 };

static const unsigned char *tiles_begin(int kind) {
  static __thread unsigned char data[PAIRS * PAIR] __attribute__((aligned(64)));
  static __thread int ready;
  struct {
    unsigned char palette, row, zero[14];
    unsigned short columns[16];
    unsigned char rows[16];
  } config = {.palette = 1};
  for (int i = 0; i < 8; i++) config.columns[i] = 64, config.rows[i] = 16;
  if (ready != kind) noise(data, sizeof data, (unsigned)kind), ready = kind;
  __asm__ volatile("ldtilecfg %0" : : "m"(config) : "memory");
  return data;
}

#define TILE(name, instruction, OPS, kind)                                                           \
  static double name(const void *memory, size_t size) {                                              \
    (void)memory, (void)size;                                                                        \
    enum { TIMES = 2000 };                                                                           \
    const unsigned char *data = tiles_begin(kind);                                                   \
    __asm__ volatile("tilezero %tmm0\n tilezero %tmm1\n tilezero %tmm2\n tilezero %tmm3");           \
    for (int i = 0; i < TIMES; i++)                                                                  \
      for (const unsigned char *x = data; x < data + PAIRS * PAIR; x += PAIR)                        \
        __asm__ volatile("tileloadd (%0,%1,1), %%tmm4\n tileloadd 1024(%0,%1,1), %%tmm6\n"           \
                         instruction " %%tmm6, %%tmm4, %%tmm0\n tileloadd 2048(%0,%1,1), %%tmm7\n"   \
                         instruction " %%tmm7, %%tmm4, %%tmm1\n tileloadd 3072(%0,%1,1), %%tmm5\n"   \
                         instruction " %%tmm6, %%tmm5, %%tmm2\n" instruction " %%tmm7, %%tmm5, %%tmm3" \
                         : : "r"(x), "r"(64L) : "memory");                                           \
    __asm__ volatile("tilerelease");                                                                 \
    return 4.0 * TIMES * PAIRS * OPS;                                                                \
  }
TILE(tile_bf16, "tdpbf16ps", 2 * 16 * 16 * 32, 16)
TILE(tile_int8, "tdpbssd", 2 * 16 * 16 * 64, 8)

loop loop_of(int limit, int vectors) {
  switch (limit) {
  case LIMIT_READ: return vectors == LIMIT_AVX512 ? read16 : vectors == LIMIT_AVX2 ? read8 : read4;
  case LIMIT_FMA: return vectors == LIMIT_AVX512 ? fma16 : vectors == LIMIT_AVX2 ? fma8 : NULL;
  case LIMIT_BF16: return bf16;
  case LIMIT_INT8: return int8;
  case LIMIT_TILE_BF16: return tile_bf16;
  case LIMIT_TILE_INT8: return tile_int8;
  }
  return NULL;
}
#else
#define REGISTER(x) "w"(x)
READ(read4, v4, )
#if defined(__aarch64__)
FMA(fma4, v4, 24, )
#endif

loop loop_of(int limit, int vectors) {
  (void)vectors;
  if (limit == LIMIT_READ) return read4;
#if defined(__aarch64__)
  if (limit == LIMIT_FMA) return fma4;
#endif
  return NULL;
}
#endif
