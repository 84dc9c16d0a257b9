// Code generated from mime/multipart by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "mime/multipart"
)

func table_mime_multipart() []symbol {
	return []symbol{
		{"ErrMessageTooLarge", &p0.ErrMessageTooLarge},
		{"File", (*p0.File)(nil)},
		{"_File", (*_mime_multipart_File)(nil)},
		{"FileContentDisposition", p0.FileContentDisposition},
		{"FileHeader", (*p0.FileHeader)(nil)},
		{"Form", (*p0.Form)(nil)},
		{"NewReader", p0.NewReader},
		{"NewWriter", p0.NewWriter},
		{"Part", (*p0.Part)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}

// _mime_multipart_File is an interface wrapper for File.
type _mime_multipart_File struct {
	IValue  interface{}
	WClose  func() error
	WRead   func(a0 []byte) (int, error)
	WReadAt func(a0 []byte, a1 int64) (int, error)
	WSeek   func(a0 int64, a1 int) (int64, error)
}

func (w _mime_multipart_File) Close() error {
	return w.WClose()
}
func (w _mime_multipart_File) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _mime_multipart_File) ReadAt(a0 []byte, a1 int64) (int, error) {
	return w.WReadAt(a0, a1)
}
func (w _mime_multipart_File) Seek(a0 int64, a1 int) (int64, error) {
	return w.WSeek(a0, a1)
}
