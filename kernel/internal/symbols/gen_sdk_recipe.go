// Code generated from wade/sdk/recipe by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/recipe"
)

func init() {
	tables["wade/sdk/recipe/recipe"] = map[string]reflect.Value{
		"Ablation":    reflect.ValueOf((*p1.Ablation)(nil)),
		"Ablations":   reflect.ValueOf(p1.Ablations),
		"Assemble":    reflect.ValueOf(p1.Assemble),
		"Bench":       reflect.ValueOf((*p1.Bench)(nil)),
		"Compare":     reflect.ValueOf(p1.Compare),
		"Defaults":    reflect.ValueOf(p1.Defaults),
		"ErrRun":      reflect.ValueOf(&p1.ErrRun).Elem(),
		"Exam":        reflect.ValueOf((*p1.Exam)(nil)),
		"Examine":     reflect.ValueOf(p1.Examine),
		"FullExam":    reflect.ValueOf(p1.FullExam),
		"Gate":        reflect.ValueOf((*p1.Gate)(nil)),
		"Gates":       reflect.ValueOf(p1.Gates),
		"Losses":      reflect.ValueOf((*p1.Losses)(nil)),
		"NewBench":    reflect.ValueOf(p1.NewBench),
		"Options":     reflect.ValueOf((*p1.Options)(nil)),
		"Origin":      reflect.ValueOf((*p1.Origin)(nil)),
		"ParseRecord": reflect.ValueOf(p1.ParseRecord),
		"Pond":        reflect.ValueOf(p1.Pond),
		"ReadReport":  reflect.ValueOf(p1.ReadReport),
		"ReadRun":     reflect.ValueOf(p1.ReadRun),
		"Record":      reflect.ValueOf((*p1.Record)(nil)),
		"Report":      reflect.ValueOf((*p1.Report)(nil)),
		"Retrieval":   reflect.ValueOf(p1.Retrieval),
		"Run":         reflect.ValueOf((*p1.Run)(nil)),
		"RunRecord":   reflect.ValueOf((*p1.RunRecord)(nil)),
		"Score":       reflect.ValueOf((*p1.Score)(nil)),
		"Session":     reflect.ValueOf((*p1.Session)(nil)),
		"Stage":       reflect.ValueOf((*p1.Stage)(nil)),
		"Stages":      reflect.ValueOf(p1.Stages),
		"TextLoss":    reflect.ValueOf(p1.TextLoss),
		"Train":       reflect.ValueOf(p1.Train),
	}
}
