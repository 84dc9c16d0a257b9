// Threads that start together, repeat one loop and count.

#include "limits.h"
#include "loops.h"

#include <pthread.h>
#include <time.h>

typedef struct {
  loop run;
  const char *memory; // a thread's own part
  size_t size;
  double seconds, work, began, ended;
  int *waiting;
} task;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void *work(void *arg) {
  task *t = arg;
  t->run(t->memory, t->size); // warm
  __atomic_sub_fetch(t->waiting, 1, __ATOMIC_ACQ_REL);
  while (__atomic_load_n(t->waiting, __ATOMIC_ACQUIRE) > 0) {}
  t->began = t->ended = now();
  while (t->ended - t->began < t->seconds) {
    t->work += t->run(t->memory, t->size);
    t->ended = now();
  }
  return NULL;
}

double limit_rate(int limit, int vectors, int threads, double seconds, const void *memory, size_t size) {
  enum { MOST = 512 };
  static task tasks[MOST];
  pthread_t ids[MOST];
  loop run = loop_of(limit, vectors);
  if (!run || threads < 1 || threads > MOST) return 0;
  int waiting = threads, started = 0;
  size_t part = size / (size_t)threads / 4096 * 4096;
  for (int i = 0; i < threads; i++) {
    tasks[i] = (task){.run = run, .memory = (const char *)memory + part * (size_t)i, .size = part, .seconds = seconds, .waiting = &waiting};
    if (pthread_create(&ids[i], NULL, work, &tasks[i])) break;
    started++;
  }
  __atomic_sub_fetch(&waiting, threads - started, __ATOMIC_ACQ_REL);
  double sum = 0;
  for (int i = 0; i < started; i++) {
    pthread_join(ids[i], NULL);
    sum += tasks[i].work / (tasks[i].ended - tasks[i].began);
  }
  return started == threads ? sum : 0;
}
