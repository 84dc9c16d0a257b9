// Few rows times a packed matrix. Activations become integers of 16 bits with a scale for each group, so that a group is an
// exact sum of integers: finer than bfloat16 wherever a group's elements are within a factor of 256.

#ifdef HAVE_VNNI
#define THIN 32 // rows up to which integers are faster
#else
#define THIN 8
#endif

// A group of activations: what the products of one lane read, in order.
typedef struct {
  int32_t a[QGROUP / 4], b[QGROUP / 4]; // VNNI: high and low bytes of four; else even and odd pairs of four
  float scale;
  int32_t offset; // what the offset of the weights adds, negative
  int32_t fill[14];
} digits;

typedef struct {
  float *y;
  const float *x;
  packed w;
  wade_after after;
  digits *d; // [rows][2 pairs]
  int64_t rows, in, out;
  int *wild; // set if an activation is not finite
} thin;

FN void digits_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const thin *g = args;
  int64_t groups = 2 * g->w.pairs;
  for (int64_t i = lo; i < hi; i++) {
    int64_t r = i / groups, col = i % groups * QGROUP;
    const float *x = g->x + r * g->in + col;
    vf v[QGROUP / VL], top = vset(0), test = vset(0);
    UNROLL for (int j = 0; j < QGROUP / VL; j++) {
      v[j] = get(x + j * VL, wade_max(0, wade_min(VL, g->in - col - j * VL)));
      top = vmax(vabs(v[j]), top);
      test += v[j] - v[j];
    }
    float largest = vtop(top), inverse = largest > 1e-30f ? 32512 / largest : 0;
    if (!(vsum(test) == 0 && inverse * largest < 32513)) __atomic_store_n(g->wild, 1, __ATOMIC_RELAXED);
    int32_t q[QGROUP]; // anything where x is not finite, which is done another way
    uint32_t sum = 0;
    const vf magic = vset(12582912.0f); // 1.5 · 2^23: adding it rounds
    UNROLL for (int j = 0; j < QGROUP / VL; j++) {
      vu n = (vu)(v[j] * inverse + magic) - 0x4b400000u;
      memcpy(q + j * VL, &n, sizeof n);
    }
    digits *d = g->d + i;
    for (int j = 0; j < QGROUP; j++) sum += (uint32_t)q[j];
#ifdef HAVE_VNNI
    int8_t high[QGROUP], low[QGROUP];
    for (int j = 0; j < QGROUP; j++) {
      high[j] = (int8_t)(((uint32_t)q[j] + 128) >> 8);
      low[j] = (int8_t)q[j];
    }
    memcpy(d->a, high, sizeof high);
    memcpy(d->b, low, sizeof low);
#else
    for (int j = 0; j < QGROUP / 4; j++) {
      d->a[j] = (int32_t)((uint32_t)q[4 * j] & 0xffff) | (int32_t)((uint32_t)q[4 * j + 2] << 16);
      d->b[j] = (int32_t)((uint32_t)q[4 * j + 1] & 0xffff) | (int32_t)((uint32_t)q[4 * j + 3] << 16);
    }
#endif
    d->scale = largest / 32512;
    d->offset = (int32_t)(sum * (g->w.bits == 8 ? -128u : -8u));
  }
}

// dot4 adds to s and t the products of four weights in each lane with four activations; join makes a sum of the two.
#if VL == 16
typedef __m512i vq;
INLINE vq quads(const uint8_t *p) { return _mm512_loadu_si512(p); }
INLINE vq halves(vq v, int high) { return _mm512_and_si512(high ? _mm512_srli_epi16(v, 4) : v, _mm512_set1_epi8(15)); }
INLINE vq all(int32_t x) { return _mm512_set1_epi32(x); }
INLINE vf number(vq v) { return _mm512_cvtepi32_ps(v); }
INLINE vq plus(vq a, vq b) { return _mm512_add_epi32(a, b); }
#ifdef HAVE_VNNI
INLINE void dot4(vq *s, vq *t, vq w, int32_t a, int32_t b) {
  *s = _mm512_dpbusd_epi32(*s, w, all(a));
  *t = _mm512_dpbusd_epi32(*t, w, all(b));
}
INLINE vq join(vq s, vq t) { return plus(_mm512_slli_epi32(s, 8), t); }
#else
INLINE void dot4(vq *s, vq *t, vq w, int32_t a, int32_t b) {
  *s = plus(*s, _mm512_madd_epi16(_mm512_and_si512(w, _mm512_set1_epi16(255)), all(a)));
  *t = plus(*t, _mm512_madd_epi16(_mm512_srli_epi16(w, 8), all(b)));
}
INLINE vq join(vq s, vq t) { return plus(s, t); }
#endif
#else
typedef __m256i vq;
INLINE vq quads(const uint8_t *p) { return _mm256_loadu_si256((const __m256i *)p); }
INLINE vq halves(vq v, int high) { return _mm256_and_si256(high ? _mm256_srli_epi16(v, 4) : v, _mm256_set1_epi8(15)); }
INLINE vq all(int32_t x) { return _mm256_set1_epi32(x); }
INLINE vf number(vq v) { return _mm256_cvtepi32_ps(v); }
INLINE vq plus(vq a, vq b) { return _mm256_add_epi32(a, b); }
INLINE void dot4(vq *s, vq *t, vq w, int32_t a, int32_t b) {
  *s = plus(*s, _mm256_madd_epi16(_mm256_and_si256(w, _mm256_set1_epi16(255)), all(a)));
  *t = plus(*t, _mm256_madd_epi16(_mm256_srli_epi16(w, 8), all(b)));
}
INLINE vq join(vq s, vq t) { return plus(s, t); }
#endif

