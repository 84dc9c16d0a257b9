// Element by element.

typedef struct {
  float *y;
  const float *a, *b, *c;
  int64_t n, period;
  float by;
} elements;

#define CHUNK 16384 // elements for a thread at a time

// POINTWISE defines a job over elements lo to hi: body makes y of a (and b).
#define POINTWISE(name, body) \
  FN void name(const void *args, int64_t lo, int64_t hi, void *local) { \
    const elements *g = args; \
    for (int64_t i = lo, n; i < hi; i += VL) { \
      n = wade_min(VL, hi - i); \
      vf a = get(g->a + i, n), y; \
      body; \
      put(g->y + i, y, n); \
    } \
  }
#define SECOND vf b = get(g->b + i, n)

POINTWISE(identity_job, y = a)
POINTWISE(gelu_job, y = gelu(a))
POINTWISE(gelu_tanh_job, y = gelu_tanh(a))
POINTWISE(quick_gelu_job, y = times_sigmoid(a, 1.702f))
POINTWISE(relu_job, y = RELU(a))
POINTWISE(squared_relu_job, y = RELU(a) * RELU(a))
POINTWISE(silu_job, y = times_sigmoid(a, 1))
POINTWISE(tanh_job, y = vtanh(a))

POINTWISE(identity_back_job, SECOND; (void)a; y = b)
POINTWISE(gelu_back_job, SECOND; y = b * gelu_slope(a))
POINTWISE(gelu_tanh_back_job, SECOND; y = b * gelu_tanh_slope(a))
POINTWISE(quick_gelu_back_job, SECOND; y = b * silu_slope(a, 1.702f))
POINTWISE(relu_back_job, SECOND; y = vpick(vless(vset(0), a), b, vpick(vnan(a), a, vset(0))))
POINTWISE(squared_relu_back_job, SECOND; y = b * (2.0f * RELU(a)))
POINTWISE(silu_back_job, SECOND; y = b * silu_slope(a, 1))
POINTWISE(tanh_back_job, SECOND; vf t = vtanh(a); y = b * (1.0f - t * t))

FN int activation(wade_pool *p, int kind, float *y, const float *x, int64_t n) {
  static const wade_job jobs[] = {identity_job, gelu_job, gelu_tanh_job, quick_gelu_job, relu_job, squared_relu_job, silu_job, tanh_job};
  elements g = {.y = y, .a = x};
  wade_parallel(p, jobs[kind], &g, n, CHUNK);
  return 0;
}

FN int activation_vjp(wade_pool *p, int kind, float *dx, const float *dy, const float *x, int64_t n) {
  static const wade_job jobs[] = {identity_back_job, gelu_back_job, gelu_tanh_back_job, quick_gelu_back_job, relu_back_job, squared_relu_back_job, silu_back_job, tanh_back_job};
  elements g = {.y = dx, .a = x, .b = dy};
  wade_parallel(p, jobs[kind], &g, n, CHUNK);
  return 0;
}

POINTWISE(add_job, SECOND; y = a + b)
POINTWISE(mul_job, SECOND; y = a * b)
POINTWISE(scale_job, y = a * g->by)

// With a second operand that repeats after period elements, jobs run over rows of that length.
#define PERIODIC(name, expression) \
  FN void name(const void *args, int64_t lo, int64_t hi, void *local) { \
    const elements *g = args; \
    for (int64_t r = lo * g->period; r < hi * g->period; r += g->period) EACH(i, g->period, n) { \
      vf a = get(g->a + r + i, n), b = get(g->b + i, n); \
      put(g->y + r + i, expression, n); \
    } \
  }
PERIODIC(add_period_job, a + b)
PERIODIC(mul_period_job, a *b)

FN int binary(wade_pool *p, wade_job whole, wade_job periodic, elements g) {
  if (g.period == g.n) wade_parallel(p, whole, &g, g.n, CHUNK);
  else wade_parallel(p, periodic, &g, g.n / g.period, wade_grain(g.period));
  return 0;
}

FN int add(wade_pool *p, float *y, const float *a, const float *b, int64_t n, int64_t period) {
  return binary(p, add_job, add_period_job, (elements){.y = y, .a = a, .b = b, .n = n, .period = period});
}

FN int mul(wade_pool *p, float *y, const float *a, const float *b, int64_t n, int64_t period) {
  return binary(p, mul_job, mul_period_job, (elements){.y = y, .a = a, .b = b, .n = n, .period = period});
}

FN int scale(wade_pool *p, float *y, const float *x, float by, int64_t n) {
  elements g = {.y = y, .a = x, .by = by};
  wade_parallel(p, scale_job, &g, n, CHUNK);
  return 0;
}

// gated_add: rows of period elements; c is the gate, of 1 or period elements.
FN void gated_add_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const elements *g = args;
  for (int64_t r = lo * g->period; r < hi * g->period; r += g->period) EACH(i, g->period, n) {
    vf x = get(g->a + r + i, n), gate = g->n == 1 ? vset(g->c[0]) : get(g->c + i, n);
    put(g->y + r + i, closed_or(gate, x, x + gate * get(g->b + r + i, n)), n);
  }
}

