// Code generated from crypto/rsa by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/rsa"
)

func table_crypto_rsa() []symbol {
	return []symbol{
		{"CRTValue", (*p0.CRTValue)(nil)},
		{"DecryptOAEP", p0.DecryptOAEP},
		{"DecryptPKCS1v15", p0.DecryptPKCS1v15},
		{"DecryptPKCS1v15SessionKey", p0.DecryptPKCS1v15SessionKey},
		{"EncryptOAEP", p0.EncryptOAEP},
		{"EncryptOAEPWithOptions", p0.EncryptOAEPWithOptions},
		{"EncryptPKCS1v15", p0.EncryptPKCS1v15},
		{"ErrDecryption", &p0.ErrDecryption},
		{"ErrMessageTooLong", &p0.ErrMessageTooLong},
		{"ErrVerification", &p0.ErrVerification},
		{"GenerateKey", p0.GenerateKey},
		{"GenerateMultiPrimeKey", p0.GenerateMultiPrimeKey},
		{"OAEPOptions", (*p0.OAEPOptions)(nil)},
		{"PKCS1v15DecryptOptions", (*p0.PKCS1v15DecryptOptions)(nil)},
		{"PSSOptions", (*p0.PSSOptions)(nil)},
		{"PrecomputedValues", (*p0.PrecomputedValues)(nil)},
		{"PrivateKey", (*p0.PrivateKey)(nil)},
		{"PublicKey", (*p0.PublicKey)(nil)},
		{"SignPKCS1v15", p0.SignPKCS1v15},
		{"SignPSS", p0.SignPSS},
		{"VerifyPKCS1v15", p0.VerifyPKCS1v15},
		{"VerifyPSS", p0.VerifyPSS},
	}
}
