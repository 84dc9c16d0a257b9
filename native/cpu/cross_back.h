// Patterns of attention to latents, and its backward pass.

FN void cross_pattern_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const crossing *g = args;
  int64_t width = g->heads * g->dim;
  head h;
  head_layout(&h, g->latents, g->dim, g->rows, g->scale, 0, 0, local);
  for (int64_t i = lo; i < hi; i++) {
    int64_t b = i / g->heads, at = i % g->heads * g->dim, end = (b + 1) * g->rows;
    for (int64_t r = b * g->rows, n; r < end; r += n) {
      n = span_length(g, r, end);
      float *pattern = g->o + (i * g->rows + r - b * g->rows) * g->latents;
      if (g->image[r] < 0) {
        memset(pattern, 0, (size_t)(n * g->latents) * 4);
        continue;
      }
      head_turned(&h, h.kt, g->k + g->image[r] * g->latents * width + at, width);
      for (int64_t s = 0; s < n; s += h.block) {
        int64_t m = wade_min(h.block, n - s);
        if (g->mask) h.mask = g->mask + (r + s) * g->latents;
        scores(&h, g->q + (r + s) * width + at, width, m, 0);
        for (int64_t l = 0; l < m; l++) put_shares(&h, pattern + (s + l) * g->latents, l, g->latents);
      }
    }
  }
}

FN void cross_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const crossing *g = args;
  int64_t width = g->heads * g->dim;
  head h;
  head_layout(&h, g->latents, g->dim, g->rows, g->scale, 0, 1, local);
  for (int64_t i = lo; i < hi; i++) {
    int64_t group = i / g->heads, at = i % g->heads * g->dim, keys = (group - 1) * g->latents * width + at;
    const struct span *s = g->order + g->first[group], *end = g->order + g->first[group + 1];
    if (group == 0) {
      for (; g->dq && s < end; s++) zero_rows(g->dq + s->row * width + at, width, s->count, g->dim);
      continue;
    }
    head_turned(&h, h.kt, g->k + keys, width);
    head_turned(&h, h.vt, g->v + keys, width);
    head_straight(&h, h.k, h.keys, g->k + keys, h.keys, width);
    memset(h.dk, 0, (size_t)(h.keys * h.deep) * 4);
    memset(h.dv, 0, (size_t)(h.keys * h.deep) * 4);
    for (; s < end; s++)
      for (int64_t r = 0; r < s->count; r += h.block) {
        int64_t from = (s->row + r) * width + at;
        if (g->mask) h.mask = g->mask + (s->row + r) * g->latents;
        attend_back(&h, g->dq ? g->dq + from : NULL, g->dO + from, g->q + from, width, wade_min(h.block, s->count - r), 0, g->dk != NULL, g->dv != NULL);
      }
    if (g->dk) put_rows(&h, g->dk + keys, width, h.dk, h.keys);
    if (g->dv) put_rows(&h, g->dv + keys, width, h.dv, h.keys);
  }
}

FN int cross_pattern(wade_pool *p, float *o, const float *q, const float *k, const int32_t *image, const float *mask, int64_t batch, int64_t rows, int64_t images, int64_t latents, int64_t heads, int64_t dim, float scale) {
  crossing g = {.o = o, .q = q, .k = k, .image = image, .mask = mask, .batch = batch, .rows = rows, .images = images, .latents = latents, .heads = heads, .dim = dim, .scale = scale};
  if (!wade_reserve(p, 0, head_bytes(latents, dim, rows, 0))) return -1;
  wade_parallel(p, cross_pattern_job, &g, batch * heads, wade_max(1, 65536 / wade_max(1, rows * latents * dim)));
  return 0;
}

// An image's keys belong to rows anywhere in the batch, so the backward pass goes image by image: spans are sorted by
// image, in order of rows.
FN int cross_attention_vjp(wade_pool *p, float *dq, float *dk, float *dv, const float *dO, const float *q, const float *k, const float *v, const int32_t *image, const float *mask, int64_t batch, int64_t rows, int64_t images, int64_t latents, int64_t heads, int64_t dim, float scale) {
  crossing g = {.dq = dq, .dk = dk, .dv = dv, .dO = dO, .q = q, .k = k, .v = v, .image = image, .mask = mask, .batch = batch, .rows = rows, .images = images, .latents = latents, .heads = heads, .dim = dim, .scale = scale};
  int64_t groups = images + 1, total = batch * rows;
  int64_t *first = wade_reserve(p, (groups + 2) * 8 + total * (int64_t)sizeof(struct span), head_bytes(latents, dim, rows, 1));
  if (!first) return -1;
  struct span *order = (struct span *)(first + groups + 2);
  memset(first, 0, (size_t)(groups + 2) * 8);
  // first[g+2] counts the spans of group g; summed up, first[g+1] is where group g begins, and ends as where g+1 does.
  for (int64_t r = 0; r < total; r += span_length(&g, r, total)) first[image[r] + 3]++;
  for (int64_t i = 2; i < groups + 2; i++) first[i] += first[i - 1];
  for (int64_t r = 0, n; r < total; r += n) {
    n = span_length(&g, r, total);
    order[first[image[r] + 2]++] = (struct span){r, n};
  }
  g.first = first;
  g.order = order;
  wade_parallel(p, cross_back_job, &g, groups * heads, wade_max(1, groups * 4096 / wade_max(1, total * latents * dim)));
  return 0;
}
