// Code generated from crypto/ecdh by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto/ecdh"
	reflect "reflect"
)

func init() {
	tables["crypto/ecdh/ecdh"] = map[string]reflect.Value{
		"KeyExchanger":  reflect.ValueOf((*p1.KeyExchanger)(nil)),
		"_KeyExchanger": reflect.ValueOf((*_crypto_ecdh_KeyExchanger)(nil)),
	}
}

// _crypto_ecdh_KeyExchanger is an interface wrapper for KeyExchanger.
type _crypto_ecdh_KeyExchanger struct {
	IValue     interface{}
	WCurve     func() p1.Curve
	WECDH      func(a0 *p1.PublicKey) ([]byte, error)
	WPublicKey func() *p1.PublicKey
}

func (w _crypto_ecdh_KeyExchanger) Curve() p1.Curve                       { return w.WCurve() }
func (w _crypto_ecdh_KeyExchanger) ECDH(a0 *p1.PublicKey) ([]byte, error) { return w.WECDH(a0) }
func (w _crypto_ecdh_KeyExchanger) PublicKey() *p1.PublicKey              { return w.WPublicKey() }
