// Package limits measures what a machine can do at most: how fast it reads memory and multiplies. Benchmarks give their
// results as shares of that.
package limits

// Rates are bytes or operations a second of all threads together; a multiplication and its addition are two. What the machine
// does not have is 0.
type Rates struct {
	Read     float64 `json:"read"`      // of more memory than caches hold
	FMA      float64 `json:"fma"`       // float32
	BF16     float64 `json:"bf16"`      // vdpbf16ps
	Int8     float64 `json:"int8"`      // vpdpbusd
	TileBF16 float64 `json:"tile_bf16"` // tdpbf16ps, operands from the first cache
	TileInt8 float64 `json:"tile_int8"` // tdpbssd
}
