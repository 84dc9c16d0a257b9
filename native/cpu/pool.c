// A pool of threads that is quiet between steps: a worker looks for the next job for 20 microseconds, then sleeps.

#include "pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define SPIN_NS 20000
#define OPEN 0x8000u // workers may join the job
#define JOINED 0x7fffu
#define NEXT 0x10000u // one generation

// A block of scratch that only grows.
typedef struct {
  char *data;
  int64_t size;
} arena;

struct wade_pool {
  wade_table table;
  int workers; // besides the caller
  pthread_t *threads;
  arena shared, *local; // local[0] is the caller's

  // The job. Written by the caller while the gate is closed and nobody has joined.
  wade_job job;
  const void *args;
  int64_t n, grain;
  _Alignas(64) atomic_llong next; // first element of the next chunk
  _Alignas(64) atomic_uint gate;  // generation, OPEN, number of joined workers
  atomic_int sleepers, waiting, stop;
  pthread_mutex_t mutex;
  pthread_cond_t wake, done;
};

typedef struct {
  wade_pool *pool;
  int index;
} worker_start;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static inline void relax(void) {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

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

static int grow(arena *a, int64_t size) {
  if (size <= a->size) return 0;
  size = wade_round(size + size / 4, 2 << 20);
  void *data = aligned_alloc(2 << 20, (size_t)size);
  if (!data) return -1;
#if defined(__linux__)
  madvise(data, (size_t)size, MADV_HUGEPAGE);
#endif
  free(a->data);
  a->data = data;
  a->size = size;
  return 0;
}

void *wade_reserve(wade_pool *p, int64_t shared, int64_t local) {
  if (grow(&p->shared, wade_max(shared, 64))) return NULL;
  for (int i = 0; local > 0 && i <= p->workers; i++)
    if (grow(&p->local[i], local)) return NULL;
  return p->shared.data;
}

static void work(wade_pool *p, int index) {
  void *local = p->local[index].data;
  int64_t n = p->n, grain = p->grain;
  for (;;) {
    int64_t lo = atomic_fetch_add_explicit(&p->next, grain, memory_order_relaxed);
    if (lo >= n) return;
    p->job(p->args, lo, wade_min(lo + grain, n), local);
  }
}

// await spins for a while, then sleeps, until the gate shows a generation other than seen. It returns the gate.
static unsigned await(wade_pool *p, unsigned seen) {
  int64_t limit = 0;
  for (unsigned i = 1;; i++) {
    unsigned g = atomic_load_explicit(&p->gate, memory_order_acquire);
    if (g / NEXT != seen || atomic_load_explicit(&p->stop, memory_order_relaxed)) return g;
    relax();
    if (i % 32) continue;
    int64_t t = now();
    if (!limit) limit = t + SPIN_NS;
    if (t > limit) break;
  }
  pthread_mutex_lock(&p->mutex);
  atomic_fetch_add(&p->sleepers, 1);
  unsigned g;
  while ((g = atomic_load(&p->gate)) / NEXT == seen && !atomic_load(&p->stop)) pthread_cond_wait(&p->wake, &p->mutex);
  atomic_fetch_sub(&p->sleepers, 1);
  pthread_mutex_unlock(&p->mutex);
  return g;
}

static void *worker(void *start) {
  worker_start s = *(worker_start *)start;
  free(start);
  wade_pool *p = s.pool;
  flush_denormals();
  unsigned seen = 0;
  for (;;) {
    unsigned g = await(p, seen);
    if (atomic_load_explicit(&p->stop, memory_order_relaxed)) return NULL;
    // Join, unless the job is over: then whoever came late has nothing to do and nobody waits for it.
    while ((g & OPEN) && !atomic_compare_exchange_weak(&p->gate, &g, g + 1)) {
    }
    seen = g / NEXT;
    if (!(g & OPEN)) continue;
    work(p, s.index);
    unsigned left = atomic_fetch_sub(&p->gate, 1) - 1;
    if (!(left & (OPEN | JOINED)) && atomic_load(&p->waiting)) {
      pthread_mutex_lock(&p->mutex);
      pthread_cond_signal(&p->done);
      pthread_mutex_unlock(&p->mutex);
    }
  }
}

// settle waits until every worker that joined has left.
static void settle(wade_pool *p) {
  int64_t limit = 0;
  for (unsigned i = 1;; i++) {
    if (!(atomic_load_explicit(&p->gate, memory_order_acquire) & JOINED)) return;
    relax();
    if (i % 32) continue;
    int64_t t = now();
    if (!limit) limit = t + SPIN_NS;
    if (t > limit) break;
  }
  pthread_mutex_lock(&p->mutex);
  atomic_store(&p->waiting, 1);
  while (atomic_load(&p->gate) & JOINED) pthread_cond_wait(&p->done, &p->mutex);
  atomic_store(&p->waiting, 0);
  pthread_mutex_unlock(&p->mutex);
}

void wade_parallel(wade_pool *p, wade_job job, const void *args, int64_t n, int64_t grain) {
  if (n <= 0) return;
  unsigned old = flush_denormals();
  if (p->workers == 0 || n <= grain) {
    for (int64_t lo = 0; lo < n; lo += grain) job(args, lo, wade_min(lo + grain, n), p->local[0].data);
    restore_denormals(old);
    return;
  }
  p->job = job;
  p->args = args;
  p->n = n;
  p->grain = grain;
  atomic_store_explicit(&p->next, 0, memory_order_relaxed);
  unsigned g = atomic_load_explicit(&p->gate, memory_order_relaxed);
  atomic_store(&p->gate, (g / NEXT + 1) * NEXT | OPEN);
  if (atomic_load(&p->sleepers) > 0) {
    pthread_mutex_lock(&p->mutex);
    pthread_cond_broadcast(&p->wake);
    pthread_mutex_unlock(&p->mutex);
  }
  work(p, 0);
  if (atomic_fetch_and(&p->gate, ~OPEN) & JOINED) settle(p);
  restore_denormals(old);
}

const wade_table *wade_pool_table(const wade_pool *p) { return &p->table; }

int wade_threads(const wade_pool *p) { return p->workers + 1; }

int64_t wade_pool_bytes(const wade_pool *p) {
  int64_t n = p->shared.size;
  for (int i = 0; i <= p->workers; i++) n += p->local[i].size;
  return n;
}

wade_pool *wade_pool_new(int variant, int threads) {
  if (variant < 0 || variant >= WADE_VARIANTS || threads < 1 || threads > (int)JOINED) return NULL;
  wade_pool *p = aligned_alloc(64, (size_t)wade_round(sizeof *p, 64));
  if (!p) return NULL;
  memset(p, 0, sizeof *p);
  wade_fill(&p->table, variant);
  p->threads = calloc((size_t)threads, sizeof *p->threads);
  p->local = calloc((size_t)threads, sizeof *p->local);
  pthread_mutex_init(&p->mutex, NULL);
  pthread_cond_init(&p->wake, NULL);
  pthread_cond_init(&p->done, NULL);
  int ok = p->threads && p->local;
  for (int i = 1; ok && i < threads; i++) {
    worker_start *s = malloc(sizeof *s);
    if (!s) {
      ok = 0;
      break;
    }
    *s = (worker_start){p, i};
    if (pthread_create(&p->threads[i - 1], NULL, worker, s)) {
      free(s);
      ok = 0;
      break;
    }
    p->workers = i;
  }
  if (!ok) {
    wade_pool_free(p);
    return NULL;
  }
  return p;
}

void wade_pool_free(wade_pool *p) {
  pthread_mutex_lock(&p->mutex);
  atomic_store(&p->stop, 1);
  pthread_cond_broadcast(&p->wake);
  pthread_mutex_unlock(&p->mutex);
  for (int i = 0; i < p->workers; i++) pthread_join(p->threads[i], NULL);
  for (int i = 0; p->local && i <= p->workers; i++) free(p->local[i].data);
  free(p->shared.data);
  free(p->local);
  free(p->threads);
  pthread_mutex_destroy(&p->mutex);
  pthread_cond_destroy(&p->wake);
  pthread_cond_destroy(&p->done);
  free(p);
}
