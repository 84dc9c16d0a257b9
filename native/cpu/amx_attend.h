// Attention with operands of products rounded to bfloat16, by matrix tiles. Scores, softmax and sums stay float32. Keys go in
// blocks as in flash.h, of a size that suits their number.

#define TILES 32       // rows at a time: two tiles
#define KEYS_MOST 320  // keys of a block at most: those of a picture, 257 or with latents 320, are one

typedef struct {
  flash f;               // o, top, sum, s and t of its arrays; q and kt stay empty
  int64_t dim, deep;     // deep is rounded up to pairs of tiles
  int64_t block, lds;    // keys of a block, and from row to row of scores
  uint16_t *q;           // [chunk deep]
  uint16_t *k;           // [block/16] tiles of 16 keys: [deep/2] pairs of channels by [16] keys
  uint16_t *v;           // [deep/16] tiles of 16 channels: [block/2] pairs of keys by [16] channels
  uint16_t *p;           // [2][TILES block], for two steps; and so f.s
} tiled;

FN int64_t tiled_layout(tiled *a, int64_t chunk, int64_t keys, int64_t dim, float *scratch) {
  int64_t deep = wade_round(dim, 32), block = wade_round(wade_ceil(keys, wade_ceil(keys, KEYS_MOST)), 32), used = 0;
  *a = (tiled){.dim = dim, .deep = deep, .block = block, .lds = block + 16, .f = {.deep = deep}};
  chunk = wade_round(chunk, TILES);
#define PLACE(name, size) a->name = scratch ? (void *)(scratch + used) : NULL, used += wade_round(size, 16)
  PLACE(q, chunk * deep / 2);
  PLACE(k, block * deep / 2);
  PLACE(v, block * deep / 2);
  PLACE(p, TILES * block);
  PLACE(f.o, chunk * deep);
  PLACE(f.v, block * deep);
  PLACE(f.s, 2 * TILES * a->lds);
  PLACE(f.t, TILES * deep);
  PLACE(f.top, chunk);
  PLACE(f.sum, chunk);
#undef PLACE
  return used * 4;
}

INLINE __m512i pairs(vf lo, vf hi) { return (__m512i)_mm512_cvtne2ps_pbh(hi, lo); } // 32 lanes: lo, then hi

// tiled_rounded writes n floats as bfloat16, and zeros up to deep.
INLINE void tiled_rounded(uint16_t *to, const float *x, int64_t n, int64_t deep, float by) {
  for (int64_t i = 0; i < deep; i += 32)
    _mm512_storeu_si512(to + i, pairs(get(x + i, wade_max(0, wade_min(VL, n - i))) * by, get(x + i + VL, wade_max(0, wade_min(VL, n - i - VL))) * by));
}

// tiled_keys packs n keys; those that fill up the last pair of tiles are zero.
FN void tiled_keys(const tiled *a, const float *k, int64_t stride, int64_t n) {
  for (int64_t j = 0; j < wade_round(n, 32); j += 16)
    for (int64_t c = 0; c < a->deep; c += 32) {
      vf x[VL];
      UNROLL for (int l = 0; l < 16; l++) {
        int64_t lo = j + l < n ? wade_min(VL, a->dim - c) : 0, hi = j + l < n ? wade_max(0, wade_min(VL, a->dim - c - VL)) : 0;
        const float *row = k + (j + l) * stride + c;
        x[l] = (vf)pairs(get(row, lo), get(row + VL, hi));
      }
      square(x);
      uint16_t *to = a->k + j * a->deep + c * 16;
      UNROLL for (int l = 0; l < 16; l++) vstore((float *)(to + l * 32), x[l]);
    }
}

// tiled_values packs n values, and zeros up to a pair of tiles. It tells whether all are numbers.
FN int tiled_values(const tiled *a, const float *v, int64_t stride, int64_t n) {
  const __m512i turn = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  vf bad = vset(0);
  for (int64_t c = 0; c < a->deep; c += VL) {
    int64_t m = wade_max(0, wade_min(VL, a->dim - c));
    for (int64_t t = 0; t < wade_round(n, 32); t += 2) {
      vf lo = get(v + t * stride + c, t < n ? m : 0), hi = get(v + (t + 1) * stride + c, t + 1 < n ? m : 0);
      bad += lo * vset(0) + hi * vset(0);
      _mm512_storeu_si512(a->v + c * a->block + t * 16, _mm512_permutexvar_epi16(turn, pairs(lo, hi)));
    }
  }
  return vsum(bad) == 0;
}

