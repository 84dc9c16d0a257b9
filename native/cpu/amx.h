// Products with bfloat16 matrices by tiles. The matrix is tile A where it lies, row-major; activations are rounded and packed
// as tiles B once. So results come turned: 16 rows of the matrix by 16 of the activations. Each result is summed in the same
// order however many rows there are.
//
// What limits is the way from the second cache to the first. Few rows (up to 48) read the matrix from memory, once. For more, a
// thread takes 32 rows of the matrix against blocks of activations that stay in its second cache; while it multiplies one panel
// it brings the next and finishes the results before. Panels are read where they lie, the next one asked for in small shares and
// along rows. Those that do not fill their tiles are copied instead, and those of which each row begins beside a cache line and at
// the same place of a page: two lines of one set for each. Results go past the caches: else each line would be read first, and wait.

typedef struct amx amx;
// A filler copies rows lo to hi of a panel of 32, in one step of the inner dimension, to tiles A.
typedef void (*filler)(const amx *g, char *to, int64_t panel, int64_t step, int64_t lo, int64_t hi);

struct amx {
  float *y;
  const void *w;
  const float *from; // activations
  char *x;           // packed
  wade_after after;
  int64_t rows, in, out;
  int64_t tiles, steps, columns; // of the activations; columns of a tile
  int64_t blocks, kblocks;
  int64_t panels, group;         // of the matrix; panels of a job
  int stream;
  layout next_operand; // of y, where it is one
  int64_t *next;       // job
};

INLINE layout operand(const amx *g) { return (layout){g->tiles, g->steps, g->blocks, g->kblocks}; }

// pack_activations: a job is one tile along 16 steps.
#define PACK_STEPS 16
FN void pack_activations(const void *args, int64_t lo, int64_t hi, void *local) {
  const amx *g = args;
  layout l = operand(g);
  int64_t runs = wade_ceil(g->steps, PACK_STEPS);
  for (int64_t i = lo; i < hi; i++) {
    int64_t t = i / runs, s = i % runs * PACK_STEPS, col = s * STEP;
    pack_tiles(&l, g->x, t, s, wade_min(PACK_STEPS, g->steps - s), g->from + t * 16 * g->in + col, g->in, g->rows - t * 16, g->in - col, g->columns);
  }
}

INLINE void fill_bf16(const amx *g, char *to, int64_t panel, int64_t step, int64_t lo, int64_t hi) {
  int64_t n = wade_min(STEP, g->in - step * STEP);
  const uint16_t *w = (const uint16_t *)g->w + panel * HIGH * g->in + step * STEP;
  hi = wade_min(hi, g->out - panel * HIGH);
  if (n == STEP)
    for (int64_t r = lo; r < hi; r++) _mm512_store_si512(to + r * 64, _mm512_loadu_si512(w + r * g->in));
  else
    for (int64_t r = lo; r < hi; r++) _mm512_store_si512(to + r * 64, _mm512_maskz_loadu_epi16((1u << n) - 1, w + r * g->in));
}

// Results that wait to be finished while the next are computed: quarters of tiles, four rows of y each.
typedef struct {
  const float *c;
  int64_t row, col, rows; // of y; rows there are
  int done, all, wide;
  char *to; // of a tile, in the operand of another product
  vf turned[VL];
} waiting;

// finish_pairs is finish_quarter for an operand of another product: what is turned there needs no turning here.
FN void finish_pairs(const amx *g, waiting *d) {
  int tile = d->done / 4, q = d->done++ % 4, low = tile >= d->wide;
  int64_t row = d->row + (tile - low * d->wide) * 16, col = d->col + low * 16;
  if (col >= g->out) return;
  if (q == 0) {
    int64_t runs, apart;
    d->to = (char *)g->y + tile_at(&g->next_operand, row / 16, col / STEP, &runs, &apart) * TILE + col / 16 % 2 * 512;
  }
  const __m512i turn = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  for (int i = 4 * q; i < 4 * q + 4; i += 2) {
    vf lo = vload(d->c + tile * 256 + i * 16), hi = vload(d->c + tile * 256 + i * 16 + 16);
    if (g->after.bias) lo += vset(g->after.bias[col + i]), hi += vset(g->after.bias[col + i + 1]);
    else lo += vset(0), hi += vset(0);
    lo = activated(g->after.activation, lo);
    hi = activated(g->after.activation, hi);
    _mm512_storeu_si512(d->to + i * 32, _mm512_permutexvar_epi16(turn, (__m512i)_mm512_cvtne2ps_pbh(hi, lo)));
  }
}

