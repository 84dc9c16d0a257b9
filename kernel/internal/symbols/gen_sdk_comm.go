// Code generated from wade/sdk/comm by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/comm"
)

func init() {
	tables["wade/sdk/comm/comm"] = map[string]reflect.Value{
		"Bind":          reflect.ValueOf(p1.Bind),
		"Comm":          reflect.ValueOf((*p1.Comm)(nil)),
		"ErrClosed":     reflect.ValueOf(&p1.ErrClosed).Elem(),
		"ErrNoFrontEnd": reflect.ValueOf(&p1.ErrNoFrontEnd).Elem(),
		"Event":         reflect.ValueOf((*p1.Event)(nil)),
		"Live":          reflect.ValueOf(p1.Live),
		"Message":       reflect.ValueOf((*p1.Message)(nil)),
		"Open":          reflect.ValueOf(p1.Open),
		"OpenWith":      reflect.ValueOf(p1.OpenWith),
		"Receive":       reflect.ValueOf(p1.Receive),
		"Register":      reflect.ValueOf(p1.Register),
		"Serve":         reflect.ValueOf(p1.Serve),
		"SetTransport":  reflect.ValueOf(p1.SetTransport),
		"Transport":     reflect.ValueOf((*p1.Transport)(nil)),
		"_Transport":    reflect.ValueOf((*_wade_sdk_comm_Transport)(nil)),
	}
}

// _wade_sdk_comm_Transport is an interface wrapper for Transport.
type _wade_sdk_comm_Transport struct {
	IValue   interface{}
	WBind    func() func(func())
	WPublish func(a0 p1.Event) error
}

func (w _wade_sdk_comm_Transport) Bind() func(func())        { return w.WBind() }
func (w _wade_sdk_comm_Transport) Publish(a0 p1.Event) error { return w.WPublish(a0) }
