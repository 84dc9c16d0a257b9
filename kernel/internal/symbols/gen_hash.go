// Code generated from hash by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "hash"
)

func table_hash() []symbol {
	return []symbol{
		{"Cloner", (*p0.Cloner)(nil)},
		{"_Cloner", (*_hash_Cloner)(nil)},
		{"Hash", (*p0.Hash)(nil)},
		{"_Hash", (*_hash_Hash)(nil)},
		{"Hash32", (*p0.Hash32)(nil)},
		{"_Hash32", (*_hash_Hash32)(nil)},
		{"Hash64", (*p0.Hash64)(nil)},
		{"_Hash64", (*_hash_Hash64)(nil)},
		{"XOF", (*p0.XOF)(nil)},
		{"_XOF", (*_hash_XOF)(nil)},
	}
}

// _hash_Cloner is an interface wrapper for Cloner.
type _hash_Cloner struct {
	IValue     interface{}
	WBlockSize func() int
	WClone     func() (p0.Cloner, error)
	WReset     func()
	WSize      func() int
	WSum       func(a0 []byte) []byte
	WWrite     func(a0 []byte) (int, error)
}

func (w _hash_Cloner) BlockSize() int {
	return w.WBlockSize()
}
func (w _hash_Cloner) Clone() (p0.Cloner, error) {
	return w.WClone()
}
func (w _hash_Cloner) Reset() {
	w.WReset()
}
func (w _hash_Cloner) Size() int {
	return w.WSize()
}
func (w _hash_Cloner) Sum(a0 []byte) []byte {
	return w.WSum(a0)
}
func (w _hash_Cloner) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _hash_Hash is an interface wrapper for Hash.
type _hash_Hash struct {
	IValue     interface{}
	WBlockSize func() int
	WReset     func()
	WSize      func() int
	WSum       func(a0 []byte) []byte
	WWrite     func(a0 []byte) (int, error)
}

func (w _hash_Hash) BlockSize() int {
	return w.WBlockSize()
}
func (w _hash_Hash) Reset() {
	w.WReset()
}
func (w _hash_Hash) Size() int {
	return w.WSize()
}
func (w _hash_Hash) Sum(a0 []byte) []byte {
	return w.WSum(a0)
}
func (w _hash_Hash) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _hash_Hash32 is an interface wrapper for Hash32.
type _hash_Hash32 struct {
	IValue     interface{}
	WBlockSize func() int
	WReset     func()
	WSize      func() int
	WSum       func(a0 []byte) []byte
	WSum32     func() uint32
	WWrite     func(a0 []byte) (int, error)
}

func (w _hash_Hash32) BlockSize() int {
	return w.WBlockSize()
}
func (w _hash_Hash32) Reset() {
	w.WReset()
}
func (w _hash_Hash32) Size() int {
	return w.WSize()
}
func (w _hash_Hash32) Sum(a0 []byte) []byte {
	return w.WSum(a0)
}
func (w _hash_Hash32) Sum32() uint32 {
	return w.WSum32()
}
func (w _hash_Hash32) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _hash_Hash64 is an interface wrapper for Hash64.
type _hash_Hash64 struct {
	IValue     interface{}
	WBlockSize func() int
	WReset     func()
	WSize      func() int
	WSum       func(a0 []byte) []byte
	WSum64     func() uint64
	WWrite     func(a0 []byte) (int, error)
}

func (w _hash_Hash64) BlockSize() int {
	return w.WBlockSize()
}
func (w _hash_Hash64) Reset() {
	w.WReset()
}
func (w _hash_Hash64) Size() int {
	return w.WSize()
}
func (w _hash_Hash64) Sum(a0 []byte) []byte {
	return w.WSum(a0)
}
func (w _hash_Hash64) Sum64() uint64 {
	return w.WSum64()
}
func (w _hash_Hash64) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _hash_XOF is an interface wrapper for XOF.
type _hash_XOF struct {
	IValue     interface{}
	WBlockSize func() int
	WRead      func(a0 []byte) (int, error)
	WReset     func()
	WWrite     func(a0 []byte) (int, error)
}

func (w _hash_XOF) BlockSize() int {
	return w.WBlockSize()
}
func (w _hash_XOF) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _hash_XOF) Reset() {
	w.WReset()
}
func (w _hash_XOF) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}
