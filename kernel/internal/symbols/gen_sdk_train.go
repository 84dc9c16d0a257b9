// Code generated from wade/sdk/train by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/train"
)

func table_sdk_train() []symbol {
	return []symbol{
		{"Bar", (*p0.Bar)(nil)},
		{"BarIn", p0.BarIn},
		{"Checkpoint", (*p0.Checkpoint)(nil)},
		{"CheckpointPath", p0.CheckpointPath},
		{"CurvePath", p0.CurvePath},
		{"Defaults", p0.Defaults},
		{"ErrCheckpoint", &p0.ErrCheckpoint},
		{"ErrDiverged", &p0.ErrDiverged},
		{"Lines", (*p0.Lines)(nil)},
		{"MomentNames", p0.MomentNames},
		{"NewBar", p0.NewBar},
		{"NewLines", p0.NewLines},
		{"Objective", (*p0.Objective)(nil)},
		{"Optimiser", (*p0.Optimiser)(nil)},
		{"Options", (*p0.Options)(nil)},
		{"Point", (*p0.Point)(nil)},
		{"Program", p0.Program},
		{"Progress", (*p0.Progress)(nil)},
		{"_Progress", (*_wade_sdk_train_Progress)(nil)},
		{"ReadCheckpoint", p0.ReadCheckpoint},
		{"ReadCurve", p0.ReadCurve},
		{"Result", (*p0.Result)(nil)},
		{"Run", p0.Run},
		{"Schedule", (*p0.Schedule)(nil)},
		{"Weight", (*p0.Weight)(nil)},
	}
}

// _wade_sdk_train_Progress is an interface wrapper for Progress.
type _wade_sdk_train_Progress struct {
	IValue interface{}
	WStep  func(a0 p0.Point, a1 int)
}

func (w _wade_sdk_train_Progress) Step(a0 p0.Point, a1 int) {
	w.WStep(a0, a1)
}