// tiled_product writes 32 x 32 elements of c: m rows (one or two tiles) of a [m inner], times two tiles wide of b, each
// [inner/2] pairs by 16, apart elements one from the other.
INLINE void tiled_product(int64_t m, float *c, int64_t ldc, const uint16_t *a, int64_t lda, const uint16_t *b, int64_t apart, int64_t inner) {
  _tile_zero(0);
  _tile_zero(1);
  if (m > 16) {
    _tile_zero(2);
    _tile_zero(3);
    for (int64_t k = 0; k < inner; k += 32) {
      _tile_loadd(4, a + k, lda * 2);
      _tile_loadd(6, b + k * 16, 64);
      _tile_dpbf16ps(0, 4, 6);
      _tile_loadd(7, b + apart + k * 16, 64);
      _tile_dpbf16ps(1, 4, 7);
      _tile_loadd(5, a + 16 * lda + k, lda * 2);
      _tile_dpbf16ps(2, 5, 6);
      _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(2, c + 16 * ldc, ldc * 4);
    _tile_stored(3, c + 16 * ldc + 16, ldc * 4);
  } else {
    for (int64_t k = 0; k < inner; k += 32) {
      _tile_loadd(4, a + k, lda * 2);
      _tile_loadd(6, b + k * 16, 64);
      _tile_loadd(7, b + apart + k * 16, 64);
      _tile_dpbf16ps(0, 4, 6);
      _tile_dpbf16ps(1, 4, 7);
    }
  }
  _tile_stored(0, c, ldc * 4);
  _tile_stored(1, c + 16, ldc * 4);
}

// vexp2_down is 2^x for x that is at most 0, with a relative error below 8e-5: the result will be rounded to bfloat16.
INLINE vf vexp2_down(vf x) {
  x = vmax(vset(-127), x);
  vf n = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC), f = x - n;
  vf q = f * 0.055171669f + 0.242611122f;
  q = q * f + 0.693260985f;
  return _mm512_scalef_ps(q * f + 0.999928074f, n);
}

#define LOG2E 1.44269504f

// tiled_shares is shares for scores to the base 2, with the result in p, or where p is NULL in s.
FN void tiled_shares(const strip *g, float *s, uint16_t *p, int64_t r, int64_t from, int64_t seen, int64_t width, float *top, float *sum) {
  const float *mask = mask_of(g, r, from);
  int64_t i = 0;
  int any = seen > 0;
  if (mask || g->slope != 0) {
    float lane[VL];
    for (int j = 0; j < VL; j++) lane[j] = g->slope * LOG2E * (float)(from - g->pos - r + j);
    vf bias = vload(lane), open = vset(-INFINITY);
    for (; i < seen; i += VL, bias += g->slope * LOG2E * (float)VL) {
      vf x = vload(s + i) + bias;
      if (mask) {
        vf m = edges(mask + i, wade_min(VL, seen - i));
        x = vpick(blocked(m), m, x + m * LOG2E);
        open = vpick(blocked(m), open, vset(0));
      }
      vstore(s + i, x);
    }
    if (mask) any = vtop(open) == 0;
  }
  vf none = vset(-INFINITY), a = none, b = none;
  for (i = 0; i + 32 <= seen; i += 32) {
    a = vmax(vload(s + i), a);
    b = vmax(vload(s + i + VL), b);
  }
  vf c = i < seen ? vtail(vload(s + i), wade_min(VL, seen - i), -INFINITY) : none;
  vf d = i + VL < seen ? vtail(vload(s + i + VL), seen - i - VL, -INFINITY) : none;
  float most = any ? fmaxf(vtop(vmax(vmax(c, a), vmax(d, b))), -FLT_MAX) : -INFINITY;
  *top = most * 0.693147181f;
  if (!any) seen = i = 0;
  const vf t = vset(most);
  a = b = vset(0);
#define OUT(x, y) \
  if (p) _mm512_storeu_si512(p + i, pairs(x, y)); \
  else vstore(s + i, x), vstore(s + i + VL, y)
  for (i = 0; i + 32 <= seen; i += 32) {
    vf x = vexp2_down(vload(s + i) - t), y = vexp2_down(vload(s + i + VL) - t);
    OUT(x, y);
    a += x;
    b += y;
  }
  if (i < seen) {
    vf x = vexp2_down(c - t), y = vexp2_down(d - t);
    OUT(x, y);
    a += x;
    b += y;
    i += 32;
  }
  for (; i < width; i += 32) {
    OUT(vset(0), vset(0));
  }
#undef OUT
  *sum = vsum(a + b);
}

