// Moving rows about, and picking entries.

typedef struct {
  float *y;
  const float *x;
  source w;
  const int32_t *ids;
  int32_t *out;
  int64_t n, rows, cols, k, ystride, xstride;
  int64_t channels, height, width, patch;
  int inverse;
} moving;

FN void embed_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  for (int64_t r = lo; r < hi; r++) {
    int64_t from = g->ids[r] * g->cols, i = 0;
    float *y = g->y + r * g->cols;
    if (g->w.q.data) {
      packed_row(y, &g->w.q, g->ids[r], 0, g->cols);
      continue;
    }
    if (g->w.f) {
      memcpy(y, g->w.f + from, (size_t)g->cols * 4);
      continue;
    }
    for (; i + VL <= g->cols; i += VL) vstore(y + i, fetch(g->w, from + i));
    for (; i < g->cols; i++) y[i] = fetch1(g->w, from + i);
  }
}

FN int embed(wade_pool *p, float *y, wade_weight w, const int32_t *ids, int64_t n, int64_t cols) {
  moving g = {.y = y, .w = matrix(w, cols), .ids = ids, .cols = cols};
  wade_parallel(p, embed_job, &g, n, wade_grain(cols));
  return 0;
}

// scatter_rows adds row r of dy to row ids[r] of a zeroed table. A thread owns columns, so the order of a sum is that of
// the rows.
FN void scatter_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  for (int64_t r = 0; r < g->rows; r++) memset(g->y + r * g->cols + lo, 0, (size_t)(hi - lo) * 4);
  for (int64_t r = 0; r < g->n; r++) {
    float *y = g->y + g->ids[r] * g->cols + lo;
    const float *x = g->x + r * g->cols + lo;
    EACH(i, hi - lo, n) put(y + i, get(y + i, n) + get(x + i, n), n);
  }
}

FN int scatter_rows(wade_pool *p, float *dw, const float *dy, const int32_t *ids, int64_t n, int64_t rows, int64_t cols) {
  moving g = {.y = dw, .x = dy, .ids = ids, .n = n, .rows = rows, .cols = cols};
  wade_parallel(p, scatter_job, &g, cols, n * cols < CHUNK ? wade_max(1, cols) : 32);
  return 0;
}

// patches [count (height/patch)(width/patch)] of [channels patch patch], from images or (inverse) back to them.
FN void patches_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  int64_t s = g->patch, down = g->height / s, across = g->width / s;
  for (int64_t i = lo; i < hi; i++) {
    const float *row = g->x + i * down * across * g->channels * s * s; // inverse: the next piece of a patch
    float *to = g->y + i * down * across * g->channels * s * s;
    for (int64_t y = 0; y < down; y++)
      for (int64_t x = 0; x < across; x++)
        for (int64_t c = 0; c < g->channels; c++)
          for (int64_t l = 0; l < s; l++) {
            int64_t at = ((i * g->channels + c) * g->height + y * s + l) * g->width + x * s;
            if (g->inverse) memcpy(g->y + at, row, (size_t)s * 4), row += s;
            else memcpy(to, g->x + at, (size_t)s * 4), to += s;
          }
  }
}

FN int patches(wade_pool *p, float *y, const float *x, int64_t count, int64_t channels, int64_t height, int64_t width, int64_t patch, int inverse) {
  moving g = {.y = y, .x = x, .channels = channels, .height = height, .width = width, .patch = patch, .inverse = inverse};
  wade_parallel(p, patches_job, &g, count, wade_grain(channels * height * width));
  return 0;
}

FN void copy_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  for (int64_t i = lo; i < hi; i++) memcpy(g->y + i * g->ystride, g->x + i * g->xstride, (size_t)g->n * 4);
}

// copy_blocks copies count blocks; strides are from block to block.
FN int copy_blocks(wade_pool *p, float *y, int64_t ystride, const float *x, int64_t xstride, int64_t block, int64_t count) {
  moving g = {.y = y, .ystride = ystride, .x = x, .xstride = xstride, .n = block};
  wade_parallel(p, copy_job, &g, count, wade_grain(block));
  return 0;
}

FN void mean_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  vf f = vset(1 / (float)g->rows);
  for (int64_t b = lo; b < hi; b++) EACH(i, g->cols, n) {
    const float *x = g->x + b * g->rows * g->cols + i;
    vf s = vset(0);
    for (int64_t r = 0; r < g->rows; r++) s += get(x + r * g->cols, n);
    put(g->y + b * g->cols + i, s * f, n);
  }
}