FN void finish_quarter(const amx *g, waiting *d) {
  if (g->after.to_tiles) {
    finish_pairs(g, d);
    return;
  }
  int tile = d->done / 4, q = d->done++ % 4, low = tile >= d->wide;
  int64_t row = d->row + (tile - low * d->wide) * 16, col = d->col + low * 16;
  int64_t rows = wade_min(16, d->rows - row), n = wade_min(VL, g->out - col);
  if (n <= 0) return;
  if (q == 0) {
    UNROLL for (int i = 0; i < VL; i++) d->turned[i] = vload(d->c + tile * 256 + i * 16);
    square(d->turned);
  }
  vf bias = g->after.bias ? get(g->after.bias + col, n) : vset(0);
  for (int64_t i = 4 * q; i < wade_min(rows, 4 * q + 4); i++) {
    vf v = finish_vector(&g->after, d->turned[i] + bias, (row + i) * g->out + col, col, n);
    float *y = g->y + (row + i) * g->out + col;
    if (g->after.residual) __builtin_prefetch(g->after.residual + (row + i + 16) * g->out + col);
    if (g->stream) _mm512_stream_ps(y, v);
    else put(y, v, n);
  }
}
INLINE void finish_all(const amx *g, waiting *d) {
  while (d->done < d->all) finish_quarter(g, d);
}

// What is brought meanwhile: steps of a panel, a share of its rows. to is NULL where they stay in their place.
typedef struct {
  char *to;
  int64_t panel, first, steps, lo, hi;
} coming;

INLINE const char *in_place(const amx *g, int64_t row, int64_t step) { return (const char *)g->w + (row * g->in + step * STEP) * 2; }

INLINE void bring(filler fill, const amx *g, const coming *h, int64_t s) {
  if (h->to) fill(g, h->to + s * 2 * TILE, h->panel, h->first + s, h->lo, h->hi);
  else
    for (int64_t r = h->lo; r < h->hi; r++) _mm_prefetch(in_place(g, h->panel * HIGH + r, h->first + s), _MM_HINT_T1);
}

// block computes 32 rows of the matrix, a stride apart, with up to 48 of the activations along n steps.
INLINE void block(const int wide, filler fill, const amx *g, const char *a, int64_t stride, const char *b, int64_t n, int add, float *c, coming h, waiting *d) {
  if (add) results_load(wide, c);
  else results_zero(wide);
  int64_t every = d->all ? wade_max(1, n / d->all) : n + 1, wait = 1, next = stride == 64 ? 2 * TILE : 64;
  for (int64_t s = 0; s < n; s++, a += next, b += wide * TILE) {
    tiles_step(wide, a, a + 16 * stride, stride, b, 16);
    if (s < h.steps) bring(fill, g, &h, s);
    if (--wait == 0) {
      wait = every;
      if (d->done < d->all) finish_quarter(g, d);
    }
  }
  for (int64_t s = n; s < h.steps; s++) bring(fill, g, &h, s);
  finish_all(g, d);
  results_store(wide, c);
}

// A unit of work: a panel of the matrix against a block of activations, along a block of the inner dimension.
typedef struct {
  int64_t block, panel, first, count, kblock; // count panels of this job from first on
} unit;

INLINE int next_unit(const amx *g, unit *u) {
  if (++u->panel < u->first + u->count) return 1;
  u->panel = u->first;
  if (++u->kblock < g->kblocks) return 1;
  int64_t jobs = wade_ceil(g->panels, g->group), job = __atomic_fetch_add(g->next, 1, __ATOMIC_RELAXED);
  if (job >= g->blocks * jobs) return 0;
  *u = (unit){.block = job / jobs, .first = job % jobs * g->group, .panel = job % jobs * g->group};
  u->count = wade_min(g->group, g->panels - u->first);
  return 1;
}

