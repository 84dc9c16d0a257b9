// Vectors of VL floats. A variant defines VL and TARGET and includes the kernels, all of which are static.

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "pool.h"

#define FN static __attribute__((unused)) TARGET
#define INLINE static inline __attribute__((always_inline)) TARGET
#if defined(__clang__)
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

typedef uint16_t loose __attribute__((aligned(1))); // packed matrices begin anywhere
typedef int32_t vi __attribute__((vector_size(VL * 4)));
typedef uint32_t vu __attribute__((vector_size(VL * 4))); // for bit patterns: may wrap

#if VL == 16
#include <immintrin.h>
typedef __m512 vf;
typedef __mmask16 vm; // one bit for each lane
INLINE vf vset(float s) { return _mm512_set1_ps(s); }
INLINE vf vload(const float *p) { return _mm512_loadu_ps(p); }
INLINE void vstore(float *p, vf x) { _mm512_storeu_ps(p, x); }
INLINE vf vmax(vf a, vf b) { return _mm512_max_ps(a, b); }
INLINE vf vsqrt(vf a) { return _mm512_sqrt_ps(a); }
INLINE vf vabs(vf a) { return _mm512_abs_ps(a); }
INLINE vf vmin(vf a, vf b) { return _mm512_min_ps(a, b); }
INLINE vf vfma(vf a, vf b, vf c) { return _mm512_fmadd_ps(a, b, c); }
INLINE vm vless(vf a, vf b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
INLINE vm vnan(vf a) { return _mm512_cmp_ps_mask(a, a, _CMP_UNORD_Q); }
INLINE vf vpick(vm m, vf yes, vf no) { return _mm512_mask_blend_ps(m, no, yes); }
INLINE vf vloadn(const float *p, int64_t n) { return _mm512_maskz_loadu_ps((vm)((1u << n) - 1), p); }
INLINE void vstoren(float *p, vf x, int64_t n) { _mm512_mask_storeu_ps(p, (vm)((1u << n) - 1), x); }
INLINE vf vwiden(const uint16_t *p) {
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)p)), 16));
}
#elif VL == 8
#include <immintrin.h>
typedef __m256 vf;
typedef __m256 vm; // all bits of a lane
INLINE vf vset(float s) { return _mm256_set1_ps(s); }
INLINE vf vload(const float *p) { return _mm256_loadu_ps(p); }
INLINE void vstore(float *p, vf x) { _mm256_storeu_ps(p, x); }
INLINE vf vmax(vf a, vf b) { return _mm256_max_ps(a, b); }
INLINE vf vsqrt(vf a) { return _mm256_sqrt_ps(a); }
INLINE vf vabs(vf a) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), a); }
INLINE vf vmin(vf a, vf b) { return _mm256_min_ps(a, b); }
INLINE vf vfma(vf a, vf b, vf c) { return _mm256_fmadd_ps(a, b, c); }
INLINE vm vless(vf a, vf b) { return _mm256_cmp_ps(a, b, _CMP_LT_OQ); }
INLINE vm vnan(vf a) { return _mm256_cmp_ps(a, a, _CMP_UNORD_Q); }
INLINE vf vpick(vm m, vf yes, vf no) { return _mm256_blendv_ps(no, yes, m); }
INLINE __m256i lanes(int64_t n) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
INLINE vf vloadn(const float *p, int64_t n) { return _mm256_maskload_ps(p, lanes(n)); }
INLINE void vstoren(float *p, vf x, int64_t n) { _mm256_maskstore_ps(p, lanes(n), x); }
INLINE vf vwiden(const uint16_t *p) {
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)p)), 16));
}
#elif defined(NEON)
#include <arm_neon.h>
typedef float32x4_t vf;
typedef uint32x4_t vm; // all bits of a lane
INLINE vf vset(float s) { return vdupq_n_f32(s); }
INLINE vf vload(const float *p) { return vld1q_f32(p); }
INLINE void vstore(float *p, vf x) { vst1q_f32(p, x); }
INLINE vm vless(vf a, vf b) { return vcltq_f32(a, b); }
INLINE vm vnan(vf a) { return vmvnq_u32(vceqq_f32(a, a)); }
INLINE vf vpick(vm m, vf yes, vf no) { return vbslq_f32(m, yes, no); }
INLINE vf vmax(vf a, vf b) { return vpick(vless(b, a), a, b); }
INLINE vf vmin(vf a, vf b) { return vpick(vless(a, b), a, b); }
INLINE vf vabs(vf a) { return vabsq_f32(a); }
INLINE vf vfma(vf a, vf b, vf c) { return vfmaq_f32(c, a, b); }
INLINE vf vsqrt(vf a) { return vsqrtq_f32(a); }
INLINE vf vloadn(const float *p, int64_t n) {
  vf x = vset(0);
  if (n > 0) x = vld1q_lane_f32(p, x, 0);
  if (n > 1) x = vld1q_lane_f32(p + 1, x, 1);
  if (n > 2) x = vld1q_lane_f32(p + 2, x, 2);
  if (n > 3) x = vld1q_lane_f32(p + 3, x, 3);
  return x;
}
INLINE void vstoren(float *p, vf x, int64_t n) {
  if (n > 0) vst1q_lane_f32(p, x, 0);
  if (n > 1) vst1q_lane_f32(p + 1, x, 1);
  if (n > 2) vst1q_lane_f32(p + 2, x, 2);
  if (n > 3) vst1q_lane_f32(p + 3, x, 3);
}
INLINE vf vwiden(const uint16_t *p) { return vreinterpretq_f32_u32(vshll_n_u16(vld1_u16(p), 16)); }
#else
typedef float vf __attribute__((vector_size(VL * 4)));
typedef vi vm; // all bits of a lane
INLINE vf vset(float s) { return (vf){s, s, s, s}; }
INLINE vf vload(const float *p) {
  vf x;
  memcpy(&x, p, sizeof x);
  return x;
}
INLINE void vstore(float *p, vf x) { memcpy(p, &x, sizeof x); }
INLINE vm vless(vf a, vf b) { return (vm)(a < b); }
INLINE vm vnan(vf a) { return (vm)(a != a); }
INLINE vf vpick(vm m, vf yes, vf no) { return (vf)(((vi)yes & m) | ((vi)no & ~m)); }
INLINE vf vmax(vf a, vf b) { return vpick(vless(b, a), a, b); }
INLINE vf vmin(vf a, vf b) { return vpick(vless(a, b), a, b); }
INLINE vf vabs(vf a) { return (vf)((vi)a & 0x7fffffff); }
INLINE vf vfma(vf a, vf b, vf c) {
#if defined(__aarch64__)
  for (int i = 0; i < VL; i++) c[i] = __builtin_fmaf(a[i], b[i], c[i]);
  return c;
#else
  return a * b + c;
#endif
}
INLINE vf vsqrt(vf a) {
  for (int i = 0; i < VL; i++) a[i] = sqrtf(a[i]);
  return a;
}
INLINE vf vloadn(const float *p, int64_t n) {
  vf x = vset(0);
  for (int64_t i = 0; i < n; i++) x[i] = p[i];
  return x;
}
INLINE void vstoren(float *p, vf x, int64_t n) {
  for (int64_t i = 0; i < n; i++) p[i] = x[i];
}
INLINE vf vwiden(const loose *p) {
  uint32_t u[VL];
  for (int i = 0; i < VL; i++) u[i] = (uint32_t)p[i] << 16;
  vf x;
  memcpy(&x, u, sizeof x);
  return x;
}
#endif

