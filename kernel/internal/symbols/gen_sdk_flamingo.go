// Code generated from wade/sdk/flamingo by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/flamingo"
)

func table_sdk_flamingo() []symbol {
	return []symbol{
		{"Answer", (*p0.Answer)(nil)},
		{"Answers", (*p0.Answers)(nil)},
		{"Blind", p0.Blind},
		{"Candidate", (*p0.Candidate)(nil)},
		{"Capture", p0.Capture},
		{"Choice", (*p0.Choice)(nil)},
		{"Config", (*p0.Config)(nil)},
		{"Drawn", (*p0.Drawn)(nil)},
		{"Edit", (*p0.Edit)(nil)},
		{"ErrConfig", &p0.ErrConfig},
		{"ErrTooLong", &p0.ErrTooLong},
		{"Gate", (*p0.Gate)(nil)},
		{"GateScale", p0.GateScale},
		{"Gated", (*p0.Gated)(nil)},
		{"Language", (*p0.Language)(nil)},
		{"MaxTokens", p0.MaxTokens},
		{"MinP", p0.MinP},
		{"Model", (*p0.Model)(nil)},
		{"Norm", (*p0.Norm)(nil)},
		{"NormKind", (*p0.NormKind)(nil)},
		{"Open", p0.Open},
		{"Opener", (*p0.Opener)(nil)},
		{"Option", (*p0.Option)(nil)},
		{"Part", (*p0.Part)(nil)},
		{"Parts", p0.Parts},
		{"Pond", p0.Pond},
		{"Position", (*p0.Position)(nil)},
		{"Resampler", (*p0.Resampler)(nil)},
		{"RotaryConfig", (*p0.RotaryConfig)(nil)},
		{"Scores", (*p0.Scores)(nil)},
		{"Seed", p0.Seed},
		{"Shared", p0.Shared},
		{"Source", (*p0.Source)(nil)},
		{"Tap", (*p0.Tap)(nil)},
		{"Taps", (*p0.Taps)(nil)},
		{"Temperature", p0.Temperature},
		{"Tokens", (*p0.Tokens)(nil)},
		{"TopK", p0.TopK},
		{"TopP", p0.TopP},
		{"Trace", (*p0.Trace)(nil)},
		{"Vision", (*p0.Vision)(nil)},
		{"WeightSpec", (*p0.WeightSpec)(nil)},
	}
}
