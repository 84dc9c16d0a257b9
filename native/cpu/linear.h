// Products of activations [rows ...] with weights, and their gradients.

#define NC (16 * NR) // columns packed at a time
#define MC (8 * MR)  // rows that a thread takes at a time

// c [m n] = a [m k] B + bias, with B made of w: its transpose (turn) or as it lies.
typedef struct {
  float *c;
  const float *a, *bias;
  int64_t m, k, n;
  source w;
  int turn;
  float *packed; // panels of columns first to first+cols: [k/KC][cols/NR][KC][NR]
  int64_t first, cols;
} product;

FN void pack_panel(const product *g, float *to, int64_t k0, int64_t kc, int64_t n0) {
  int64_t n = wade_min(NR, g->n - n0);
  if (g->turn) pack_turn(to, g->w, n0, n, k0, kc);
  else pack_copy(to, g->w, k0, kc, n0, n);
}

// product_tiles computes rows lo to hi of the columns of one packed panel, for one block of the inner dimension.
INLINE void product_tile(const product *g, int64_t i, int64_t m, int64_t n0, const float *panel, int64_t k0, int64_t kc) {
  const float *a = g->a + i * g->k + k0, *bias = g->bias ? g->bias + n0 : NULL;
  float *c = g->c + i * g->n + n0;
  if (n0 + NR <= g->n) tile_rows(m, a, g->k, panel, kc, c, g->n, bias, k0 > 0);
  else edge(1, g->n - n0, m, a, g->k, panel, kc, c, g->n, bias, k0 > 0);
}

FN void product_pack(const void *args, int64_t lo, int64_t hi, void *local) {
  const product *g = args;
  int64_t panels = wade_ceil(g->cols, NR);
  for (int64_t i = lo; i < hi; i++) {
    int64_t k0 = i / panels * KC, kc = wade_min(KC, g->k - k0), j = i % panels;
    pack_panel(g, g->packed + k0 * panels * NR + j * kc * NR, k0, kc, g->first + j * NR);
  }
}

// product_rows: many rows against packed panels.
FN void product_rows(const void *args, int64_t lo, int64_t hi, void *local) {
  const product *g = args;
  int64_t panels = wade_ceil(g->cols, NR);
  for (int64_t k0 = 0; k0 < g->k; k0 += KC) {
    int64_t kc = wade_min(KC, g->k - k0);
    const float *block = g->packed + k0 * panels * NR;
    for (int64_t i = lo; i < hi; i += MR)
      for (int64_t j = 0; j < panels; j++)
        product_tile(g, i, wade_min(MR, hi - i), g->first + j * NR, block + j * kc * NR, k0, kc);
  }
}

// product_panels: few rows; each panel is packed by the thread that uses it, and stays in its cache.
FN void product_panels(const void *args, int64_t lo, int64_t hi, void *local) {
  const product *g = args;
  for (int64_t j = lo; j < hi; j++)
    for (int64_t k0 = 0; k0 < g->k; k0 += KC) {
      int64_t kc = wade_min(KC, g->k - k0);
      pack_panel(g, local, k0, kc, j * NR);
      for (int64_t i = 0; i < g->m; i += MR)
        product_tile(g, i, wade_min(MR, g->m - i), j * NR, local, k0, kc);
    }
}

FN int multiply(wade_pool *p, product g) {
  if (g.m < 4 * MC) { // both ways give the same bits
    if (!wade_reserve(p, 0, KC * NR * 4)) return -1;
    wade_parallel(p, product_panels, &g, wade_ceil(g.n, NR), wade_max(1, 65536 / (NR * g.k * wade_max(1, g.m / 8))));
    return 0;
  }
  g.packed = wade_reserve(p, wade_round(wade_min(g.n, NC), NR) * g.k * 4, 0);
  if (!g.packed) return -1;
  for (g.first = 0; g.first < g.n; g.first += NC) {
    g.cols = wade_min(NC, g.n - g.first);
    wade_parallel(p, product_pack, &g, wade_ceil(g.cols, NR) * wade_ceil(g.k, KC), 1);
    wade_parallel(p, product_rows, &g, g.m, MC);
  }
  return 0;
}

FN int linear(wade_pool *p, float *y, const float *x, const float *wf, const uint16_t *wb, const float *bias, int64_t rows, int64_t in, int64_t out) {
  return multiply(p, (product){.c = y, .a = x, .bias = bias, .m = rows, .k = in, .n = out, .w = {wf, wb, in}, .turn = 1});
}

