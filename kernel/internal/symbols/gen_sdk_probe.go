// Code generated from wade/sdk/probe by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/probe"
)

func table_sdk_probe() []symbol {
	return []symbol{
		{"Gate", (*p0.Gate)(nil)},
		{"GateBoard", (*p0.GateBoard)(nil)},
		{"GateEffects", p0.GateEffects},
		{"Gates", p0.Gates},
		{"Ledger", p0.Ledger},
		{"LedgerOptions", (*p0.LedgerOptions)(nil)},
		{"Orders", (*p0.Orders)(nil)},
		{"ShotEffect", (*p0.ShotEffect)(nil)},
		{"ShotLedger", (*p0.ShotLedger)(nil)},
		{"Stand", (*p0.Stand)(nil)},
	}
}
