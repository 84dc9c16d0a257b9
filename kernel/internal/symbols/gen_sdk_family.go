// Code generated from wade/sdk/family by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "wade/sdk/backend"
	p0 "wade/sdk/family"
	p2 "wade/sdk/tensor"
)

func table_sdk_family() []symbol {
	return []symbol{
		{"All", p0.All},
		{"ErrMismatch", &p0.ErrMismatch},
		{"ErrUnknown", &p0.ErrUnknown},
		{"Find", p0.Find},
		{"Folders", (*p0.Folders)(nil)},
		{"Kind", (*p0.Kind)(nil)},
		{"Lookup", p0.Lookup},
		{"Mismatch", (*p0.Mismatch)(nil)},
		{"Missing", (*p0.Missing)(nil)},
		{"Model", (*p0.Model)(nil)},
		{"Published", (*p0.Published)(nil)},
		{"Read", p0.Read},
		{"Report", (*p0.Report)(nil)},
		{"Tensors", (*p0.Tensors)(nil)},
		{"_Tensors", (*_wade_sdk_family_Tensors)(nil)},
	}
}

// _wade_sdk_family_Tensors is an interface wrapper for Tensors.
type _wade_sdk_family_Tensors struct {
	IValue  interface{}
	WNames  func() []string
	WStored func(a0 string) (p1.Stored, error)
	WTensor func(a0 string) (*p2.Tensor, error)
}

func (w _wade_sdk_family_Tensors) Names() []string {
	return w.WNames()
}
func (w _wade_sdk_family_Tensors) Stored(a0 string) (p1.Stored, error) {
	return w.WStored(a0)
}
func (w _wade_sdk_family_Tensors) Tensor(a0 string) (*p2.Tensor, error) {
	return w.WTensor(a0)
}