// dw [out in] = dyᵀ x and db = sum of the rows of dy. Rows are cut into chunks; each has its own sums, added up in order.
typedef struct {
  float *dw, *db; // where there is only one chunk
  float *partial; // [chunks][out·in + out]
  const float *dy, *x;
  int64_t rows, in, out, chunk, block; // block: rows of dw per task
} weights;

FN void weights_task(const weights *g, int64_t chunk, int64_t n0, float *panel) {
  int64_t size = g->out * g->in + g->out;
  float *dw = g->partial ? g->partial + chunk * size : g->dw;
  float *db = g->partial ? dw + g->out * g->in : g->db;
  int64_t n1 = wade_min(n0 + g->block, g->out), end = wade_min((chunk + 1) * g->chunk, g->rows), first = chunk * g->chunk;
  for (int64_t r = first; r < end; r += KC) {
    int64_t k = wade_min(KC, end - r);
    for (int64_t j = 0; j < g->in; j += NR) {
      int64_t cols = wade_min(NR, g->in - j);
      pack_copy(panel, (source){g->x, NULL, g->in}, r, k, j, cols);
      for (int64_t i = n0; i < n1; i += MR) {
        const float *a = g->dy + r * g->out + i;
        float *c = dw + i * g->in + j;
        int64_t m = wade_min(MR, n1 - i);
        if (cols == NR) tile_cols(m, a, g->out, panel, k, c, g->in, r > first);
        else edge(0, cols, m, a, g->out, panel, k, c, g->in, NULL, r > first);
      }
    }
    if (!db) continue;
    EACH(i, n1 - n0, n) {
      float *to = db + n0 + i;
      vf s = r > first ? get(to, n) : vset(0);
      for (int64_t l = 0; l < k; l++) s += get(g->dy + (r + l) * g->out + n0 + i, n);
      put(to, s, n);
    }
  }
}

FN void weights_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const weights *g = args;
  int64_t blocks = wade_ceil(g->out, g->block);
  for (int64_t i = lo; i < hi; i++) weights_task(g, i / blocks, i % blocks * g->block, local);
}

typedef struct {
  float *to;
  const float *from;
  int64_t size, stride, count;
} partials;

// add_partials sums count arrays that lie stride apart, in order.
FN void add_partials(const void *args, int64_t lo, int64_t hi, void *local) {
  const partials *g = args;
  EACH(i, hi - lo, n) {
    vf s = get(g->from + lo + i, n);
    for (int64_t c = 1; c < g->count; c++) s += get(g->from + c * g->stride + lo + i, n);
    put(g->to + lo + i, s, n);
  }
}

FN int weight_gradient(wade_pool *p, float *dw, float *db, const float *dy, const float *x, int64_t rows, int64_t in, int64_t out) {
  weights g = {.dw = dw, .db = db, .dy = dy, .x = x, .rows = rows, .in = in, .out = out};
  int64_t size = out * in + out;
  int64_t most = wade_max(1, wade_min(64, (64 << 20) / (size * 4))); // at most 64 chunks and 64 MiB of sums
  g.chunk = wade_max(512, wade_round(wade_ceil(rows, most), KC));
  int64_t chunks = wade_ceil(rows, g.chunk);
  g.block = (chunks < 8 ? 8 : 64) * MR;
  float *shared = wade_reserve(p, chunks > 1 ? chunks * size * 4 : 0, KC * NR * 4);
  if (!shared) return -1;
  if (chunks > 1) g.partial = shared;
  wade_parallel(p, weights_job, &g, chunks * wade_ceil(out, g.block), 1);
  if (chunks > 1) {
    partials w = {dw, shared, out * in, size, chunks}, b = {db, shared + out * in, out, size, chunks};
    wade_parallel(p, add_partials, &w, w.size, 2048);
    if (db) wade_parallel(p, add_partials, &b, b.size, 2048);
  }
  return 0;
}

FN int sum_rows(wade_pool *p, float *y, const float *a, const float *b, int64_t rows, int64_t cols);

FN int linear_vjp(wade_pool *p, float *dx, float *dw, float *db, const float *dy, const float *x, const float *wf, const uint16_t *wb, int64_t rows, int64_t in, int64_t out) {
  if (dx && multiply(p, (product){.c = dx, .a = dy, .m = rows, .k = out, .n = in, .w = {wf, wb, in}})) return -1;
  if (dw) return weight_gradient(p, dw, db, dy, x, rows, in, out);
  return db ? sum_rows(p, db, dy, NULL, rows, out) : 0;
}
