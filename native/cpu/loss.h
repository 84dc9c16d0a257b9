// Softmax and the losses made of it.

typedef struct {
  float *y;
  const float *x, *dy, *goal, *weight, *dloss;
  const int32_t *target;
  int64_t rows, cols, chunk;
  double *slot; // sums per chunk
  float by;
  int log;
} softening;

INLINE vf ending(const float *x, int64_t n) {
  vf v = get(x, n);
  return n < VL ? vtail(v, n, -INFINITY) : v;
}

// sum_exp returns Σ e^(x - top) of a row and its largest entry.
INLINE float sum_exp(const float *x, int64_t cols, float *top) {
  vf m = vset(-INFINITY), s = vset(0);
  EACH(i, cols, n) m = vmax(ending(x + i, n), m);
  *top = vtop(m);
  EACH(i, cols, n) s += vexp_down(ending(x + i, n) - *top);
  return vsum(s);
}

FN void softmax_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const softening *g = args;
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * g->cols;
    float *y = g->y + r * g->cols, top, s = sum_exp(x, g->cols, &top);
    if (g->log) {
      float l = slog(s);
      EACH(i, g->cols, n) put(y + i, get(x + i, n) - top - l, n);
    } else {
      float f = 1 / s;
      EACH(i, g->cols, n) put(y + i, vexp_down(get(x + i, n) - top) * f, n);
    }
  }
}

FN void softmax_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const softening *g = args;
  for (int64_t r = lo; r < hi; r++) {
    const float *dy = g->dy + r * g->cols, *x = g->x + r * g->cols; // x is the forward result
    float *y = g->y + r * g->cols;
    vf s = vset(0);
    EACH(i, g->cols, n) s += get(dy + i, n) * (g->log ? vset(1) : get(x + i, n));
    float sum = vsum(s);
    EACH(i, g->cols, n) {
      vf d = get(dy + i, n), v = get(x + i, n);
      put(y + i, g->log ? d - vexp(v) * sum : v * (d - sum), n);
    }
  }
}

FN int softmax(wade_pool *p, float *y, const float *x, int64_t rows, int64_t cols, int log) {
  softening g = {.y = y, .x = x, .cols = cols, .log = log};
  wade_parallel(p, softmax_job, &g, rows, wade_grain(cols));
  return 0;
}

FN int softmax_vjp(wade_pool *p, float *dx, const float *dy, const float *y, int64_t rows, int64_t cols, int log) {
  softening g = {.y = dx, .x = y, .dy = dy, .cols = cols, .log = log};
  wade_parallel(p, softmax_back_job, &g, rows, wade_grain(cols));
  return 0;
}

// A row of weight 0 is not looked at.
FN void cross_entropy_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const softening *g = args;
  double loss = 0, weight = 0;
  for (int64_t r = lo; r < hi; r++) {
    if (g->weight[r] == 0) continue;
    const float *x = g->x + r * g->cols;
    float top, s = sum_exp(x, g->cols, &top);
    loss += g->weight[r] * (log((double)s) + (double)top - (double)x[g->target[r]]);
    weight += g->weight[r];
  }
  g->slot[lo / g->chunk] = loss;
  g->slot[wade_ceil(g->rows, g->chunk) + lo / g->chunk] = weight;
}

FN void cross_entropy_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const softening *g = args;
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * g->cols;
    float *dx = g->y + r * g->cols;
    if (g->weight[r] == 0) {
      memset(dx, 0, (size_t)g->cols * 4);
      continue;
    }
    float top, s = sum_exp(x, g->cols, &top), f = g->by * g->weight[r], share = f / s;
    EACH(i, g->cols, n) put(dx + i, vexp_down(get(x + i, n) - top) * share, n);
    dx[g->target[r]] -= f;
  }
}

FN int cross_entropy(wade_pool *p, float *loss, const float *x, const int32_t *target, const float *weight, int64_t rows, int64_t cols) {
  softening g = {.x = x, .target = target, .weight = weight, .rows = rows, .cols = cols, .chunk = row_chunk(rows, cols)};
  int64_t chunks = wade_ceil(rows, g.chunk);
  g.slot = wade_reserve(p, chunks * 16, 0);
  if (!g.slot) return -1;
  wade_parallel(p, cross_entropy_job, &g, rows, g.chunk);
  double sum = sum_slots(g.slot + chunks, chunks);
  *loss = sum == 0 ? 0 : (float)(sum_slots(g.slot, chunks) / sum);
  return 0;
}

FN int cross_entropy_vjp(wade_pool *p, float *dx, const float *dloss, const float *x, const int32_t *target, const float *weight, int64_t rows, int64_t cols) {
  double sum = 0;
  for (int64_t r = 0; r < rows; r++) sum += weight[r];
  softening g = {.y = dx, .x = x, .target = target, .weight = weight, .cols = cols, .by = sum == 0 ? 0 : (float)(*dloss / sum)};
  wade_parallel(p, cross_entropy_back_job, &g, rows, wade_grain(cols));
  return 0;
}

FN void soft_entropy_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const softening *g = args;
  double loss = 0;
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * g->cols, *t = g->goal + r * g->cols;
    float top, s = sum_exp(x, g->cols, &top), l = slog(s) + top;
    vf sum = vset(0);
    EACH(i, g->cols, n) {
      vf w = get(t + i, n); // 0 · log 0 is 0
      sum += closed_or(w, vset(0), w * (l - get(x + i, n)));
    }
    loss += vsum(sum);
  }
  g->slot[lo / g->chunk] = loss;
}

FN void soft_entropy_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const softening *g = args;
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * g->cols, *t = g->goal + r * g->cols;
    float top, s = sum_exp(x, g->cols, &top);
    vf all = vset(0);
    EACH(i, g->cols, n) all += get(t + i, n);
    float share = vsum(all) / s;
    EACH(i, g->cols, n) put(g->y + r * g->cols + i, (vexp_down(get(x + i, n) - top) * share - get(t + i, n)) * g->by, n);
  }
}

FN int soft_entropy(wade_pool *p, float *loss, const float *x, const float *target, int64_t rows, int64_t cols) {
  softening g = {.x = x, .goal = target, .rows = rows, .cols = cols, .chunk = row_chunk(rows, cols)};
  int64_t chunks = wade_ceil(rows, g.chunk);
  g.slot = wade_reserve(p, chunks * 8, 0);
  if (!g.slot) return -1;
  wade_parallel(p, soft_entropy_job, &g, rows, g.chunk);
  *loss = (float)(sum_slots(g.slot, chunks) / (double)rows);
  return 0;
}

FN int soft_entropy_vjp(wade_pool *p, float *dx, const float *dloss, const float *x, const float *target, int64_t rows, int64_t cols) {
  softening g = {.y = dx, .x = x, .goal = target, .cols = cols, .by = *dloss / (float)rows};
  wade_parallel(p, soft_entropy_back_job, &g, rows, wade_grain(cols));
  return 0;
}
