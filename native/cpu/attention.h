// Attention: patterns and the backward pass, one head at a time. A block of rows is taken to the end in a thread's own
// scratch; the matrix of all scores never exists. The forward pass is in flash.h and few.h.

// What a head's keys and values need in scratch, and a block of rows. Panels are as in gemm.h.
typedef struct {
  int64_t keys, dim, wide, deep; // wide and deep are keys and dim rounded up to panels
  int64_t ld;                    // from row to row of scores: wide and a little, so that columns spread over the cache
  int64_t block;                 // rows at a time
  float scale, slope;
  int causal;
  const float *mask;        // [rows keys] of the block in hand, or NULL; -INFINITY blocks an edge
  float *kt, *vt;           // [wide/NR][dim NR] of kᵀ and vᵀ
  float *k;                 // [deep/NR][keys NR]
  float *p, *ds, *sum;      // [block ld] twice, [block]
  float *o;                 // [block deep]
  float *qp, *dop;          // [deep/NR][block NR]
  float *dk, *dv;           // [keys deep]
} head;

// head_layout places the arrays in scratch (which may be NULL) and returns how many bytes they take.
FN int64_t head_layout(head *h, int64_t keys, int64_t dim, int64_t rows, float scale, int causal, int backward, float *scratch) {
  *h = (head){.keys = keys, .dim = dim, .wide = wade_round(keys, NR), .deep = wade_round(dim, NR), .scale = scale, .causal = causal};
  h->ld = h->wide + 16;
  h->block = 8 * MR;
  while (h->block > MR && (h->block * h->wide > 1 << 17 || h->block >= rows + MR)) h->block -= MR;
  int64_t used = 0;
#define PLACE(name, size) h->name = scratch ? scratch + used : NULL, used += wade_round(size, 16)
  PLACE(kt, h->wide * dim);
  PLACE(p, h->block * h->ld);
  PLACE(sum, h->block);
  if (backward) {
    PLACE(vt, h->wide * dim);
    PLACE(k, h->deep * keys);
    PLACE(ds, h->block * h->ld);
    PLACE(o, h->block * h->deep);
    PLACE(qp, h->block * h->deep);
    PLACE(dop, h->block * h->deep);
    PLACE(dk, keys * h->deep);
    PLACE(dv, keys * h->deep);
  }
#undef PLACE
  return used * 4;
}

FN int64_t head_bytes(int64_t keys, int64_t dim, int64_t rows, int backward) {
  head h;
  return head_layout(&h, keys, dim, rows, 0, 0, backward, NULL);
}

// head_turned packs x [keys dim] for products with its transpose, head_straight for products with itself.
FN void head_turned(const head *h, float *to, const float *x, int64_t stride) {
  for (int64_t j = 0; j < h->keys; j += NR, to += h->dim * NR)
    pack_turn(to, (source){x, NULL, stride}, j, wade_min(NR, h->keys - j), 0, h->dim);
}

FN void head_straight(const head *h, float *to, int64_t room, const float *x, int64_t rows, int64_t stride) {
  for (int64_t j = 0; j < h->dim; j += NR, to += room * NR)
    pack_copy(to, (source){x, NULL, stride}, 0, rows, j, wade_min(NR, h->dim - j));
}

// visible is how many keys a row sees that stands at key position pos.
INLINE int64_t visible(const head *h, int64_t pos) { return h->causal ? wade_max(0, wade_min(pos + 1, h->keys)) : h->keys; }

// edges_of is the mask of row r of the block, or NULL.
INLINE const float *edges_of(const head *h, int64_t r) { return h->mask ? h->mask + r * h->keys : NULL; }

// softmax_row turns seen raw scores into e^(score - largest), zeroes up to width, and returns their sum.
INLINE float softmax_row(const head *h, float *s, int64_t seen, int64_t width, int64_t pos, const float *mask) {
  vf top = vset(-INFINITY), sum = vset(0);
  float lane[VL];
  for (int i = 0; i < VL; i++) lane[i] = h->slope * (float)i;
  const vf ramp = vload(lane);
  for (int64_t i = 0; i < seen; i += VL) {
    vf x = vload(s + i) * h->scale;
    if (h->slope != 0) x += ramp + h->slope * (float)(i - pos);
    if (mask) {
      vf m = edges(mask + i, wade_min(VL, seen - i));
      x = vpick(blocked(m), m, x + m);
    }
    if (i + VL > seen) x = vtail(x, seen - i, -INFINITY);
    vstore(s + i, x);
    top = vmax(x, top);
  }
  const vf most = vset(vtop(top));
  int64_t i = 0;
  for (; i < seen; i += VL) {
    vf e = unblocked(vexp_down(vload(s + i) - most), mask ? mask + i : NULL, wade_min(VL, seen - i));
    vstore(s + i, e);
    sum += e;
  }
  for (; i < width; i += VL) vstore(s + i, vset(0));
  return vsum(sum);
}