FN void gated_back_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const elements *g = args;
  for (int64_t r = lo * g->period; r < hi * g->period; r += g->period) EACH(i, g->period, n) {
    vf gate = g->n == 1 ? vset(g->c[0]) : get(g->c + i, n);
    put(g->y + r + i, closed_or(gate, vset(0), gate * get(g->a + r + i, n)), n);
  }
}

FN int gated_add(wade_pool *p, float *y, const float *x, const float *branch, const float *gate, int64_t rows, int64_t cols, int64_t gates) {
  elements g = {.y = y, .a = x, .b = branch, .c = gate, .period = cols, .n = gates};
  wade_parallel(p, gated_add_job, &g, rows, wade_grain(cols));
  return 0;
}

typedef struct {
  double *slot;
  const float *a, *b;
  int64_t chunk;
} dotting;

// dot_job sums a·b (a² without b) in double, one slot per chunk.
FN void dot_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const dotting *g = args;
  const float *a = g->a, *b = g->b ? g->b : a;
  double s[8] = {0};
  int64_t i = lo;
  for (; i + 8 <= hi; i += 8)
    for (int j = 0; j < 8; j++) s[j] += (double)a[i + j] * (double)b[i + j];
  for (int j = 0; i < hi; i++, j++) s[j] += (double)a[i] * (double)b[i];
  g->slot[lo / g->chunk] = ((s[0] + s[4]) + (s[1] + s[5])) + ((s[2] + s[6]) + (s[3] + s[7]));
}

FN int dot(wade_pool *p, double *sum, const float *a, const float *b, int64_t n) {
  dotting g = {NULL, a, b, wade_max(CHUNK, wade_ceil(n, 4096))};
  int64_t chunks = wade_ceil(n, g.chunk);
  g.slot = wade_reserve(p, chunks * 8, 0);
  if (!g.slot) return -1;
  wade_parallel(p, dot_job, &g, n, g.chunk);
  *sum = sum_slots(g.slot, chunks);
  return 0;
}

FN int gated_add_vjp(wade_pool *p, float *dbranch, float *dgate, const float *dy, const float *branch, const float *gate, int64_t rows, int64_t cols, int64_t gates) {
  elements g = {.y = dbranch, .a = dy, .c = gate, .period = cols, .n = gates};
  if (dbranch) wade_parallel(p, gated_back_job, &g, rows, wade_grain(cols));
  if (!dgate) return 0;
  if (gates > 1 || cols == 1) return sum_rows(p, dgate, dy, branch, rows, cols);
  double s;
  if (dot(p, &s, dy, branch, rows * cols)) return -1;
  *dgate = (float)s;
  return 0;
}

FN int sum_squares(wade_pool *p, double *sum, const float *x, int64_t n) { return dot(p, sum, x, NULL, n); }

// rotary: the first rotate channels of each head turn, channel i with i + rotate/2.
typedef struct {
  float *y;
  const float *x;
  const int32_t *pos;
  int64_t heads, dim, rotate;
  const double *rate; // base^(-2i/rotate)
  int inverse;
} turning;

FN void rotary_job(const void *args, int64_t lo, int64_t hi, void *local) {
  const turning *g = args;
  int64_t half = g->rotate / 2, width = g->heads * g->dim;
  float *sine = local, *cosine = sine + wade_round(half, VL);
  for (int64_t r = lo; r < hi; r++) {
    const float *x = g->x + r * width;
    float *y = g->y + r * width;
    for (int64_t i = 0; i < half; i += VL) {
      vf s, c;
      vsincos(g->rate + i, g->pos[r], &s, &c);
      vstore(sine + i, g->inverse ? -s : s);
      vstore(cosine + i, c);
    }
    for (int64_t h = 0; h < g->heads; h++, x += g->dim, y += g->dim) {
      EACH(i, half, n) {
        vf a = get(x + i, n), b = get(x + half + i, n), s = get(sine + i, n), c = get(cosine + i, n);
        put(y + i, a * c - b * s, n);
        put(y + half + i, b * c + a * s, n);
      }
      memcpy(y + g->rotate, x + g->rotate, (size_t)(g->dim - g->rotate) * 4);
    }
  }
}

FN int rotary(wade_pool *p, float *y, const float *x, const int32_t *pos, int64_t rows, int64_t heads, int64_t dim, int64_t rotate, float base, int inverse) {
  int64_t half = rotate / 2, room = wade_round(half, VL);
  double *rate = wade_reserve(p, room * 8, room * 8);
  if (!rate) return -1;
  for (int64_t i = 0; i < room; i++) rate[i] = i < half ? pow(base, -2.0 * (double)i / (double)rotate) : 0;
  turning g = {y, x, pos, heads, dim, rotate, rate, inverse};
  wade_parallel(p, rotary_job, &g, rows, wade_max(1, wade_grain(heads * dim) / 4));
  return 0;
}
