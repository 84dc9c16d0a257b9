// Attention forward, a block of keys at a time (Dao et al., 2022): each block gives its own softmax and sum of values, and
// these are folded together in the order of the keys. What a row gets depends neither on how many rows go together nor on
// who computes which block.

#define KEYS 128 // keys of a block
#define FEW 4    // rows that few.h takes

// Rows of one head and the keys that they may see.
typedef struct {
  const float *q, *k, *v;
  const float *mask; // [rows keys] or NULL; -INFINITY blocks an edge
  float *o;
  int64_t stride; // from row to row of q, k, v and o
  int64_t rows, keys, dim;
  int64_t pos; // of the first row among the keys
  float scale, slope;
  int causal;
} strip;

// An operation: rows of a batch and their keys.
typedef struct {
  float *o, *dq, *dk, *dv;
  const float *dO, *q, *k, *v, *mask;
  int64_t rows, keys, apart, heads, dim; // apart: from one sequence's keys to the next's
  float scale;
  int causal, backward;
  const float *slopes; // of ALiBi, of each head, or NULL
} attending;

// edges reads n lanes of a mask; those past them are blocked.
INLINE vf edges(const float *mask, int64_t n) { return n < VL ? vtail(vloadn(mask, n), n, -INFINITY) : vload(mask); }
INLINE vm blocked(vf edges) { return vless(edges, vset(-FLT_MAX)); }

// unblocked is x where the n edges of a mask are open, and 0 where they are blocked. Multiplying by 0 would not do: what
// stands at a blocked edge may be no number.
INLINE vf unblocked(vf x, const float *mask, int64_t n) { return mask ? vpick(blocked(edges(mask, n)), vset(0), x) : x; }

// stretch is how many keys from t on, before end, are all open or all blocked in a row of a mask.
INLINE int64_t stretch(const float *mask, int64_t t, int64_t end, int *open) {
  int64_t n = 1;
  *open = !mask || mask[t] != -INFINITY;
  if (!mask) return end - t;
  while (t + n < end && (mask[t + n] != -INFINITY) == *open) n++;
  return n;
}

// The slope of ALiBi of a head (Press et al., 2022), 0 without.
INLINE float slope_of(const float *slopes, int64_t head) { return slopes ? slopes[head] : 0; }

// strip_of is a head of sequence b, rows from on.
INLINE strip strip_of(const attending *a, int64_t b, int64_t head, int64_t from, int64_t rows) {
  int64_t at = head * a->dim, width = a->heads * a->dim;
  int64_t q = (b * a->rows + from) * width + at, k = b * a->apart * width + at;
  return (strip){.q = a->q + q, .k = a->k + k, .v = a->v + k, .o = a->o + q, .mask = a->mask ? a->mask + (b * a->rows + from) * a->keys : NULL,
                 .stride = width, .rows = rows, .keys = a->keys, .dim = a->dim, .pos = from + a->keys - a->rows, .scale = a->scale,
                 .slope = slope_of(a->slopes, head), .causal = a->causal};
}

// sees is how many of n keys from key from on row r sees, if none is blocked by the mask.
INLINE int64_t sees(const strip *g, int64_t r, int64_t from, int64_t n) {
  return g->causal ? wade_max(0, wade_min(g->pos + r + 1 - from, n)) : n;
}
INLINE const float *mask_of(const strip *g, int64_t r, int64_t from) { return g->mask ? g->mask + r * g->keys + from : NULL; }

// shares turns the scores s of row r with the keys from on, of which it sees some, into e^(score - top), zeroes them up to
// width, and gives top, the largest (-INFINITY if the row sees none), and their sum.
INLINE void shares(const strip *g, float *s, int64_t r, int64_t from, int64_t seen, int64_t width, float *top, float *sum) {
  const float *mask = mask_of(g, r, from);
  vf most = vset(-INFINITY), any = vset(-INFINITY), total = vset(0);
  int64_t i = 0;
  if (!mask && g->slope == 0) {
    for (; i + VL <= seen; i += VL) most = vmax(vload(s + i), most);
    if (i < seen) most = vmax(vtail(vload(s + i), seen - i, -INFINITY), most);
    *top = seen ? fmaxf(vtop(most), -FLT_MAX) : -INFINITY;
    const vf t = vset(*top);
    for (i = 0; i + VL <= seen; i += VL) {
      vf e = vexp_down(vload(s + i) - t);
      vstore(s + i, e);
      total += e;
    }
    if (i < seen) {
      vf e = vexp_down(vtail(vload(s + i), seen - i, -INFINITY) - t);
      vstore(s + i, e);
      total += e;
      i += VL;
    }
  } else {
    float lane[VL];
    for (int j = 0; j < VL; j++) lane[j] = g->slope * (float)j;
    const vf ramp = vload(lane);
    for (; i < seen; i += VL) {
      vf x = vload(s + i);
      if (g->slope != 0) x += ramp + g->slope * (float)(from + i - g->pos - r);
      if (mask) {
        vf m = edges(mask + i, wade_min(VL, seen - i));
        x = vpick(blocked(m), m, x + m);
        any = vpick(blocked(m), any, vset(0));
      }
      if (i + VL > seen) x = vtail(x, seen - i, -INFINITY);
      vstore(s + i, x);
      most = vmax(x, most);
    }
    *top = seen && (!mask || vtop(any) == 0) ? fmaxf(vtop(most), -FLT_MAX) : -INFINITY;
    const vf t = vset(*top);
    for (i = 0; i < seen; i += VL) {
      vf e = unblocked(vexp_down(vload(s + i) - t), mask ? mask + i : NULL, wade_min(VL, seen - i));
      vstore(s + i, e);
      total += e;
    }
  }
  for (; i < width; i += VL) vstore(s + i, vset(0));
  *sum = vsum(total);
}