#define QVECS (QROWS / VL)
#define QAHEAD 2048 // bytes: further than the processor looks by itself, and into the next block

// thin_group adds one group of a block to the sums of rows.
INLINE void thin_group(const int bits, const int rows, const uint8_t *group, const loose *scales, const digits *d, int64_t groups, vf sum[][QVECS]) {
  UNROLL for (int h = 0; h < QVECS; h++) {
    vq w[QGROUP / 4];
    if (bits == 8) {
      UNROLL for (int j = 0; j < QGROUP / 4; j++) w[j] = quads(group + (j * QVECS + h) * VL * 4);
    } else {
      UNROLL for (int j = 0; j < QGROUP / 8; j++) {
        vq v = quads(group + (j * QVECS + h) * VL * 4);
        w[2 * j] = halves(v, 0);
        w[2 * j + 1] = halves(v, 1);
      }
    }
    vf scale = vwiden(scales + h * VL);
    UNROLL for (int r = 0; r < rows; r++) {
      const digits *x = d + r * groups;
      vq s = all(0), t = all(x->offset);
      UNROLL for (int j = 0; j < QGROUP / 4; j++) dot4(&s, &t, w[j], x->a[j], x->b[j]);
      sum[r][h] += number(join(s, t)) * (scale * x->scale);
    }
  }
}

// thin_blocks does some blocks that lie one after the other, side by side: memory likes several streams.
INLINE void thin_blocks(const thin *g, const int bits, const int rows, const int blocks, int64_t block, int64_t row) {
  const int64_t pair = packed_pair(bits), size = packed_block(&g->w), groups = 2 * g->w.pairs;
  const int64_t half = QROWS * QGROUP * bits / 8;
  vf sum[blocks][rows][QVECS];
  UNROLL for (int b = 0; b < blocks; b++)
    UNROLL for (int r = 0; r < rows; r++)
      UNROLL for (int h = 0; h < QVECS; h++) sum[b][r][h] = vset(0);
  const uint8_t *w = g->w.data + block * size;
  const digits *d = g->d + row * groups;
  for (int64_t p = 0; p < g->w.pairs; p++, w += pair, d += 2) {
    UNROLL for (int b = 0; b < blocks; b++) {
      const uint8_t *at = w + b * size;
      const loose *scales = (const loose *)(at + 2 * half);
      UNROLL for (int64_t i = 0; i < pair; i += 64) __builtin_prefetch(at + QAHEAD + i);
      thin_group(bits, rows, at, scales, d, groups, sum[b]);
      thin_group(bits, rows, at + half, scales + QROWS, d + 1, groups, sum[b]);
    }
  }
  for (int b = 0; b < blocks; b++) {
    int64_t col = (block + b) * QROWS;
    for (int r = 0; r < rows; r++)
      for (int h = 0; h < QVECS && col + h * VL < g->out; h++) {
        int64_t n = wade_min(VL, g->out - col - h * VL);
        vf v = sum[b][r][h];
        if (g->after.bias) v += get(g->after.bias + col + h * VL, n);
        put(g->y + (row + r) * g->out + col + h * VL, v, n);
      }
    finish(&g->after, g->y, g->out, row, rows, col, wade_min(QROWS, g->out - col));
  }
}

INLINE void thin_bits(const thin *g, const int bits, int64_t lo, int64_t hi) {
  for (int64_t b = lo; b < hi; b += 2)
    for (int64_t r = 0; r < g->rows; r += 4) {
      int two = b + 1 < hi;
      switch (wade_min(4, g->rows - r)) {
      case 1:
        if (two) thin_blocks(g, bits, 1, 2, b, r);
        else thin_blocks(g, bits, 1, 1, b, r);
        break;
      case 2:
        thin_blocks(g, bits, 2, 1, b, r);
        if (two) thin_blocks(g, bits, 2, 1, b + 1, r);
        break;
      case 3:
        thin_blocks(g, bits, 3, 1, b, r);
        if (two) thin_blocks(g, bits, 3, 1, b + 1, r);
        break;
      default:
        thin_blocks(g, bits, 4, 1, b, r);
        if (two) thin_blocks(g, bits, 4, 1, b + 1, r);
      }
    }
}

FN void thin_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const thin *g = args;
  if (g->w.bits == 8) thin_bits(g, 8, lo, hi);
  else thin_bits(g, 4, lo, hi);
}

// thin_product says whether it could: activations that are not finite have no integers.
FN int thin_product(wade_pool *p, thin g) {
  int64_t groups = g.rows * 2 * g.w.pairs, blocks = wade_ceil(g.out, QROWS);
  int wild = 0;
  g.wild = &wild;
  g.d = wade_reserve(p, groups * (int64_t)sizeof *g.d, 0);
  if (!g.d) return 0;
  wade_parallel(p, digits_job, &g, groups, 64);
  if (wild) return 0;
  int64_t grain = wade_min(16, wade_min(blocks / 16, 1048576 / packed_block(&g.w))); // long streams, and work for many threads
  wade_parallel(p, thin_job, &g, blocks, wade_max(2, grain / 2 * 2));
  return 1;
}
#undef AHEAD
