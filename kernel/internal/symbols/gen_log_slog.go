// Code generated from log/slog by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "context"
	p0 "log/slog"
)

func table_log_slog() []symbol {
	return []symbol{
		{"Any", p0.Any},
		{"AnyValue", p0.AnyValue},
		{"Attr", (*p0.Attr)(nil)},
		{"Bool", p0.Bool},
		{"BoolValue", p0.BoolValue},
		{"Debug", p0.Debug},
		{"DebugContext", p0.DebugContext},
		{"Default", p0.Default},
		{"DiscardHandler", &p0.DiscardHandler},
		{"Duration", p0.Duration},
		{"DurationValue", p0.DurationValue},
		{"Error", p0.Error},
		{"ErrorContext", p0.ErrorContext},
		{"Float64", p0.Float64},
		{"Float64Value", p0.Float64Value},
		{"Group", p0.Group},
		{"GroupAttrs", p0.GroupAttrs},
		{"GroupValue", p0.GroupValue},
		{"Handler", (*p0.Handler)(nil)},
		{"_Handler", (*_log_slog_Handler)(nil)},
		{"HandlerOptions", (*p0.HandlerOptions)(nil)},
		{"Info", p0.Info},
		{"InfoContext", p0.InfoContext},
		{"Int", p0.Int},
		{"Int64", p0.Int64},
		{"Int64Value", p0.Int64Value},
		{"IntValue", p0.IntValue},
		{"JSONHandler", (*p0.JSONHandler)(nil)},
		{"Kind", (*p0.Kind)(nil)},
		{"Level", (*p0.Level)(nil)},
		{"LevelVar", (*p0.LevelVar)(nil)},
		{"Leveler", (*p0.Leveler)(nil)},
		{"_Leveler", (*_log_slog_Leveler)(nil)},
		{"Log", p0.Log},
		{"LogAttrs", p0.LogAttrs},
		{"LogValuer", (*p0.LogValuer)(nil)},
		{"_LogValuer", (*_log_slog_LogValuer)(nil)},
		{"Logger", (*p0.Logger)(nil)},
		{"MultiHandler", (*p0.MultiHandler)(nil)},
		{"New", p0.New},
		{"NewJSONHandler", p0.NewJSONHandler},
		{"NewLogLogger", p0.NewLogLogger},
		{"NewMultiHandler", p0.NewMultiHandler},
		{"NewRecord", p0.NewRecord},
		{"NewTextHandler", p0.NewTextHandler},
		{"Record", (*p0.Record)(nil)},
		{"SetDefault", p0.SetDefault},
		{"SetLogLoggerLevel", p0.SetLogLoggerLevel},
		{"Source", (*p0.Source)(nil)},
		{"String", p0.String},
		{"StringValue", p0.StringValue},
		{"TextHandler", (*p0.TextHandler)(nil)},
		{"Time", p0.Time},
		{"TimeValue", p0.TimeValue},
		{"Uint64", p0.Uint64},
		{"Uint64Value", p0.Uint64Value},
		{"Value", (*p0.Value)(nil)},
		{"Warn", p0.Warn},
		{"WarnContext", p0.WarnContext},
		{"With", p0.With},
	}
}

// _log_slog_Handler is an interface wrapper for Handler.
type _log_slog_Handler struct {
	IValue     interface{}
	WEnabled   func(a0 p1.Context, a1 p0.Level) bool
	WHandle    func(a0 p1.Context, a1 p0.Record) error
	WWithAttrs func(a0 []p0.Attr) p0.Handler
	WWithGroup func(a0 string) p0.Handler
}

func (w _log_slog_Handler) Enabled(a0 p1.Context, a1 p0.Level) bool {
	return w.WEnabled(a0, a1)
}
func (w _log_slog_Handler) Handle(a0 p1.Context, a1 p0.Record) error {
	return w.WHandle(a0, a1)
}
func (w _log_slog_Handler) WithAttrs(a0 []p0.Attr) p0.Handler {
	return w.WWithAttrs(a0)
}
func (w _log_slog_Handler) WithGroup(a0 string) p0.Handler {
	return w.WWithGroup(a0)
}

// _log_slog_Leveler is an interface wrapper for Leveler.
type _log_slog_Leveler struct {
	IValue interface{}
	WLevel func() p0.Level
}

func (w _log_slog_Leveler) Level() p0.Level {
	return w.WLevel()
}

// _log_slog_LogValuer is an interface wrapper for LogValuer.
type _log_slog_LogValuer struct {
	IValue    interface{}
	WLogValue func() p0.Value
}

func (w _log_slog_LogValuer) LogValue() p0.Value {
	return w.WLogValue()
}
