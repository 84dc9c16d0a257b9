// Products of float32 matrices whose operands are rounded to bfloat16 for the tiles, as in training with float32 weights: many rows
// of activations, matrices that the second cache holds. The activations are tile A, so results come as they lie. Every result is
// summed in the same order however many rows there are, and the sums of a gradient are cut by shape, not by threads.

#define MIXED_ROWS 2048 // rows of one sum of dw
#define MIXED_PART 512  // of them that are packed at a time

typedef struct {
  float *y;
  const float *x, *w;
  wade_after after;
  int64_t rows, k, n;      // y [rows n] = x [rows k] B
  int64_t steps, tiles, groups;
  int turn;                // B is the transpose of w, or w as it lies
  char *b;                 // tiles B in groups of up to 3: [groups][steps][tiles of the group]
} mixed;

// pack_pairs makes a tile B of up to 32 rows of x and n columns (up to 16), as they lie.
INLINE void pack_pairs(char *to, const float *x, int64_t ld, int64_t rows, int64_t n) {
  for (int64_t i = 0; i < 16; i++) {
    vf even = 2 * i < rows ? get(x + 2 * i * ld, n) : vset(0), odd = 2 * i + 1 < rows ? get(x + (2 * i + 1) * ld, n) : vset(0);
    __m512i low = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(even)), high = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(odd));
    _mm512_store_si512(to + 64 * i, _mm512_or_si512(low, _mm512_slli_epi32(high, 16)));
  }
}

FN void mixed_pack_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const mixed *g = args;
  for (int64_t j = lo; j < hi; j++) {
    int64_t first = share(g->tiles, j, g->groups), wide = share(g->tiles, j + 1, g->groups) - first;
    for (int64_t s = 0; s < g->steps; s++)
      for (int64_t t = 0; t < wide; t++) {
        char *to = g->b + (first * g->steps + s * wide + t) * TILE;
        int64_t col = (first + t) * 16, k0 = s * STEP, n = wade_min(16, g->n - col), k = wade_min(STEP, g->k - k0);
        if (g->turn) pack_tile(to, g->w + col * g->k + k0, g->k, n, k, 16);
        else pack_pairs(to, g->w + k0 * g->n + col, g->n, k, n);
      }
  }
}

INLINE void mixed_tiles(const int wide, const char *a, const char *b, int64_t steps, int add, float *c) {
  if (add) results_load(wide, c);
  else results_zero(wide);
  for (int64_t s = 0; s < steps; s++, a += 2 * TILE, b += wide * TILE) tiles_step(wide, a, a + TILE, 64, b, 16);
  results_store(wide, c);
}

FN void mixed_group(int64_t wide, const char *a, const char *b, int64_t steps, int add, float *c) {
  switch (wide) {
  case 1: mixed_tiles(1, a, b, steps, add, c); break;
  case 2: mixed_tiles(2, a, b, steps, add, c); break;
  case 3: mixed_tiles(3, a, b, steps, add, c); break;
  }
}

// mixed_job computes panels of 32 rows.
FN void mixed_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const mixed *g = args;
  char *a = local;
  float *c = (float *)(a + g->steps * 2 * TILE);
  tiles_open(16);
  for (int64_t i = lo; i < hi; i++) {
    int64_t row = i * HIGH, rows = wade_min(HIGH, g->rows - row);
    for (int64_t r = 0; r < HIGH; r++)
      for (int64_t s = 0; s < g->steps; s++) {
        int64_t n = wade_min(STEP, g->k - s * STEP);
        __m512i v = r < rows ? row_to_bf16(g->x + (row + r) * g->k + s * STEP, n) : _mm512_setzero_si512();
        _mm512_store_si512(a + s * 2 * TILE + r * 64, v);
      }
    for (int64_t j = 0; j < g->groups; j++) {
      int64_t first = share(g->tiles, j, g->groups), wide = share(g->tiles, j + 1, g->groups) - first, col = first * 16;
      mixed_group(wide, a, g->b + first * g->steps * TILE, g->steps, 0, c);
      int64_t cols = wade_min(16 * wide, g->n - col);
      for (int64_t r = 0; r < rows; r++) {
        const float *from = c + (r / 16 * wide * 16 + r % 16) * 16;
        EACH(l, cols, n) {
          vf v = vload(from + l * 16);
          if (g->after.bias) v += get(g->after.bias + col + l, n);
          put(g->y + (row + r) * g->n + col + l, v, n);
        }
      }
      finish(&g->after, g->y, g->n, row, rows, col, cols);
    }
  }
  tiles_close();
}

