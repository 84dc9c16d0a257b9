// How threads that compute treat denormal numbers.

#include <stdint.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Denormal numbers cost up to twenty times as much as others and mean nothing here: flush them to zero.
static unsigned flush_denormals(void) {
#if defined(__x86_64__)
  unsigned old = _mm_getcsr();
  _mm_setcsr(old | 0x8040);
  return old;
#elif defined(__aarch64__)
  uint64_t old;
  __asm__ volatile("mrs %0, fpcr" : "=r"(old));
  __asm__ volatile("msr fpcr, %0" : : "r"(old | 1u << 24));
  return (unsigned)old;
#else
  return 0;
#endif
}

static void restore_denormals(unsigned old) {
#if defined(__x86_64__)
  _mm_setcsr(old);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)old));
#else
  (void)old;
#endif
}
