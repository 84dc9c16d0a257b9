// The loops: each does a little of one kind of work and returns how much.
#ifndef WADE_LOOPS_H
#define WADE_LOOPS_H

#include <stddef.h>

typedef double (*loop)(const void *memory, size_t size);

loop loop_of(int limit, int vectors); // NULL: not on this architecture

#endif
