// Normalisations over the last axis. The backward passes compute mean and deviation again: reading x twice costs less than
// keeping them.

FN void norm_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const norming *g = args;
  for (int64_t r = lo; r < hi; r++) norm_row(g, g->y + r * g->cols, g->x + r * g->cols);
}

FN void norm_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const norming *g = args;
  float *dgain = g->sums + lo / g->chunk * 2 * g->cols, *dbias = dgain + g->cols;
  memset(dgain, 0, (size_t)g->cols * 8);
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * g->cols, *dy = g->dy + r * g->cols;
    float mean, f = moments(g, x, &mean);
    vf a = vset(0), b = vset(0);
    EACH(i, g->cols, n) {
      vf h = (get(x + i, n) - mean) * f, d = get(dy + i, n), w = d * get(g->gain + i, n);
      a += w; // lanes past the end are zero in d
      b += w * h;
      put(dgain + i, get(dgain + i, n) + d * h, n);
      put(dbias + i, get(dbias + i, n) + d, n);
    }
    if (!g->dx) continue;
    float ma = g->centred ? vsum(a) / (float)g->cols : 0, mb = vsum(b) / (float)g->cols;
    EACH(i, g->cols, n) {
      vf h = (get(x + i, n) - mean) * f, w = get(dy + i, n) * get(g->gain + i, n);
      put(g->dx + r * g->cols + i, (w - ma - h * mb) * f, n);
    }
  }
}

FN int norm_back(wade_pool *p, norming g, float *dgain, float *dbias, int64_t rows) {
  g.chunk = row_chunk(rows, g.cols);
  int64_t chunks = wade_ceil(rows, g.chunk), cols = g.cols;
  g.sums = wade_reserve(p, chunks * cols * 8, 0);
  if (!g.sums) return -1;
  wade_parallel(p, norm_back_job, &g, rows, g.chunk);
  partials s = {dgain, g.sums, cols, 2 * cols, chunks}, t = {dbias, g.sums + cols, cols, 2 * cols, chunks};
  if (dgain) wade_parallel(p, add_partials, &s, cols, 2048);
  if (dbias) wade_parallel(p, add_partials, &t, cols, 2048);
  return 0;
}

FN int layer_norm(wade_pool *p, float *y, const float *x, const float *gain, const float *bias, int64_t rows, int64_t cols, float eps) {
  norming g = {.y = y, .x = x, .gain = gain, .bias = bias, .cols = cols, .eps = eps, .centred = 1};
  wade_parallel(p, norm_job, &g, rows, wade_grain(cols));
  return 0;
}

FN int layer_norm_vjp(wade_pool *p, float *dx, float *dgain, float *dbias, const float *dy, const float *x, const float *gain, int64_t rows, int64_t cols, float eps) {
  return norm_back(p, (norming){.dx = dx, .x = x, .dy = dy, .gain = gain, .cols = cols, .eps = eps, .centred = 1}, dgain, dbias, rows);
}

FN int rms_norm(wade_pool *p, float *y, const float *x, const float *gain, int64_t rows, int64_t cols, float eps) {
  norming g = {.y = y, .x = x, .gain = gain, .cols = cols, .eps = eps};
  wade_parallel(p, norm_job, &g, rows, wade_grain(cols));
  return 0;
}

FN int rms_norm_vjp(wade_pool *p, float *dx, float *dgain, const float *dy, const float *x, const float *gain, int64_t rows, int64_t cols, float eps) {
  return norm_back(p, (norming){.dx = dx, .x = x, .dy = dy, .gain = gain, .cols = cols, .eps = eps}, dgain, NULL, rows);
}

// normalize: y = x / (|x| + 1e-12).
typedef struct {
  float *y;
  const float *x, *dy;
  int64_t cols;
} lengths;

#define TINY 1e-12f

INLINE float length(const float *x, int64_t cols) {
  vf s = vset(0);
  EACH(i, cols, n) {
    vf v = get(x + i, n);
    s += v * v;
  }
  return sqrtf(vsum(s));
}

FN void normalize_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const lengths *g = args;
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * g->cols;
    float f = 1 / (length(x, g->cols) + TINY);
    EACH(i, g->cols, n) put(g->y + r * g->cols + i, get(x + i, n) * f, n);
  }
}

FN void normalize_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const lengths *g = args;
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * g->cols, *dy = g->dy + r * g->cols;
    float l = length(x, g->cols), f = 1 / (l + TINY);
    vf dot = vset(0);
    EACH(i, g->cols, n) dot += get(x + i, n) * get(dy + i, n);
    float c = l > 0 ? vsum(dot) * f / l : 0;
    EACH(i, g->cols, n) put(g->y + r * g->cols + i, (get(dy + i, n) - get(x + i, n) * c) * f, n);
  }
}

FN int normalize(wade_pool *p, float *y, const float *x, int64_t rows, int64_t cols) {
  lengths g = {y, x, NULL, cols};
  wade_parallel(p, normalize_job, &g, rows, wade_grain(cols));
  return 0;
}

FN int normalize_vjp(wade_pool *p, float *dx, const float *dy, const float *x, int64_t rows, int64_t cols) {
  lengths g = {dx, x, dy, cols};
  wade_parallel(p, normalize_back_job, &g, rows, wade_grain(cols));
  return 0;
}
