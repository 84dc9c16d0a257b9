// Code generated from flag by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "flag"
)

func table_flag() []symbol {
	return []symbol{
		{"Arg", p0.Arg},
		{"Args", p0.Args},
		{"Bool", p0.Bool},
		{"BoolFunc", p0.BoolFunc},
		{"BoolVar", p0.BoolVar},
		{"CommandLine", &p0.CommandLine},
		{"Duration", p0.Duration},
		{"DurationVar", p0.DurationVar},
		{"ErrHelp", &p0.ErrHelp},
		{"ErrorHandling", (*p0.ErrorHandling)(nil)},
		{"Flag", (*p0.Flag)(nil)},
		{"FlagSet", (*p0.FlagSet)(nil)},
		{"Float64", p0.Float64},
		{"Float64Var", p0.Float64Var},
		{"Func", p0.Func},
		{"Getter", (*p0.Getter)(nil)},
		{"_Getter", (*_flag_Getter)(nil)},
		{"Int", p0.Int},
		{"Int64", p0.Int64},
		{"Int64Var", p0.Int64Var},
		{"IntVar", p0.IntVar},
		{"Lookup", p0.Lookup},
		{"NArg", p0.NArg},
		{"NFlag", p0.NFlag},
		{"NewFlagSet", p0.NewFlagSet},
		{"Parse", p0.Parse},
		{"Parsed", p0.Parsed},
		{"PrintDefaults", p0.PrintDefaults},
		{"Set", p0.Set},
		{"String", p0.String},
		{"StringVar", p0.StringVar},
		{"TextVar", p0.TextVar},
		{"Uint", p0.Uint},
		{"Uint64", p0.Uint64},
		{"Uint64Var", p0.Uint64Var},
		{"UintVar", p0.UintVar},
		{"UnquoteUsage", p0.UnquoteUsage},
		{"Usage", &p0.Usage},
		{"Value", (*p0.Value)(nil)},
		{"_Value", (*_flag_Value)(nil)},
		{"Var", p0.Var},
		{"Visit", p0.Visit},
		{"VisitAll", p0.VisitAll},
	}
}

// _flag_Getter is an interface wrapper for Getter.
type _flag_Getter struct {
	IValue  interface{}
	WGet    func() any
	WSet    func(a0 string) error
	WString func() string
}

func (w _flag_Getter) Get() any {
	return w.WGet()
}
func (w _flag_Getter) Set(a0 string) error {
	return w.WSet(a0)
}
func (w _flag_Getter) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}

// _flag_Value is an interface wrapper for Value.
type _flag_Value struct {
	IValue  interface{}
	WSet    func(a0 string) error
	WString func() string
}

func (w _flag_Value) Set(a0 string) error {
	return w.WSet(a0)
}
func (w _flag_Value) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}