// scores fills p and sum for m rows of q, the first of which stands at key position pos.
FN void scores(const head *h, const float *q, int64_t stride, int64_t m, int64_t pos) {
  for (int64_t i = 0; i < m; i += MR) {
    int64_t n = wade_min(MR, m - i), last = visible(h, pos + i + n - 1), width = wade_round(last, NR);
    for (int64_t j = 0; j < width; j += NR)
      tile_rows(n, q + i * stride, stride, h->kt + j * h->dim, h->dim, h->p + i * h->ld + j, h->ld, NULL, 0);
    // One panel more of zeros: the backward pass reads tiles of keys that straddle the edge.
    width = wade_min(width + NR, h->wide);
    for (int64_t r = i; r < i + n; r++)
      h->sum[r] = softmax_row(h, h->p + r * h->ld, visible(h, pos + r), width, pos + r, edges_of(h, r));
  }
}

// put_shares writes the probabilities of row r, of which keys beyond seen are 0.
INLINE void put_shares(const head *h, float *to, int64_t r, int64_t seen) {
  const float *mask = edges_of(h, r);
  float f = h->sum[r] == 0 ? 0 : 1 / h->sum[r];
  EACH(c, seen, n) put(to + c, unblocked(get(h->p + r * h->ld + c, n) * f, mask ? mask + c : NULL, n), n);
  memset(to + seen, 0, (size_t)(h->keys - seen) * 4);
}

// put_rows writes m rows [m deep] to rows of dim elements that lie stride apart.
INLINE void put_rows(const head *h, float *to, int64_t stride, const float *from, int64_t m) {
  for (int64_t r = 0; r < m; r++) memcpy(to + r * stride, from + r * h->deep, (size_t)h->dim * 4);
}

// weigh multiplies m rows of x [m ld] with panels of keys into o.
FN void weigh(const head *h, const float *x, const float *panels, int64_t m, int64_t pos) {
  for (int64_t i = 0; i < m; i += MR) {
    // Up to the keys that all rows of the tile see they go together; the rest is row by row, so that what stands at a key
    // that a row does not see cannot touch it, not even if it is no number.
    int64_t n = wade_min(MR, m - i), all = visible(h, pos + i);
    for (int64_t r = i; h->mask && all && r < i + n; r++) {
      int open;
      int64_t first = stretch(edges_of(h, r), 0, all, &open);
      all = open ? first : 0;
    }
    for (int64_t j = 0; j < h->deep; j += NR) {
      const float *b = panels + j * h->keys;
      tile_rows(n, x + i * h->ld, h->ld, b, all, h->o + i * h->deep + j, h->deep, NULL, 0);
      for (int64_t r = i; r < i + n; r++) {
        int open;
        for (int64_t t = all, k, seen = visible(h, pos + r); t < seen; t += k) {
          k = stretch(edges_of(h, r), t, seen, &open);
          if (open) tile_rows(1, x + r * h->ld + t, h->ld, b + t * NR, k, h->o + r * h->deep + j, h->deep, NULL, 1);
        }
      }
    }
  }
}

// attend_back is the backward pass of m rows: it writes dq (unless NULL) and adds to dk and dv.
FN void attend_back(const head *h, float *dq, const float *dO, const float *q, int64_t stride, int64_t m, int64_t pos, int want_k, int want_v) {
  scores(h, q, stride, m, pos);
  int64_t ld = h->ld;
  for (int64_t i = 0; i < m; i += MR) {
    int64_t n = wade_min(MR, m - i), last = visible(h, pos + i + n - 1), width = wade_round(last, NR);
    for (int64_t j = 0; j < width; j += NR)
      tile_rows(n, dO + i * stride, stride, h->vt + j * h->dim, h->dim, h->ds + i * ld + j, ld, NULL, 0);
    for (int64_t r = i; r < i + n; r++) {
      float *p = h->p + r * ld, *ds = h->ds + r * ld;
      const float *mask = edges_of(h, r);
#define OPEN(x) unblocked(x, mask ? mask + j : NULL, wade_max(0, wade_min(VL, h->keys - j)))
      vf norm = vset(h->sum[r] == 0 ? 0 : 1 / h->sum[r]), dot = vset(0);
      for (int64_t j = 0; j < width; j += VL) {
        vf x = OPEN(vload(p + j) * norm);
        vstore(p + j, x);
        dot += x * OPEN(vload(ds + j));
      }
      vf mean = vset(vsum(dot));
      for (int64_t j = 0; j < width; j += VL) vstore(ds + j, OPEN(vload(p + j) * (vload(ds + j) - mean) * h->scale));
#undef OPEN
      for (int64_t j = width; j < wade_min(width + NR, h->wide); j += VL) vstore(ds + j, vset(0));
    }
    for (int64_t j = 0; dq && !h->mask && j < h->deep; j += NR)
      tile_rows(n, h->ds + i * ld, ld, h->k + j * h->keys, last, h->o + i * h->deep + j, h->deep, NULL, 0);
  }
  if (dq && h->mask) weigh(h, h->ds, h->k, m, pos);
  if (dq) put_rows(h, dq, stride, h->o, m);
  if (want_k) head_straight(h, h->qp, h->block, q, m, stride);
  if (want_v) head_straight(h, h->dop, h->block, dO, m, stride);
  int64_t keys = visible(h, pos + m - 1);
  for (int64_t t = 0; t < keys; t += MR) {
    int64_t n = wade_min(MR, h->keys - t), r = h->causal ? wade_max(0, t - pos) : 0; // the first row that sees key t
    for (int64_t j = 0; j < h->deep; j += NR) {
      const float *qp = h->qp + j * h->block + r * NR, *dop = h->dop + j * h->block + r * NR;
      if (want_k) tile_cols(n, h->ds + r * ld + t, ld, qp, m - r, h->dk + t * h->deep + j, h->deep, 1);
      if (want_v) tile_cols(n, h->p + r * ld + t, ld, dop, m - r, h->dv + t * h->deep + j, h->deep, 1);
    }
  }
}

