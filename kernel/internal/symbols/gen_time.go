// Code generated from time by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "time"
)

func table_time() []symbol {
	return []symbol{
		{"After", p0.After},
		{"AfterFunc", p0.AfterFunc},
		{"Date", p0.Date},
		{"Duration", (*p0.Duration)(nil)},
		{"FixedZone", p0.FixedZone},
		{"LoadLocation", p0.LoadLocation},
		{"LoadLocationFromTZData", p0.LoadLocationFromTZData},
		{"Local", &p0.Local},
		{"Location", (*p0.Location)(nil)},
		{"Month", (*p0.Month)(nil)},
		{"NewTicker", p0.NewTicker},
		{"NewTimer", p0.NewTimer},
		{"Now", p0.Now},
		{"Parse", p0.Parse},
		{"ParseDuration", p0.ParseDuration},
		{"ParseError", (*p0.ParseError)(nil)},
		{"ParseInLocation", p0.ParseInLocation},
		{"Since", p0.Since},
		{"Sleep", p0.Sleep},
		{"Tick", p0.Tick},
		{"Ticker", (*p0.Ticker)(nil)},
		{"Time", (*p0.Time)(nil)},
		{"Timer", (*p0.Timer)(nil)},
		{"UTC", &p0.UTC},
		{"Unix", p0.Unix},
		{"UnixMicro", p0.UnixMicro},
		{"UnixMilli", p0.UnixMilli},
		{"Until", p0.Until},
		{"Weekday", (*p0.Weekday)(nil)},
	}
}
