// A row normalised by its moments, with gain and bias.

typedef struct {
  float *y, *dx, *sums; // sums: [chunks][2 cols] for gain and bias
  const float *x, *dy, *gain, *bias;
  int64_t cols, chunk;
  float eps;
  int centred; // layer norm; otherwise root mean square
} norming;

// moments returns 1/deviation, and the mean (0 where it is not subtracted).
INLINE float moments(const norming *g, const float *x, float *mean) {
  vf s = vset(0);
  *mean = 0;
  if (g->centred) {
    EACH(i, g->cols, n) s += get(x + i, n);
    *mean = vsum(s) / (float)g->cols;
    s = vset(0);
  }
  EACH(i, g->cols, n) {
    vf d = get(x + i, n) - *mean;
    if (n < VL) d = vtail(d, n, 0);
    s += d * d;
  }
  return 1 / sqrtf(vsum(s) / (float)g->cols + g->eps);
}

FN void norm_row(const norming *g, float *to, const float *x) {
  float mean, f = moments(g, x, &mean);
  EACH(i, g->cols, n) {
    vf y = (get(x + i, n) - mean) * f * get(g->gain + i, n);
    if (g->bias) y += get(g->bias + i, n);
    put(to + i, y, n);
  }
}