// A step: rows r to r+m (at most TILES) and n keys of a block. Its scores, shares and products with values are made while those
// of the steps beside it are, so that tiles multiply while vectors are busy with exponentials.
typedef struct {
  int64_t r, m, last, width; // last: keys that any of the rows sees; width: rounded up to pairs of tiles
  float *s, *t;
  uint16_t *p;
  float top[TILES], sum[TILES];
} step;

INLINE step step_of(const strip *g, const tiled *a, int64_t r, int64_t at, int64_t from, int64_t n) {
  int64_t m = wade_min(TILES, g->rows - r), last = sees(g, r + m - 1, from, n);
  return (step){.r = r, .m = m, .last = last, .width = wade_round(last, 32), .s = a->f.s + at % 2 * TILES * a->lds, .t = a->f.t, .p = a->p + at % 2 * TILES * a->block};
}

// tiled_piece is piece i of the products to be made beside a softmax: scores of the next step, values of the one before.
INLINE void tiled_piece(const tiled *a, const step *next, const step *before, int64_t i) {
  int64_t scores = next ? next->width / 32 : 0, c = (i - scores) * 32;
  if (i < scores)
    tiled_product(next->m, next->s + i * 32, a->lds, a->q + next->r * a->deep, a->deep, a->k + i * 32 * a->deep, 16 * a->deep, a->deep);
  else
    tiled_product(before->m, before->t + c, a->deep, before->p, a->block, a->v + c * a->block, 16 * a->block, before->width);
}

// tiled_pass does the softmax of a step, the scores of the next and the values of the one before; each may be NULL.
FN void tiled_pass(const strip *g, const tiled *a, step *before, step *now, step *next, int64_t from, int64_t n, int whole) {
  float keep[TILES], take[TILES];
  const flash *f = &a->f;
  int64_t pieces = (next ? next->width / 32 : 0) + (before && whole ? a->deep / 32 : 0), done = 0;
  for (int64_t i = 0; now && i < now->m; i++) {
    tiled_shares(g, now->s + i * a->lds, whole ? now->p + i * a->block : NULL, now->r + i, from, sees(g, now->r + i, from, n), now->width, now->top + i, now->sum + i);
    for (; done < pieces * (i + 1) / now->m; done++) tiled_piece(a, next, before, done);
  }
  for (; done < pieces; done++) tiled_piece(a, next, before, done);
  if (now && !whole) weigh_apart(g, f, now->s, a->lds, a->block, now->r, now->m, from, n);
  step *ready = whole ? before : now; // whose values there are
  if (!ready) return;
  fold(f->top + ready->r, f->sum + ready->r, ready->top, ready->sum, keep, take, ready->m);
  for (int64_t i = 0; i < ready->m; i++) folded(f->o + (ready->r + i) * a->deep, ready->t + i * a->deep, keep[i], take[i], a->deep);
}

