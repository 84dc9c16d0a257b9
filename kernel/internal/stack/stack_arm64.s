#include "textflag.h"

// func owner() uintptr
TEXT ·owner(SB), NOSPLIT, $0-8
	MOVD g, ret+0(FP)
	RET

// func used() uintptr: g.stack.hi is the second word of g.
TEXT ·used(SB), NOSPLIT, $0-8
	MOVD 8(g), R0
	MOVD $ret+0(FP), R1
	SUB  R1, R0
	MOVD R0, ret+0(FP)
	RET