FN void attention_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const attending *g = args;
  int64_t width = g->heads * g->dim;
  head h;
  head_layout(&h, g->keys, g->dim, g->rows, g->scale, g->causal, g->backward, local);
  for (int64_t i = lo; i < hi; i++) {
    int64_t b = i / g->heads, at = i % g->heads * g->dim;
    int64_t rows = b * g->rows * width + at, keys = b * g->apart * width + at;
    h.slope = slope_of(g->slopes, i % g->heads);
    head_turned(&h, h.kt, g->k + keys, width);
    if (g->backward) {
      head_turned(&h, h.vt, g->v + keys, width);
      head_straight(&h, h.k, h.keys, g->k + keys, h.keys, width);
      memset(h.dk, 0, (size_t)(h.keys * h.deep) * 4);
      memset(h.dv, 0, (size_t)(h.keys * h.deep) * 4);
    }
    for (int64_t r = 0; r < g->rows; r += h.block) {
      int64_t m = wade_min(h.block, g->rows - r), pos = r + g->keys - g->rows, from = rows + r * width;
      if (g->mask) h.mask = g->mask + (b * g->rows + r) * g->keys;
      if (g->backward) {
        attend_back(&h, g->dq ? g->dq + from : NULL, g->dO + from, g->q + from, width, m, pos, g->dk != NULL, g->dv != NULL);
      } else {
        scores(&h, g->q + from, width, m, pos);
        for (int64_t l = 0; l < m; l++) put_shares(&h, g->o + (i * g->rows + r + l) * g->keys, l, visible(&h, pos + l));
      }
    }
    if (g->backward && g->dk) put_rows(&h, g->dk + keys, width, h.dk, g->keys);
    if (g->backward && g->dv) put_rows(&h, g->dv + keys, width, h.dv, g->keys);
  }
}

FN int attend_all(wade_pool *p, attending g, int64_t batch) {
  if (!wade_reserve(p, 0, head_bytes(g.keys, g.dim, g.rows, g.backward))) return -1;
  wade_parallel(p, attention_job, &g, batch * g.heads, wade_max(1, 65536 / wade_max(1, g.rows * g.keys * g.dim)));
  return 0;
}

FN int attention_vjp(wade_pool *p, float *dq, float *dk, float *dv, const float *dO, const float *q, const float *k, const float *v, const float *mask, int64_t batch, int64_t rows, int64_t keys, int64_t heads, int64_t dim, float scale, int causal, const float *slopes) {
  return attend_all(p, (attending){.dq = dq, .dk = dk, .dv = dv, .dO = dO, .q = q, .k = k, .v = v, .mask = mask, .rows = rows, .keys = keys, .apart = keys, .heads = heads, .dim = dim, .scale = scale, .causal = causal, .slopes = slopes, .backward = 1}, batch);
}

FN int pattern(wade_pool *p, float *o, const float *q, const float *k, const float *mask, int64_t batch, int64_t rows, int64_t keys, int64_t apart, int64_t heads, int64_t dim, float scale, int causal, const float *slopes) {
  return attend_all(p, (attending){.o = o, .q = q, .k = k, .mask = mask, .rows = rows, .keys = keys, .apart = apart, .heads = heads, .dim = dim, .scale = scale, .causal = causal, .slopes = slopes}, batch);
}
