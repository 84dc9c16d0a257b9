// Products of activations [rows ...] with weights. A task is a block of rows and columns: it packs what it needs of the weights
// into its own scratch, a panel at a time, and asks for the next one while it computes. Blocks are such that all but the
// weights stays in the second cache: on large machines the third one is hardly faster than memory.

#define KC 256        // inner dimension per pass: MR rows of A (14 KiB) and a panel of B (32 KiB) share the first cache
#define WHOLE 512     // up to here it is not cut
#define LDA (KC + VL) // from row to row of a packed A: odd in cache lines, so that rows do not share a set
#define BLOCK_ROWS (32 * MR)
#define BLOCK_COLS (16 * NR)
#define PRODUCT_LOCAL (KC * NR + BLOCK_ROWS * BLOCK_COLS) // for a panel and sums, or for 8 panels of WHOLE

#include "turned.h"

// c [m n] = a [m k] B and what comes after, with B made of w: its transpose (turn) or as it lies.
typedef struct {
  float *c;
  const float *a;
  wade_after after;
  int64_t m, k, n;
  source w;
  int turn;
  int64_t first, rows;        // rows first to first + rows now
  int64_t block, cols;        // rows and columns of a task
  float *packed;              // these rows of A, [k/KC][rows][LDA]; NULL where they are read in place
} product;

FN void pack_panel(const product *g, float *to, int64_t k0, int64_t kc, int64_t n0) {
  int64_t n = wade_min(NR, g->n - n0);
  if (g->turn) pack_turn(to, g->w, n0, n, k0, kc);
  else pack_copy(to, g->w, k0, kc, n0, n);
}

// ask_panel asks for one of so many shares of the memory that a panel will be made of: two rows of weights line by line during
// the next tile, where that is enough, and otherwise at once.
INLINE void ask_panel(const product *g, ahead *f, int64_t k0, int64_t n0, int64_t share, int64_t shares) {
  int64_t size = g->w.f ? 4 : 2, ld = g->w.ld * size, k = wade_min(KC, g->k - k0), n = wade_min(NR, g->n - n0);
  const char *w = g->w.f ? (const char *)g->w.f : (const char *)g->w.b;
  if (!w) return;
  w += g->turn ? n0 * ld + k0 * size : k0 * ld + n0 * size;
  int64_t rows = g->turn ? n : k, bytes = (g->turn ? k : n) * size;
  if (g->turn && 2 * shares >= n) {
    f->at = w + wade_min(2 * share, n - 1) * ld;
    f->ld = ld;
    f->rows = wade_min(2, n - 2 * share);
    return;
  }
  for (int64_t r = rows * share / shares; r < rows * (share + 1) / shares; r++)
    for (int64_t i = 0; i < bytes; i += 64) __builtin_prefetch(w + r * ld + i, 0, 2);
}

// product_edge computes a tile of fewer than NR columns.
FN void product_edge(int64_t n, int64_t m, const float *a, int64_t lda, const float *b, int64_t k, const float *from, float *to, int64_t ldt, const float *bias, const ahead *fetch) {
  float t[MR * NR];
  tile_onto(m, a, lda, b, k, from, NR, t, NR, bias, fetch);
  for (int64_t i = 0; i < m; i++) memcpy(to + i * ldt, t + i * NR, (size_t)n * 4);
}

// product_end computes the last or only pass of m rows of a panel, and what comes after.
INLINE void product_end(const product *g, int64_t row, int64_t m, int64_t j, const float *a, int64_t lda, const float *panel, int64_t k, const float *from, const float *bias, const ahead *fetch) {
  float *c = g->c + row * g->n + j;
  for (int64_t r = 0; r < m; r++) { // so that the stores do not wait for memory
    __builtin_prefetch(c + r * g->n, 1);
    __builtin_prefetch(c + r * g->n + NR - 1, 1);
  }
  if (j + NR <= g->n) tile_onto(m, a, lda, panel, k, from, NR, c, g->n, bias, fetch);
  else product_edge(g->n - j, m, a, lda, panel, k, from, c, g->n, bias, fetch);
  finish(&g->after, g->c, g->n, row, m, j, wade_min(NR, g->n - j));
}

// bias_at is the bias of a panel, through edge where there are fewer columns.
INLINE const float *bias_at(const product *g, int64_t j, float edge[NR]) {
  if (!g->after.bias || j + NR <= g->n) return g->after.bias ? g->after.bias + j : NULL;
  return memcpy(edge, g->after.bias + j, (size_t)(g->n - j) * 4);
}

// product_whole computes rows i0 on and columns j0 on where one pass is enough: all panels are packed, then rows go by.
FN void product_whole(const product *g, int64_t i0, int64_t j0, float *panels) {
  int64_t end = wade_min(i0 + g->block, g->m), last = wade_min(j0 + g->cols, g->n), count = wade_ceil(last - j0, NR);
  float edge[NR] = {0};
  for (int64_t j = j0; j < last; j += NR) pack_panel(g, panels + (j - j0) * g->k, 0, g->k, j);
  for (int64_t i = i0; i < end; i += MR) {
    const float *a = g->a + i * g->k;
    int64_t bytes = MR * g->k * 4 / (count * 4);
    const char *next = (const char *)(i + MR < end ? a + MR * g->k : a);
    for (int64_t j = j0; j < last; j += NR) {
      ahead fetch = {.at = next, .line = next, .ld = bytes, .rows = 4};
      product_end(g, i, wade_min(MR, end - i), j, a, g->k, panels + (j - j0) * g->k, g->k, NULL, bias_at(g, j, edge), &fetch);
      next += 4 * bytes;
    }
  }
}

