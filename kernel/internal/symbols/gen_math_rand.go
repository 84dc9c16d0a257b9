// Code generated from math/rand by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "math/rand"
)

func table_math_rand() []symbol {
	return []symbol{
		{"ExpFloat64", p0.ExpFloat64},
		{"Float32", p0.Float32},
		{"Float64", p0.Float64},
		{"Int", p0.Int},
		{"Int31", p0.Int31},
		{"Int31n", p0.Int31n},
		{"Int63", p0.Int63},
		{"Int63n", p0.Int63n},
		{"Intn", p0.Intn},
		{"New", p0.New},
		{"NewSource", p0.NewSource},
		{"NewZipf", p0.NewZipf},
		{"NormFloat64", p0.NormFloat64},
		{"Perm", p0.Perm},
		{"Rand", (*p0.Rand)(nil)},
		{"Read", p0.Read},
		{"Seed", p0.Seed},
		{"Shuffle", p0.Shuffle},
		{"Source", (*p0.Source)(nil)},
		{"_Source", (*_math_rand_Source)(nil)},
		{"Source64", (*p0.Source64)(nil)},
		{"_Source64", (*_math_rand_Source64)(nil)},
		{"Uint32", p0.Uint32},
		{"Uint64", p0.Uint64},
		{"Zipf", (*p0.Zipf)(nil)},
	}
}

// _math_rand_Source is an interface wrapper for Source.
type _math_rand_Source struct {
	IValue interface{}
	WInt63 func() int64
	WSeed  func(a0 int64)
}

func (w _math_rand_Source) Int63() int64 {
	return w.WInt63()
}
func (w _math_rand_Source) Seed(a0 int64) {
	w.WSeed(a0)
}

// _math_rand_Source64 is an interface wrapper for Source64.
type _math_rand_Source64 struct {
	IValue  interface{}
	WInt63  func() int64
	WSeed   func(a0 int64)
	WUint64 func() uint64
}

func (w _math_rand_Source64) Int63() int64 {
	return w.WInt63()
}
func (w _math_rand_Source64) Seed(a0 int64) {
	w.WSeed(a0)
}
func (w _math_rand_Source64) Uint64() uint64 {
	return w.WUint64()
}
