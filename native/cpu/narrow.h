// Few rows times a bfloat16 matrix, which is read once, where it lies. VL rows of it are turned in registers, two elements at
// a time. Every result is one chain of multiply-adds in the order of the inner dimension, as in gemm.h: the bits are the same.

#if VL == 16
#define NARROW 8 // rows at a time
#else
#define NARROW 4
#endif
#define NARROW_MOST (2 * NARROW) // rows up to which it is faster than panels

typedef struct {
  float *y;
  const float *x;
  const uint16_t *w;
  wade_after after;
  int64_t rows, in, out;
} narrow;

// narrow_tile multiplies m rows of x, from row on, with VL rows of the matrix, from col on.
INLINE void narrow_tile(const int m, const narrow *g, int64_t row, int64_t col) {
  int64_t n = wade_min(VL, g->out - col), k = 0;
  const uint16_t *w = g->w + col * g->in;
  const float *x = g->x + row * g->in;
  vf s[NARROW], bias = g->after.bias ? get(g->after.bias + col, n) : vset(0);
  UNROLL for (int j = 0; j < m; j++) s[j] = bias;
  for (; n == VL && k + 2 * VL <= g->in; k += 2 * VL) {
    vf r[VL];
    UNROLL for (int i = 0; i < VL; i++) memcpy(&r[i], w + i * g->in + k, sizeof(vf));
    square(r);
    UNROLL for (int i = 0; i < VL; i++) {
      vf even = (vf)((vu)r[i] << 16), odd = (vf)((vu)r[i] & 0xffff0000u);
      UNROLL for (int j = 0; j < m; j++) s[j] += vset(x[j * g->in + k + 2 * i]) * even;
      UNROLL for (int j = 0; j < m; j++) s[j] += vset(x[j * g->in + k + 2 * i + 1]) * odd;
    }
  }
  for (; k < g->in; k++) {
    uint32_t u[VL] = {0};
    vf v;
    for (int64_t i = 0; i < n; i++) u[i] = (uint32_t)w[i * g->in + k] << 16;
    memcpy(&v, u, sizeof v);
    UNROLL for (int j = 0; j < m; j++) s[j] += vset(x[j * g->in + k]) * v;
  }
  UNROLL for (int j = 0; j < m; j++) put(g->y + (row + j) * g->out + col, s[j], n);
}

FN void narrow_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const narrow *g = args;
  for (int64_t i = lo; i < hi; i++) {
    int64_t col = i * VL;
    for (int64_t r = 0; r < g->rows; r += NARROW) {
      switch (wade_min(NARROW, g->rows - r)) {
      case 1: narrow_tile(1, g, r, col); break;
      case 2: narrow_tile(2, g, r, col); break;
      case 3: narrow_tile(3, g, r, col); break;
      case 4: narrow_tile(4, g, r, col); break;
#if NARROW > 4
      case 5: narrow_tile(5, g, r, col); break;
      case 6: narrow_tile(6, g, r, col); break;
      case 7: narrow_tile(7, g, r, col); break;
      case 8: narrow_tile(8, g, r, col); break;
#endif
      }
    }
    finish(&g->after, g->y, g->out, 0, g->rows, col, wade_min(VL, g->out - col));
  }
}

FN int linear_narrow(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out) {
  if (rows > NARROW_MOST) return linear_panels(p, y, x, w, after, rows, in, out);
  narrow g = {.y = y, .x = x, .w = w.data, .after = after, .rows = rows, .in = in, .out = out};
  wade_parallel(p, narrow_job, &g, wade_ceil(out, VL), wade_max(1, 32768 / (VL * wade_max(1, in * rows))));
  return 0;
}
