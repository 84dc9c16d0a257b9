// The matrix product: a tile of MR × NR results stays in registers while the inner dimension goes by. B comes packed in
// panels of NR columns, A is read where it lies. Each result is one chain of multiply-adds in the order of the inner
// dimension, whatever the size of the tile: a row's result does not depend on how many rows there are.

#define NR (2 * VL)

#if defined(NEON)
// tile_lanes does most of a tile's inner dimension with products by lane: four elements of a row of A, or of a column, come
// with one load. What it leaves over is for the plain loop.
#define LANE(l, at) \
  UNROLL for (int i = 0; i < mr; i++) \
    UNROLL for (int j = 0; j < wide; j++) s[i][j] = vfmaq_laneq_f32(s[i][j], y[j], at, l);
INLINE void tile_lanes(const int rows, const int mr, const int wide, vf s[MR][2], const float **ap, int64_t ars, int64_t acs, const float **bp, int64_t *kp) {
  const float *a = *ap, *b = *bp;
  int64_t k = *kp;
#define STEP(l) \
  { \
    vf y[2]; \
    UNROLL for (int j = 0; j < wide; j++) y[j] = vload(b + (l * wide + j) * VL); \
    LANE(l, x[i]) \
  }
  for (; rows && k >= 4; k -= 4, a += 4, b += 4 * wide * VL) {
    vf x[MR];
    UNROLL for (int i = 0; i < mr; i++) x[i] = vload(a + i * ars);
    STEP(0) STEP(1) STEP(2) STEP(3)
  }
#undef STEP
#undef LANE
#define LANE(l) \
  if (l < mr % 4 || h < mr / 4) UNROLL for (int j = 0; j < wide; j++) s[4 * h + l][j] = vfmaq_laneq_f32(s[4 * h + l][j], y[j], x, l);
  for (; !rows && k > 0; k--, a += acs, b += wide * VL) {
    vf y[2];
    UNROLL for (int j = 0; j < wide; j++) y[j] = vload(b + j * VL);
    UNROLL for (int h = 0; 4 * h < mr; h++) {
      vf x = get(a + 4 * h, wade_min(4, mr - 4 * h));
      LANE(0) LANE(1) LANE(2) LANE(3)
    }
  }
#undef LANE
  *ap = a, *bp = b, *kp = k;
}
#endif

// ahead is memory to ask for while a tile is computed, a cache line for every 16 steps of the inner dimension: of each of some
// rows, and of one more. In between they do not get into the way of what is read now.
typedef struct {
  const char *at, *line;
  int64_t ld, rows; // ld in bytes
} ahead;

// tile adds the product of A (element i,k at a[i·ars + k·acs]) and a panel b [k wide·VL] to what is at from, or else to bias, or
// to nothing.
INLINE void tile(const int rows, const int mr, const int wide, const float *a, int64_t ars, int64_t acs, const float *b, int64_t k, const float *from, int64_t ldf, float *to, int64_t ldt, const float *bias, const ahead *fetch) {
  vf s[MR][2];
  if (from) {
    UNROLL for (int i = 0; i < mr; i++)
      UNROLL for (int j = 0; j < wide; j++) s[i][j] = vload(from + i * ldf + j * VL);
  } else {
    UNROLL for (int j = 0; j < wide; j++) {
      vf y = bias ? vload(bias + j * VL) : vset(0);
      UNROLL for (int i = 0; i < mr; i++) s[i][j] = y;
    }
  }
#define STEP { \
    vf y[2]; \
    UNROLL for (int j = 0; j < wide; j++) y[j] = vload(b + j * VL); \
    UNROLL for (int i = 0; i < mr; i++) { \
      vf x = vset(a[i * ars]); \
      UNROLL for (int j = 0; j < wide; j++) s[i][j] += x * y[j]; \
    } \
  }
#if defined(NEON)
  tile_lanes(rows, mr, wide, s, &a, ars, acs, &b, &k);
