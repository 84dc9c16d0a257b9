// Few rows: the weights are read once, at the speed of memory, and nothing is packed. VL rows of w are turned in registers,
// VL columns at a time, and meet all rows of x while they are there. Each sum has the order of the other products.

#if VL == 16
#define SKINNY 12 // rows, so that the sums and a square of w fill the registers
#elif VL == 8
#define SKINNY 6
#else
#define SKINNY 4
#endif
#define SKINNY_AHEAD 256 // elements of a row that the memory is asked for before they are needed

typedef struct {
  float *y;
  const float *x;
  const wade_after *after;
  int64_t m, k, n;
  source w;
} skinny;

// skinny_block adds the products of VL columns with m rows of x.
INLINE void skinny_block(const int m, const int wide, vf s[SKINNY], const skinny *g, int64_t at, int64_t c) {
  vf r[VL];
  UNROLL for (int j = 0; j < VL; j++) r[j] = wide ? vload(g->w.f + at + j * g->w.ld + c) : vwiden(g->w.b + at + j * g->w.ld + c);
  square(r);
  UNROLL for (int j = 0; j < VL; j++)
    UNROLL for (int i = 0; i < m; i++) s[i] += vset(g->x[i * g->k + c + j]) * r[j];
}

// skinny_rows computes rows of w from row on. Two cache lines of each row are asked for at once; at the end of the rows, those of
// the next VL rows.
INLINE void skinny_rows(const int m, const int wide, const skinny *g, int64_t row) {
  const int64_t rows = wade_min(VL, g->n - row), k = g->k, ld = g->w.ld, at = row * ld, size = wide ? 4 : 2, step = 128 / size;
  const char *w = wide ? (const char *)(g->w.f + at) : (const char *)(g->w.b + at);
  vf s[SKINNY], bias = g->after->bias ? get(g->after->bias + row, rows) : vset(0);
  int64_t c = 0;
  UNROLL for (int i = 0; i < m; i++) s[i] = bias;
  if (rows == VL) {
    for (; c + step <= k; c += step) {
      const char *next = w + (c + SKINNY_AHEAD < k ? c + SKINNY_AHEAD : VL * ld + c + SKINNY_AHEAD - k) * size;
      UNROLL for (int j = 0; j < VL; j++) {
        __builtin_prefetch(next + j * ld * size, 0, 2);
        __builtin_prefetch(next + j * ld * size + 64, 0, 2);
      }
      for (int64_t i = 0; i < step; i += VL) skinny_block(m, wide, s, g, at, c + i);
    }
    for (; c + VL <= k; c += VL) skinny_block(m, wide, s, g, at, c);
  }
  for (; c < k; c++) {
    float t[VL] = {0};
    for (int64_t j = 0; j < rows; j++) t[j] = fetch1(g->w, at + j * ld + c);
    vf r = vload(t);
    UNROLL for (int i = 0; i < m; i++) s[i] += vset(g->x[i * k + c]) * r;
  }
  UNROLL for (int i = 0; i < m; i++) put(g->y + i * g->n + row, s[i], rows);
  finish(g->after, g->y, g->n, 0, m, row, rows);
}

FN void skinny_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const skinny *g = args;
  for (int64_t row = lo * VL; row < wade_min(hi * VL, g->n); row += VL)
    switch (g->m) {
#define CASE(m) \
  case m: \
    if (g->w.f) skinny_rows(m, 1, g, row); \
    else skinny_rows(m, 0, g, row); \
    break;
    CASE(1) CASE(2) CASE(3) CASE(4)
#if SKINNY > 4
    CASE(5) CASE(6)
#endif
#if SKINNY > 6
    CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#endif
#undef CASE
    }
}

// Threads go through long stretches of w each: memory likes it.
FN int skinny_product(wade_pool *p, skinny g) {
  int64_t blocks = wade_ceil(g.n, VL);
  wade_parallel(p, skinny_job, &g, blocks, wade_max(wade_ceil(blocks, 16), (1 << 16) / (VL * g.k)));
  return 0;
}