FN void mean_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  vf f = vset(1 / (float)g->rows);
  for (int64_t b = lo; b < hi; b++)
    for (int64_t r = 0; r < g->rows; r++)
      EACH(i, g->cols, n) put(g->y + (b * g->rows + r) * g->cols + i, get(g->x + b * g->cols + i, n) * f, n);
}

FN int mean_rows(wade_pool *p, float *y, const float *x, int64_t batch, int64_t rows, int64_t cols) {
  moving g = {.y = y, .x = x, .rows = rows, .cols = cols};
  wade_parallel(p, mean_job, &g, batch, wade_grain(rows * cols));
  return 0;
}

FN int mean_rows_vjp(wade_pool *p, float *dx, const float *dy, int64_t batch, int64_t rows, int64_t cols) {
  moving g = {.y = dx, .x = dy, .rows = rows, .cols = cols};
  wade_parallel(p, mean_back_job, &g, batch, wade_grain(rows * cols));
  return 0;
}

// transpose goes by squares of 16 that stay in the cache.
FN void transpose_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  for (int64_t r = lo; r < hi; r += 16)
    for (int64_t c = 0; c < g->cols; c += 16)
      for (int64_t i = c; i < wade_min(c + 16, g->cols); i++)
        for (int64_t j = r; j < wade_min(r + 16, hi); j++) g->y[i * g->rows + j] = g->x[j * g->cols + i];
}

FN int transpose(wade_pool *p, float *y, const float *x, int64_t rows, int64_t cols) {
  moving g = {.y = y, .x = x, .rows = rows, .cols = cols};
  wade_parallel(p, transpose_job, &g, rows, wade_round(wade_grain(cols), 16));
  return 0;
}

// top_k keeps the best k so far in order; what is no number comes last.
INLINE int above(float a, float b) { return a > b || (a == a && b != b); }

FN void top_k_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * g->cols;
    int32_t *out = g->out + r * g->k;
    float *best = local;
    int64_t have = 0, next = 0;
    for (int64_t i = 0; i < g->cols; i++) {
      // Most of a long row is below what there is already. Up to next it has to be looked at one by one.
      while (i >= next && have == g->k && best[have - 1] == best[have - 1] && i + 4 * VL <= g->cols) {
        vf low = vset(best[have - 1]);
        if (vtop(vmax(vmax(vload(x + i), low), vmax(vmax(vload(x + i + VL), low), vmax(vmax(vload(x + i + 2 * VL), low), vmax(vload(x + i + 3 * VL), low))))) > best[have - 1]) next = i + 4 * VL;
        else i += 4 * VL;
      }
      if (i == g->cols) break;
      float v = x[i];
      if (have == g->k && !above(v, best[have - 1])) continue;
      int64_t at = have < g->k ? have++ : have - 1;
      for (; at > 0 && above(v, best[at - 1]); at--) {
        best[at] = best[at - 1];
        out[at] = out[at - 1];
      }
      best[at] = v;
      out[at] = (int32_t)i;
    }
  }
}

FN int top_k(wade_pool *p, int32_t *y, const float *x, int64_t rows, int64_t cols, int64_t k) {
  moving g = {.out = y, .x = x, .cols = cols, .k = k};
  if (!wade_reserve(p, 0, k * 4)) return -1;
  wade_parallel(p, top_k_job, &g, rows, wade_grain(cols));
  return 0;
}

FN void take_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  for (int64_t r = lo; r < hi; r++)
    for (int64_t i = 0; i < g->k; i++) g->y[r * g->k + i] = g->x[r * g->cols + g->ids[r * g->k + i]];
}

FN void take_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const moving *g = args;
  memset(g->y + lo * g->cols, 0, (size_t)((hi - lo) * g->cols) * 4);
  for (int64_t r = lo; r < hi; r++)
    for (int64_t i = 0; i < g->k; i++) g->y[r * g->cols + g->ids[r * g->k + i]] += g->x[r * g->k + i];
}

FN int take(wade_pool *p, float *y, const float *x, const int32_t *index, int64_t rows, int64_t cols, int64_t k) {
  moving g = {.y = y, .x = x, .ids = index, .cols = cols, .k = k};
  wade_parallel(p, take_job, &g, rows, wade_grain(k));
  return 0;
}

FN int take_vjp(wade_pool *p, float *dx, const float *dy, const int32_t *index, int64_t rows, int64_t cols, int64_t k) {
  moving g = {.y = dx, .x = dy, .ids = index, .cols = cols, .k = k};
  wade_parallel(p, take_back_job, &g, rows, wade_grain(cols));
  return 0;
}
