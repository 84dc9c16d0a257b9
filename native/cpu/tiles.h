// Matrix tiles. A tile of results is 16 rows by up to 16 columns of float32; it grows by products of a tile A, 16 rows of 32
// bfloat16, with a tile B that holds 32 by 16 in pairs: [16][columns][2]. The products of a pair are exact, sums are float32, and
// denormal numbers count as zero.

#define TILE_LOAD(t, p, stride) __asm__ volatile("tileloadd (%0,%1,1), %%tmm" #t : : "r"(p), "r"((int64_t)(stride)) : "memory")
#define TILE_STORE(t, p) __asm__ volatile("tilestored %%tmm" #t ", (%0,%1,1)" : : "r"(p), "r"((int64_t)64) : "memory")
#define TILE_ZERO(t) __asm__ volatile("tilezero %tmm" #t)
#define TILE_DOT(c, a, b) __asm__ volatile("tdpbf16ps %tmm" #b ", %tmm" #a ", %tmm" #c)

#define STEP 32   // inner dimension of a product of tiles
#define TILE 1024 // bytes of a whole one
#define HIGH 32   // rows of two tiles A
#define WIDE 3    // tiles B beside each other

// tiles_open gives this thread its tiles: 0 to 4 and 7 for results and B of a number of columns, 5 and 6 for A. tiles_close must
// follow in the same job, so that no switch of threads carries them.
INLINE void tiles_open(int64_t columns) {
  struct {
    uint8_t palette, start, zero[14];
    uint16_t bytes[16];
    uint8_t rows[16];
  } c = {.palette = 1};
  for (int i = 0; i < 8; i++) {
    c.rows[i] = 16;
    c.bytes[i] = i == 5 || i == 6 ? 64 : (uint16_t)(4 * columns);
  }
  __asm__ volatile("ldtilecfg %0" : : "m"(c) : "memory");
}
INLINE void tiles_close(void) { __asm__ volatile("tilerelease" ::: "memory"); }

// Results of two tiles A with 1, 2 or 3 tiles B, one after the other: rows 0 to 15, then 16 to 31.
INLINE void results_zero(const int wide) {
  TILE_ZERO(0);
  TILE_ZERO(3);
  if (wide == 1) return;
  TILE_ZERO(1);
  TILE_ZERO(4);
  if (wide == 2) return;
  TILE_ZERO(2);
  TILE_ZERO(5);
}
INLINE void results_load(const int wide, const float *c) {
  TILE_LOAD(0, c, 64);
  if (wide > 1) TILE_LOAD(1, c + 256, 64);
  if (wide > 2) TILE_LOAD(2, c + 512, 64);
  c += wide * 256;
  TILE_LOAD(3, c, 64);
  if (wide > 1) TILE_LOAD(4, c + 256, 64);
  if (wide > 2) TILE_LOAD(5, c + 512, 64);
}
INLINE void results_store(const int wide, float *c) {
  TILE_STORE(0, c);
  if (wide > 1) TILE_STORE(1, c + 256);
  if (wide > 2) TILE_STORE(2, c + 512);
  c += wide * 256;
  TILE_STORE(3, c);
  if (wide > 1) TILE_STORE(4, c + 256);
  if (wide > 2) TILE_STORE(5, c + 512);
}

// tiles_step adds one step of the inner dimension: tiles A at a and a2 with rows a stride apart, and the tiles B at b. What is
// needed twice is read again, from the first cache: reading ahead of the products matters more.
INLINE void tiles_step(const int wide, const char *a, const char *a2, int64_t stride, const char *b, int64_t columns) {
  TILE_LOAD(7, b, 4 * columns);
  TILE_LOAD(6, a, stride);
  TILE_DOT(0, 6, 7);
  if (wide == 3) {
    TILE_LOAD(7, b + TILE, 64);
    TILE_DOT(1, 6, 7);
    TILE_LOAD(7, b + 2 * TILE, 64);
    TILE_DOT(2, 6, 7);
    TILE_LOAD(6, a2, stride);
    TILE_DOT(5, 6, 7);
    TILE_LOAD(7, b + TILE, 64);
    TILE_DOT(4, 6, 7);
    TILE_LOAD(7, b, 64);
    TILE_DOT(3, 6, 7);
  } else if (wide == 2) {
    TILE_LOAD(2, b + TILE, 64);
    TILE_DOT(1, 6, 2);
    TILE_LOAD(5, a2, stride);
    TILE_DOT(3, 5, 7);
    TILE_DOT(4, 5, 2);
  } else {
    TILE_LOAD(5, a2, stride);
    TILE_DOT(3, 5, 7);
  }
}

