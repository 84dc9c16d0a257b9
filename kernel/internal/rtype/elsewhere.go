//go:build !go1.26 || go1.27 || !(amd64 || arm64)

package rtype

import (
	"errors"
	"reflect"
)

// Supported tells whether types can be made here: nil, or the reason why not.
func Supported() error {
	return errors.New("rtype: types cannot be made with this release of Go or on this processor")
}

// Build fails.
func Build(types ...*Type) error { return Supported() }

// Bind fails.
func (t *Type) Bind(name string, f reflect.Value) error { return Supported() }

// Lookup finds nothing.
func Lookup(t reflect.Type) *Type { return nil }

// HasMethod finds nothing.
func HasMethod(t reflect.Type, name string) bool { return false }

// MethodOf finds nothing.
func MethodOf(v reflect.Value, name string) reflect.Value { return reflect.Value{} }

type block struct{}
