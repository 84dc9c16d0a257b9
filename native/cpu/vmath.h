// Functions of vectors. The polynomials are minimax fits in relative error (Remez), made for this file.

// vexp is e^x with a relative error below 2e-7; below -87.3 it is 0, above 88.7 infinity.
INLINE vf vexp(vf x) {
  vf c = vmin(vset(89), vmax(vset(-88), x)); // what is no number stays so
#if VL == 16
  vf n = _mm512_roundscale_ps(c * 1.44269504f, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
  const vf magic = vset(12582912.0f); // 1.5 · 2^23: the low bits of t are x / ln 2, rounded
  vf t = c * 1.44269504f + magic, n = t - magic;
#endif
  vf r = c - n * 0.693145752f;
  r = r - n * 1.42860677e-6f;
  vf q = r * 0.00138146024551f + 0.00836871715698f;
  q = q * r + 0.041668387991f;
  q = q * r + 0.166665206287f;
  q = q * r + 0.499999934479f;
  q = (q * r) * r + r + 1.0f;
#if VL == 16
  return _mm512_scalef_ps(q, n); // q · 2^n, which flushes and overflows as it should
#else
  vf y = (vf)((vi)q + ((vi)t << 23));
  y = vpick(vless(x, vset(-87.33654f)), vset(0), y);
  y = vpick(vless(vset(88.72283f), x), vset(INFINITY), y);
  return vpick(vnan(x), x, y);
#endif
}

INLINE vf vsigmoid(vf x) { return 1.0f / (1.0f + vexp(-x)); }

// vnormal gives the distribution function of the standard normal with an absolute error below 1.5e-7, from a fit of
// Φ(-a) e^(a²/2) / t over t = 1/(1 + 0.33 a), and its density.
INLINE vf vnormal(vf x, vf *density) {
  vf a = vabs(x);
  vf e = vexp(-0.5f * (x * x));
  vf t = 1.0f / (1.0f + a * 0.33f);
  vf q = t * -0.0208073244359f + 0.123078763299f;
  q = q * t - 0.267184078881f;
  q = q * t + 0.224628570352f;
  q = q * t - 0.05652560243f;
  q = q * t + 0.121818822503f;
  q = q * t + 0.111065944016f;
  q = q * t + 0.132302773786f;
  q = q * t + 0.131622159204f;
  q = q * t * e; // Φ(-|x|)
  *density = e * 0.398942280f;
  return vpick(vless(x, vset(0)), q, 1.0f - q);
}

// vtanh has a relative error below 4e-7.
INLINE vf vtanh(vf x) {
  vf a = vabs(x), s = x * x;
  vf small = s * -0.00560768873866f + 0.0205659579922f;
  small = small * s - 0.0537239887168f;
  small = small * s + 0.133313831124f;
  small = small * s - 0.333332878792f;
  small = small * s * x + x;
  vf big = 1.0f - 2.0f / (1.0f + vexp(a + a));
  big = vpick(vless(x, vset(0)), -big, big);
  return vpick(vless(a, vset(0.625f)), small, vpick(vnan(x), x, big));
}

// Logarithms are few (one for each row of a loss), so they are scalar and go through the C library in double.
INLINE float slog(float x) { return (float)log((double)x); }
