// Code generated from crypto/x509 by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/x509"
)

func table_crypto_x509() []symbol {
	return []symbol{
		{"CertPool", (*p0.CertPool)(nil)},
		{"Certificate", (*p0.Certificate)(nil)},
		{"CertificateInvalidError", (*p0.CertificateInvalidError)(nil)},
		{"CertificateRequest", (*p0.CertificateRequest)(nil)},
		{"ConstraintViolationError", (*p0.ConstraintViolationError)(nil)},
		{"CreateCertificate", p0.CreateCertificate},
		{"CreateCertificateRequest", p0.CreateCertificateRequest},
		{"CreateRevocationList", p0.CreateRevocationList},
		{"DecryptPEMBlock", p0.DecryptPEMBlock},
		{"EncryptPEMBlock", p0.EncryptPEMBlock},
		{"ErrUnsupportedAlgorithm", &p0.ErrUnsupportedAlgorithm},
		{"ExtKeyUsage", (*p0.ExtKeyUsage)(nil)},
		{"HostnameError", (*p0.HostnameError)(nil)},
		{"IncorrectPasswordError", &p0.IncorrectPasswordError},
		{"InsecureAlgorithmError", (*p0.InsecureAlgorithmError)(nil)},
		{"InvalidReason", (*p0.InvalidReason)(nil)},
		{"IsEncryptedPEMBlock", p0.IsEncryptedPEMBlock},
		{"KeyUsage", (*p0.KeyUsage)(nil)},
		{"MarshalECPrivateKey", p0.MarshalECPrivateKey},
		{"MarshalPKCS1PrivateKey", p0.MarshalPKCS1PrivateKey},
		{"MarshalPKCS1PublicKey", p0.MarshalPKCS1PublicKey},
		{"MarshalPKCS8PrivateKey", p0.MarshalPKCS8PrivateKey},
		{"MarshalPKIXPublicKey", p0.MarshalPKIXPublicKey},
		{"NewCertPool", p0.NewCertPool},
		{"OID", (*p0.OID)(nil)},
		{"OIDFromASN1OID", p0.OIDFromASN1OID},
		{"OIDFromInts", p0.OIDFromInts},
		{"PEMCipher", (*p0.PEMCipher)(nil)},
		{"ParseCRL", p0.ParseCRL},
		{"ParseCertificate", p0.ParseCertificate},
		{"ParseCertificateRequest", p0.ParseCertificateRequest},
		{"ParseCertificates", p0.ParseCertificates},
		{"ParseDERCRL", p0.ParseDERCRL},
		{"ParseECPrivateKey", p0.ParseECPrivateKey},
		{"ParseOID", p0.ParseOID},
		{"ParsePKCS1PrivateKey", p0.ParsePKCS1PrivateKey},
		{"ParsePKCS1PublicKey", p0.ParsePKCS1PublicKey},
		{"ParsePKCS8PrivateKey", p0.ParsePKCS8PrivateKey},
		{"ParsePKIXPublicKey", p0.ParsePKIXPublicKey},
		{"ParseRevocationList", p0.ParseRevocationList},
		{"PolicyMapping", (*p0.PolicyMapping)(nil)},
		{"PublicKeyAlgorithm", (*p0.PublicKeyAlgorithm)(nil)},
		{"RevocationList", (*p0.RevocationList)(nil)},
		{"RevocationListEntry", (*p0.RevocationListEntry)(nil)},
		{"SetFallbackRoots", p0.SetFallbackRoots},
		{"SignatureAlgorithm", (*p0.SignatureAlgorithm)(nil)},
		{"SystemCertPool", p0.SystemCertPool},
		{"SystemRootsError", (*p0.SystemRootsError)(nil)},
		{"UnhandledCriticalExtension", (*p0.UnhandledCriticalExtension)(nil)},
		{"UnknownAuthorityError", (*p0.UnknownAuthorityError)(nil)},
		{"VerifyOptions", (*p0.VerifyOptions)(nil)},
	}
}
