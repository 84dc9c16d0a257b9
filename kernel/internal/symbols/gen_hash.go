// Code generated from hash by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "hash"
	reflect "reflect"
)

func init() {
	tables["hash/hash"] = map[string]reflect.Value{
		"Cloner":  reflect.ValueOf((*p1.Cloner)(nil)),
		"_Cloner": reflect.ValueOf((*_hash_Cloner)(nil)),
		"XOF":     reflect.ValueOf((*p1.XOF)(nil)),
		"_XOF":    reflect.ValueOf((*_hash_XOF)(nil)),
	}
}

// _hash_Cloner is an interface wrapper for Cloner.
type _hash_Cloner struct {
	IValue     interface{}
	WBlockSize func() int
	WClone     func() (p1.Cloner, error)
	WReset     func()
	WSize      func() int
	WSum       func(a0 []byte) []byte
	WWrite     func(a0 []byte) (int, error)
}

func (w _hash_Cloner) BlockSize() int               { return w.WBlockSize() }
func (w _hash_Cloner) Clone() (p1.Cloner, error)    { return w.WClone() }
func (w _hash_Cloner) Reset()                       { w.WReset() }
func (w _hash_Cloner) Size() int                    { return w.WSize() }
func (w _hash_Cloner) Sum(a0 []byte) []byte         { return w.WSum(a0) }
func (w _hash_Cloner) Write(a0 []byte) (int, error) { return w.WWrite(a0) }

// _hash_XOF is an interface wrapper for XOF.
type _hash_XOF struct {
	IValue     interface{}
	WBlockSize func() int
	WRead      func(a0 []byte) (int, error)
	WReset     func()
	WWrite     func(a0 []byte) (int, error)
}

func (w _hash_XOF) BlockSize() int               { return w.WBlockSize() }
func (w _hash_XOF) Read(a0 []byte) (int, error)  { return w.WRead(a0) }
func (w _hash_XOF) Reset()                       { w.WReset() }
func (w _hash_XOF) Write(a0 []byte) (int, error) { return w.WWrite(a0) }
