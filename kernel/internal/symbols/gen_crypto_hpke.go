// Code generated from crypto/hpke by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/hpke"
)

func table_crypto_hpke() []symbol {
	return []symbol{
		{"AEAD", (*p0.AEAD)(nil)},
		{"AES128GCM", p0.AES128GCM},
		{"AES256GCM", p0.AES256GCM},
		{"ChaCha20Poly1305", p0.ChaCha20Poly1305},
		{"DHKEM", p0.DHKEM},
		{"ExportOnly", p0.ExportOnly},
		{"HKDFSHA256", p0.HKDFSHA256},
		{"HKDFSHA384", p0.HKDFSHA384},
		{"HKDFSHA512", p0.HKDFSHA512},
		{"KDF", (*p0.KDF)(nil)},
		{"KEM", (*p0.KEM)(nil)},
		{"MLKEM1024", p0.MLKEM1024},
		{"MLKEM1024P384", p0.MLKEM1024P384},
		{"MLKEM768", p0.MLKEM768},
		{"MLKEM768P256", p0.MLKEM768P256},
		{"MLKEM768X25519", p0.MLKEM768X25519},
		{"NewAEAD", p0.NewAEAD},
		{"NewDHKEMPrivateKey", p0.NewDHKEMPrivateKey},
		{"NewDHKEMPublicKey", p0.NewDHKEMPublicKey},
		{"NewHybridPrivateKey", p0.NewHybridPrivateKey},
		{"NewHybridPublicKey", p0.NewHybridPublicKey},
		{"NewKDF", p0.NewKDF},
		{"NewKEM", p0.NewKEM},
		{"NewMLKEMPrivateKey", p0.NewMLKEMPrivateKey},
		{"NewMLKEMPublicKey", p0.NewMLKEMPublicKey},
		{"NewRecipient", p0.NewRecipient},
		{"NewSender", p0.NewSender},
		{"Open", p0.Open},
		{"PrivateKey", (*p0.PrivateKey)(nil)},
		{"PublicKey", (*p0.PublicKey)(nil)},
		{"Recipient", (*p0.Recipient)(nil)},
		{"SHAKE128", p0.SHAKE128},
		{"SHAKE256", p0.SHAKE256},
		{"Seal", p0.Seal},
		{"Sender", (*p0.Sender)(nil)},
	}
}
