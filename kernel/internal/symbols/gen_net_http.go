// Code generated from net/http by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p4 "bufio"
	p2 "io/fs"
	p3 "net"
	p0 "net/http"
	p1 "net/url"
)

func table_net_http() []symbol {
	return []symbol{
		{"AllowQuerySemicolons", p0.AllowQuerySemicolons},
		{"CanonicalHeaderKey", p0.CanonicalHeaderKey},
		{"Client", (*p0.Client)(nil)},
		{"ClientConn", (*p0.ClientConn)(nil)},
		{"CloseNotifier", (*p0.CloseNotifier)(nil)},
		{"_CloseNotifier", (*_net_http_CloseNotifier)(nil)},
		{"ConnState", (*p0.ConnState)(nil)},
		{"Cookie", (*p0.Cookie)(nil)},
		{"CookieJar", (*p0.CookieJar)(nil)},
		{"_CookieJar", (*_net_http_CookieJar)(nil)},
		{"CrossOriginProtection", (*p0.CrossOriginProtection)(nil)},
		{"DefaultClient", &p0.DefaultClient},
		{"DefaultServeMux", &p0.DefaultServeMux},
		{"DefaultTransport", &p0.DefaultTransport},
		{"DetectContentType", p0.DetectContentType},
		{"Dir", (*p0.Dir)(nil)},
		{"ErrAbortHandler", &p0.ErrAbortHandler},
		{"ErrBodyNotAllowed", &p0.ErrBodyNotAllowed},
		{"ErrBodyReadAfterClose", &p0.ErrBodyReadAfterClose},
		{"ErrContentLength", &p0.ErrContentLength},
		{"ErrHandlerTimeout", &p0.ErrHandlerTimeout},
		{"ErrHeaderTooLong", &p0.ErrHeaderTooLong},
		{"ErrHijacked", &p0.ErrHijacked},
		{"ErrLineTooLong", &p0.ErrLineTooLong},
		{"ErrMissingBoundary", &p0.ErrMissingBoundary},
		{"ErrMissingContentLength", &p0.ErrMissingContentLength},
		{"ErrMissingFile", &p0.ErrMissingFile},
		{"ErrNoCookie", &p0.ErrNoCookie},
		{"ErrNoLocation", &p0.ErrNoLocation},
		{"ErrNotMultipart", &p0.ErrNotMultipart},
		{"ErrNotSupported", &p0.ErrNotSupported},
		{"ErrSchemeMismatch", &p0.ErrSchemeMismatch},
		{"ErrServerClosed", &p0.ErrServerClosed},
		{"ErrShortBody", &p0.ErrShortBody},
		{"ErrSkipAltProtocol", &p0.ErrSkipAltProtocol},
		{"ErrUnexpectedTrailer", &p0.ErrUnexpectedTrailer},
		{"ErrUseLastResponse", &p0.ErrUseLastResponse},
		{"ErrWriteAfterFlush", &p0.ErrWriteAfterFlush},
		{"Error", p0.Error},
		{"FS", p0.FS},
		{"File", (*p0.File)(nil)},
		{"_File", (*_net_http_File)(nil)},
		{"FileServer", p0.FileServer},
		{"FileServerFS", p0.FileServerFS},
		{"FileSystem", (*p0.FileSystem)(nil)},
		{"_FileSystem", (*_net_http_FileSystem)(nil)},
		{"Flusher", (*p0.Flusher)(nil)},
		{"_Flusher", (*_net_http_Flusher)(nil)},
		{"Get", p0.Get},
		{"HTTP2Config", (*p0.HTTP2Config)(nil)},
		{"Handle", p0.Handle},
		{"HandleFunc", p0.HandleFunc},
		{"Handler", (*p0.Handler)(nil)},
		{"_Handler", (*_net_http_Handler)(nil)},
		{"HandlerFunc", (*p0.HandlerFunc)(nil)},
		{"Head", p0.Head},
		{"Header", (*p0.Header)(nil)},
		{"Hijacker", (*p0.Hijacker)(nil)},
		{"_Hijacker", (*_net_http_Hijacker)(nil)},
		{"ListenAndServe", p0.ListenAndServe},
		{"ListenAndServeTLS", p0.ListenAndServeTLS},
		{"LocalAddrContextKey", &p0.LocalAddrContextKey},
		{"MaxBytesError", (*p0.MaxBytesError)(nil)},
		{"MaxBytesHandler", p0.MaxBytesHandler},
		{"MaxBytesReader", p0.MaxBytesReader},
		{"NewCrossOriginProtection", p0.NewCrossOriginProtection},
		{"NewFileTransport", p0.NewFileTransport},
		{"NewFileTransportFS", p0.NewFileTransportFS},
		{"NewRequest", p0.NewRequest},
		{"NewRequestWithContext", p0.NewRequestWithContext},
		{"NewResponseController", p0.NewResponseController},
		{"NewServeMux", p0.NewServeMux},
		{"NoBody", &p0.NoBody},
		{"NotFound", p0.NotFound},
		{"NotFoundHandler", p0.NotFoundHandler},
		{"ParseCookie", p0.ParseCookie},
		{"ParseHTTPVersion", p0.ParseHTTPVersion},
		{"ParseSetCookie", p0.ParseSetCookie},
		{"ParseTime", p0.ParseTime},
		{"Post", p0.Post},
		{"PostForm", p0.PostForm},
		{"ProtocolError", (*p0.ProtocolError)(nil)},
		{"Protocols", (*p0.Protocols)(nil)},
		{"ProxyFromEnvironment", p0.ProxyFromEnvironment},
		{"ProxyURL", p0.ProxyURL},
		{"PushOptions", (*p0.PushOptions)(nil)},
		{"Pusher", (*p0.Pusher)(nil)},
		{"_Pusher", (*_net_http_Pusher)(nil)},
		{"ReadRequest", p0.ReadRequest},
		{"ReadResponse", p0.ReadResponse},
		{"Redirect", p0.Redirect},
		{"RedirectHandler", p0.RedirectHandler},
		{"Request", (*p0.Request)(nil)},
		{"Response", (*p0.Response)(nil)},
		{"ResponseController", (*p0.ResponseController)(nil)},
		{"ResponseWriter", (*p0.ResponseWriter)(nil)},
		{"_ResponseWriter", (*_net_http_ResponseWriter)(nil)},
		{"RoundTripper", (*p0.RoundTripper)(nil)},
		{"_RoundTripper", (*_net_http_RoundTripper)(nil)},
		{"SameSite", (*p0.SameSite)(nil)},
		{"Serve", p0.Serve},
		{"ServeContent", p0.ServeContent},
		{"ServeFile", p0.ServeFile},
		{"ServeFileFS", p0.ServeFileFS},
		{"ServeMux", (*p0.ServeMux)(nil)},
		{"ServeTLS", p0.ServeTLS},
		{"Server", (*p0.Server)(nil)},
		{"ServerContextKey", &p0.ServerContextKey},
		{"SetCookie", p0.SetCookie},
		{"StatusText", p0.StatusText},
		{"StripPrefix", p0.StripPrefix},
		{"TimeoutHandler", p0.TimeoutHandler},
		{"Transport", (*p0.Transport)(nil)},
	}
}

