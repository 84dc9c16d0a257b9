// Code generated from wade/sdk/train by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/train"
)

func init() {
	tables["wade/sdk/train/train"] = map[string]reflect.Value{
		"Bar":            reflect.ValueOf((*p1.Bar)(nil)),
		"Checkpoint":     reflect.ValueOf((*p1.Checkpoint)(nil)),
		"CheckpointPath": reflect.ValueOf(p1.CheckpointPath),
		"CurvePath":      reflect.ValueOf(p1.CurvePath),
		"Defaults":       reflect.ValueOf(p1.Defaults),
		"ErrCheckpoint":  reflect.ValueOf(&p1.ErrCheckpoint).Elem(),
		"ErrDiverged":    reflect.ValueOf(&p1.ErrDiverged).Elem(),
		"Lines":          reflect.ValueOf((*p1.Lines)(nil)),
		"MomentNames":    reflect.ValueOf(p1.MomentNames),
		"NewBar":         reflect.ValueOf(p1.NewBar),
		"NewLines":       reflect.ValueOf(p1.NewLines),
		"Objective":      reflect.ValueOf((*p1.Objective)(nil)),
		"Optimiser":      reflect.ValueOf((*p1.Optimiser)(nil)),
		"Options":        reflect.ValueOf((*p1.Options)(nil)),
		"Point":          reflect.ValueOf((*p1.Point)(nil)),
		"Program":        reflect.ValueOf(p1.Program),
		"Progress":       reflect.ValueOf((*p1.Progress)(nil)),
		"_Progress":      reflect.ValueOf((*_wade_sdk_train_Progress)(nil)),
		"ReadCheckpoint": reflect.ValueOf(p1.ReadCheckpoint),
		"ReadCurve":      reflect.ValueOf(p1.ReadCurve),
		"Result":         reflect.ValueOf((*p1.Result)(nil)),
		"Run":            reflect.ValueOf(p1.Run),
		"Schedule":       reflect.ValueOf((*p1.Schedule)(nil)),
		"Weight":         reflect.ValueOf((*p1.Weight)(nil)),
	}
}

// _wade_sdk_train_Progress is an interface wrapper for Progress.
type _wade_sdk_train_Progress struct {
	IValue interface{}
	WStep  func(a0 p1.Point, a1 int)
}

func (w _wade_sdk_train_Progress) Step(a0 p1.Point, a1 int) { w.WStep(a0, a1) }
