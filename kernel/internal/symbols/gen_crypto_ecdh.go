// Code generated from crypto/ecdh by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/ecdh"
)

func table_crypto_ecdh() []symbol {
	return []symbol{
		{"Curve", (*p0.Curve)(nil)},
		{"KeyExchanger", (*p0.KeyExchanger)(nil)},
		{"_KeyExchanger", (*_crypto_ecdh_KeyExchanger)(nil)},
		{"P256", p0.P256},
		{"P384", p0.P384},
		{"P521", p0.P521},
		{"PrivateKey", (*p0.PrivateKey)(nil)},
		{"PublicKey", (*p0.PublicKey)(nil)},
		{"X25519", p0.X25519},
	}
}

// _crypto_ecdh_KeyExchanger is an interface wrapper for KeyExchanger.
type _crypto_ecdh_KeyExchanger struct {
	IValue     interface{}
	WCurve     func() p0.Curve
	WECDH      func(a0 *p0.PublicKey) ([]byte, error)
	WPublicKey func() *p0.PublicKey
}

func (w _crypto_ecdh_KeyExchanger) Curve() p0.Curve {
	return w.WCurve()
}
func (w _crypto_ecdh_KeyExchanger) ECDH(a0 *p0.PublicKey) ([]byte, error) {
	return w.WECDH(a0)
}
func (w _crypto_ecdh_KeyExchanger) PublicKey() *p0.PublicKey {
	return w.WPublicKey()
}