#endif
  if (fetch) {
    for (int64_t line = 0; k >= 16; k -= 16, line += 64) {
      for (int64_t i = 0; i < fetch->rows; i++) __builtin_prefetch(fetch->at + i * fetch->ld + line, 0, 2);
      __builtin_prefetch(fetch->line + line, 0, 2);
      for (int64_t end = k - 16, l = k; l > end; l--, a += acs, b += wide * VL) STEP
    }
  }
  for (; k > 0; k--, a += acs, b += wide * VL) STEP
#undef STEP
  UNROLL for (int i = 0; i < mr; i++)
    UNROLL for (int j = 0; j < wide; j++) vstore(to + i * ldt + j * VL, s[i][j]);
}

// tile_m is a tile of any height up to MR: along rows of A (acs = 1) or, for a transposed A, along columns (ars = 1).
#define CASE(m) \
  case m: \
    if (rows) tile(1, m, 2, a, ars, 1, b, k, from, ldf, to, ldt, bias, fetch); \
    else tile(0, m, 2, a, 1, acs, b, k, from, ldf, to, ldt, bias, NULL); \
    break;
INLINE void tile_m(const int rows, int64_t m, const float *a, int64_t ars, int64_t acs, const float *b, int64_t k, const float *from, int64_t ldf, float *to, int64_t ldt, const float *bias, const ahead *fetch) {
  switch (m) {
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#if MR > 6
    CASE(7) CASE(8)
#endif
#if MR > 8
    CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) CASE(14)
#endif
  }
}
#undef CASE

FN void tile_onto(int64_t m, const float *a, int64_t ars, const float *b, int64_t k, const float *from, int64_t ldf, float *to, int64_t ldt, const float *bias, const ahead *fetch) {
  tile_m(1, m, a, ars, 1, b, k, from, ldf, to, ldt, bias, fetch);
}

INLINE void tile_rows(int64_t m, const float *a, int64_t ars, const float *b, int64_t k, float *c, int64_t ldc, const float *bias, int add) {
  tile_onto(m, a, ars, b, k, add ? c : NULL, ldc, c, ldc, bias, NULL);
}

FN void tile_cols(int64_t m, const float *a, int64_t acs, const float *b, int64_t k, float *c, int64_t ldc, int add) {
  tile_m(0, m, a, 1, acs, b, k, add ? c : NULL, ldc, c, ldc, NULL, NULL);
}

// square transposes VL × VL floats.
INLINE void square(vf r[VL]) {
#if VL == 16
  const __m512i id = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  UNROLL for (int s = 1; s < VL; s *= 2) {
    // Lanes whose bit s is set change places with the vector s further on.
    const __m512i bit = _mm512_set1_epi32(s), at = _mm512_and_si512(id, bit), other = _mm512_set1_epi32(VL);
    const __m512i lo = _mm512_mask_add_epi32(id, _mm512_test_epi32_mask(at, at), _mm512_sub_epi32(id, bit), other);
    const __m512i hi = _mm512_add_epi32(lo, bit);
    UNROLL for (int i = 0; i < VL; i++) {
      if (i & s) continue;
      vf a = r[i], b = r[i + s];
      r[i] = _mm512_permutex2var_ps(a, lo, b);
      r[i + s] = _mm512_permutex2var_ps(a, hi, b);
    }
  }
#elif VL == 8
  vf t[VL];
  UNROLL for (int i = 0; i < VL; i += 2) {
    t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
    t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
  }
  UNROLL for (int i = 0; i < VL; i += 4) {
    r[i] = _mm256_shuffle_ps(t[i], t[i + 2], 0x44);
    r[i + 1] = _mm256_shuffle_ps(t[i], t[i + 2], 0xee);
    r[i + 2] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0x44);
    r[i + 3] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0xee);
  }
  UNROLL for (int i = 0; i < 4; i++) {
    vf a = r[i], b = r[i + 4];
    r[i] = _mm256_permute2f128_ps(a, b, 0x20);
    r[i + 4] = _mm256_permute2f128_ps(a, b, 0x31);
  }
