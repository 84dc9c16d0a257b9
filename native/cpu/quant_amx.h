// Many rows times a packed matrix, with matrix tiles: a strip of 32 columns is unpacked to bfloat16 in the second cache, in the
// order of tiles, and multiplied with all rows. Activations are rounded to bfloat16, sums are float32.

#define ATILE (QROWS * QGROUP) // elements of a tile of activations: 16 rows of 32
#define STRIP (2 * QROWS)      // columns at a time

typedef struct {
  float *y;
  const float *x;
  packed w;
  wade_after after;
  uint16_t *a; // tiles [rows/16][groups of this pass][16][32]
  int64_t rows, in, out;
  int64_t group, groups; // of this pass
} wide;

// tiles_job rounds activations into tiles; i counts row by row.
FN void tiles_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const wide *g = args;
  for (int64_t r = lo; r < hi; r++) {
    uint16_t *to = g->a + r / QROWS * g->groups * ATILE + r % QROWS * QGROUP;
    for (int64_t i = 0; i < g->groups; i++, to += ATILE) {
      int64_t col = (g->group + i) * QGROUP, n = r < g->rows ? wade_max(0, wade_min(QGROUP, g->in - col)) : 0;
      const float *x = g->x + r * g->in + col;
      _mm512_storeu_si512(to, row_to_bf16(x, n));
    }
  }
}

// byte_at puts byte i of every lane, or half of it, into the mantissa of 2^15: u + 2^15, or 16 u + 2^15.
INLINE vf byte_at(__m512i v, const int i, const int mask) {
  v = i == 0 ? _mm512_slli_epi32(v, 8) : i == 1 ? v : _mm512_srli_epi32(v, 8 * i - 8);
  return _mm512_castsi512_ps(_mm512_ternarylogic_epi32(v, _mm512_set1_epi32(mask), _mm512_set1_epi32(0x47000000), 0xea)); // v & mask | 2^15
}

// beside rounds two numbers to bfloat16 and puts them side by side in a lane.
INLINE __m512i beside(vf even, vf odd) {
  const __m512i half = _mm512_set1_epi32(0x8000);
  __m512i a = _mm512_srli_epi32(_mm512_add_epi32(_mm512_castps_si512(even), half), 16), b = _mm512_add_epi32(_mm512_castps_si512(odd), half);
  return _mm512_mask_blend_epi16(0xaaaaaaaa, a, b);
}

// unpack_group makes the tile of a group: 16 pairs of columns, of 16 rows each.
INLINE void unpack_group(const int bits, uint16_t *to, const uint8_t *group, const loose *scales) {
  vf scale = vwiden(scales);
  if (bits == 8) {
    vf base = scale * -(32768.0f + 128);
    UNROLL for (int q = 0; q < QGROUP / 4; q++) {
      __m512i v = _mm512_loadu_si512(group + q * 64);
      vf f[4];
      UNROLL for (int i = 0; i < 4; i++) f[i] = byte_at(v, i, 0xff00) * scale + base;
      _mm512_storeu_si512(to + q * 64, beside(f[0], f[1]));
      _mm512_storeu_si512(to + q * 64 + 32, beside(f[2], f[3]));
    }
  } else {
    vf base = scale * -(32768.0f + 8), sixteenth = scale * 0.0625f, base16 = scale * -(2048.0f + 8);
    UNROLL for (int q = 0; q < QGROUP / 8; q++) {
      __m512i v = _mm512_loadu_si512(group + q * 64);
      vf f[8];
      UNROLL for (int i = 0; i < 4; i++) {
        f[i] = byte_at(v, i, 0x0f00) * scale + base;
        f[4 + i] = byte_at(v, i, 0xf000) * sixteenth + base16;
      }
      UNROLL for (int i = 0; i < 8; i += 2) _mm512_storeu_si512(to + q * 128 + i * 16, beside(f[i], f[i + 1]));
    }
  }
}

