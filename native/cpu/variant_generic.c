// Plain C: vectors of four, which every amd64 and arm64 has.
#define VL 4
#define MR 6
#define TARGET
#define TABLE wade_table_generic
#include "variant.h"