// _net_http_CloseNotifier is an interface wrapper for CloseNotifier.
type _net_http_CloseNotifier struct {
	IValue       interface{}
	WCloseNotify func() <-chan bool
}

func (w _net_http_CloseNotifier) CloseNotify() <-chan bool {
	return w.WCloseNotify()
}

// _net_http_CookieJar is an interface wrapper for CookieJar.
type _net_http_CookieJar struct {
	IValue      interface{}
	WCookies    func(a0 *p1.URL) []*p0.Cookie
	WSetCookies func(a0 *p1.URL, a1 []*p0.Cookie)
}

func (w _net_http_CookieJar) Cookies(a0 *p1.URL) []*p0.Cookie {
	return w.WCookies(a0)
}
func (w _net_http_CookieJar) SetCookies(a0 *p1.URL, a1 []*p0.Cookie) {
	w.WSetCookies(a0, a1)
}

// _net_http_File is an interface wrapper for File.
type _net_http_File struct {
	IValue   interface{}
	WClose   func() error
	WRead    func(a0 []byte) (int, error)
	WReaddir func(a0 int) ([]p2.FileInfo, error)
	WSeek    func(a0 int64, a1 int) (int64, error)
	WStat    func() (p2.FileInfo, error)
}

func (w _net_http_File) Close() error {
	return w.WClose()
}
func (w _net_http_File) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _net_http_File) Readdir(a0 int) ([]p2.FileInfo, error) {
	return w.WReaddir(a0)
}
func (w _net_http_File) Seek(a0 int64, a1 int) (int64, error) {
	return w.WSeek(a0, a1)
}
func (w _net_http_File) Stat() (p2.FileInfo, error) {
	return w.WStat()
}

// _net_http_FileSystem is an interface wrapper for FileSystem.
type _net_http_FileSystem struct {
	IValue interface{}
	WOpen  func(a0 string) (p0.File, error)
}

func (w _net_http_FileSystem) Open(a0 string) (p0.File, error) {
	return w.WOpen(a0)
}

// _net_http_Flusher is an interface wrapper for Flusher.
type _net_http_Flusher struct {
	IValue interface{}
	WFlush func()
}

func (w _net_http_Flusher) Flush() {
	w.WFlush()
}

// _net_http_Handler is an interface wrapper for Handler.
type _net_http_Handler struct {
	IValue     interface{}
	WServeHTTP func(a0 p0.ResponseWriter, a1 *p0.Request)
}

func (w _net_http_Handler) ServeHTTP(a0 p0.ResponseWriter, a1 *p0.Request) {
	w.WServeHTTP(a0, a1)
}

// _net_http_Hijacker is an interface wrapper for Hijacker.
type _net_http_Hijacker struct {
	IValue  interface{}
	WHijack func() (p3.Conn, *p4.ReadWriter, error)
}

func (w _net_http_Hijacker) Hijack() (p3.Conn, *p4.ReadWriter, error) {
	return w.WHijack()
}

// _net_http_Pusher is an interface wrapper for Pusher.
type _net_http_Pusher struct {
	IValue interface{}
	WPush  func(a0 string, a1 *p0.PushOptions) error
}

func (w _net_http_Pusher) Push(a0 string, a1 *p0.PushOptions) error {
	return w.WPush(a0, a1)
}

// _net_http_ResponseWriter is an interface wrapper for ResponseWriter.
type _net_http_ResponseWriter struct {
	IValue       interface{}
	WHeader      func() p0.Header
	WWrite       func(a0 []byte) (int, error)
	WWriteHeader func(a0 int)
}

func (w _net_http_ResponseWriter) Header() p0.Header {
	return w.WHeader()
}
func (w _net_http_ResponseWriter) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}
func (w _net_http_ResponseWriter) WriteHeader(a0 int) {
	w.WWriteHeader(a0)
}

// _net_http_RoundTripper is an interface wrapper for RoundTripper.
type _net_http_RoundTripper struct {
	IValue     interface{}
	WRoundTrip func(a0 *p0.Request) (*p0.Response, error)
}

func (w _net_http_RoundTripper) RoundTrip(a0 *p0.Request) (*p0.Response, error) {
	return w.WRoundTrip(a0)
}
