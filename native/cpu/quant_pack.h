// From numbers to packed integers and back; see quant.h.

typedef struct {
  uint8_t *to;
  float *wide;
  source from;
  packed w;
  int64_t rows, cols;
  int *unfit;
} packing;

// pack_group rounds 32 columns of a block to integers, and each scale up to bfloat16: no integer exceeds its bits, and no
// element is further than half a scale from what it was.
FN int pack_group(const packing *g, int64_t block, int64_t group, uint8_t *data, loose *scales) {
  const int bits = g->w.bits, most = bits == 8 ? 127 : 7, offset = most + 1;
  uint8_t q[QROWS][QGROUP];
  int fit = 1;
  for (int64_t r = 0; r < QROWS; r++) {
    int64_t row = block * QROWS + r, n = row < g->rows ? wade_min(QGROUP, g->cols - group * QGROUP) : 0;
    float line[QGROUP] = {0};
    for (int64_t i = 0; i < n; i++) line[i] = fetch1(g->from, row * g->from.ld + group * QGROUP + i);
    vf top = vset(0), sum = vset(0);
    for (int i = 0; i < QGROUP; i += VL) {
      vf v = vload(line + i);
      top = vmax(vabs(v), top);
      sum += v - v; // no number if one is not finite
    }
    float largest = vtop(top), scale = fmaxf(largest / (float)most, 0x1p-120f);
    fit &= vsum(sum) == 0 && largest < 3e38f;
    uint32_t u;
    memcpy(&u, &scale, 4);
    u = (u + 0xffff) & 0xffff0000;
    memcpy(&scale, &u, 4);
    scales[r] = (uint16_t)(u >> 16);
    const float magic = 12582912.0f; // 1.5 · 2^23: adding it rounds
    for (int i = 0; i < QGROUP; i++) {
      float t = line[i] / scale + magic;
      memcpy(&u, &t, 4);
      q[r][i] = (uint8_t)((u - 0x4b400000u) + (uint32_t)offset);
    }
  }
  if (!fit) return 0;
  for (int r = 0; r < QROWS; r++)
    for (int c = 0; c < QGROUP; c += bits == 8 ? 4 : 8)
      for (int i = 0; i < 4; i++)
        data[(bits == 8 ? c : c / 2) * QROWS + r * 4 + i] = bits == 8 ? q[r][c + i] : (uint8_t)(q[r][c + i] | q[r][c + 4 + i] << 4);
  return 1;
}

FN void pack_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const packing *g = args;
  for (int64_t b = lo; b < hi; b++)
    for (int64_t i = 0; i < 2 * g->w.pairs; i++)
      if (!pack_group(g, b, i, (uint8_t *)group_at(&g->w, b, i), (loose *)scales_at(&g->w, b, i)))
        __atomic_store_n(g->unfit, 1, __ATOMIC_RELAXED);
}

FN int pack(wade_pool *p, void *to, int type, wade_weight from, int *unfit, int64_t rows, int64_t cols) {
  packing g = {.from = matrix(from, cols), .rows = rows, .cols = cols, .unfit = unfit};
  g.w = packed_matrix((wade_weight){.type = type, .data = to}, cols);
  wade_parallel(p, pack_job, &g, wade_ceil(rows, QROWS), wade_max(1, wade_grain(QROWS * cols)));
  return 0;
}

FN void unpack_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const packing *g = args;
  for (int64_t r = lo; r < hi; r++) packed_row(g->wide + r * g->cols, &g->w, r, 0, g->cols);
}

FN int unpack(wade_pool *p, float *to, wade_weight from, int64_t rows, int64_t cols) {
  packing g = {.wide = to, .w = packed_matrix(from, cols), .cols = cols};
  wade_parallel(p, unpack_job, &g, rows, QROWS);
  return 0;
}
