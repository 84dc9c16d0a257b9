// Code generated from crypto by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "crypto"
	p2 "io"
	reflect "reflect"
)

func init() {
	tables["crypto/crypto"] = map[string]reflect.Value{
		"Decapsulator":   reflect.ValueOf((*p1.Decapsulator)(nil)),
		"_Decapsulator":  reflect.ValueOf((*_crypto_Decapsulator)(nil)),
		"Encapsulator":   reflect.ValueOf((*p1.Encapsulator)(nil)),
		"_Encapsulator":  reflect.ValueOf((*_crypto_Encapsulator)(nil)),
		"MessageSigner":  reflect.ValueOf((*p1.MessageSigner)(nil)),
		"_MessageSigner": reflect.ValueOf((*_crypto_MessageSigner)(nil)),
		"SignMessage":    reflect.ValueOf(p1.SignMessage),
	}
}

// _crypto_Decapsulator is an interface wrapper for Decapsulator.
type _crypto_Decapsulator struct {
	IValue        interface{}
	WDecapsulate  func(a0 []byte) ([]byte, error)
	WEncapsulator func() p1.Encapsulator
}

func (w _crypto_Decapsulator) Decapsulate(a0 []byte) ([]byte, error) { return w.WDecapsulate(a0) }
func (w _crypto_Decapsulator) Encapsulator() p1.Encapsulator         { return w.WEncapsulator() }

// _crypto_Encapsulator is an interface wrapper for Encapsulator.
type _crypto_Encapsulator struct {
	IValue       interface{}
	WBytes       func() []byte
	WEncapsulate func() ([]byte, []byte)
}

func (w _crypto_Encapsulator) Bytes() []byte                 { return w.WBytes() }
func (w _crypto_Encapsulator) Encapsulate() ([]byte, []byte) { return w.WEncapsulate() }

// _crypto_MessageSigner is an interface wrapper for MessageSigner.
type _crypto_MessageSigner struct {
	IValue       interface{}
	WPublic      func() p1.PublicKey
	WSign        func(a0 p2.Reader, a1 []byte, a2 p1.SignerOpts) ([]byte, error)
	WSignMessage func(a0 p2.Reader, a1 []byte, a2 p1.SignerOpts) ([]byte, error)
}

func (w _crypto_MessageSigner) Public() p1.PublicKey { return w.WPublic() }
func (w _crypto_MessageSigner) Sign(a0 p2.Reader, a1 []byte, a2 p1.SignerOpts) ([]byte, error) {
	return w.WSign(a0, a1, a2)
}
func (w _crypto_MessageSigner) SignMessage(a0 p2.Reader, a1 []byte, a2 p1.SignerOpts) ([]byte, error) {
	return w.WSignMessage(a0, a1, a2)
}
