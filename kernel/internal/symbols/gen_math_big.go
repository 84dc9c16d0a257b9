// Code generated from math/big by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "math/big"
)

func table_math_big() []symbol {
	return []symbol{
		{"Accuracy", (*p0.Accuracy)(nil)},
		{"ErrNaN", (*p0.ErrNaN)(nil)},
		{"Float", (*p0.Float)(nil)},
		{"Int", (*p0.Int)(nil)},
		{"Jacobi", p0.Jacobi},
		{"NewFloat", p0.NewFloat},
		{"NewInt", p0.NewInt},
		{"NewRat", p0.NewRat},
		{"ParseFloat", p0.ParseFloat},
		{"Rat", (*p0.Rat)(nil)},
		{"RoundingMode", (*p0.RoundingMode)(nil)},
		{"Word", (*p0.Word)(nil)},
	}
}
