// Attention forward of few rows, as in decoding: keys and values are read once and where they lie. See flash.h for how the
// blocks of keys come together.

#define KEYS_AHEAD 8 // keys of one head after the other; their memory is asked for before their turn

// A strip and the heads beside it, which all go together: memory is read in longer runs so.
typedef struct {
  strip s; // the first of them
  int64_t first, heads;
  const float *slopes;
} bunch;

INLINE strip head_of(const bunch *g, int64_t h) {
  strip s = g->s;
  s.q += h * s.dim, s.k += h * s.dim, s.v += h * s.dim, s.o += h * s.dim;
  if (g->slopes) s.slope = g->slopes[g->first + h];
  return s;
}

// few_scores gives the scores of m rows of q, scaled, with at most VL keys. As in a tile of gemm.h each is one chain over the
// channels: squares of keys by channels are turned in registers.
INLINE void few_scores(const int m, int64_t dim, int64_t stride, const float *q, const float *k, int64_t n, float *s) {
  vf sum[FEW];
  UNROLL for (int i = 0; i < m; i++) sum[i] = vset(0);
  for (int64_t c = 0; c < dim; c += VL) {
    int64_t count = wade_min(VL, dim - c);
    vf x[VL];
    UNROLL for (int l = 0; l < VL; l++) {
      const float *row = k + wade_min(l, n - 1) * stride + c;
      x[l] = count == VL ? vload(row) : vloadn(row, count);
      if (c % 16 == 0) __builtin_prefetch(row + KEYS_AHEAD * stride);
    }
    square(x);
    if (count == VL) {
      UNROLL for (int l = 0; l < VL; l++) UNROLL for (int i = 0; i < m; i++) sum[i] += vset(q[i * dim + c + l]) * x[l];
    } else {
      UNROLL for (int l = 0; l < VL; l++) {
        if (l >= count) break;
        UNROLL for (int i = 0; i < m; i++) sum[i] += vset(q[i * dim + c + l]) * x[l];
      }
    }
  }
  UNROLL for (int i = 0; i < m; i++) vstore(s + i * LDS, sum[i]);
}

// few_weigh adds n values, times the shares p of m rows, to t [m deep]; wide vectors of channels at a time.
INLINE void few_weigh(const int m, const int wide, int64_t dim, int64_t stride, const float *v, const float *p, int64_t n, float *t, int64_t deep) {
  int64_t c = 0;
  for (; c + wide * VL <= dim; c += wide * VL) {
    vf sum[FEW][8];
    UNROLL for (int i = 0; i < m; i++) UNROLL for (int l = 0; l < wide; l++) sum[i][l] = vload(t + i * deep + c + l * VL);
    const float *row = v + c;
    for (int64_t j = 0; j < n; j++, row += stride) {
      UNROLL for (int l = 0; l < wide; l++) {
        vf x = vload(row + l * VL);
        if (l * VL % 16 == 0) __builtin_prefetch(row + l * VL + KEYS_AHEAD * stride);
        UNROLL for (int i = 0; i < m; i++) sum[i][l] += vset(p[i * LDS + j]) * x;
      }
    }
    UNROLL for (int i = 0; i < m; i++) UNROLL for (int l = 0; l < wide; l++) vstore(t + i * deep + c + l * VL, sum[i][l]);
  }
  for (; c < dim; c += VL) {
    int64_t count = wade_min(VL, dim - c);
    UNROLL for (int i = 0; i < m; i++) {
      vf sum = vload(t + i * deep + c);
      for (int64_t j = 0; j < n; j++) sum += vset(p[i * LDS + j]) * get(v + j * stride + c, count);
      vstore(t + i * deep + c, sum);
    }
  }
}

FN void few_weigh1(int64_t dim, int64_t stride, const float *v, const float *p, int64_t n, float *t, int64_t deep) {
  if (dim < 8 * VL) few_weigh(1, 4, dim, stride, v, p, n, t, deep);
  else few_weigh(1, 8, dim, stride, v, p, n, t, deep);
}

