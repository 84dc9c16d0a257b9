// Products of packed matrices for the variants that have nothing better for many rows than to unpack panels.

FN int packed_linear(wade_pool *p, float *y, const float *x, wade_weight w, wade_after after, int64_t rows, int64_t in, int64_t out) {
#if VL > 4
  if (rows <= THIN && thin_product(p, (thin){.y = y, .x = x, .w = packed_matrix(w, in), .after = after, .rows = rows, .in = in, .out = out})) return 0;
#endif
  return linear_panels(p, y, x, w, after, rows, in, out);
}
