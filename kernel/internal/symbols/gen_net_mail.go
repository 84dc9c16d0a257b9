// Code generated from net/mail by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/mail"
)

func table_net_mail() []symbol {
	return []symbol{
		{"Address", (*p0.Address)(nil)},
		{"AddressParser", (*p0.AddressParser)(nil)},
		{"ErrHeaderNotPresent", &p0.ErrHeaderNotPresent},
		{"Header", (*p0.Header)(nil)},
		{"Message", (*p0.Message)(nil)},
		{"ParseAddress", p0.ParseAddress},
		{"ParseAddressList", p0.ParseAddressList},
		{"ParseDate", p0.ParseDate},
		{"ReadMessage", p0.ReadMessage},
	}
}
