// Code generated from crypto by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto"
	p1 "io"
)

func table_crypto() []symbol {
	return []symbol{
		{"Decapsulator", (*p0.Decapsulator)(nil)},
		{"_Decapsulator", (*_crypto_Decapsulator)(nil)},
		{"Decrypter", (*p0.Decrypter)(nil)},
		{"_Decrypter", (*_crypto_Decrypter)(nil)},
		{"DecrypterOpts", (*p0.DecrypterOpts)(nil)},
		{"_DecrypterOpts", (*_crypto_DecrypterOpts)(nil)},
		{"Encapsulator", (*p0.Encapsulator)(nil)},
		{"_Encapsulator", (*_crypto_Encapsulator)(nil)},
		{"Hash", (*p0.Hash)(nil)},
		{"MessageSigner", (*p0.MessageSigner)(nil)},
		{"_MessageSigner", (*_crypto_MessageSigner)(nil)},
		{"PrivateKey", (*p0.PrivateKey)(nil)},
		{"_PrivateKey", (*_crypto_PrivateKey)(nil)},
		{"PublicKey", (*p0.PublicKey)(nil)},
		{"_PublicKey", (*_crypto_PublicKey)(nil)},
		{"RegisterHash", p0.RegisterHash},
		{"SignMessage", p0.SignMessage},
		{"Signer", (*p0.Signer)(nil)},
		{"_Signer", (*_crypto_Signer)(nil)},
		{"SignerOpts", (*p0.SignerOpts)(nil)},
		{"_SignerOpts", (*_crypto_SignerOpts)(nil)},
	}
}

// _crypto_Decapsulator is an interface wrapper for Decapsulator.
type _crypto_Decapsulator struct {
	IValue        interface{}
	WDecapsulate  func(a0 []byte) ([]byte, error)
	WEncapsulator func() p0.Encapsulator
}

func (w _crypto_Decapsulator) Decapsulate(a0 []byte) ([]byte, error) {
	return w.WDecapsulate(a0)
}
func (w _crypto_Decapsulator) Encapsulator() p0.Encapsulator {
	return w.WEncapsulator()
}

// _crypto_Decrypter is an interface wrapper for Decrypter.
type _crypto_Decrypter struct {
	IValue   interface{}
	WDecrypt func(a0 p1.Reader, a1 []byte, a2 p0.DecrypterOpts) ([]byte, error)
	WPublic  func() p0.PublicKey
}

func (w _crypto_Decrypter) Decrypt(a0 p1.Reader, a1 []byte, a2 p0.DecrypterOpts) ([]byte, error) {
	return w.WDecrypt(a0, a1, a2)
}
func (w _crypto_Decrypter) Public() p0.PublicKey {
	return w.WPublic()
}

// _crypto_DecrypterOpts is an interface wrapper for DecrypterOpts.
type _crypto_DecrypterOpts struct {
	IValue interface{}
}

// _crypto_Encapsulator is an interface wrapper for Encapsulator.
type _crypto_Encapsulator struct {
	IValue       interface{}
	WBytes       func() []byte
	WEncapsulate func() ([]byte, []byte)
}

func (w _crypto_Encapsulator) Bytes() []byte {
	return w.WBytes()
}
func (w _crypto_Encapsulator) Encapsulate() ([]byte, []byte) {
	return w.WEncapsulate()
}

// _crypto_MessageSigner is an interface wrapper for MessageSigner.
type _crypto_MessageSigner struct {
	IValue       interface{}
	WPublic      func() p0.PublicKey
	WSign        func(a0 p1.Reader, a1 []byte, a2 p0.SignerOpts) ([]byte, error)
	WSignMessage func(a0 p1.Reader, a1 []byte, a2 p0.SignerOpts) ([]byte, error)
}

func (w _crypto_MessageSigner) Public() p0.PublicKey {
	return w.WPublic()
}
func (w _crypto_MessageSigner) Sign(a0 p1.Reader, a1 []byte, a2 p0.SignerOpts) ([]byte, error) {
	return w.WSign(a0, a1, a2)
}
func (w _crypto_MessageSigner) SignMessage(a0 p1.Reader, a1 []byte, a2 p0.SignerOpts) ([]byte, error) {
	return w.WSignMessage(a0, a1, a2)
}

// _crypto_PrivateKey is an interface wrapper for PrivateKey.
type _crypto_PrivateKey struct {
	IValue interface{}
}

// _crypto_PublicKey is an interface wrapper for PublicKey.
type _crypto_PublicKey struct {
	IValue interface{}
}

// _crypto_Signer is an interface wrapper for Signer.
type _crypto_Signer struct {
	IValue  interface{}
	WPublic func() p0.PublicKey
	WSign   func(a0 p1.Reader, a1 []byte, a2 p0.SignerOpts) ([]byte, error)
}

func (w _crypto_Signer) Public() p0.PublicKey {
	return w.WPublic()
}
func (w _crypto_Signer) Sign(a0 p1.Reader, a1 []byte, a2 p0.SignerOpts) ([]byte, error) {
	return w.WSign(a0, a1, a2)
}

// _crypto_SignerOpts is an interface wrapper for SignerOpts.
type _crypto_SignerOpts struct {
	IValue    interface{}
	WHashFunc func() p0.Hash
}

func (w _crypto_SignerOpts) HashFunc() p0.Hash {
	return w.WHashFunc()
}
