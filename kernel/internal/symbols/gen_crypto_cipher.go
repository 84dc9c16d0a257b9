// Code generated from crypto/cipher by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/cipher"
)

func table_crypto_cipher() []symbol {
	return []symbol{
		{"AEAD", (*p0.AEAD)(nil)},
		{"_AEAD", (*_crypto_cipher_AEAD)(nil)},
		{"Block", (*p0.Block)(nil)},
		{"_Block", (*_crypto_cipher_Block)(nil)},
		{"BlockMode", (*p0.BlockMode)(nil)},
		{"_BlockMode", (*_crypto_cipher_BlockMode)(nil)},
		{"NewCBCDecrypter", p0.NewCBCDecrypter},
		{"NewCBCEncrypter", p0.NewCBCEncrypter},
		{"NewCFBDecrypter", p0.NewCFBDecrypter},
		{"NewCFBEncrypter", p0.NewCFBEncrypter},
		{"NewCTR", p0.NewCTR},
		{"NewGCM", p0.NewGCM},
		{"NewGCMWithNonceSize", p0.NewGCMWithNonceSize},
		{"NewGCMWithRandomNonce", p0.NewGCMWithRandomNonce},
		{"NewGCMWithTagSize", p0.NewGCMWithTagSize},
		{"NewOFB", p0.NewOFB},
		{"Stream", (*p0.Stream)(nil)},
		{"_Stream", (*_crypto_cipher_Stream)(nil)},
		{"StreamReader", (*p0.StreamReader)(nil)},
		{"StreamWriter", (*p0.StreamWriter)(nil)},
	}
}

// _crypto_cipher_AEAD is an interface wrapper for AEAD.
type _crypto_cipher_AEAD struct {
	IValue     interface{}
	WNonceSize func() int
	WOpen      func(a0 []byte, a1 []byte, a2 []byte, a3 []byte) ([]byte, error)
	WOverhead  func() int
	WSeal      func(a0 []byte, a1 []byte, a2 []byte, a3 []byte) []byte
}

func (w _crypto_cipher_AEAD) NonceSize() int {
	return w.WNonceSize()
}
func (w _crypto_cipher_AEAD) Open(a0 []byte, a1 []byte, a2 []byte, a3 []byte) ([]byte, error) {
	return w.WOpen(a0, a1, a2, a3)
}
func (w _crypto_cipher_AEAD) Overhead() int {
	return w.WOverhead()
}
func (w _crypto_cipher_AEAD) Seal(a0 []byte, a1 []byte, a2 []byte, a3 []byte) []byte {
	return w.WSeal(a0, a1, a2, a3)
}

// _crypto_cipher_Block is an interface wrapper for Block.
type _crypto_cipher_Block struct {
	IValue     interface{}
	WBlockSize func() int
	WDecrypt   func(a0 []byte, a1 []byte)
	WEncrypt   func(a0 []byte, a1 []byte)
}

func (w _crypto_cipher_Block) BlockSize() int {
	return w.WBlockSize()
}
func (w _crypto_cipher_Block) Decrypt(a0 []byte, a1 []byte) {
	w.WDecrypt(a0, a1)
}
func (w _crypto_cipher_Block) Encrypt(a0 []byte, a1 []byte) {
	w.WEncrypt(a0, a1)
}

// _crypto_cipher_BlockMode is an interface wrapper for BlockMode.
type _crypto_cipher_BlockMode struct {
	IValue       interface{}
	WBlockSize   func() int
	WCryptBlocks func(a0 []byte, a1 []byte)
}

func (w _crypto_cipher_BlockMode) BlockSize() int {
	return w.WBlockSize()
}
func (w _crypto_cipher_BlockMode) CryptBlocks(a0 []byte, a1 []byte) {
	w.WCryptBlocks(a0, a1)
}

// _crypto_cipher_Stream is an interface wrapper for Stream.
type _crypto_cipher_Stream struct {
	IValue        interface{}
	WXORKeyStream func(a0 []byte, a1 []byte)
}

func (w _crypto_cipher_Stream) XORKeyStream(a0 []byte, a1 []byte) {
	w.WXORKeyStream(a0, a1)
}
