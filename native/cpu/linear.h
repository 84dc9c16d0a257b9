// The linear layer and its gradients.

FN int linear(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out) {
  return wade_pool_table(p)->product[w.type](p, y, x, w, after, rows, in, out);
}

// dw [out in] = dyᵀ x and db = sum of the rows of dy. Rows are cut into chunks; each has its own sums, added up in order.
typedef struct {
  float *dw, *db; // where there is only one chunk
  float *partial; // [chunks][out·in + out]
  const float *dy, *x;
  int64_t rows, in, out, chunk;
  int64_t block, tile; // rows of dw per task, and per tile: as even as possible
} weights;

#define KW 128                        // rows of dy and x at a time
#define MW ((MR + VL - 1) / VL * VL)  // a row of a packed tile of dyᵀ
#define TALL ((KW + 1) * MW)          // from tile to tile; odd, so that they do not share a cache set
#define TILES 40                      // tiles of dyᵀ that are packed at a time
#define PANELS 16                     // panels of x
#define WEIGHTS_LOCAL (TILES * TALL + PANELS * KW * NR)

// pack_tall cuts k rows of n columns of dy into tiles.
FN void pack_tall(const weights *g, float *to, const float *dy, int64_t k, int64_t n) {
  for (int64_t r = 0; r < k; r++, dy += g->out, to += MW) {
    float *tall = to;
    int64_t i = 0;
    for (; i + MW <= n; i += g->tile, tall += TALL) // what is read too much is not used
      for (int64_t j = 0; j < MW; j += VL) vstore(tall + j, vload(dy + i + j));
    for (; i < n; i += g->tile, tall += TALL)
      EACH(j, wade_min(g->tile, n - i), l) vstore(tall + j, get(dy + i + j, l));
  }
}

// pack_wide cuts k rows of x into panels.
FN void pack_wide(float *to, const float *x, int64_t ld, int64_t k, int64_t cols) {
  for (int64_t r = 0; r < k; r++, x += ld, to += NR) {
    float *panel = to;
    int64_t j = 0;
    for (; j + NR <= cols; j += NR, panel += KW * NR) {
      vstore(panel, vload(x + j));
      vstore(panel + VL, vload(x + j + VL));
    }
    for (int64_t i = 0; j < cols && i < NR; i += VL) vstore(panel + i, vloadn(x + j + i, wade_max(0, wade_min(VL, cols - j - i))));
  }
}

// sum_tall adds k rows of a packed tile to n numbers.
INLINE void sum_tall(float *to, const float *tall, int64_t k, int64_t n, int add) {
  vf s[4] = {add ? get(to, n) : vset(0), vset(0), vset(0), vset(0)};
  int64_t r = 0;
  for (; r + 4 <= k; r += 4)
    UNROLL for (int i = 0; i < 4; i++) s[i] += vload(tall + (r + i) * MW);
  for (; r < k; r++) s[0] += vload(tall + r * MW);
  put(to, (s[0] + s[1]) + (s[2] + s[3]), n);
}

// fetch_ahead asks for its share (part of parts) of n floats: what comes from memory comes while tiles are computed.
INLINE void fetch_ahead(const float *p, int64_t n, int64_t part, int64_t parts) {
  for (int64_t i = n * part / parts, end = n * (part + 1) / parts; i < end; i += 16) __builtin_prefetch(p + i, 0, 2);
}

// edge does with part of a panel, n columns, what tile_cols does with all of it.
FN void edge(int64_t n, int64_t m, const float *a, int64_t acs, const float *b, int64_t k, float *c, int64_t ldc, int add) {
  float t[MR * NR];
  if (add) {
    memset(t, 0, sizeof t);
    for (int64_t i = 0; i < m; i++) memcpy(t + i * NR, c + i * ldc, (size_t)n * 4);
  }
  tile_cols(m, a, acs, b, k, t, NR, add);
  for (int64_t i = 0; i < m; i++) memcpy(c + i * ldc, t + i * NR, (size_t)n * 4);
}

// weights_task computes rows n0 to n0 + block of the sums of one chunk.
FN void weights_task(const weights *g, int64_t chunk, int64_t n0, float *local) {
  int64_t size = g->out * g->in + g->out;
  float *dw = g->partial ? g->partial + chunk * size : g->dw;
  float *db = g->partial ? dw + g->out * g->in : g->db;
  float *tall = local, *wide = local + TILES * TALL;
  int64_t n = wade_min(g->block, g->out - n0), end = wade_min((chunk + 1) * g->chunk, g->rows), first = chunk * g->chunk;
  for (int64_t r = first; r < end; r += KW) {
    int64_t k = wade_min(KW, end - r), next = wade_min(KW, end - r - k), part = 0;
    int64_t parts = wade_ceil(n, g->tile) * wade_ceil(g->in, NR);
    pack_tall(g, tall, g->dy + r * g->out + n0, k, n);
    for (int64_t j0 = 0; j0 < g->in; j0 += PANELS * NR) {
      int64_t cols = wade_min(PANELS * NR, g->in - j0);
      pack_wide(wide, g->x + r * g->in + j0, g->in, k, cols);
      for (int64_t j = 0; j < cols; j += NR) {
        const float *a = tall, *panel = wide + j * KW;
        for (int64_t i = 0; i < n; i += g->tile, a += TALL) {
          float *c = dw + (n0 + i) * g->in + j0 + j;
          int64_t m = wade_min(g->tile, n - i);
          fetch_ahead(g->dy + (r + k) * g->out, next * g->out, part, parts);
          fetch_ahead(g->x + (r + k) * g->in, next * g->in, part++, parts);
          if (j + NR <= cols) tile_cols(m, a, MW, panel, k, c, g->in, r > first);
          else edge(cols - j, m, a, MW, panel, k, c, g->in, r > first);
        }
      }
    }
    for (int64_t i = 0; db && i < n; i += g->tile)
      EACH(j, wade_min(g->tile, n - i), l) sum_tall(db + n0 + i + j, tall + i / g->tile * TALL + j, k, l, r > first);
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
  g.chunk = wade_max(512, wade_round(wade_ceil(rows, most), KW));
  int64_t chunks = wade_ceil(rows, g.chunk);
  int64_t tiles = wade_min(wade_ceil(out, MR), chunks < 8 ? 8 : TILES);
  g.tile = wade_min(MR, wade_ceil(out, tiles));
  g.block = tiles * g.tile;
  float *shared = wade_reserve(p, chunks > 1 ? chunks * size * 4 : 0, WEIGHTS_LOCAL * 4);
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

FN int linear_vjp(wade_pool *p, float *dx, float *dw, float *db, const float *dy, const float *x, wade_weight w, int64_t rows, int64_t in, int64_t out) {
  if (dx && multiply(p, (product){.c = dx, .a = dy, .m = rows, .k = out, .n = in, .w = matrix(w, in)})) return -1;
  if (dw) return weight_gradient(p, dw, db, dy, x, rows, in, out);
  return db ? sum_rows(p, db, dy, NULL, rows, out) : 0;
}