// many_rows works until there are no more jobs.
INLINE void many_rows(filler fill, const amx *g, char *local) {
  unit u = {.kblock = g->kblocks}, v;
  if (!next_unit(g, &u)) return;
  int64_t most = wade_ceil(g->steps, g->kblocks) * 2 * TILE;
  char *now = local, *then = local + most;
  float *c = (float *)(local + 2 * most), *flip = c;
  waiting d = {.all = 0};
  int whole = g->in % STEP == 0 && g->in > STEP && ((uintptr_t)g->w % 64 == 0 || g->in % 2048 != 0);
  tiles_open(16);
  for (int64_t s = 0; s < share(g->steps, 1, g->kblocks) && !(whole && u.panel * HIGH + HIGH <= g->out); s++) fill(g, now + s * 2 * TILE, u.panel, s, 0, HIGH);
  for (int more = 1; more; u = v) {
    v = u;
    more = next_unit(g, &v);
    int64_t first = share(g->tiles, u.block, g->blocks), tiles = share(g->tiles, u.block + 1, g->blocks) - first, groups = wade_ceil(tiles, WIDE);
    int64_t s0 = share(g->steps, u.kblock, g->kblocks), n = share(g->steps, u.kblock + 1, g->kblocks) - s0;
    int stays = whole && u.panel * HIGH + HIGH <= g->out;
    const char *a = stays ? in_place(g, u.panel * HIGH, s0) : now;
    int64_t stride = stays ? 2 * g->in : 64;
    coming h = {.to = whole && v.panel * HIGH + HIGH <= g->out ? NULL : then, .panel = v.panel, .first = share(g->steps, v.kblock, g->kblocks)};
    if (more) h.steps = share(g->steps, v.kblock + 1, g->kblocks) - h.first;
    for (int64_t j = 0; j < groups; j++) {
      int64_t t = share(tiles, j, groups), wide = share(tiles, j + 1, groups) - t;
      const char *b = g->x + (first * g->steps + tiles * s0 + t * n) * TILE;
      h.lo = share(HIGH, j, groups);
      h.hi = share(HIGH, j + 1, groups);
      float *to = g->kblocks > 1 ? c + ((u.panel - u.first) * tiles + t) * 512 : (flip = flip == c ? c + 6 * 256 : c);
      if (wide == 3) block(3, fill, g, a, stride, b, n, u.kblock > 0, to, h, &d);
      else if (wide == 2) block(2, fill, g, a, stride, b, n, u.kblock > 0, to, h, &d);
      else block(1, fill, g, a, stride, b, n, u.kblock > 0, to, h, &d);
      if (u.kblock == g->kblocks - 1)
        d = (waiting){.c = to, .row = (first + t) * 16, .col = u.panel * HIGH, .rows = g->rows, .all = 8 * (int)wide, .wide = (int)wide};
    }
    char *free = now;
    now = then;
    then = free;
  }
  finish_all(g, &d);
  tiles_close();
  if (g->stream) _mm_sfence();
}

// few_rows_panel computes 32 rows of the matrix, where they lie, with all of the activations. What would not fill its tiles is
// copied to local first.
INLINE void few_rows_panel(const int wide, const amx *g, int64_t panel, char *local, float *c, waiting *d) {
  int64_t stride = 2 * g->in, whole = panel * HIGH + HIGH > g->out ? 0 : g->in / STEP;
  const char *a = (const char *)g->w + panel * HIGH * stride, *b = g->x;
  int64_t next = 64 * wide * g->columns, s = 0, wait = 1;
  results_zero(wide);
  for (; s < whole; s++, a += 64, b += next) {
    if (wide == 1 && s + 1 < whole) {
      tiles_two(a, a + 16 * stride, stride, b, g->columns);
      s++;
      a += 64;
      b += next;
    } else {
      tiles_step(wide, a, a + 16 * stride, stride, b, g->columns);
    }
    if (--wait == 0) {
      wait = 2;
      if (d->done < d->all) finish_quarter(g, d);
    }
  }
  for (; s < g->steps; s++, b += next) {
    fill_bf16(g, local, panel, s, 0, HIGH);
    tiles_step(wide, local, local + TILE, 64, b, g->columns);
  }
  finish_all(g, d);
  results_store(wide, c);
  *d = (waiting){.c = c, .col = panel * HIGH, .rows = g->rows, .all = 8 * wide, .wide = wide};
}

