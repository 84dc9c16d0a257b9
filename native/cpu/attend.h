// Attention forward: who computes what.

// Scratch of a thread for strips of any number of rows, at most a chunk at a time.
INLINE int64_t strip_bytes(int64_t chunk, int64_t keys, int64_t dim) {
  flash f;
  return wade_max(flash_layout(&f, chunk, dim, NULL), few_bytes(1, FEW, dim));
}

FN void attend(const strip *g, int64_t chunk, void *local) {
  if (g->rows <= FEW) {
    bunch b = {.s = *g, .heads = 1};
    few_rows(&b, local);
    return;
  }
  flash f;
  flash_layout(&f, chunk, g->dim, local);
  flash_rows(g, &f);
}

typedef struct {
  attending a;
  int64_t chunk, chunks;   // many rows: rows of a chunk
  int64_t bunch, bunches;  // few rows: heads of a bunch
  int64_t blocks;          // of keys
  float *parts;            // what each block gave; see few_part
  int32_t *left;           // blocks to come, for each bunch of each sequence
} forward;

INLINE bunch bunch_of(const forward *g, int64_t i) {
  int64_t first = i % g->bunches * g->bunch;
  return (bunch){strip_of(&g->a, i / g->bunches, first, 0, g->a.rows), first, wade_min(g->bunch, g->a.heads - first), g->a.slopes};
}

FN void attend_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const forward *g = args;
  flash f;
  flash_layout(&f, g->chunk, g->a.dim, local);
  for (int64_t i = lo; i < hi; i++) {
    int64_t from = i % g->chunks * g->chunk, head = i / g->chunks;
    strip s = strip_of(&g->a, head / g->a.heads, head % g->a.heads, from, wade_min(g->chunk, g->a.rows - from));
    flash_rows(&s, &f);
  }
}

FN void attend_few_job(const void *args, int64_t lo, int64_t hi, void *local) {
  for (int64_t i = lo; i < hi; i++) {
    bunch b = bunch_of(args, i);
    few_rows(&b, local);
  }
}

// attend_blocks_job spreads the keys over threads too; who does the last block of a bunch folds them.
FN void attend_blocks_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const forward *g = args;
  int64_t deep = wade_round(g->a.dim, NR), size = few_part(g->bunch * g->a.rows, g->a.dim);
  for (int64_t i = lo; i < hi; i++) {
    int64_t at = i / g->blocks, from = i % g->blocks * KEYS;
    bunch b = bunch_of(g, at);
    int64_t rows = b.heads * b.s.rows;
    float *part = g->parts + at * g->blocks * size + i % g->blocks * few_part(rows, g->a.dim), *q = local;
    few_queries(&b, q);
    few_block(&b, from, wade_min(KEYS, g->a.keys - from), q, q + rows * g->a.dim, part, part + rows, part + 2 * rows, deep);
    if (__atomic_sub_fetch(g->left + at, 1, __ATOMIC_ACQ_REL) == 0) few_parts(&b, g->parts + at * g->blocks * size, g->blocks);
  }
}

// attention_few cuts heads into bunches of a page of memory, smaller where threads would have nothing to do, and keys into
// blocks.
FN int attention_few(wade_pool *p, forward *g, int64_t batch) {
  const attending *a = &g->a;
  int64_t threads = wade_threads(p), tiny = 65536 / wade_max(1, a->rows * a->keys * a->dim);
  g->bunch = wade_min(a->heads, wade_ceil(1024, a->dim));
  while (g->bunch > 1 && g->bunch > tiny && batch * wade_ceil(a->heads, g->bunch) * g->blocks < 3 * threads) g->bunch = wade_ceil(g->bunch, 2);
  g->bunches = wade_ceil(a->heads, g->bunch);
  int64_t bunches = batch * g->bunches, size = few_part(g->bunch * a->rows, a->dim), local = few_bytes(g->bunch, a->rows, a->dim);
  if (threads == 1 || g->blocks == 1 || bunches >= 4 * threads) {
    if (!wade_reserve(p, 0, local)) return -1;
    wade_parallel(p, attend_few_job, g, bunches, wade_max(1, tiny / g->bunch));
    return 0;
  }
  g->parts = wade_reserve(p, bunches * (g->blocks * size + 1) * 4, local);
  if (!g->parts) return -1;
  g->left = (int32_t *)(g->parts + bunches * g->blocks * size);
  for (int64_t i = 0; i < bunches; i++) g->left[i] = (int32_t)g->blocks;
  wade_parallel(p, attend_blocks_job, g, bunches * g->blocks, 1);
  return 0;
}

FN int attention(wade_pool *p, float *o, const float *q, const float *k, const float *v, const float *mask, int64_t batch, int64_t rows, int64_t keys, int64_t apart, int64_t heads, int64_t dim, float scale, int causal, const float *slopes, int rounded) {
  forward g = {.a = {.o = o, .q = q, .k = k, .v = v, .mask = mask, .rows = rows, .keys = keys, .apart = apart, .heads = heads, .dim = dim, .scale = scale, .causal = causal, .slopes = slopes}, .blocks = wade_ceil(keys, KEYS)};
  if (rows <= FEW) return attention_few(p, &g, batch);
  g.chunk = flash_chunk(p, batch * heads, rows, dim);
  g.chunks = wade_ceil(rows, g.chunk);
  if (!wade_reserve(p, 0, strip_bytes(g.chunk, keys, dim))) return -1;
  wade_parallel(p, attend_job, &g, batch * heads * g.chunks, wade_max(1, 32768 / wade_max(1, g.chunk * keys * dim)));
  return 0;
}
