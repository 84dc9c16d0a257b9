// Code generated from crypto/subtle by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/subtle"
)

func table_crypto_subtle() []symbol {
	return []symbol{
		{"ConstantTimeByteEq", p0.ConstantTimeByteEq},
		{"ConstantTimeCompare", p0.ConstantTimeCompare},
		{"ConstantTimeCopy", p0.ConstantTimeCopy},
		{"ConstantTimeEq", p0.ConstantTimeEq},
		{"ConstantTimeLessOrEq", p0.ConstantTimeLessOrEq},
		{"ConstantTimeSelect", p0.ConstantTimeSelect},
		{"WithDataIndependentTiming", p0.WithDataIndependentTiming},
		{"XORBytes", p0.XORBytes},
	}
}
