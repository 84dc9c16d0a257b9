// Products with a matrix larger than x: Y = X Wᵀ is computed as columns of W Xᵀ. Rows of x are the lanes of a panel, turned once for
// all threads, and rows of w are what tiles multiply them with: these are only copied, into a buffer that the first cache holds
// (where they lie, a power of two apart, they would share its sets). Sums are those of product.h, bit for bit.

#define TURNED_X (1 << 19)      // bytes of x, as panels, that a task goes through again and again
#define TURNED_PART (1 << 18)   // where x is larger: of a part of the inner dimension
#define TURNED_ROWS 256         // rows of x at a time, if there are more of them than fit
#define TURNED_TILES 37         // tiles of w of a task that leaves sums

typedef struct {
  float *c;
  const float *a;
  wade_after after;
  int64_t m, k, n;
  source w;
  int64_t first, rows, lanes; // rows first to first + rows now, rounded up to lanes
  int64_t part;               // of the inner dimension, a multiple of KC, that is done before sums wait
  int64_t tiles, tasks;       // of w, as even as can be
  float *x;                   // panels of these rows, [k/KC][lanes/NR][KC NR], the last perhaps half as wide
} turned;

INLINE int64_t turned_wide(const turned *g, int64_t lane) { return wade_min(NR, g->lanes - lane); }

FN void turned_pack_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const turned *g = args;
  int64_t panels = wade_ceil(g->lanes, NR);
  for (int64_t i = lo; i < hi; i++) {
    int64_t k0 = i / panels * KC, k = wade_min(KC, g->k - k0), lane = i % panels * NR;
    pack_turn_wide(g->x + k0 * g->lanes + lane * k, turned_wide(g, lane), (source){.f = g->a, .ld = g->k}, g->first + lane, wade_max(0, wade_min(NR, g->rows - lane)), k0, k);
  }
}

// turned_copy copies n rows of w.
INLINE void turned_copy(const turned *g, float *to, int64_t row, int64_t n, int64_t k0, int64_t k) {
  for (int64_t i = 0; i < n; i++, to += LDA) {
    int64_t at = (row + i) * g->w.ld + k0, c = 0;
    if (g->w.q.data) {
      packed_row(to, &g->w.q, row + i, k0, k);
      continue;
    }
    for (; c + VL <= k; c += VL) vstore(to + c, fetch(g->w, at + c));
    for (; c < k; c++) to[c] = fetch1(g->w, at + c);
  }
}

// ask_rows asks for where turned_end will write, so that its stores do not wait for memory.
INLINE void ask_rows(const turned *g, int64_t lane, int64_t wide, int64_t col, int64_t n) {
  for (int64_t r = lane; r < wade_min(lane + wide, g->rows); r++) {
    const float *c = g->c + (g->first + r) * g->n + col;
    __builtin_prefetch(c, 1);
    __builtin_prefetch(c + n - 1, 1);
  }
}

// turned_end writes a tile [n wide] of results for columns col on and rows of x from lane on, and does what comes after.
FN void turned_end(const turned *g, float *t, int64_t wide, int64_t col, int64_t n, int64_t lane) {
  for (int64_t h = 0; h < wide; h += VL) {
    int64_t row = g->first + lane + h, rows = wade_min(VL, g->rows - lane - h);
    for (int64_t i = 0; i < n; i += VL) {
      vf r[VL];
      UNROLL for (int j = 0; j < VL; j++) r[j] = vload(t + wade_min(i + j, MR - 1) * wide + h);
      square(r);
      float *c = g->c + row * g->n + col + i;
      UNROLL for (int j = 0; j < VL; j++)
        if (j < rows) put(c + j * g->n, r[j], wade_min(VL, n - i));
    }
    finish(&g->after, g->c, g->n, row, rows, col, n);
  }
}

// tile_slim is a tile of half the width; rows of the copy that are not there give results that nobody reads.
FN void tile_slim(const float *a, const float *b, int64_t k, const float *from, int64_t ldf, float *to, const ahead *fetch) {
  tile(1, MR, 1, a, LDA, 1, b, k, from, ldf, to, VL, NULL, fetch);
}

// piece is n rows of w from col on, and k of their elements from k0 on; the last of a task has none.
typedef struct {
  int64_t tile, col, n, k0, k;
} piece;

INLINE piece piece_of(const turned *g, int64_t t, int64_t k0, int64_t end) {
  int64_t col = g->n * t / g->tiles;
  return (piece){t, col, g->n * (t + 1) / g->tiles - col, k0, wade_min(KC, end - k0)};
}

