//go:build go1.26 && !go1.27

#include "textflag.h"

// Entry i of the pool puts i into DX, the register of the closure, and goes on to jump. It leaves all others alone: those
// that carry arguments, and the stack.
#define T1(n) MOVL $(n), DX; JMP jump<>(SB);
#define T8(n) T1(n) T1(n+1) T1(n+2) T1(n+3) T1(n+4) T1(n+5) T1(n+6) T1(n+7)
#define T64(n) T8(n) T8(n+8) T8(n+16) T8(n+24) T8(n+32) T8(n+40) T8(n+48) T8(n+56)
#define T512(n) T64(n) T64(n+64) T64(n+128) T64(n+192) T64(n+256) T64(n+320) T64(n+384) T64(n+448)
#define T4096(n) T512(n) T512(n+512) T512(n+1024) T512(n+1536) T512(n+2048) T512(n+2560) T512(n+3072) T512(n+3584)

TEXT pool<>(SB), NOSPLIT|NOFRAME, $0-0
	T4096(0) T4096(4096) T4096(8192) T4096(12288) T4096(16384) T4096(20480) T4096(24576) T4096(28672)

TEXT jump<>(SB), NOSPLIT|NOFRAME, $0-0
	LEAQ ·closures(SB), R12
	MOVQ (R12)(DX*8), DX
	MOVQ (DX), R12
	JMP R12

TEXT ·poolBase(SB), NOSPLIT, $0-8
	LEAQ pool<>(SB), AX
	MOVQ AX, ret+0(FP)
	RET
