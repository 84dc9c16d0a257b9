// Code generated from crypto/x509/pkix by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/x509/pkix"
)

func table_crypto_x509_pkix() []symbol {
	return []symbol{
		{"AlgorithmIdentifier", (*p0.AlgorithmIdentifier)(nil)},
		{"AttributeTypeAndValue", (*p0.AttributeTypeAndValue)(nil)},
		{"AttributeTypeAndValueSET", (*p0.AttributeTypeAndValueSET)(nil)},
		{"CertificateList", (*p0.CertificateList)(nil)},
		{"Extension", (*p0.Extension)(nil)},
		{"Name", (*p0.Name)(nil)},
		{"RDNSequence", (*p0.RDNSequence)(nil)},
		{"RelativeDistinguishedNameSET", (*p0.RelativeDistinguishedNameSET)(nil)},
		{"RevokedCertificate", (*p0.RevokedCertificate)(nil)},
		{"TBSCertificateList", (*p0.TBSCertificateList)(nil)},
	}
}
