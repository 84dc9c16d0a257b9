// Everything that is compiled once per instruction set; see simd.h.

#include "simd.h"
#include "vmath.h"
#include "activate.h"
#include "quant.h"
#include "gemm.h"
#include "skinny.h"
#include "product.h"
#include "linear.h"
#include "narrow.h"
#include "quant_pack.h"
#if VL > 4
#include "quant_dot.h"
#endif
#include "quant_linear.h"
#include "flash.h"
#include "few.h"
#include "attention.h"
#include "attend.h"
#include "cross.h"
#include "cross_back.h"
#include "reduce.h"
#include "moments.h"
#include "norm.h"
#include "pointwise.h"
#include "loss.h"
#include "rows.h"
#include "optimise.h"

#define X(name, params, args) .name = name,
const wade_table TABLE = {WADE_OPS(X).product = {[WADE_F32] = linear_panels, [WADE_BF16] = linear_narrow, [WADE_W8] = packed_linear, [WADE_W4] = packed_linear, [WADE_MIXED] = linear_panels}};
#undef X
