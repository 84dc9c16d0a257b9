// Code generated from wade/sdk/halluc by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/halluc"
)

func table_sdk_halluc() []symbol {
	return []symbol{
		{"AUROC", p0.AUROC},
		{"BALD", p0.BALD},
		{"Bin", (*p0.Bin)(nil)},
		{"Brier", p0.Brier},
		{"Calibrate", p0.Calibrate},
		{"Clusters", (*p0.Clusters)(nil)},
		{"Count", p0.Count},
		{"Counts", (*p0.Counts)(nil)},
		{"Dispersion", p0.Dispersion},
		{"ECE", p0.ECE},
		{"Group", p0.Group},
		{"Hellinger", p0.Hellinger},
		{"JS", p0.JS},
		{"KL", p0.KL},
		{"M3ID", p0.M3ID},
		{"M3IDWeight", p0.M3IDWeight},
		{"Noise", p0.Noise},
		{"OverTrust", p0.OverTrust},
		{"Parts", (*p0.Parts)(nil)},
		{"Reliability", p0.Reliability},
		{"Risk", p0.Risk},
		{"Selective", (*p0.Selective)(nil)},
		{"Semantic", p0.Semantic},
		{"Softmax", p0.Softmax},
		{"VCD", p0.VCD},
	}
}
