// Code generated from wade/sdk/probe by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/probe"
)

func table_sdk_probe() []symbol {
	return []symbol{
		{"Atlas", p0.Atlas},
		{"Attention", p0.Attention},
		{"AttentionMap", (*p0.AttentionMap)(nil)},
		{"AttentionMaps", (*p0.AttentionMaps)(nil)},
		{"AttributionPatching", p0.AttributionPatching},
		{"BlankPicture", p0.BlankPicture},
		{"Blind", (*p0.Blind)(nil)},
		{"BlindToken", (*p0.BlindToken)(nil)},
		{"ClosedGates", p0.ClosedGates},
		{"Condition", (*p0.Condition)(nil)},
		{"CopyRate", (*p0.CopyRate)(nil)},
		{"Copying", p0.Copying},
		{"Dial", p0.Dial},
		{"Evidence", p0.Evidence},
		{"EvidenceAll", p0.EvidenceAll},
		{"EvidenceText", (*p0.EvidenceText)(nil)},
		{"EvidenceToken", (*p0.EvidenceToken)(nil)},
		{"Flip", p0.Flip},
		{"FlipOptions", (*p0.FlipOptions)(nil)},
		{"Flips", (*p0.Flips)(nil)},
		{"Gate", (*p0.Gate)(nil)},
		{"GateBoard", (*p0.GateBoard)(nil)},
		{"GateDial", (*p0.GateDial)(nil)},
		{"GateEffects", p0.GateEffects},
		{"Gates", p0.Gates},
		{"Induction", p0.Induction},
		{"InductionHead", (*p0.InductionHead)(nil)},
		{"InductionHeads", (*p0.InductionHeads)(nil)},
		{"InductionOptions", (*p0.InductionOptions)(nil)},
		{"Latent", (*p0.Latent)(nil)},
		{"LatentAtlas", (*p0.LatentAtlas)(nil)},
		{"Learned", (*p0.Learned)(nil)},
		{"Ledger", p0.Ledger},
		{"LedgerOptions", (*p0.LedgerOptions)(nil)},
		{"Lens", p0.Lens},
		{"LensCell", (*p0.LensCell)(nil)},
		{"LensColumn", (*p0.LensColumn)(nil)},
		{"LensGrid", (*p0.LensGrid)(nil)},
		{"NoPicture", p0.NoPicture},
		{"Orders", (*p0.Orders)(nil)},
		{"OtherPicture", p0.OtherPicture},
		{"PatchCheck", (*p0.PatchCheck)(nil)},
		{"PatchMap", (*p0.PatchMap)(nil)},
		{"PatchOptions", (*p0.PatchOptions)(nil)},
		{"PatchSite", (*p0.PatchSite)(nil)},
		{"Patching", p0.Patching},
		{"Place", (*p0.Place)(nil)},
		{"PositionBias", (*p0.PositionBias)(nil)},
		{"Positions", p0.Positions},
		{"Reader", (*p0.Reader)(nil)},
		{"Rollout", p0.Rollout},
		{"RolloutMaps", (*p0.RolloutMaps)(nil)},
		{"ShotEffect", (*p0.ShotEffect)(nil)},
		{"ShotLedger", (*p0.ShotLedger)(nil)},
		{"Stand", (*p0.Stand)(nil)},
		{"Stretch", (*p0.Stretch)(nil)},
		{"TextAttention", p0.TextAttention},
		{"TextAttentionMaps", (*p0.TextAttentionMaps)(nil)},
		{"Turn", (*p0.Turn)(nil)},
		{"Without", p0.Without},
	}
}