// scaled copies a row of q times the scale of scores.
INLINE void scaled(const strip *g, float *to, const float *q) {
  EACH(i, g->dim, n) put(to + i, get(q + i, n) * g->scale, n);
}

// fold takes tops and sums of n rows in one more block into those so far. What was summed up so far counts keep times from
// now on, and what the block gives take times.
FN void fold(float *top, float *sum, const float *btop, const float *bsum, float *keep, float *take, int64_t n) {
  EACH(i, n, l) {
    vf a = get(top + i, l), b = get(btop + i, l), most = vmax(a, b);
    vf x = vpick(blocked(a), vset(0), vexp_down(a - most)), y = vpick(blocked(b), vset(0), vexp_down(b - most));
    put(top + i, most, l);
    put(sum + i, vfma(get(sum + i, l), x, get(bsum + i, l) * y), l);
    put(keep + i, x, l);
    put(take + i, y, l);
  }
}

// folded does with a row of values what fold does with the sums.
INLINE void folded(float *o, const float *t, float keep, float take, int64_t cols) {
  for (int64_t i = 0; i < cols; i += VL) vstore(o + i, vfma(vload(o + i), vset(keep), vload(t + i) * take));
}

// put_mean writes a row of values over their sum; a row that saw no key is zero.
INLINE void put_mean(float *to, const float *o, float top, float sum, int64_t dim) {
  const vf f = vset(top == -INFINITY ? 0 : 1 / sum);
  EACH(i, dim, n) put(to + i, vload(o + i) * f, n);
}

// Many rows: a chunk of them is taken through all keys, a block packed for the tiles of gemm.h at a time.

#define SLICE (2 * MR)    // rows whose scores exist at a time
#define LDS (KEYS + 16)  // from row to row of scores

typedef struct {
  int64_t deep;          // dim rounded up to panels
  float *q, *o;          // [chunk dim], [chunk deep]
  float *kt, *v;         // [KEYS/NR][dim NR] of kᵀ, [deep/NR][KEYS NR] of v
  float *s, *t;          // [SLICE LDS], [SLICE deep]
  float *top, *sum;      // [chunk]
} flash;

FN int64_t flash_layout(flash *f, int64_t chunk, int64_t dim, float *scratch) {
  int64_t deep = wade_round(dim, NR), used = 0;
  *f = (flash){.deep = deep};
#define PLACE(name, size) f->name = scratch ? scratch + used : NULL, used += wade_round(size, 16)
  PLACE(q, chunk * dim);
  PLACE(o, chunk * deep);
  PLACE(kt, KEYS * dim);
  PLACE(v, KEYS * deep);
  PLACE(s, SLICE * LDS);
  PLACE(t, SLICE * deep);
  PLACE(top, chunk);
  PLACE(sum, chunk);
#undef PLACE
  return used * 4;
}

// flash_chunk is how many rows a thread takes at a time: all, unless that leaves threads without work or too much in the
// second cache. Keys are packed for each chunk, which some rows must pay for.
FN int64_t flash_chunk(const wade_pool *p, int64_t strips, int64_t rows, int64_t dim) {
  int64_t parts = wade_ceil(6 * wade_threads(p), wade_max(1, strips)), least = 4 * SLICE;
  int64_t chunk = wade_max(least, wade_min(wade_ceil(rows, parts), 57344 / dim));
  return wade_round(wade_ceil(rows, wade_max(1, wade_ceil(rows, chunk))), SLICE);
}

// all_numbers tells whether n elements are finite.
INLINE int all_numbers(const float *x, int64_t n) {
  vf zero = vset(0), s[4] = {zero, zero, zero, zero};
  for (int64_t i = 0; i < n; i += 4 * VL) UNROLL for (int j = 0; j < 4; j++) s[j] += vload(x + i + j * VL) * zero;
  return vsum((s[0] + s[1]) + (s[2] + s[3])) == 0;
}

