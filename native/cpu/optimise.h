// AdamW (Loshchilov and Hutter, 2019), in place.

typedef struct {
  float *w, *m, *v, *slot; // slot: largest change per chunk
  const float *g;
  float lr, scale, beta1, beta2, eps, decay;
  float fix1, fix2; // 1 / (1 - beta^step)
} updating;

FN void adamw_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const updating *g = args;
  vf most = vset(0);
  for (int64_t i = lo, n; i < hi; i += VL) {
    n = wade_min(VL, hi - i);
    vf w = get(g->w + i, n), d = get(g->g + i, n) * g->scale;
    vf m = get(g->m + i, n) * g->beta1 + d * (1 - g->beta1);
    vf v = get(g->v + i, n) * g->beta2 + d * d * (1 - g->beta2);
    vf step = (m * g->fix1 / (vsqrt(v * g->fix2) + g->eps) + w * g->decay) * g->lr;
    put(g->m + i, m, n);
    put(g->v + i, v, n);
    put(g->w + i, w - step, n);
    vf size = vabs(step);
    if (n < VL) size = vtail(size, n, 0);
    most = vpick(vnan(size), size, vpick(vnan(most), most, vmax(size, most)));
  }
  float lanes[VL], top = 0;
  vstore(lanes, most);
  for (int i = 0; i < VL; i++)
    if (top == top && !(lanes[i] <= top)) top = lanes[i];
  g->slot[lo / CHUNK] = top;
}

FN int adamw(wade_pool *p, float *change, float *w, const float *grad, float *m, float *v, int64_t n, float lr, float step, float scale, float beta1, float beta2, float eps, float decay) {
  int64_t chunks = wade_ceil(n, CHUNK);
  float fix1 = (float)(1 / (1 - pow(beta1, step))), fix2 = (float)(1 / (1 - pow(beta2, step)));
  updating g = {w, m, v, wade_reserve(p, chunks * 4, 0), grad, lr, scale, beta1, beta2, eps, decay, fix1, fix2};
  if (!g.slot) return -1;
  wade_parallel(p, adamw_job, &g, n, CHUNK);
  *change = 0;
  for (int64_t i = 0; i < chunks && *change == *change; i++)
    if (!(g.slot[i] <= *change)) *change = g.slot[i];
  return 0;
}
