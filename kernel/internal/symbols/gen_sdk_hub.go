// Code generated from wade/sdk/hub by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/hub"
)

func table_sdk_hub() []symbol {
	return []symbol{
		{"Bytes", p0.Bytes},
		{"Client", (*p0.Client)(nil)},
		{"ErrDamaged", &p0.ErrDamaged},
		{"ErrGated", &p0.ErrGated},
		{"ErrNetwork", &p0.ErrNetwork},
		{"ErrNoSpace", &p0.ErrNoSpace},
		{"ErrNotFound", &p0.ErrNotFound},
		{"ErrOffline", &p0.ErrOffline},
		{"ErrUnsafe", &p0.ErrUnsafe},
		{"File", (*p0.File)(nil)},
		{"Info", (*p0.Info)(nil)},
		{"IsName", p0.IsName},
		{"New", p0.New},
		{"Repo", (*p0.Repo)(nil)},
		{"Select", p0.Select},
		{"Size", p0.Size},
		{"Snapshot", (*p0.Snapshot)(nil)},
	}
}
