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
  const float *w; // [n k]
} skinny;

// skinny_block adds the products of VL columns with m rows of x.
INLINE void skinny_block(const int m, vf s[SKINNY], const skinny *g, const float *w, int64_t c) {
  vf r[VL];
  UNROLL for (int j = 0; j < VL; j++) r[j] = vload(w + j * g->k + c);
  square(r);
  UNROLL for (int j = 0; j < VL; j++)
    UNROLL for (int i = 0; i < m; i++) s[i] += vset(g->x[i * g->k + c + j]) * r[j];
}

// skinny_rows computes rows of w from row on. Two cache lines of each row are asked for at once; at the end of the rows, those of
// the next VL rows.
INLINE void skinny_rows(const int m, const skinny *g, int64_t row) {
  enum { STEP = 32 };
  const int64_t rows = wade_min(VL, g->n - row), k = g->k;
  const float *w = g->w + row * k;
  vf s[SKINNY], bias = g->after->bias ? get(g->after->bias + row, rows) : vset(0);
  int64_t c = 0;
  UNROLL for (int i = 0; i < m; i++) s[i] = bias;
  if (rows == VL) {
    for (; c + STEP <= k; c += STEP) {
      const float *next = w + (c + SKINNY_AHEAD < k ? c + SKINNY_AHEAD : VL * k + c + SKINNY_AHEAD - k);
      UNROLL for (int j = 0; j < VL; j++) {
        __builtin_prefetch(next + j * k, 0, 2);
        __builtin_prefetch(next + j * k + STEP / 2, 0, 2);
      }
      for (int64_t i = 0; i < STEP; i += VL) skinny_block(m, s, g, w, c + i);
    }
    for (; c + VL <= k; c += VL) skinny_block(m, s, g, w, c);
  }
  for (; c < k; c++) {
    float t[VL] = {0};
    for (int64_t j = 0; j < rows; j++) t[j] = w[j * k + c];
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
  case m: skinny_rows(m, g, row); break;
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
