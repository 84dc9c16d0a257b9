// Code generated from crypto/dsa by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/dsa"
)

func table_crypto_dsa() []symbol {
	return []symbol{
		{"ErrInvalidPublicKey", &p0.ErrInvalidPublicKey},
		{"GenerateKey", p0.GenerateKey},
		{"GenerateParameters", p0.GenerateParameters},
		{"ParameterSizes", (*p0.ParameterSizes)(nil)},
		{"Parameters", (*p0.Parameters)(nil)},
		{"PrivateKey", (*p0.PrivateKey)(nil)},
		{"PublicKey", (*p0.PublicKey)(nil)},
		{"Sign", p0.Sign},
		{"Verify", p0.Verify},
	}
}
