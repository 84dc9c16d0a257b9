// Code generated from os/user by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "os/user"
)

func table_os_user() []symbol {
	return []symbol{
		{"Current", p0.Current},
		{"Group", (*p0.Group)(nil)},
		{"Lookup", p0.Lookup},
		{"LookupGroup", p0.LookupGroup},
		{"LookupGroupId", p0.LookupGroupId},
		{"LookupId", p0.LookupId},
		{"UnknownGroupError", (*p0.UnknownGroupError)(nil)},
		{"UnknownGroupIdError", (*p0.UnknownGroupIdError)(nil)},
		{"UnknownUserError", (*p0.UnknownUserError)(nil)},
		{"UnknownUserIdError", (*p0.UnknownUserIdError)(nil)},
		{"User", (*p0.User)(nil)},
	}
}
