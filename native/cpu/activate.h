// Activations and gates, and what may follow a product while its result is in cache.

// The activations; vpick keeps what is no number.
#define RELU(x) vpick(vless((x), vset(0)), vset(0), (x))
#define GELU_C 0.797884561f // √(2/π)
#define GELU_TANH_U(x) (2.0f * GELU_C * ((x) + 0.044715f * (x) * (x) * (x)))

// x Φ(x) is max(x, 0) - |x| Φ(-|x|): no cancellation, and nothing to guard at the ends.
INLINE vf gelu(vf x) {
  vf a = vmin(vset(13), vabs(x)), e;
  return vmax(vset(0), x) - a * vnormal(a, &e);
}
INLINE vf gelu_slope(vf x) { // Φ(x) + x φ(x), by symmetry
  vf a = vmin(vset(13), vabs(x)), e, r = vnormal(a, &e);
  r = r - a * e * 0.398942280f;
  return vpick(vless(x, vset(0)), r, 1.0f - r);
}
INLINE vf times_sigmoid(vf x, float c) { return vpick(vless(x, vset(-1e4f)), vset(-0.0f), x * vsigmoid(c * x)); }
INLINE vf gelu_tanh(vf x) { return vpick(vless(x, vset(-1e4f)), vset(-0.0f), x * vsigmoid(GELU_TANH_U(x))); }

// sigmoid_slope is the derivative of x σ(u), given u and x u'.
INLINE vf sigmoid_slope(vf x, vf u, vf xu) {
  vf e = vexp(-vmax(vset(-80), u)), s = 1.0f / (1.0f + e);
  return vpick(vless(vset(1e4f), vabs(x)), s, s + xu * (e * s * s)); // e s is 1 - s, without cancellation
}
INLINE vf silu_slope(vf x, float c) { return sigmoid_slope(x, c * x, c * x); }
INLINE vf gelu_tanh_slope(vf x) {
  return sigmoid_slope(x, GELU_TANH_U(x), x * (2.0f * GELU_C) * (1.0f + 3.0f * 0.044715f * x * x));
}

// Where the gate is 0 the branch is not looked at.
INLINE vf closed_or(vf gate, vf closed, vf open) { return vpick(vless(vset(0), vabs(gate)), open, vpick(vnan(gate), open, closed)); }

// activated applies an activation by its number.
INLINE vf activated(int kind, vf v) {
  switch (kind) {
  case WADE_GELU: return gelu(v);
  case WADE_GELU_TANH: return gelu_tanh(v);
  case WADE_QUICK_GELU: return times_sigmoid(v, 1.702f);
  case WADE_RELU: return RELU(v);
  case WADE_SQUARED_RELU: return RELU(v) * RELU(v);
  case WADE_SILU: return times_sigmoid(v, 1);
  case WADE_TANH: return vtanh(v);
  }
  return v;
}

// finish applies what comes after the bias of a product to rows × cols of y from (row, col) on, of a whole row of ld. Step by
// step through the first cache, so that the bits are those of the same operations done one after the other.
INLINE void finish_row(const wade_after *f, float *y, int64_t at, int64_t col, int64_t cols) {
#define STEP(x) EACH(i, cols, n) { vf v = get(y + at + i, n); put(y + at + i, x, n); }
  if (f->activation) STEP(activated(f->activation, v))
  if (f->times) STEP(v * get(f->times + at + i, n))
  if (!f->residual) return;
  if (!f->gate) {
    STEP(get(f->residual + at + i, n) + v)
    return;
  }
  EACH(i, cols, n) {
    vf x = get(f->residual + at + i, n), gate = f->gates == 1 ? vset(f->gate[0]) : get(f->gate + col + i, n);
    put(y + at + i, closed_or(gate, x, x + gate * get(y + at + i, n)), n);
  }
#undef STEP
}

FN void finish(const wade_after *f, float *y, int64_t ld, int64_t row, int64_t rows, int64_t col, int64_t cols) {
  if (!f->activation && !f->times && !f->residual) return;
  for (int64_t r = row; r < row + rows; r++) finish_row(f, y, r * ld + col, col, cols);
}

// finish_vector is finish for n results in a register, without their bias; at is their place in y, col their column. The steps
// are kept apart, so that none is rounded together with the next.
#define APART(v) __asm__("" : "+v"(v))
#if VL == 16
INLINE vf finish_vector(const wade_after *f, vf v, int64_t at, int64_t col, int64_t n) {
  v = activated(f->activation, v);
  APART(v);
  if (f->times) v = v * get(f->times + at, n);
  APART(v);
  if (!f->residual) return v;
  vf x = get(f->residual + at, n);
  if (!f->gate) return x + v;
  vf gate = f->gates == 1 ? vset(f->gate[0]) : get(f->gate + col, n);
  return closed_or(gate, x, x + gate * v);
}
#endif
#undef APART
