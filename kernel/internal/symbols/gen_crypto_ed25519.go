// Code generated from crypto/ed25519 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/ed25519"
)

func table_crypto_ed25519() []symbol {
	return []symbol{
		{"GenerateKey", p0.GenerateKey},
		{"NewKeyFromSeed", p0.NewKeyFromSeed},
		{"Options", (*p0.Options)(nil)},
		{"PrivateKey", (*p0.PrivateKey)(nil)},
		{"PublicKey", (*p0.PublicKey)(nil)},
		{"Sign", p0.Sign},
		{"Verify", p0.Verify},
		{"VerifyWithOptions", p0.VerifyWithOptions},
	}
}
