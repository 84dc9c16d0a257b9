// Code generated from wade/sdk/score by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/score"
)

func table_sdk_score() []symbol {
	return []symbol{
		{"CIDEr", p0.CIDEr},
		{"CutCaption", p0.CutCaption},
		{"CutVQA", p0.CutVQA},
		{"Exact", p0.Exact},
		{"NormalizeVQA", p0.NormalizeVQA},
		{"POPE", p0.POPE},
		{"SaysYes", p0.SaysYes},
		{"VQA", p0.VQA},
		{"Words", p0.Words},
	}
}