FN int mixed_product(wade_pool *p, mixed g) {
  if (g.rows <= 0 || g.n <= 0) return 0;
  g.steps = wade_ceil(g.k, STEP);
  g.tiles = wade_ceil(g.n, 16);
  g.groups = wade_ceil(g.tiles, WIDE);
  g.b = wade_reserve(p, g.tiles * g.steps * TILE, g.steps * 2 * TILE + 6 * TILE);
  if (!g.b) return -1;
  wade_parallel(p, mixed_pack_job, &g, g.groups, wade_max(1, 16 / wade_max(1, g.steps)));
  wade_parallel(p, mixed_job, &g, wade_ceil(g.rows, HIGH), 4);
  return 0;
}

// dw [out in] = dyᵀ x, and db. dyᵀ is tile A.
typedef struct {
  float *sums; // [chunks][results, then db], results tile by tile as the products leave them
  const float *dy, *x;
  float *dw, *db;
  int64_t rows, in, out;
  int64_t high, tiles, groups, chunks, size; // pairs of tiles A, tiles B and their groups; numbers of one chunk
} mixing;

INLINE int64_t mixing_at(const mixing *g, int64_t pair, int64_t group) { return (pair * g->tiles + share(g->tiles, group, g->groups)) * 512; }

// pack_dy makes two tiles A, columns col on and col + 16 on of k rows, and adds the columns up.
INLINE void pack_dy(char *to, const float *dy, int64_t ld, int64_t k, int64_t cols, float *db) {
  for (int64_t h = 0; h < 32; h += 16, to += TILE) {
    int64_t n = wade_max(0, wade_min(16, cols - h));
    _Alignas(64) char pairs[TILE];
    vf r[VL], sum = vset(0);
    pack_pairs(pairs, dy + h, ld, n ? k : 0, n);
    UNROLL for (int i = 0; i < VL; i++) r[i] = vload((const float *)pairs + 16 * i);
    square(r);
    UNROLL for (int i = 0; i < VL; i++) vstore((float *)to + 16 * i, r[i]);
    if (!n) continue;
    for (int64_t i = 0; i < k; i++) sum += get(dy + i * ld + h, n);
    put(db + h, get(db + h, n) + sum, n);
  }
}

// mixing_job sums up chunks of rows.
FN void mixing_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const mixing *g = args;
  char *a = local, *b = a + g->high * 2 * (MIXED_PART / STEP) * TILE;
  tiles_open(16);
  for (int64_t i = lo; i < hi; i++) {
    float *c = g->sums + i * g->size, *db = c + g->high * g->tiles * 512;
    int64_t first = i * MIXED_ROWS, end = wade_min(first + MIXED_ROWS, g->rows);
    memset(db, 0, (size_t)(g->high * 32) * 4);
    for (int64_t r = first; r < end; r += MIXED_PART) {
      int64_t rows = wade_min(MIXED_PART, end - r), steps = wade_ceil(rows, STEP);
      for (int64_t s = 0; s < steps; s++) {
        int64_t k = wade_min(STEP, rows - s * STEP);
        const float *dy = g->dy + (r + s * STEP) * g->out, *x = g->x + (r + s * STEP) * g->in;
        for (int64_t h = 0; h < g->high; h++) pack_dy(a + (h * steps + s) * 2 * TILE, dy + h * 32, g->out, k, g->out - h * 32, db + h * 32);
        for (int64_t j = 0; j < g->groups; j++) {
          int64_t t0 = share(g->tiles, j, g->groups), wide = share(g->tiles, j + 1, g->groups) - t0;
          for (int64_t t = 0; t < wide; t++)
            pack_pairs(b + (t0 * steps + s * wide + t) * TILE, x + (t0 + t) * 16, g->in, k, wade_min(16, g->in - (t0 + t) * 16));
        }
      }
      for (int64_t j = 0; j < g->groups; j++)
        for (int64_t h = 0; h < g->high; h++) {
          int64_t t0 = share(g->tiles, j, g->groups), wide = share(g->tiles, j + 1, g->groups) - t0;
          mixed_group(wide, a + h * steps * 2 * TILE, b + t0 * steps * TILE, steps, r > first, c + mixing_at(g, h, j));
        }
    }
  }
  tiles_close();
}

