//go:build cgo

package limits

/*
#cgo CFLAGS: -O3 -Wall
#cgo LDFLAGS: -lpthread
#include <stdlib.h>
#include <string.h>
#include "limits.h"
*/
import "C"

import (
	"errors"
	"slices"
	"time"
	"unsafe"

	"wade/native/cpu"
)

// Measure takes the best of several short runs of each kind, on random data. memory is how many bytes are read.
func Measure(threads, memory int, short time.Duration) (Rates, error) {
	const page = 2 << 20
	p := C.aligned_alloc(page, C.size_t((memory+page-1)/page*page))
	if p == nil {
		return Rates{}, errors.New("limits: no memory to read")
	}
	defer C.free(p)
	C.memset(p, 0x3f, C.size_t(memory))
	able := cpu.Variants() // which also asks the system for tiles
	vectors := C.LIMIT_ANY
	switch {
	case slices.Contains(able, "avx512"):
		vectors = C.LIMIT_AVX512
	case slices.Contains(able, "avx2"):
		vectors = C.LIMIT_AVX2
	}
	best := func(limit C.int, variant string) (rate float64) {
		if variant != "" && !slices.Contains(able, variant) {
			return 0
		}
		for range 5 {
			rate = max(rate, float64(C.limit_rate(limit, C.int(vectors), C.int(threads), C.double(short.Seconds()), unsafe.Pointer(p), C.size_t(memory))))
		}
		return rate
	}
	return Rates{
		Read: best(C.LIMIT_READ, ""), FMA: best(C.LIMIT_FMA, ""), BF16: best(C.LIMIT_BF16, "avx512bf16"), Int8: best(C.LIMIT_INT8, "avx512vnni"),
		TileBF16: best(C.LIMIT_TILE_BF16, "amx"), TileInt8: best(C.LIMIT_TILE_INT8, "amx"),
	}, nil
}
