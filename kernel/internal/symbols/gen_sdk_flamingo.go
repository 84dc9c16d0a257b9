// Code generated from wade/sdk/flamingo by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/flamingo"
)

func table_sdk_flamingo() []symbol {
	return []symbol{
		{"Add", p0.Add},
		{"Answer", (*p0.Answer)(nil)},
		{"Answers", (*p0.Answers)(nil)},
		{"Candidate", (*p0.Candidate)(nil)},
		{"Capture", p0.Capture},
		{"Choice", (*p0.Choice)(nil)},
		{"Close", p0.Close},
		{"Config", (*p0.Config)(nil)},
		{"Drawn", (*p0.Drawn)(nil)},
		{"Edit", (*p0.Edit)(nil)},
		{"ErrConfig", &p0.ErrConfig},
		{"ErrNaN", &p0.ErrNaN},
		{"ErrTooLong", &p0.ErrTooLong},
		{"ErrTooMuch", &p0.ErrTooMuch},
		{"Gate", (*p0.Gate)(nil)},
		{"GateScale", p0.GateScale},
		{"GateSet", p0.GateSet},
		{"Gated", (*p0.Gated)(nil)},
		{"Language", (*p0.Language)(nil)},
		{"MaxTokens", p0.MaxTokens},
		{"MeanAblate", p0.MeanAblate},
		{"MinP", p0.MinP},
		{"Model", (*p0.Model)(nil)},
		{"Norm", (*p0.Norm)(nil)},
		{"NormKind", (*p0.NormKind)(nil)},
		{"Open", p0.Open},
		{"Opener", (*p0.Opener)(nil)},
		{"Option", (*p0.Option)(nil)},
		{"Part", (*p0.Part)(nil)},
		{"Parts", p0.Parts},
		{"Patch", p0.Patch},
		{"PatchAt", p0.PatchAt},
		{"Pond", p0.Pond},
		{"Position", (*p0.Position)(nil)},
		{"Provenance", (*p0.Provenance)(nil)},
		{"Replace", p0.Replace},
		{"Resample", p0.Resample},
		{"Resampler", (*p0.Resampler)(nil)},
		{"RotaryConfig", (*p0.RotaryConfig)(nil)},
		{"Run", (*p0.Run)(nil)},
		{"Scale", p0.Scale},
		{"Scores", (*p0.Scores)(nil)},
		{"Seed", p0.Seed},
		{"Shared", p0.Shared},
		{"Size", (*p0.Size)(nil)},
		{"Sizes", (*p0.Sizes)(nil)},
		{"Source", (*p0.Source)(nil)},
		{"Steer", p0.Steer},
		{"Tap", (*p0.Tap)(nil)},
		{"Taps", (*p0.Taps)(nil)},
		{"Target", (*p0.Target)(nil)},
		{"Temperature", p0.Temperature},
		{"Term", (*p0.Term)(nil)},
		{"Tokens", (*p0.Tokens)(nil)},
		{"TopK", p0.TopK},
		{"TopP", p0.TopP},
		{"Trace", (*p0.Trace)(nil)},
		{"Vision", (*p0.Vision)(nil)},
		{"WeightSpec", (*p0.WeightSpec)(nil)},
		{"Zero", p0.Zero},
	}
}
