// Code generated from math/bits by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "math/bits"
)

func table_math_bits() []symbol {
	return []symbol{
		{"Add", p0.Add},
		{"Add32", p0.Add32},
		{"Add64", p0.Add64},
		{"Div", p0.Div},
		{"Div32", p0.Div32},
		{"Div64", p0.Div64},
		{"LeadingZeros", p0.LeadingZeros},
		{"LeadingZeros16", p0.LeadingZeros16},
		{"LeadingZeros32", p0.LeadingZeros32},
		{"LeadingZeros64", p0.LeadingZeros64},
		{"LeadingZeros8", p0.LeadingZeros8},
		{"Len", p0.Len},
		{"Len16", p0.Len16},
		{"Len32", p0.Len32},
		{"Len64", p0.Len64},
		{"Len8", p0.Len8},
		{"Mul", p0.Mul},
		{"Mul32", p0.Mul32},
		{"Mul64", p0.Mul64},
		{"OnesCount", p0.OnesCount},
		{"OnesCount16", p0.OnesCount16},
		{"OnesCount32", p0.OnesCount32},
		{"OnesCount64", p0.OnesCount64},
		{"OnesCount8", p0.OnesCount8},
		{"Rem", p0.Rem},
		{"Rem32", p0.Rem32},
		{"Rem64", p0.Rem64},
		{"Reverse", p0.Reverse},
		{"Reverse16", p0.Reverse16},
		{"Reverse32", p0.Reverse32},
		{"Reverse64", p0.Reverse64},
		{"Reverse8", p0.Reverse8},
		{"ReverseBytes", p0.ReverseBytes},
		{"ReverseBytes16", p0.ReverseBytes16},
		{"ReverseBytes32", p0.ReverseBytes32},
		{"ReverseBytes64", p0.ReverseBytes64},
		{"RotateLeft", p0.RotateLeft},
		{"RotateLeft16", p0.RotateLeft16},
		{"RotateLeft32", p0.RotateLeft32},
		{"RotateLeft64", p0.RotateLeft64},
		{"RotateLeft8", p0.RotateLeft8},
		{"Sub", p0.Sub},
		{"Sub32", p0.Sub32},
		{"Sub64", p0.Sub64},
		{"TrailingZeros", p0.TrailingZeros},
		{"TrailingZeros16", p0.TrailingZeros16},
		{"TrailingZeros32", p0.TrailingZeros32},
		{"TrailingZeros64", p0.TrailingZeros64},
		{"TrailingZeros8", p0.TrailingZeros8},
	}
}