// piece_after goes through the inner dimension from p0 to p1, tile by tile, then through its next part.
INLINE piece piece_after(const turned *g, piece p, int64_t t0, int64_t t1) {
  int64_t p0 = p.k0 / g->part * g->part, p1 = wade_min(p0 + g->part, g->k);
  if (p.k == 0) return p;
  if (p.k0 + p.k < p1) return piece_of(g, p.tile, p.k0 + p.k, p1);
  if (p.tile + 1 < t1) return piece_of(g, p.tile + 1, p0, p1);
  return piece_of(g, t0, p1, wade_min(p1 + g->part, g->k));
}

// turned_task computes tiles t0 to t1 of w. While a piece of w is multiplied the next one is asked for, and with it the next part of x.
FN void turned_task(const turned *g, int64_t t0, int64_t t1, float *local) {
  float *copy = local, *bias = copy + MR * LDA, *end = bias + MR * NR, *sums = end + MR * NR;
  const int64_t panels = wade_ceil(g->lanes, NR), size = g->w.f ? 4 : 2, ld = g->w.ld * size;
  const char *w = g->w.f ? (const char *)g->w.f : (const char *)g->w.b;
  int64_t share = 0, shares = (t1 - t0) * wade_ceil(g->part, KC) * panels;
  for (piece p = piece_of(g, t0, 0, wade_min(g->part, g->k)), next; p.k; p = next) {
    next = piece_after(g, p, t0, t1);
    turned_copy(g, copy, p.col, p.n, p.k0, p.k);
    if (p.k0 == 0)
      for (int64_t i = 0; i < p.n; i++)
        for (int64_t j = 0; j < NR; j += VL) vstore(bias + i * NR + j, vset(g->after.bias ? g->after.bias[p.col + i] : 0));
    if (p.k0 % g->part == 0 && p.tile == t0) share = 0;
    float *sum = g->part < g->k ? sums + (p.tile - t0) * MR * g->lanes : sums;
    int64_t p1 = (p.k0 / g->part + 1) * g->part, bytes = p1 < g->k ? wade_min(g->part, g->k - p1) * g->lanes * 4 / shares : 0;
    for (int64_t lane = 0; lane < g->lanes; lane += NR, share++) {
      int64_t wide = turned_wide(g, lane), i = lane / NR, first = next.n * i / panels;
      const float *from = p.k0 ? sum + lane * MR : bias, *b = g->x + p.k0 * g->lanes + lane * p.k;
      float *to = p.k0 + p.k < g->k ? sum + lane * MR : end;
      ahead fetch = {.line = bytes ? (const char *)(g->x + p1 * g->lanes) + share * bytes : (const char *)b};
      if (next.k && w) fetch.at = w + (next.col + first) * ld + next.k0 * size, fetch.ld = ld, fetch.rows = next.n * (i + 1) / panels - first;
      if (to == end) ask_rows(g, lane, wide, p.col, p.n);
      if (wide == NR) tile_onto(p.n, copy, LDA, b, p.k, from, NR, to, NR, NULL, &fetch);
      else tile_slim(copy, b, p.k, from, p.k0 ? VL : NR, to, &fetch);
      if (to == end) turned_end(g, end, wide, p.col, p.n, lane);
    }
  }
}

FN void turned_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const turned *g = args;
  for (int64_t i = lo; i < hi; i++) turned_task(g, g->tiles * i / g->tasks, g->tiles * (i + 1) / g->tasks, local);
}

FN int turned_product(wade_pool *p, turned g) {
  int64_t most = wade_round(wade_ceil(g.m, wade_ceil(g.m, TURNED_ROWS)), VL), lanes = most, deep = wade_round(g.k, KC);
  g.part = lanes * deep * 4 <= TURNED_X ? deep : wade_max(1, TURNED_PART / (lanes * KC * 4)) * KC;
  g.tiles = wade_ceil(g.n, MR);
  g.tasks = g.part < g.k ? wade_ceil(g.tiles, TURNED_TILES) : wade_ceil(g.tiles, 4);
  g.tasks = wade_min(g.tiles, wade_max(g.tasks, 2 * wade_threads(p)));
  int64_t sums = (g.part < g.k ? wade_ceil(g.tiles, g.tasks) : 1) * MR * lanes;
  g.x = wade_reserve(p, g.k * lanes * 4, (MR * LDA + 2 * MR * NR + sums) * 4);
  if (!g.x) return -1;
  for (; g.first < g.m; g.first += g.rows) {
    g.rows = wade_min(most, g.m - g.first);
    g.lanes = wade_round(g.rows, VL);
    wade_parallel(p, turned_pack_job, &g, wade_ceil(g.k, KC) * wade_ceil(g.lanes, NR), wade_max(1, wade_grain(KC * NR)));
    wade_parallel(p, turned_job, &g, g.tasks, 1);
  }
  return 0;
}
