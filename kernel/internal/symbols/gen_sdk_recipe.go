// Code generated from wade/sdk/recipe by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/recipe"
)

func table_sdk_recipe() []symbol {
	return []symbol{
		{"Ablation", (*p0.Ablation)(nil)},
		{"Ablations", p0.Ablations},
		{"Assemble", p0.Assemble},
		{"Bench", (*p0.Bench)(nil)},
		{"Compare", p0.Compare},
		{"Defaults", p0.Defaults},
		{"ErrRun", &p0.ErrRun},
		{"Exam", (*p0.Exam)(nil)},
		{"Examine", p0.Examine},
		{"FullExam", p0.FullExam},
		{"Gate", (*p0.Gate)(nil)},
		{"GateCurve", (*p0.GateCurve)(nil)},
		{"GateHistory", (*p0.GateHistory)(nil)},
		{"Gates", p0.Gates},
		{"Losses", (*p0.Losses)(nil)},
		{"NewBench", p0.NewBench},
		{"Options", (*p0.Options)(nil)},
		{"Origin", (*p0.Origin)(nil)},
		{"ParseRecord", p0.ParseRecord},
		{"Pond", p0.Pond},
		{"Precisions", p0.Precisions},
		{"ReadReport", p0.ReadReport},
		{"ReadRun", p0.ReadRun},
		{"Record", (*p0.Record)(nil)},
		{"Report", (*p0.Report)(nil)},
		{"Retrieval", p0.Retrieval},
		{"Run", (*p0.Run)(nil)},
		{"RunRecord", (*p0.RunRecord)(nil)},
		{"Score", (*p0.Score)(nil)},
		{"Session", (*p0.Session)(nil)},
		{"Stage", (*p0.Stage)(nil)},
		{"Stages", p0.Stages},
		{"TextLoss", p0.TextLoss},
		{"Train", p0.Train},
	}
}