// open_rows tells whether any of m rows sees one of n keys.
INLINE int open_rows(const strip *g, int64_t r, int64_t m, int64_t from, int64_t n) {
  for (int64_t i = r; i < r + m; i++) {
    const float *mask = mask_of(g, i, from);
    for (int64_t t = 0, seen = sees(g, i, from, n); t < seen; t++)
      if (mask[t] != -INFINITY) return 1;
  }
  return 0;
}

// weigh_apart multiplies the shares of rows with values of which some are no numbers: these must not touch rows that do not
// see them, so rows go one by one and leave out what is blocked. Scores lie lds apart, panels have room keys.
FN void weigh_apart(const strip *g, const flash *f, const float *s, int64_t lds, int64_t room, int64_t r, int64_t m, int64_t from, int64_t n) {
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = 0; j < f->deep; j += NR) {
      float *to = f->t + i * f->deep + j;
      int open;
      vstore(to, vset(0));
      vstore(to + VL, vset(0));
      for (int64_t t = 0, l, seen = sees(g, r + i, from, n); t < seen; t += l) {
        l = stretch(mask_of(g, r + i, from), t, seen, &open);
        if (open) tile_rows(1, s + i * lds + t, lds, f->v + j * room + t * NR, l, to, f->deep, NULL, 1);
      }
    }
}

// flash_step takes rows r to r+m (at most SLICE) through n keys.
FN void flash_step(const strip *g, const flash *f, int64_t r, int64_t m, int64_t from, int64_t n, int whole) {
  float top[SLICE + VL], sum[SLICE + VL], keep[SLICE + VL], take[SLICE + VL];
  int64_t last = sees(g, r + m - 1, from, n), width = wade_round(last, NR);
  for (int64_t j = 0; j < width; j += NR)
    for (int64_t i = 0; i < m; i += MR)
      tile_rows(wade_min(MR, m - i), f->q + (r + i) * g->dim, g->dim, f->kt + j * g->dim, g->dim, f->s + i * LDS + j, LDS, NULL, 0);
  for (int64_t i = 0; i < m; i++) shares(g, f->s + i * LDS, r + i, from, sees(g, r + i, from, n), width, top + i, sum + i);
  fold(f->top + r, f->sum + r, top, sum, keep, take, m);
  if (!whole) {
    weigh_apart(g, f, f->s, LDS, KEYS, r, m, from, n);
  } else {
    for (int64_t j = 0; j < f->deep; j += NR)
      for (int64_t i = 0; i < m; i += MR)
        tile_rows(wade_min(MR, m - i), f->s + i * LDS, LDS, f->v + j * KEYS, last, f->t + i * f->deep + j, f->deep, NULL, 0);
  }
  for (int64_t i = 0; i < m; i++) folded(f->o + (r + i) * f->deep, f->t + i * f->deep, keep[i], take[i], f->deep);
}

// flash_rows is attention of the rows of a strip, at most a chunk.
FN void flash_rows(const strip *g, const flash *f) {
  for (int64_t r = 0; r < g->rows; r++) {
    scaled(g, f->q + r * g->dim, g->q + r * g->stride);
    f->top[r] = -INFINITY;
    f->sum[r] = 0;
  }
  memset(f->o, 0, (size_t)(g->rows * f->deep) * 4);
  int64_t end = sees(g, g->rows - 1, 0, g->keys);
  for (int64_t from = 0; from < end; from += KEYS) {
    int64_t n = wade_min(KEYS, end - from);
    const float *k = g->k + from * g->stride, *v = g->v + from * g->stride;
    for (int64_t j = 0; j < n; j += NR) pack_turn(f->kt + j * g->dim, (source){k, NULL, g->stride}, j, wade_min(NR, n - j), 0, g->dim);
    int whole = 1;
    for (int64_t j = 0; j < g->dim; j += NR) {
      pack_copy(f->v + j * KEYS, (source){v, NULL, g->stride}, 0, n, j, wade_min(NR, g->dim - j));
      if (g->causal || g->mask) whole = whole && all_numbers(f->v + j * KEYS, n * NR);
    }
    int64_t first = g->causal ? wade_max(0, from - g->pos) / SLICE * SLICE : 0; // rows before see none of these keys
    for (int64_t r = first; r < g->rows; r += SLICE) {
      int64_t m = wade_min(SLICE, g->rows - r);
      if (!g->mask || open_rows(g, r, m, from, n)) flash_step(g, f, r, m, from, n, whole);
    }
  }
  for (int64_t r = 0; r < g->rows; r++) put_mean(g->o + r * g->stride, f->o + r * f->deep, f->top[r], f->sum[r], g->dim);
}
