// Code generated from wade/sdk/flamingo by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/flamingo"
)

func init() {
	tables["wade/sdk/flamingo/flamingo"] = map[string]reflect.Value{
		"Answer":       reflect.ValueOf((*p1.Answer)(nil)),
		"Answers":      reflect.ValueOf((*p1.Answers)(nil)),
		"Blind":        reflect.ValueOf(p1.Blind),
		"Candidate":    reflect.ValueOf((*p1.Candidate)(nil)),
		"Capture":      reflect.ValueOf(p1.Capture),
		"Choice":       reflect.ValueOf((*p1.Choice)(nil)),
		"Config":       reflect.ValueOf((*p1.Config)(nil)),
		"Drawn":        reflect.ValueOf((*p1.Drawn)(nil)),
		"Edit":         reflect.ValueOf((*p1.Edit)(nil)),
		"ErrConfig":    reflect.ValueOf(&p1.ErrConfig).Elem(),
		"ErrTooLong":   reflect.ValueOf(&p1.ErrTooLong).Elem(),
		"Gate":         reflect.ValueOf((*p1.Gate)(nil)),
		"GateScale":    reflect.ValueOf(p1.GateScale),
		"Gated":        reflect.ValueOf((*p1.Gated)(nil)),
		"Language":     reflect.ValueOf((*p1.Language)(nil)),
		"MaxTokens":    reflect.ValueOf(p1.MaxTokens),
		"MinP":         reflect.ValueOf(p1.MinP),
		"Model":        reflect.ValueOf((*p1.Model)(nil)),
		"Norm":         reflect.ValueOf((*p1.Norm)(nil)),
		"NormKind":     reflect.ValueOf((*p1.NormKind)(nil)),
		"Open":         reflect.ValueOf(p1.Open),
		"Opener":       reflect.ValueOf((*p1.Opener)(nil)),
		"Option":       reflect.ValueOf((*p1.Option)(nil)),
		"Part":         reflect.ValueOf((*p1.Part)(nil)),
		"Parts":        reflect.ValueOf(p1.Parts),
		"Pond":         reflect.ValueOf(p1.Pond),
		"Position":     reflect.ValueOf((*p1.Position)(nil)),
		"Resampler":    reflect.ValueOf((*p1.Resampler)(nil)),
		"RotaryConfig": reflect.ValueOf((*p1.RotaryConfig)(nil)),
		"Scores":       reflect.ValueOf((*p1.Scores)(nil)),
		"Seed":         reflect.ValueOf(p1.Seed),
		"Shared":       reflect.ValueOf(p1.Shared),
		"Source":       reflect.ValueOf((*p1.Source)(nil)),
		"Tap":          reflect.ValueOf((*p1.Tap)(nil)),
		"Taps":         reflect.ValueOf((*p1.Taps)(nil)),
		"Temperature":  reflect.ValueOf(p1.Temperature),
		"Tokens":       reflect.ValueOf((*p1.Tokens)(nil)),
		"TopK":         reflect.ValueOf(p1.TopK),
		"TopP":         reflect.ValueOf(p1.TopP),
		"Trace":        reflect.ValueOf((*p1.Trace)(nil)),
		"Vision":       reflect.ValueOf((*p1.Vision)(nil)),
		"WeightSpec":   reflect.ValueOf((*p1.WeightSpec)(nil)),
	}
}