// mixing_add adds the chunks up in order, for pairs lo to hi of tiles A, and puts the numbers in their places.
FN void mixing_add(const void *args, int64_t lo, int64_t hi, void *local) {
  const mixing *g = args;
  for (int64_t h = lo; h < hi; h++)
    for (int64_t r = 0; r < wade_min(32, g->out - h * 32); r++)
      for (int64_t j = 0; j < g->groups; j++) {
        int64_t t0 = share(g->tiles, j, g->groups), wide = share(g->tiles, j + 1, g->groups) - t0;
        const float *c = g->sums + mixing_at(g, h, j) + (r / 16 * wide * 16 + r % 16) * 16;
        EACH(l, wade_min(16 * wide, g->in - t0 * 16), n) {
          vf s = vload(c + l * 16);
          for (int64_t i = 1; i < g->chunks; i++) s += vload(c + l * 16 + i * g->size);
          put(g->dw + (h * 32 + r) * g->in + t0 * 16 + l, s, n);
        }
      }
  for (int64_t o = lo * 32; g->db && o < wade_min(hi * 32, g->out); o += VL) {
    int64_t n = wade_min(VL, g->out - o);
    const float *c = g->sums + g->high * g->tiles * 512 + o;
    vf s = get(c, n);
    for (int64_t i = 1; i < g->chunks; i++) s += get(c + i * g->size, n);
    put(g->db + o, s, n);
  }
}

FN int mixed_gradient(wade_pool *p, mixing g) {
  g.high = wade_ceil(g.out, 32);
  g.tiles = wade_ceil(g.in, 16);
  g.groups = wade_ceil(g.tiles, WIDE);
  g.chunks = wade_ceil(g.rows, MIXED_ROWS);
  g.size = g.high * g.tiles * 512 + wade_round(g.high * 32, 16);
  g.sums = wade_reserve(p, g.chunks * g.size * 4, (2 * g.high + g.tiles) * (MIXED_PART / STEP) * TILE);
  if (!g.sums) return -1;
  wade_parallel(p, mixing_job, &g, g.chunks, 1);
  wade_parallel(p, mixing_add, &g, g.high, 1);
  return 0;
}

// Larger matrices are multiplied in float32: packed whole, they would not stay in the second cache, and the sums of chunks would
// take much memory. Rows do not decide, so that none depends on the others.
INLINE int mixable(int64_t in, int64_t out) { return in * out <= 1 << 19; }

FN int linear_mixed(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out) {
  if (!mixable(in, out)) return wade_table_avx512.product[WADE_F32](p, y, x, w, after, rows, in, out);
  return mixed_product(p, (mixed){.y = y, .x = x, .w = w.data, .after = after, .rows = rows, .k = in, .n = out, .turn = 1});
}

FN int linear_vjp(wade_pool *p, float *dx, float *dw, float *db, const float *dy, const float *x, wade_weight w, int64_t rows, int64_t in, int64_t out) {
  if (w.type != WADE_MIXED || !mixable(in, out)) return wade_table_avx512.linear_vjp(p, dx, dw, db, dy, x, w, rows, in, out);
  if (dx && mixed_product(p, (mixed){.y = dx, .x = dy, .w = w.data, .rows = rows, .k = out, .n = in})) return -1;
  if (dw) return mixed_gradient(p, (mixing){.dy = dy, .x = x, .dw = dw, .db = db, .rows = rows, .in = in, .out = out});
  return db ? wade_table_avx512.sum_rows(p, db, dy, NULL, rows, out) : 0;
}
