// Matrices of 8-bit and 4-bit integers with a scale for each group of 32 along the inner dimension.
//
// A block is 16 rows. It goes along the inner dimension in pairs of groups: the integers of both, then 32 scales in bfloat16,
// which for 8 bits makes 17 cache lines and for 4 bits 9. Each 32-bit lane holds four neighbours of one row, lane by lane the
// 16 rows; of 4 bits the low halves of the bytes hold four and the high halves the next four. Integers carry an offset, so
// that they are unsigned. Rows and columns that fill up a block are zero.

#define QROWS 16
#define QGROUP 32
#define QPAIR (2 * QGROUP)

typedef struct {
  const uint8_t *data;
  int bits;
  int64_t pairs; // of a row
} packed;

INLINE int64_t packed_pair(int bits) { return QROWS * QPAIR * bits / 8 + 2 * QROWS * 2; }
INLINE int64_t packed_block(const packed *w) { return w->pairs * packed_pair(w->bits); }
INLINE packed packed_matrix(wade_weight w, int64_t in) {
  return (packed){w.data, w.type == WADE_W8 ? 8 : 4, wade_ceil(in, QPAIR)};
}

// group_at is the integers of a group, scales_at its 16 scales.
INLINE const uint8_t *group_at(const packed *w, int64_t block, int64_t group) {
  return w->data + block * packed_block(w) + group / 2 * packed_pair(w->bits) + group % 2 * (QROWS * QGROUP * w->bits / 8);
}
INLINE const loose *scales_at(const packed *w, int64_t block, int64_t group) {
  return (const loose *)(w->data + block * packed_block(w) + (group / 2 + 1) * packed_pair(w->bits)) - (2 - group % 2) * QROWS;
}

// four gives column 4q + i of a group (i from 0 to 3) of VL rows from lane on, scaled: exact, as both factors have 8 bits.
INLINE void four(vf f[4], const int bits, const uint8_t *group, int64_t q, int64_t lane, vf scale) {
  vu v;
  memcpy(&v, bits == 8 ? group + (q * QROWS + lane) * 4 : group + (q / 2 * QROWS + lane) * 4, sizeof v);
  if (bits == 4) v >>= 4 * (q & 1);
  const int mask = bits == 8 ? 255 : 15, offset = bits == 8 ? 128 : 8;
  UNROLL for (int i = 0; i < 4; i++) f[i] = __builtin_convertvector((vi)(v >> (8 * i) & mask) - offset, vf) * scale;
}

// packed_turn makes a panel of a width whose columns are rows row to row+n of w and whose rows are columns col to col+k. col is a
// multiple of QGROUP.
INLINE void packed_turn_bits(const int bits, float *to, int64_t width, const packed *w, int64_t row, int64_t n, int64_t col, int64_t k) {
  for (int64_t h = 0; h < width; h += VL) {
    int64_t block = (row + h) / QROWS, lane = (row + h) % QROWS;
    if (h >= n) {
      for (int64_t i = 0; i < k; i++) vstore(to + i * width + h, vset(0));
      continue;
    }
    for (int64_t i = 0; i < k; i += QGROUP) {
      const uint8_t *group = group_at(w, block, (col + i) / QGROUP);
      vf scale = vwiden(scales_at(w, block, (col + i) / QGROUP) + lane), f[4];
      for (int64_t q = 0; q < QGROUP && i + q < k; q += 4) {
        four(f, bits, group, q / 4, lane, scale);
        for (int64_t j = 0; j < wade_min(4, k - i - q); j++) vstore(to + (i + q + j) * width + h, f[j]);
      }
    }
  }
}
FN void packed_turn(float *to, int64_t width, const packed *w, int64_t row, int64_t n, int64_t col, int64_t k) {
  if (w->bits == 8) packed_turn_bits(8, to, width, w, row, n, col, k);
  else packed_turn_bits(4, to, width, w, row, n, col, k);
}

// packed_row is n elements of a row from column col on, a multiple of QGROUP.
FN void packed_row(float *to, const packed *w, int64_t row, int64_t col, int64_t n) {
  for (int64_t i = 0; i < n; i += QGROUP) {
    const uint8_t *group = group_at(w, row / QROWS, (col + i) / QGROUP) + row % QROWS * 4;
    uint32_t bits = (uint32_t)scales_at(w, row / QROWS, (col + i) / QGROUP)[row % QROWS] << 16;
    float scale, line[QGROUP];
    memcpy(&scale, &bits, 4);
    if (w->bits == 8)
      for (int c = 0; c < QGROUP; c++) line[c] = (float)(group[c / 4 * QROWS * 4 + c % 4] - 128) * scale;
    else
      for (int c = 0; c < QGROUP; c++) line[c] = (float)((group[c / 8 * QROWS * 4 + c % 4] >> (c & 4) & 15) - 8) * scale;
    memcpy(to + i, line, (size_t)wade_min(QGROUP, n - i) * 4);
  }
}

// packed_copy makes a panel of rows row to row+k and columns col to col+n of w; the rest is zero. No panel crosses a group.
FN void packed_copy(float *to, int64_t width, const packed *w, int64_t row, int64_t k, int64_t col, int64_t n) {
  for (int64_t i = 0; i < k; i++, to += width) {
    float line[QGROUP] = {0};
    packed_row(line, w, row + i, col / QGROUP * QGROUP, col % QGROUP + n);
    memcpy(to, line + col % QGROUP, (size_t)width * 4);
  }
}
