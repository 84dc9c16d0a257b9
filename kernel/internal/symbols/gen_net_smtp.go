// Code generated from net/smtp by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/smtp"
)

func table_net_smtp() []symbol {
	return []symbol{
		{"Auth", (*p0.Auth)(nil)},
		{"_Auth", (*_net_smtp_Auth)(nil)},
		{"CRAMMD5Auth", p0.CRAMMD5Auth},
		{"Client", (*p0.Client)(nil)},
		{"Dial", p0.Dial},
		{"NewClient", p0.NewClient},
		{"PlainAuth", p0.PlainAuth},
		{"SendMail", p0.SendMail},
		{"ServerInfo", (*p0.ServerInfo)(nil)},
	}
}

// _net_smtp_Auth is an interface wrapper for Auth.
type _net_smtp_Auth struct {
	IValue interface{}
	WNext  func(a0 []byte, a1 bool) ([]byte, error)
	WStart func(a0 *p0.ServerInfo) (string, []byte, error)
}

func (w _net_smtp_Auth) Next(a0 []byte, a1 bool) ([]byte, error) {
	return w.WNext(a0, a1)
}
func (w _net_smtp_Auth) Start(a0 *p0.ServerInfo) (string, []byte, error) {
	return w.WStart(a0)
}