// product_passes computes rows i0 on, counted from first, and columns j0 on. Sums wait in local between passes.
FN void product_passes(const product *g, int64_t i0, int64_t j0, float *local) {
  float *panel = local, *sums = local + KC * NR, edge[NR] = {0};
  int64_t m = wade_min(g->block, g->rows - i0), last = wade_min(j0 + g->cols, g->n), row = g->first + i0;
  int64_t tiles = wade_ceil(m, MR), shares = tiles * wade_ceil(last - j0, NR), bytes = m * LDA * 4 / shares;
  for (int64_t k0 = 0; k0 < g->k; k0 += KC) {
    int64_t k = wade_min(KC, g->k - k0), share = 0;
    const float *a = g->packed + (k0 / KC * g->rows + i0) * LDA;
    int end = k0 + k == g->k;
    for (int64_t j = j0; j < last; j += NR) {
      const float *bias = bias_at(g, j, edge);
      float *sum = sums + (j - j0) * m;
      pack_panel(g, panel, k0, k, j);
      for (int64_t tile = 0; tile < tiles; tile++, share++) {
        int64_t i = m * tile / tiles, n = m * (tile + 1) / tiles - i;
        const float *from = k0 ? sum + i * NR : NULL, *x = a + i * LDA;
        ahead fetch = {.line = (const char *)x};
        if (j + NR < last) ask_panel(g, &fetch, k0, j + NR, tile, tiles);
        else if (!end) ask_panel(g, &fetch, k0 + k, j0, tile, tiles);
        if (!end) { // rows of the next pass
          fetch.line = (const char *)(a + g->rows * LDA) + share * bytes;
          tile_onto(n, x, LDA, panel, k, from, NR, sum + i * NR, NR, bias, &fetch);
        } else product_end(g, row + i, n, j, x, LDA, panel, k, from, bias, &fetch);
      }
    }
  }
}

FN void product_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const product *g = args;
  int64_t blocks = wade_ceil(g->n, g->cols);
  for (int64_t t = lo; t < hi; t++) {
    int64_t i = t / blocks * g->block, j = t % blocks * g->cols;
    if (g->packed) product_passes(g, i, j, local);
    else product_whole(g, i, j, local);
  }
}

FN void pack_rows(const void *args, int64_t lo, int64_t hi, void *local) {
  const product *g = args;
  for (int64_t r = lo; r < hi; r++)
    for (int64_t k0 = 0; k0 < g->k; k0 += KC)
      memcpy(g->packed + (k0 / KC * g->rows + r) * LDA, g->a + (g->first + r) * g->k + k0, (size_t)wade_min(KC, g->k - k0) * 4);
}

// as_turned tells for which products turned.h is faster: the matrix is larger than x, and not too many lanes go without a row.
INLINE int as_turned(const product *g) {
  return g->turn && g->k > 0 && g->m <= g->n && (g->m <= 7 * NR || (wade_round(g->m, VL) - g->m) * NR <= g->m);
}

FN int multiply(wade_pool *p, product g) {
  if (g.m == 0) return 0;
  if (g.turn && g.m <= SKINNY && g.w.f) return skinny_product(p, (skinny){g.c, g.a, &g.after, g.m, g.k, g.n, g.w.f});
  if (as_turned(&g)) return turned_product(p, (turned){.c = g.c, .a = g.a, .after = g.after, .m = g.m, .k = g.k, .n = g.n, .w = g.w});
  int pack = g.k > WHOLE;
  int64_t most = pack ? wade_round(wade_ceil(g.m, wade_max(1, wade_ceil(g.m, BLOCK_ROWS))), MR) : g.m;
  float *shared = wade_reserve(p, pack ? wade_ceil(g.k, KC) * wade_min(most, g.m) * LDA * 4 : 0, PRODUCT_LOCAL * 4);
  if (!shared) return -1;
  for (; g.first < g.m; g.first += most) {
    g.rows = wade_min(most, g.m - g.first);
    g.block = wade_min(BLOCK_ROWS, g.rows);
    g.cols = pack ? BLOCK_COLS : wade_min(BLOCK_COLS, WHOLE * 8 / wade_max(g.k, 1) * NR);
    while (g.cols > 2 * NR && wade_ceil(g.rows, g.block) * wade_ceil(g.n, g.cols) < 2 * wade_threads(p)) g.cols = wade_round(g.cols / 2, NR);
    if (pack) {
      g.packed = shared;
      wade_parallel(p, pack_rows, &g, g.rows, wade_max(1, wade_min(wade_grain(g.k), g.rows / 8)));
    }
    wade_parallel(p, product_job, &g, wade_ceil(g.rows, g.block) * wade_ceil(g.n, g.cols), 1);
  }
  return 0;
}

// linear_panels is a linear layer by panels, whatever type the weights have.
FN int linear_panels(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out) {
  return multiply(p, (product){.c = y, .a = x, .after = after, .m = rows, .k = in, .n = out, .w = matrix(w, in), .turn = 1});
}