FN void few_rows(const void *args, int64_t lo, int64_t hi, void *local) {
  const amx *g = args;
  float *c = (float *)((char *)local + 2 * TILE);
  waiting d = {.all = 0};
  int64_t i = __atomic_fetch_add(g->next, 1, __ATOMIC_RELAXED);
  if (i >= g->panels) return;
  tiles_open(g->columns);
  for (int flip = 0; i < g->panels; i = __atomic_fetch_add(g->next, 1, __ATOMIC_RELAXED), flip ^= 1) {
    float *to = c + flip * 6 * 256;
    if (g->tiles == 1) few_rows_panel(1, g, i, local, to, &d);
    else if (g->tiles == 2) few_rows_panel(2, g, i, local, to, &d);
    else few_rows_panel(3, g, i, local, to, &d);
  }
  finish_all(g, &d);
  tiles_close();
}

FN void many_rows_bf16(const void *args, int64_t lo, int64_t hi, void *local) { many_rows(fill_bf16, args, local); }

// multiply_tiles runs a product whose operands and sizes are set; job is many_rows with a filler.
FN int multiply_tiles(wade_pool *p, amx g, wade_job job) {
  if (g.rows <= 0 || g.out <= 0) return 0;
  int64_t threads = wade_threads(p), next = 0, few = g.rows <= WIDE * 16 && job == many_rows_bf16;
  g.next = &next;
  g.columns = few ? wade_min(g.rows, 16) : 16;
  layout l = layout_of(g.rows, g.in);
  if (few) l.blocks = l.kblocks = 1;
  g.tiles = l.tiles;
  g.steps = l.steps;
  g.blocks = l.blocks;
  g.kblocks = l.kblocks;
  if (g.after.to_tiles) g.next_operand = layout_of(g.rows, g.out);
  g.panels = wade_ceil(g.out, HIGH);
  g.group = g.kblocks == 1 ? 1 : wade_max(1, wade_min(32, g.panels * g.blocks / threads));
  g.stream = !few && g.out % 16 == 0 && (uintptr_t)g.y % 64 == 0 && g.rows * g.out >= 1 << 18;
  int64_t results = (g.kblocks > 1 ? g.group * wade_ceil(g.tiles, g.blocks) * 2 : 12) * TILE;
  g.x = wade_reserve(p, g.after.from_tiles ? 0 : g.tiles * g.steps * 64 * g.columns, 4 * TILE * wade_ceil(g.steps, g.kblocks) + 4 * TILE + results);
  if (!g.x) return -1;
  if (g.after.from_tiles) g.x = (char *)g.from;
  else wade_parallel(p, pack_activations, &g, g.tiles * wade_ceil(g.steps, PACK_STEPS), 4);
  wade_parallel(p, few ? few_rows : job, &g, threads, 1);
  return 0;
}

FN int linear_bf16(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out) {
  return multiply_tiles(p, (amx){.y = y, .w = w.data, .from = x, .after = after, .rows = rows, .in = in, .out = out}, many_rows_bf16);
}

// tiled tells what sizes the form of operands suits: products of few rows read them otherwise.
FN int tiled(int64_t rows, int64_t cols) { return rows > WIDE * 16 && cols > 0 && cols % STEP == 0; }

typedef struct {
  norming n;
  char *to;
  int64_t rows;
} norming_tiles;

FN void norm_tiles_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const norming_tiles *g = args;
  layout l = layout_of(g->rows, g->n.cols);
  for (int64_t t = lo; t < hi; t++) {
    int64_t rows = wade_min(16, g->rows - t * 16);
    for (int64_t r = 0; r < rows; r++) norm_row(&g->n, (float *)local + r * g->n.cols, g->n.x + (t * 16 + r) * g->n.cols);
    pack_tiles(&l, g->to, t, 0, l.steps, local, g->n.cols, rows, g->n.cols, 16);
  }
}

FN int norm_tiles(wade_pool *p, void *to, const float *x, const float *gain, const float *bias, int64_t rows, int64_t cols, float eps, int centred) {
  norming_tiles g = {.n = {.x = x, .gain = gain, .bias = bias, .cols = cols, .eps = eps, .centred = centred}, .to = to, .rows = rows};
  if (!wade_reserve(p, 0, 16 * cols * 4)) return -1;
  wade_parallel(p, norm_tiles_job, &g, wade_ceil(rows, 16), 1);
  return 0;
}