// tiled_block takes all rows that see any of them through n keys.
FN void tiled_block(const strip *g, const tiled *a, int64_t from, int64_t n, int whole) {
  step steps[3], *before = NULL, *now = NULL;
  int64_t at = 0;
  for (int64_t r = g->causal ? wade_max(0, from - g->pos) / TILES * TILES : 0; r < g->rows; r += TILES) {
    if (g->mask && !open_rows(g, r, wade_min(TILES, g->rows - r), from, n)) continue;
    step *next = steps + at % 3;
    *next = step_of(g, a, r, at++, from, n);
    tiled_pass(g, a, before, now, next, from, n, whole);
    before = now;
    now = next;
  }
  if (now) tiled_pass(g, a, before, now, NULL, from, n, whole);
  if (now && whole) tiled_pass(g, a, now, NULL, NULL, from, n, whole);
}

FN void tiled_rows(const strip *g, const tiled *a) {
  const flash *f = &a->f;
  for (int64_t r = 0; r < g->rows; r++) {
    tiled_rounded(a->q + r * a->deep, g->q + r * g->stride, g->dim, a->deep, g->scale * LOG2E);
    f->top[r] = -INFINITY;
    f->sum[r] = 0;
  }
  memset(f->o, 0, (size_t)(g->rows * a->deep) * 4);
  int64_t end = sees(g, g->rows - 1, 0, g->keys);
  for (int64_t from = 0; from < end; from += a->block) {
    int64_t n = wade_min(a->block, end - from);
    const float *v = g->v + from * g->stride;
    tiled_keys(a, g->k + from * g->stride, g->stride, n);
    int whole = tiled_values(a, v, g->stride, n) || !(g->causal || g->mask);
    for (int64_t j = 0; !whole && j < a->deep; j += NR) pack_copy(f->v + j * a->block, (source){.f = v, .ld = g->stride}, 0, n, j, wade_max(0, wade_min(NR, g->dim - j)));
    tiled_block(g, a, from, n, whole);
  }
  for (int64_t r = 0; r < g->rows; r++) put_mean(g->o + r * g->stride, f->o + r * a->deep, f->top[r], f->sum[r], g->dim);
}

// What attend.h has for other variants.
FN int64_t strip_bytes(int64_t chunk, int64_t keys, int64_t dim) {
  tiled t;
  return wade_max(tiled_layout(&t, chunk, keys, dim, NULL), few_bytes(1, FEW, dim));
}

FN void attend(const strip *g, int64_t chunk, void *local) {
  if (g->rows <= FEW) {
    bunch b = {.s = *g, .heads = 1};
    few_rows(&b, local);
    return;
  }
  tiled t;
  tiled_layout(&t, chunk, g->keys, g->dim, local);
  tiles_open(16);
  tiled_rows(g, &t);
  tiles_close();
}

typedef struct {
  attending a;
  int64_t chunk, chunks; // of rows
} tiling;

FN void tiled_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const tiling *g = args;
  for (int64_t i = lo; i < hi; i++) {
    int64_t from = i % g->chunks * g->chunk, head = i / g->chunks;
    strip s = strip_of(&g->a, head / g->a.heads, head % g->a.heads, from, wade_min(g->chunk, g->a.rows - from));
    attend(&s, g->chunk, local);
  }
}

FN int tiled_attention(wade_pool *p, float *o, const float *q, const float *k, const float *v, const float *mask, int64_t batch, int64_t rows, int64_t keys, int64_t apart, int64_t heads, int64_t dim, float scale, int causal, const float *slopes, int rounded) {
  if (!rounded || rows <= FEW) return wade_table_avx512.attention(p, o, q, k, v, mask, batch, rows, keys, apart, heads, dim, scale, causal, slopes, rounded);
  tiling g = {.a = {.o = o, .q = q, .k = k, .v = v, .mask = mask, .rows = rows, .keys = keys, .apart = apart, .heads = heads, .dim = dim, .scale = scale, .causal = causal, .slopes = slopes}};
  g.chunk = wade_round(flash_chunk(p, batch * heads, rows, dim), TILES);
  g.chunks = wade_ceil(rows, g.chunk);
  if (!wade_reserve(p, 0, strip_bytes(g.chunk, keys, dim))) return -1;
  wade_parallel(p, tiled_job, &g, batch * heads * g.chunks, wade_max(1, 65536 / wade_max(1, g.chunk * keys * dim)));
  return 0;
}
