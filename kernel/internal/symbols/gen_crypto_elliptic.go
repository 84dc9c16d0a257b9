// Code generated from crypto/elliptic by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/elliptic"
	p1 "math/big"
)

func table_crypto_elliptic() []symbol {
	return []symbol{
		{"Curve", (*p0.Curve)(nil)},
		{"_Curve", (*_crypto_elliptic_Curve)(nil)},
		{"CurveParams", (*p0.CurveParams)(nil)},
		{"GenerateKey", p0.GenerateKey},
		{"Marshal", p0.Marshal},
		{"MarshalCompressed", p0.MarshalCompressed},
		{"P224", p0.P224},
		{"P256", p0.P256},
		{"P384", p0.P384},
		{"P521", p0.P521},
		{"Unmarshal", p0.Unmarshal},
		{"UnmarshalCompressed", p0.UnmarshalCompressed},
	}
}

// _crypto_elliptic_Curve is an interface wrapper for Curve.
type _crypto_elliptic_Curve struct {
	IValue          interface{}
	WAdd            func(a0 *p1.Int, a1 *p1.Int, a2 *p1.Int, a3 *p1.Int) (*p1.Int, *p1.Int)
	WDouble         func(a0 *p1.Int, a1 *p1.Int) (*p1.Int, *p1.Int)
	WIsOnCurve      func(a0 *p1.Int, a1 *p1.Int) bool
	WParams         func() *p0.CurveParams
	WScalarBaseMult func(a0 []byte) (*p1.Int, *p1.Int)
	WScalarMult     func(a0 *p1.Int, a1 *p1.Int, a2 []byte) (*p1.Int, *p1.Int)
}

func (w _crypto_elliptic_Curve) Add(a0 *p1.Int, a1 *p1.Int, a2 *p1.Int, a3 *p1.Int) (*p1.Int, *p1.Int) {
	return w.WAdd(a0, a1, a2, a3)
}
func (w _crypto_elliptic_Curve) Double(a0 *p1.Int, a1 *p1.Int) (*p1.Int, *p1.Int) {
	return w.WDouble(a0, a1)
}
func (w _crypto_elliptic_Curve) IsOnCurve(a0 *p1.Int, a1 *p1.Int) bool {
	return w.WIsOnCurve(a0, a1)
}
func (w _crypto_elliptic_Curve) Params() *p0.CurveParams {
	return w.WParams()
}
func (w _crypto_elliptic_Curve) ScalarBaseMult(a0 []byte) (*p1.Int, *p1.Int) {
	return w.WScalarBaseMult(a0)
}
func (w _crypto_elliptic_Curve) ScalarMult(a0 *p1.Int, a1 *p1.Int, a2 []byte) (*p1.Int, *p1.Int) {
	return w.WScalarMult(a0, a1, a2)
}