// few_block takes at most FEW rows of some heads through n keys. For each row of each head: top, sum, and t [deep] of this
// block alone. Scratch q [heads rows dim] is filled already, s [heads rows LDS] is not.
FN void few_block(const bunch *b, int64_t from, int64_t n, const float *q, float *s, float *top, float *sum, float *t, int64_t deep) {
  const strip *g = &b->s;
  int64_t m = g->rows, dim = g->dim, stride = g->stride, all = n;
  const float *k = g->k + from * stride, *v = g->v + from * stride;
  for (int64_t j = 0; j < n; j += VL)
    for (int64_t h = 0; h < b->heads; h++) {
      const float *x = k + j * stride + h * dim, *y = q + h * m * dim;
      float *to = s + h * m * LDS + j;
      switch (m) {
      case 1: few_scores(1, dim, stride, y, x, wade_min(VL, n - j), to); break;
      case 2: few_scores(2, dim, stride, y, x, wade_min(VL, n - j), to); break;
      case 3: few_scores(3, dim, stride, y, x, wade_min(VL, n - j), to); break;
      case 4: few_scores(4, dim, stride, y, x, wade_min(VL, n - j), to); break;
      }
    }
  for (int64_t h = 0; h < b->heads; h++) {
    strip one = head_of(b, h);
    for (int64_t i = 0, r = h * m; i < m; i++, r++) shares(&one, s + r * LDS, i, from, sees(g, i, from, n), 0, top + r, sum + r);
  }
  // Up to the keys that all rows see they go together, the rest one by one and without what is blocked: there may be no
  // numbers there.
  int open;
  for (int64_t i = 0; i < m; i++) {
    int64_t seen = sees(g, i, from, n);
    if (seen) seen = stretch(mask_of(g, i, from), 0, seen, &open);
    all = wade_min(all, seen && open ? seen : 0);
  }
  memset(t, 0, (size_t)(b->heads * m * deep) * 4);
  for (int64_t j = 0; j < all; j += KEYS_AHEAD)
    for (int64_t h = 0; h < b->heads; h++) {
      const float *x = v + j * stride + h * dim, *y = s + h * m * LDS + j;
      float *to = t + h * m * deep;
      int64_t l = wade_min(KEYS_AHEAD, all - j);
      switch (m) {
      case 1: few_weigh1(dim, stride, x, y, l, to, deep); break;
      case 2: few_weigh(2, 4, dim, stride, x, y, l, to, deep); break;
      case 3: few_weigh(3, 4, dim, stride, x, y, l, to, deep); break;
      case 4: few_weigh(4, 4, dim, stride, x, y, l, to, deep); break;
      }
    }
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = all, l, seen = sees(g, i, from, n); j < seen; j += l) {
      l = stretch(mask_of(g, i, from), j, seen, &open);
      for (int64_t h = 0, r = i; open && h < b->heads; h++, r += m)
        few_weigh1(dim, stride, v + j * stride + h * dim, s + r * LDS + j, l, t + r * deep, deep);
    }
}

// Per row of a head: a part is what blocks of keys gave, the tops of all rows, then their sums, then values [deep].
INLINE int64_t few_part(int64_t rows, int64_t dim) { return rows * (2 + wade_round(dim, NR)); }

// few_folded takes the part of one more block into what there is so far.
INLINE void few_folded(float *part, const float *more, int64_t rows, int64_t deep) {
  float keep[VL], take[VL];
  for (int64_t i = 0; i < rows; i += VL) {
    int64_t n = wade_min(VL, rows - i);
    fold(part + i, part + rows + i, more + i, more + rows + i, keep, take, n);
    for (int64_t r = i; r < i + n; r++) folded(part + 2 * rows + r * deep, more + 2 * rows + r * deep, keep[r - i], take[r - i], deep);
  }
}

// few_finish writes the result of a part.
INLINE void few_finish(const bunch *g, const float *part, int64_t deep) {
  int64_t m = g->s.rows, rows = g->heads * m;
  for (int64_t r = 0; r < rows; r++)
    put_mean(g->s.o + r % m * g->s.stride + r / m * g->s.dim, part + 2 * rows + r * deep, part[r], part[rows + r], g->s.dim);
}

// Scratch: queries and scores, the part so far and that of a block.
INLINE int64_t few_bytes(int64_t heads, int64_t rows, int64_t dim) {
  rows = heads * wade_min(rows, FEW);
  return rows * (dim + LDS) * 4 + 2 * few_part(rows, dim) * 4;
}

INLINE void few_queries(const bunch *g, float *q) {
  for (int64_t h = 0; h < g->heads; h++)
    for (int64_t i = 0; i < g->s.rows; i++, q += g->s.dim) scaled(&g->s, q, g->s.q + h * g->s.dim + i * g->s.stride);
}

// few_rows is attention of at most FEW rows.
FN void few_rows(const bunch *g, float *scratch) {
  int64_t rows = g->heads * g->s.rows, deep = wade_round(g->s.dim, NR), end = sees(&g->s, g->s.rows - 1, 0, g->s.keys);
  float *q = scratch, *s = q + rows * g->s.dim, *part = s + rows * LDS, *more = part + few_part(rows, g->s.dim);
  few_queries(g, q);
  for (int64_t i = 0; i < rows; i++) part[i] = -INFINITY;
  memset(part + rows, 0, (size_t)(rows * (1 + deep)) * 4);
  for (int64_t from = 0; from < end; from += KEYS) {
    few_block(g, from, wade_min(KEYS, end - from), q, s, more, more + rows, more + 2 * rows, deep);
    few_folded(part, more, rows, deep);
  }
  few_finish(g, part, deep);
}

// few_parts folds the parts of blocks together in the first. That it begins with the first and not with nothing changes no
// bit: nothing counts 0 times and the first block once.
FN void few_parts(const bunch *g, float *part, int64_t blocks) {
  int64_t rows = g->heads * g->s.rows, deep = wade_round(g->s.dim, NR);
  for (int64_t b = 1; b < blocks; b++) few_folded(part, part + b * few_part(rows, g->s.dim), rows, deep);
  few_finish(g, part, deep);
}