// vmax and vmin return their second operand if one is no number. vfma is for sums of two products: which of them a compiler
// would keep unrounded is its own choice.

// Sums and maxima over lanes go through halves, so their order does not depend on the compiler.
#if VL == 16
INLINE float vsum(vf x) { return _mm512_reduce_add_ps(x); }
INLINE float vtop(vf x) { return _mm512_reduce_max_ps(x); }
#else
INLINE float vsum(vf x) {
  float t[VL];
  vstore(t, x);
  for (int h = VL / 2; h > 0; h /= 2)
    for (int i = 0; i < h; i++) t[i] += t[i + h];
  return t[0];
}
INLINE float vtop(vf x) {
  float t[VL];
  vstore(t, x);
  for (int h = VL / 2; h > 0; h /= 2)
    for (int i = 0; i < h; i++) t[i] = t[i + h] > t[i] ? t[i + h] : t[i];
  return t[0];
}
#endif

// vtail is x in the first n lanes and fill in the others.
#if VL == 16
INLINE vf vtail(vf x, int64_t n, float fill) { return vpick((vm)((1u << n) - 1), x, vset(fill)); }
#else
INLINE vf vtail(vf x, int64_t n, float fill) {
  float t[VL];
  vstore(t, x);
  for (int64_t i = n; i < VL; i++) t[i] = fill;
  return vload(t);
}
#endif

// EACH runs the body for i from 0 in steps of VL with n lanes valid: GET and PUT respect the end of the row.
#define EACH(i, cols, n) for (int64_t i = 0, n; n = wade_min((cols) - i, VL), i < (cols); i += VL)
INLINE vf get(const float *p, int64_t n) { return n == VL ? vload(p) : vloadn(p, n); }
INLINE void put(float *p, vf x, int64_t n) {
  if (n == VL) vstore(p, x);
  else vstoren(p, x, n);
}
