// Code generated from wade/sdk by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk"
)

func table_sdk() []symbol {
	return []symbol{
		{"Backend", p0.Backend},
		{"ErrAltered", &p0.ErrAltered},
		{"File", p0.File},
		{"Language", p0.Language},
		{"Models", p0.Models},
		{"Open", p0.Open},
		{"OpenBackend", p0.OpenBackend},
		{"Option", (*p0.Option)(nil)},
		{"Policy", p0.Policy},
		{"Untrained", p0.Untrained},
		{"Vision", p0.Vision},
	}
}
