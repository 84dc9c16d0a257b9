// Functions of vectors. The polynomials are minimax fits in relative error (Remez), made for this file.

// vexp_within is e^x for x from -88 to 89 with a relative error below 2e-7; below -87.3 it is 0.
INLINE vf vexp_within(vf x) {
#if VL == 16
  vf n = _mm512_roundscale_ps(x * 1.44269504f, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
  const vf magic = vset(12582912.0f); // 1.5 · 2^23: the low bits of t are x / ln 2, rounded
  vf t = x * 1.44269504f + magic, n = t - magic;
#endif
  vf r = x - n * 0.693145752f;
  r = r - n * 1.42860677e-6f;
  vf q = r * 0.00138146024551f + 0.00836871715698f;
  q = q * r + 0.041668387991f;
  q = q * r + 0.166665206287f;
  q = q * r + 0.499999934479f;
  q = (q * r) * r + r + 1.0f;
#if VL == 16
  return _mm512_scalef_ps(q, n); // q · 2^n, which flushes and overflows as it should
#else
  vf y = (vf)((vu)q + ((vu)t << 23));
  y = vpick(vless(x, vset(-87.33654f)), vset(0), y);
  return vpick(vnan(x), x, y);
#endif
}

// vexp is e^x for any x; vexp_down for x that is at most 0.
INLINE vf vexp(vf x) {
  vf y = vexp_within(vmin(vset(89), vmax(vset(-88), x))); // what is no number stays so
#if VL == 16
  return y;
#else
  return vpick(vless(vset(88.72283f), x), vset(INFINITY), y);
#endif
}
INLINE vf vexp_down(vf x) { return vexp_within(vmax(vset(-88), x)); }

INLINE vf vsigmoid(vf x) { return 1.0f / (1.0f + vexp(-x)); }

// vnormal gives Φ(-a) of the standard normal distribution for a from 0 to 13, with a relative error below 4e-7 in all that
// is above 1e-6, and e^(-a²/2). The polynomial is Φ(-a) e^(a²/2) / t over t = 1/(1 + 0.3 a).
INLINE vf vnormal(vf a, vf *e) {
  *e = vexp_within(-0.5f * (a * a));
  vf t = 1.0f / (1.0f + a * 0.3f);
  vf q = t * 0.0356747977056f - 0.157203174955f;
  q = q * t + 0.206353654336f;
  q = q * t - 0.0536837693378f;
  q = q * t + 0.128561686101f;
  q = q * t + 0.0999134764396f;
  q = q * t + 0.120753958107f;
  q = q * t + 0.119629298725f;
  return q * t * *e;
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

// vsincos gives sine and cosine of VL angles by·a, up to 1e9 and with an error below 2e-7. The angle and its remainder by a
// quarter turn are double: float would lose its fraction at a few thousand turns.
typedef double vd __attribute__((vector_size(VL * 8)));
typedef int64_t vl __attribute__((vector_size(VL * 8)));
INLINE void vsincos(const double *a, double by, vf *sine, vf *cosine) {
  vd x;
  memcpy(&x, a, sizeof x);
  x *= by;
  vd t = x * 0.63661977236758134 + 6755399441055744.0, n = t - 6755399441055744.0; // 1.5 · 2^52: the low bits of t are n
  x = (x - n * 1.5707963267948966) - n * 6.123233995736766e-17;
  vi quarter = __builtin_convertvector((vl)t & 3, vi), odd = -(quarter & 1);
  vf r = __builtin_convertvector(x, vf), z = r * r;
  vf s = ((z * -0.000195172668f + 0.00833217792f) * z - 0.166666549f) * (z * r) + r;
  vf c = ((z * 2.44384156e-5f - 0.00138873672f) * z + 0.0416666469f) * (z * z) + (1.0f - 0.5f * z);
  *sine = (vf)((((vi)c & odd) | ((vi)s & ~odd)) ^ (vi)(((vu)quarter & 2) << 30));
  *cosine = (vf)((((vi)s & odd) | ((vi)c & ~odd)) ^ (vi)(((vu)(quarter + 1) & 2) << 30));
}

// Logarithms are few (one for each row of a loss), so they are scalar and go through the C library in double.
INLINE float slog(float x) { return (float)log((double)x); }
