#include "textflag.h"

// func owner() uintptr
TEXT ·owner(SB), NOSPLIT, $0-8
	MOVQ (TLS), AX
	MOVQ AX, ret+0(FP)
	RET

// func used() uintptr: g.stack.hi is the second word of g.
TEXT ·used(SB), NOSPLIT, $0-8
	MOVQ (TLS), AX
	MOVQ 8(AX), BX
	LEAQ ret+0(FP), CX
	SUBQ CX, BX
	MOVQ BX, ret+0(FP)
	RET
