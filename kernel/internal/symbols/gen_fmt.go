// Code generated from fmt by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "fmt"
)

func table_fmt() []symbol {
	return []symbol{
		{"Append", p0.Append},
		{"Appendf", p0.Appendf},
		{"Appendln", p0.Appendln},
		{"Errorf", p0.Errorf},
		{"FormatString", p0.FormatString},
		{"Formatter", (*p0.Formatter)(nil)},
		{"_Formatter", (*_fmt_Formatter)(nil)},
		{"Fprint", p0.Fprint},
		{"Fprintf", p0.Fprintf},
		{"Fprintln", p0.Fprintln},
		{"Fscan", p0.Fscan},
		{"Fscanf", p0.Fscanf},
		{"Fscanln", p0.Fscanln},
		{"GoStringer", (*p0.GoStringer)(nil)},
		{"_GoStringer", (*_fmt_GoStringer)(nil)},
		{"Print", p0.Print},
		{"Printf", p0.Printf},
		{"Println", p0.Println},
		{"Scan", p0.Scan},
		{"ScanState", (*p0.ScanState)(nil)},
		{"_ScanState", (*_fmt_ScanState)(nil)},
		{"Scanf", p0.Scanf},
		{"Scanln", p0.Scanln},
		{"Scanner", (*p0.Scanner)(nil)},
		{"_Scanner", (*_fmt_Scanner)(nil)},
		{"Sprint", p0.Sprint},
		{"Sprintf", p0.Sprintf},
		{"Sprintln", p0.Sprintln},
		{"Sscan", p0.Sscan},
		{"Sscanf", p0.Sscanf},
		{"Sscanln", p0.Sscanln},
		{"State", (*p0.State)(nil)},
		{"_State", (*_fmt_State)(nil)},
		{"Stringer", (*p0.Stringer)(nil)},
		{"_Stringer", (*_fmt_Stringer)(nil)},
	}
}

// _fmt_Formatter is an interface wrapper for Formatter.
type _fmt_Formatter struct {
	IValue  interface{}
	WFormat func(a0 p0.State, a1 rune)
}

func (w _fmt_Formatter) Format(a0 p0.State, a1 rune) {
	w.WFormat(a0, a1)
}

// _fmt_GoStringer is an interface wrapper for GoStringer.
type _fmt_GoStringer struct {
	IValue    interface{}
	WGoString func() string
}

func (w _fmt_GoStringer) GoString() string {
	return w.WGoString()
}

// _fmt_ScanState is an interface wrapper for ScanState.
type _fmt_ScanState struct {
	IValue      interface{}
	WRead       func(a0 []byte) (int, error)
	WReadRune   func() (rune, int, error)
	WSkipSpace  func()
	WToken      func(a0 bool, a1 func(rune) bool) ([]byte, error)
	WUnreadRune func() error
	WWidth      func() (int, bool)
}

func (w _fmt_ScanState) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _fmt_ScanState) ReadRune() (rune, int, error) {
	return w.WReadRune()
}
func (w _fmt_ScanState) SkipSpace() {
	w.WSkipSpace()
}
func (w _fmt_ScanState) Token(a0 bool, a1 func(rune) bool) ([]byte, error) {
	return w.WToken(a0, a1)
}
func (w _fmt_ScanState) UnreadRune() error {
	return w.WUnreadRune()
}
func (w _fmt_ScanState) Width() (int, bool) {
	return w.WWidth()
}

// _fmt_Scanner is an interface wrapper for Scanner.
type _fmt_Scanner struct {
	IValue interface{}
	WScan  func(a0 p0.ScanState, a1 rune) error
}

func (w _fmt_Scanner) Scan(a0 p0.ScanState, a1 rune) error {
	return w.WScan(a0, a1)
}

// _fmt_State is an interface wrapper for State.
type _fmt_State struct {
	IValue     interface{}
	WFlag      func(a0 int) bool
	WPrecision func() (int, bool)
	WWidth     func() (int, bool)
	WWrite     func(a0 []byte) (int, error)
}

func (w _fmt_State) Flag(a0 int) bool {
	return w.WFlag(a0)
}
func (w _fmt_State) Precision() (int, bool) {
	return w.WPrecision()
}
func (w _fmt_State) Width() (int, bool) {
	return w.WWidth()
}
func (w _fmt_State) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _fmt_Stringer is an interface wrapper for Stringer.
type _fmt_Stringer struct {
	IValue  interface{}
	WString func() string
}

func (w _fmt_Stringer) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}