// strip_product multiplies two or one tiles of rows with a strip, and leaves two by two tiles of float32 in c.
INLINE void strip_product(const int two, float *c, const uint16_t *a, int64_t next, const uint16_t *b, int64_t groups) {
  _tile_zero(0);
  _tile_zero(1);
  if (two) {
    _tile_zero(2);
    _tile_zero(3);
  }
  for (int64_t k = 0; k < groups; k++, a += ATILE, b += ATILE) {
    _tile_loadd(6, b, 64);
    _tile_loadd(4, a, 64);
    _tile_dpbf16ps(0, 4, 6);
    _tile_loadd(7, b + groups * ATILE, 64);
    _tile_dpbf16ps(1, 4, 7);
    if (two) {
      _tile_loadd(5, a + next, 64);
      _tile_dpbf16ps(2, 5, 6);
      _tile_dpbf16ps(3, 5, 7);
    }
  }
  _tile_stored(0, c, 64);
  _tile_stored(1, c + 256, 64);
  if (two) {
    _tile_stored(2, c + 512, 64);
    _tile_stored(3, c + 768, 64);
  }
}

// strip_store adds what strip_product left to n columns of y, and finishes them after the last pass.
INLINE void strip_store(const wide *g, const float *c, int64_t row, int64_t rows, int64_t col, int64_t n) {
  int first = g->group == 0, last = g->group + g->groups >= 2 * g->w.pairs;
  for (int64_t r = 0; r < rows; r++) {
    float *y = g->y + (row + r) * g->out + col;
    const float *t = c + r / QROWS * 512 + r % QROWS * QROWS;
    EACH(i, n, m) {
      vf v = vload(t + i * QROWS);
      if (!first) v += get(y + i, m);
      else if (g->after.bias) v += get(g->after.bias + col + i, m);
      put(y + i, v, m);
    }
  }
  if (last) finish(&g->after, g->y, g->out, row, rows, col, n);
}

FN void strips_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const wide *g = args;
  float *c = local;
  uint16_t *b = (uint16_t *)(c + 1024);
  int64_t blocks = wade_ceil(g->out, QROWS), next = g->groups * ATILE;
  tiles_open(16);
  for (int64_t s = lo; s < hi; s++) {
    for (int64_t j = 0; j < 2; j++) {
      int64_t block = wade_min(2 * s + j, blocks - 1);
      for (int64_t i = 0; i < g->groups; i++) {
        const uint8_t *group = group_at(&g->w, block, g->group + i);
        const loose *scales = scales_at(&g->w, block, g->group + i);
        uint16_t *to = b + (j * g->groups + i) * ATILE;
        for (int k = 0; k < 1088 / 2; k += 64) __builtin_prefetch(group + 2048 + k);
        if (g->w.bits == 8) unpack_group(8, to, group, scales);
        else unpack_group(4, to, group, scales);
      }
    }
    for (int64_t r = 0; r < g->rows; r += 2 * QROWS) {
      const uint16_t *a = g->a + r / QROWS * next;
      if (g->rows - r > QROWS) strip_product(1, c, a, next, b, g->groups);
      else strip_product(0, c, a, next, b, g->groups);
      strip_store(g, c, r, wade_min(2 * QROWS, g->rows - r), s * STRIP, wade_min(STRIP, g->out - s * STRIP));
    }
  }
  tiles_close();
}

// wide_product goes over the inner dimension in passes, so that the activations of a pass stay in the second cache.
FN int wide_product(wade_pool *p, wide g) {
  int64_t rows = wade_round(g.rows, QROWS), all = 2 * g.w.pairs;
  int64_t most = wade_max(8, (1 << 20) / (rows * QGROUP * 2)), passes = wade_ceil(all, most), size = wade_ceil(all, passes);
  g.a = wade_reserve(p, rows * size * QGROUP * 2, 4096 + 2 * size * ATILE * 2);
  if (!g.a) return -1;
  for (g.group = 0; g.group < all; g.group += size) {
    g.groups = wade_min(size, all - g.group);
    wade_parallel(p, tiles_job, &g, rows, wade_max(1, 16384 / (g.groups * QGROUP)));
    wade_parallel(p, strips_job, &g, wade_ceil(g.out, STRIP), 1);
  }
  return 0;
}
