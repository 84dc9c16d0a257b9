// Code generated from wade/sdk/comm by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "context"
	p0 "wade/sdk/comm"
)

func table_sdk_comm() []symbol {
	return []symbol{
		{"AtEnd", p0.AtEnd},
		{"Bind", p0.Bind},
		{"Comm", (*p0.Comm)(nil)},
		{"Context", p0.Context},
		{"End", p0.End},
		{"ErrClosed", &p0.ErrClosed},
		{"ErrNoFrontEnd", &p0.ErrNoFrontEnd},
		{"Event", (*p0.Event)(nil)},
		{"Live", p0.Live},
		{"Message", (*p0.Message)(nil)},
		{"Open", p0.Open},
		{"OpenWith", p0.OpenWith},
		{"Receive", p0.Receive},
		{"Register", p0.Register},
		{"Serve", p0.Serve},
		{"SetTransport", p0.SetTransport},
		{"Transport", (*p0.Transport)(nil)},
		{"_Transport", (*_wade_sdk_comm_Transport)(nil)},
	}
}

// _wade_sdk_comm_Transport is an interface wrapper for Transport.
type _wade_sdk_comm_Transport struct {
	IValue   interface{}
	WBind    func() func(func())
	WContext func() p1.Context
	WPublish func(a0 p0.Event) error
}

func (w _wade_sdk_comm_Transport) Bind() func(func()) {
	return w.WBind()
}
func (w _wade_sdk_comm_Transport) Context() p1.Context {
	return w.WContext()
}
func (w _wade_sdk_comm_Transport) Publish(a0 p0.Event) error {
	return w.WPublish(a0)
}
