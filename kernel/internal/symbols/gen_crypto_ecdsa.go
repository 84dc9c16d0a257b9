// Code generated from crypto/ecdsa by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/ecdsa"
)

func table_crypto_ecdsa() []symbol {
	return []symbol{
		{"GenerateKey", p0.GenerateKey},
		{"ParseRawPrivateKey", p0.ParseRawPrivateKey},
		{"ParseUncompressedPublicKey", p0.ParseUncompressedPublicKey},
		{"PrivateKey", (*p0.PrivateKey)(nil)},
		{"PublicKey", (*p0.PublicKey)(nil)},
		{"Sign", p0.Sign},
		{"SignASN1", p0.SignASN1},
		{"Verify", p0.Verify},
		{"VerifyASN1", p0.VerifyASN1},
	}
}
