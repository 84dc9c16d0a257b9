// Sums over rows, in chunks that depend on the shape alone.

typedef struct {
  float *y;
  const float *a, *b;
  int64_t rows, cols, chunk;
} summing;

INLINE void sum_block(const summing *g, float *y, int64_t r0, int64_t r1, int64_t c0, int64_t c1) {
  memset(y + c0, 0, (size_t)(c1 - c0) * 4);
  for (int64_t r = r0; r < r1; r++) {
    const float *a = g->a + r * g->cols, *b = g->b ? g->b + r * g->cols : NULL;
    for (int64_t c = c0, n; c < c1; c += VL) {
      n = wade_min(VL, c1 - c);
      vf x = get(a + c, n);
      if (b) put(y + c, get(y + c, n) + x * get(b + c, n), n);
      else put(y + c, get(y + c, n) + x, n);
    }
  }
}

FN void sum_rows_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const summing *g = args;
  sum_block(g, g->y + lo / g->chunk * g->cols, lo, hi, 0, g->cols);
}

FN void sum_columns_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const summing *g = args;
  sum_block(g, g->y, 0, g->rows, lo, hi);
}

// row_chunk cuts rows for sums: at least a thread's worth, at most 64 pieces.
INLINE int64_t row_chunk(int64_t rows, int64_t cols) { return wade_max(wade_grain(cols), wade_ceil(rows, 64)); }

// sum_rows adds up the rows of a, or of a·b element by element.
FN int sum_rows(wade_pool *p, float *y, const float *a, const float *b, int64_t rows, int64_t cols) {
  summing g = {y, a, b, rows, cols, row_chunk(rows, cols)};
  int64_t chunks = wade_ceil(rows, g.chunk);
  if (cols >= 4096 || chunks < 2) {
    wade_parallel(p, sum_columns_job, &g, cols, 1024);
    return 0;
  }
  g.y = wade_reserve(p, chunks * cols * 4, 0);
  if (!g.y) return -1;
  wade_parallel(p, sum_rows_job, &g, rows, g.chunk);
  partials s = {y, g.y, cols, cols, chunks};
  wade_parallel(p, add_partials, &s, cols, 2048);
  return 0;
}

// sum_slots adds up one number per chunk, in order.
INLINE double sum_slots(const double *slot, int64_t n) {
  double s = 0;
  for (int64_t i = 0; i < n; i++) s += slot[i];
  return s;
}
