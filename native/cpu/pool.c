// A pool of threads that is quiet between steps: a worker looks for the next job for 20 microseconds after the last has
// ended, then sleeps. Waking it costs the caller about 10 microseconds and comes 50 later.

#if defined(__linux__)
#define _GNU_SOURCE // affinity and names of threads
#endif
#include "pool.h"

#include "denormals.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#if defined(__linux__)
#include <sched.h>
#include <sys/mman.h>
#endif

#define SPIN_NS 20000 // after a job
#define LAST_NS 200000 // for the last chunks of a job that others still work on
#define LOOK_NS 50000000 // from one look at the affinity to the next
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
  atomic_int sleepers, waiting, stop, halted;
  atomic_int active; // workers 1 to active take part
  int cpus;          // when the pool was made
  int64_t looked;
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

// cpus is how many processors the affinity of this thread allows, 0 if the system does not say.
static int cpus(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (!sched_getaffinity(0, sizeof set, &set)) return CPU_COUNT(&set);
#endif
  return 0;
}

// look follows the affinity: where it has lost processors since the pool was made, some of the workers rest.
static void look(wade_pool *p) {
  int64_t t = now();
  if (t - p->looked < LOOK_NS) return;
  p->looked = t;
  int n = cpus();
  atomic_store_explicit(&p->active, n && n < p->cpus ? (int)wade_min(n - 1, p->workers) : p->workers, memory_order_relaxed);
}

static void work(wade_pool *p, int index) {
  void *local = p->local[index].data;
  int64_t n = p->n, grain = p->grain;
  for (;;) {
    int64_t lo = atomic_fetch_add_explicit(&p->next, grain, memory_order_relaxed);
    if (lo >= n || atomic_load_explicit(&p->halted, memory_order_relaxed)) return;
    p->job(p->args, lo, wade_min(lo + grain, n), local);
  }
}

// await spins for a while (at rest not), then sleeps, until the gate shows a generation other than seen. It returns the gate.
static unsigned await(wade_pool *p, unsigned seen, int rests) {
  int64_t limit = 0, last = 0;
  for (unsigned i = 1; !rests; i++) {
    unsigned g = atomic_load_explicit(&p->gate, memory_order_acquire);
    if (g / NEXT != seen || atomic_load_explicit(&p->stop, memory_order_relaxed)) return g;
    relax();
    if (i % 32) continue;
    int64_t t = now();
    if (!last) last = t + LAST_NS;
    if (!limit || ((g & (OPEN | JOINED)) && t < last)) limit = t + SPIN_NS;
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
  char name[16];
  snprintf(name, sizeof name, "wade-cpu-%d", s.index % 10000);
#if defined(__linux__)
  pthread_setname_np(pthread_self(), name);
#elif defined(__APPLE__)
  pthread_setname_np(name);
#endif
  unsigned seen = 0;
  for (int rests = 0;;) {
    unsigned g = await(p, seen, rests);
    if (atomic_load_explicit(&p->stop, memory_order_relaxed)) return NULL;
    rests = s.index > atomic_load_explicit(&p->active, memory_order_relaxed);
    if (rests) {
      seen = g / NEXT;
      continue;
    }
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
    if (!limit) limit = t + LAST_NS;
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
  if (p->workers) look(p);
  if (n <= grain || !atomic_load_explicit(&p->active, memory_order_relaxed)) {
    for (int64_t lo = 0; lo < n && !atomic_load_explicit(&p->halted, memory_order_relaxed); lo += grain)
      job(args, lo, wade_min(lo + grain, n), p->local[0].data);
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

void wade_pool_halt(wade_pool *p, int halted) { atomic_store(&p->halted, halted); }

int wade_pool_active(const wade_pool *p) { return 1 + p->active; }

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
  p->cpus = cpus();
  sigset_t all, before; // signals are for the threads of whoever made the pool
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
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
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  p->active = p->workers;
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
