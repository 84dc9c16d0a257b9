// Code generated from crypto/tls by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "crypto/tls"
)

func table_crypto_tls() []symbol {
	return []symbol{
		{"AlertError", (*p0.AlertError)(nil)},
		{"Certificate", (*p0.Certificate)(nil)},
		{"CertificateRequestInfo", (*p0.CertificateRequestInfo)(nil)},
		{"CertificateVerificationError", (*p0.CertificateVerificationError)(nil)},
		{"CipherSuite", (*p0.CipherSuite)(nil)},
		{"CipherSuiteName", p0.CipherSuiteName},
		{"CipherSuites", p0.CipherSuites},
		{"Client", p0.Client},
		{"ClientAuthType", (*p0.ClientAuthType)(nil)},
		{"ClientHelloInfo", (*p0.ClientHelloInfo)(nil)},
		{"ClientSessionCache", (*p0.ClientSessionCache)(nil)},
		{"_ClientSessionCache", (*_crypto_tls_ClientSessionCache)(nil)},
		{"ClientSessionState", (*p0.ClientSessionState)(nil)},
		{"Config", (*p0.Config)(nil)},
		{"Conn", (*p0.Conn)(nil)},
		{"ConnectionState", (*p0.ConnectionState)(nil)},
		{"CurveID", (*p0.CurveID)(nil)},
		{"Dial", p0.Dial},
		{"DialWithDialer", p0.DialWithDialer},
		{"Dialer", (*p0.Dialer)(nil)},
		{"ECHRejectionError", (*p0.ECHRejectionError)(nil)},
		{"EncryptedClientHelloKey", (*p0.EncryptedClientHelloKey)(nil)},
		{"InsecureCipherSuites", p0.InsecureCipherSuites},
		{"Listen", p0.Listen},
		{"LoadX509KeyPair", p0.LoadX509KeyPair},
		{"NewLRUClientSessionCache", p0.NewLRUClientSessionCache},
		{"NewListener", p0.NewListener},
		{"NewResumptionState", p0.NewResumptionState},
		{"ParseSessionState", p0.ParseSessionState},
		{"QUICClient", p0.QUICClient},
		{"QUICConfig", (*p0.QUICConfig)(nil)},
		{"QUICConn", (*p0.QUICConn)(nil)},
		{"QUICEncryptionLevel", (*p0.QUICEncryptionLevel)(nil)},
		{"QUICEvent", (*p0.QUICEvent)(nil)},
		{"QUICEventKind", (*p0.QUICEventKind)(nil)},
		{"QUICServer", p0.QUICServer},
		{"QUICSessionTicketOptions", (*p0.QUICSessionTicketOptions)(nil)},
		{"RecordHeaderError", (*p0.RecordHeaderError)(nil)},
		{"RenegotiationSupport", (*p0.RenegotiationSupport)(nil)},
		{"Server", p0.Server},
		{"SessionState", (*p0.SessionState)(nil)},
		{"SignatureScheme", (*p0.SignatureScheme)(nil)},
		{"VersionName", p0.VersionName},
		{"X509KeyPair", p0.X509KeyPair},
	}
}

// _crypto_tls_ClientSessionCache is an interface wrapper for ClientSessionCache.
type _crypto_tls_ClientSessionCache struct {
	IValue interface{}
	WGet   func(a0 string) (*p0.ClientSessionState, bool)
	WPut   func(a0 string, a1 *p0.ClientSessionState)
}

func (w _crypto_tls_ClientSessionCache) Get(a0 string) (*p0.ClientSessionState, bool) {
	return w.WGet(a0)
}
func (w _crypto_tls_ClientSessionCache) Put(a0 string, a1 *p0.ClientSessionState) {
	w.WPut(a0, a1)
}
