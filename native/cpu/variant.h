// Everything that is compiled once per instruction set; see simd.h.

#include "simd.h"
#include "vmath.h"
#include "activate.h"
#include "gemm.h"
#include "linear.h"
#include "attention.h"
#include "cross.h"
#include "reduce.h"
#include "norm.h"
#include "pointwise.h"
#include "loss.h"
#include "rows.h"
#include "optimise.h"

#define X(name, params, args) .name = name,
const wade_table TABLE = {WADE_OPS(X)};
#undef X
