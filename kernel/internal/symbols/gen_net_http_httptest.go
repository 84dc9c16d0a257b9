// Code generated from net/http/httptest by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "net/http/httptest"
)

func table_net_http_httptest() []symbol {
	return []symbol{
		{"NewRecorder", p0.NewRecorder},
		{"NewRequest", p0.NewRequest},
		{"NewRequestWithContext", p0.NewRequestWithContext},
		{"NewServer", p0.NewServer},
		{"NewTLSServer", p0.NewTLSServer},
		{"NewUnstartedServer", p0.NewUnstartedServer},
		{"ResponseRecorder", (*p0.ResponseRecorder)(nil)},
		{"Server", (*p0.Server)(nil)},
	}
}