// tiles_two adds two steps with one tile B: whoever reads A from memory reads two lines of a row at once.
INLINE void tiles_two(const char *a, const char *a2, int64_t stride, const char *b, int64_t columns) {
  TILE_LOAD(7, b, 4 * columns);
  TILE_LOAD(1, b + 64 * columns, 4 * columns);
  TILE_LOAD(6, a, stride);
  TILE_DOT(0, 6, 7);
  TILE_LOAD(5, a + 64, stride);
  TILE_DOT(0, 5, 1);
  TILE_LOAD(6, a2, stride);
  TILE_DOT(3, 6, 7);
  TILE_LOAD(5, a2 + 64, stride);
  TILE_DOT(3, 5, 1);
}

// row_to_bf16 rounds n floats (up to 32), the rest is zero.
INLINE __m512i row_to_bf16(const float *x, int64_t n) {
  vf lo = get(x, wade_min(n, VL)), hi = n > VL ? get(x + VL, n - VL) : vset(0);
  return (__m512i)_mm512_cvtne2ps_pbh(hi, lo);
}

// pack_tile makes a tile B of rows of x (up to 16, ld apart) along n elements (up to 32); missing ones are zero.
INLINE void pack_tile(char *to, const float *x, int64_t ld, int64_t rows, int64_t n, int64_t columns) {
  if (columns == 1) {
    _mm512_storeu_si512(to, row_to_bf16(x, n));
    return;
  }
  vf r[VL];
  UNROLL for (int i = 0; i < VL; i++) r[i] = i < rows ? (vf)row_to_bf16(x + i * ld, n) : vset(0);
  square(r);
  UNROLL for (int i = 0; i < VL; i++) put((float *)to + i * columns, r[i], columns);
}

// share is where part i of n parts of all begins.
INLINE int64_t share(int64_t all, int64_t i, int64_t n) { return all * i / n; }

// Activations as tiles B: [blocks][kblocks][tiles of the block in groups of up to WIDE][steps][tiles of the group], so that a
// thread reads what it multiplies next from one address on, and a block stays in its second cache.
#define BLOCK_BYTES (1152 << 10)
#define BLOCK_TILES 18

typedef struct {
  int64_t tiles, steps, blocks, kblocks;
} layout;

INLINE layout layout_of(int64_t rows, int64_t cols) {
  layout l = {.tiles = wade_ceil(rows, 16), .steps = wade_ceil(cols, STEP)};
  l.blocks = wade_ceil(l.tiles, BLOCK_TILES);
  l.kblocks = wade_max(1, wade_ceil(wade_ceil(l.tiles, l.blocks) * l.steps * TILE, BLOCK_BYTES));
  return l;
}

// tile_at is the place of tile t, rows 16 t and after, in a step, counted in tiles. runs are the steps from this one on that lie
// apart tiles one from the other.
FN int64_t tile_at(const layout *l, int64_t t, int64_t step, int64_t *runs, int64_t *apart) {
  int64_t m = 0, j = 0, kb = 0;
  while (share(l->tiles, m + 1, l->blocks) <= t) m++;
  int64_t first = share(l->tiles, m, l->blocks), tiles = share(l->tiles, m + 1, l->blocks) - first, groups = wade_ceil(tiles, WIDE);
  while (share(tiles, j + 1, groups) <= t - first) j++;
  while (share(l->steps, kb + 1, l->kblocks) <= step) kb++;
  int64_t g0 = share(tiles, j, groups), s0 = share(l->steps, kb, l->kblocks), end = share(l->steps, kb + 1, l->kblocks);
  *apart = share(tiles, j + 1, groups) - g0;
  *runs = end - step;
  return first * l->steps + tiles * s0 + g0 * (end - s0) + (step - s0) * *apart + t - first - g0;
}

// pack_tiles packs up to 16 rows of x as tile t, from a step on.
FN void pack_tiles(const layout *l, char *to, int64_t t, int64_t step, int64_t steps, const float *x, int64_t ld, int64_t rows, int64_t cols, int64_t columns) {
  for (int64_t runs, apart, end = step + steps; step < end; step += runs) {
    char *at = to + tile_at(l, t, step, &runs, &apart) * 64 * columns;
    runs = wade_min(runs, end - step);
    for (int64_t i = 0; i < runs; i++, x += STEP, cols -= STEP) pack_tile(at + i * apart * 64 * columns, x, ld, rows, wade_min(STEP, cols), columns);
  }
}
