// Code generated from os/exec by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "os/exec"
)

func table_os_exec() []symbol {
	return []symbol{
		{"Cmd", (*p0.Cmd)(nil)},
		{"Command", p0.Command},
		{"CommandContext", p0.CommandContext},
		{"ErrDot", &p0.ErrDot},
		{"ErrNotFound", &p0.ErrNotFound},
		{"ErrWaitDelay", &p0.ErrWaitDelay},
		{"Error", (*p0.Error)(nil)},
		{"ExitError", (*p0.ExitError)(nil)},
		{"LookPath", p0.LookPath},
	}
}
