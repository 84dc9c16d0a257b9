// Attention of each row to the latents of one image. Rows of one image that follow each other go together.

typedef struct {
  float *o, *dq, *dk, *dv;
  const float *dO, *q, *k, *v, *mask; // mask [batch rows latents] or NULL
  const int32_t *image;
  int64_t batch, rows, images, latents, heads, dim;
  float scale;
  int64_t chunk, chunks; // forward: of rows
  const int64_t *first; // backward: group g (image g-1, or no image) has the spans order[first[g]] to order[first[g+1]-1]
  const struct span *order;
} crossing;

struct span {
  int64_t row, count;
};

FN int64_t span_length(const crossing *g, int64_t row, int64_t end) {
  int64_t n = 1;
  while (row + n < end && g->image[row + n] == g->image[row]) n++;
  return n;
}

FN void zero_rows(float *to, int64_t stride, int64_t rows, int64_t dim) {
  for (int64_t r = 0; r < rows; r++) memset(to + r * stride, 0, (size_t)dim * 4);
}

// cross_job takes a head through a chunk of rows.
FN void cross_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const crossing *g = args;
  int64_t width = g->heads * g->dim;
  for (int64_t i = lo; i < hi; i++) {
    int64_t b = i / g->chunks / g->heads, at = i / g->chunks % g->heads * g->dim;
    int64_t r = b * g->rows + i % g->chunks * g->chunk, end = wade_min(r + g->chunk, (b + 1) * g->rows);
    for (int64_t n; r < end; r += n) {
      n = span_length(g, r, end);
      int64_t from = r * width + at, keys = g->image[r] * g->latents * width + at;
      if (g->image[r] < 0) {
        zero_rows(g->o + from, width, n, g->dim);
        continue;
      }
      strip s = {.q = g->q + from, .k = g->k + keys, .v = g->v + keys, .o = g->o + from, .mask = g->mask ? g->mask + r * g->latents : NULL,
                 .stride = width, .rows = n, .keys = g->latents, .dim = g->dim, .scale = g->scale};
      attend(&s, g->chunk, local);
    }
  }
}

FN int cross_attention(wade_pool *p, float *o, const float *q, const float *k, const float *v, const int32_t *image, const float *mask, int64_t batch, int64_t rows, int64_t images, int64_t latents, int64_t heads, int64_t dim, float scale, int rounded) {
  crossing g = {.o = o, .q = q, .k = k, .v = v, .image = image, .mask = mask, .batch = batch, .rows = rows, .images = images, .latents = latents, .heads = heads, .dim = dim, .scale = scale};
  g.chunk = flash_chunk(p, batch * heads, rows, dim);
  g.chunks = wade_ceil(rows, g.chunk);
  if (!wade_reserve(p, 0, strip_bytes(g.chunk, latents, dim))) return -1;
  wade_parallel(p, cross_job, &g, batch * heads * g.chunks, wade_max(1, 16384 / wade_max(1, g.chunk * latents * dim)));
  return 0;
}