#elif defined(NEON)
  vf a = vtrn1q_f32(r[0], r[1]), b = vtrn2q_f32(r[0], r[1]), c = vtrn1q_f32(r[2], r[3]), d = vtrn2q_f32(r[2], r[3]);
#define PAIRS(n, a, b) (vf)vtrn##n##q_f64((float64x2_t)a, (float64x2_t)b)
  r[0] = PAIRS(1, a, c), r[1] = PAIRS(1, b, d), r[2] = PAIRS(2, a, c), r[3] = PAIRS(2, b, d);
#undef PAIRS
#else
  float t[VL][VL];
  for (int i = 0; i < VL; i++)
    for (int j = 0; j < VL; j++) t[j][i] = r[i][j];
  for (int i = 0; i < VL; i++) r[i] = vload(t[i]);
#endif
}

// A matrix to pack: float32 or bfloat16 with ld elements from row to row, or packed integers.
typedef struct {
  const float *f;
  const uint16_t *b;
  int64_t ld;
  packed q;
} source;

INLINE source matrix(wade_weight w, int64_t ld) {
  if (w.type == WADE_W8 || w.type == WADE_W4) return (source){.q = packed_matrix(w, ld), .ld = ld};
  return w.type == WADE_F32 || w.type == WADE_MIXED ? (source){.f = w.data, .ld = ld} : (source){.b = w.data, .ld = ld};
}

INLINE vf fetch(source w, int64_t at) { return w.f ? vload(w.f + at) : vwiden(w.b + at); }
INLINE float fetch1(source w, int64_t at) {
  if (w.f) return w.f[at];
  uint32_t u = (uint32_t)w.b[at] << 16;
  float x;
  memcpy(&x, &u, 4);
  return x;
}

// pack_copy makes a panel of rows row to row+k and columns col to col+n (at most NR) of w; the rest is zero.
FN void pack_copy(float *to, source w, int64_t row, int64_t k, int64_t col, int64_t n) {
  if (w.q.data) {
    packed_copy(to, NR, &w.q, row, k, col, n);
    return;
  }
  for (int64_t i = 0; i < k; i++, to += NR) {
    int64_t at = (row + i) * w.ld + col;
    if (n == NR) {
      vstore(to, fetch(w, at));
      vstore(to + VL, fetch(w, at + VL));
    } else {
      for (int64_t j = 0; j < NR; j++) to[j] = j < n ? fetch1(w, at + j) : 0;
    }
  }
}

// pack_turn_wide makes a panel of a width whose columns are rows row to row+n of w and whose rows are columns col to col+k.
FN void pack_turn_wide(float *to, int64_t width, source w, int64_t row, int64_t n, int64_t col, int64_t k) {
  if (w.q.data) {
    packed_turn(to, width, &w.q, row, n, col, k);
    return;
  }
  for (int64_t h = 0; h < width; h += VL) {
    int64_t m = wade_max(0, wade_min(n - h, VL)), i = 0;
    for (; m == VL && i + VL <= k; i += VL) {
      int64_t at = (row + h) * w.ld + col + i;
      vf r[VL];
      UNROLL for (int j = 0; j < VL; j++) r[j] = fetch(w, at + j * w.ld);
      square(r);
      UNROLL for (int j = 0; j < VL; j++) vstore(to + (i + j) * width + h, r[j]);
    }
    for (; i < k; i++)
      for (int64_t j = 0; j < VL; j++) to[i * width + h + j] = j < m ? fetch1(w, (row + h + j) * w.ld + col + i) : 0;
  }
}

FN void pack_turn(float *to, source w, int64_t row, int64_t n, int64_t col, int64_t k) { pack_turn_wide(to, NR, w, row, n, col, k); }
