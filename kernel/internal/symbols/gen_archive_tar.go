// Code generated from archive/tar by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "archive/tar"
	p2 "io/fs"
	p1 "time"
)

func table_archive_tar() []symbol {
	return []symbol{
		{"ErrFieldTooLong", &p0.ErrFieldTooLong},
		{"ErrHeader", &p0.ErrHeader},
		{"ErrInsecurePath", &p0.ErrInsecurePath},
		{"ErrWriteAfterClose", &p0.ErrWriteAfterClose},
		{"ErrWriteTooLong", &p0.ErrWriteTooLong},
		{"FileInfoHeader", p0.FileInfoHeader},
		{"FileInfoNames", (*p0.FileInfoNames)(nil)},
		{"_FileInfoNames", (*_archive_tar_FileInfoNames)(nil)},
		{"Format", (*p0.Format)(nil)},
		{"Header", (*p0.Header)(nil)},
		{"NewReader", p0.NewReader},
		{"NewWriter", p0.NewWriter},
		{"Reader", (*p0.Reader)(nil)},
		{"Writer", (*p0.Writer)(nil)},
	}
}

// _archive_tar_FileInfoNames is an interface wrapper for FileInfoNames.
type _archive_tar_FileInfoNames struct {
	IValue   interface{}
	WGname   func() (string, error)
	WIsDir   func() bool
	WModTime func() p1.Time
	WMode    func() p2.FileMode
	WName    func() string
	WSize    func() int64
	WSys     func() any
	WUname   func() (string, error)
}

func (w _archive_tar_FileInfoNames) Gname() (string, error) {
	return w.WGname()
}
func (w _archive_tar_FileInfoNames) IsDir() bool {
	return w.WIsDir()
}
func (w _archive_tar_FileInfoNames) ModTime() p1.Time {
	return w.WModTime()
}
func (w _archive_tar_FileInfoNames) Mode() p2.FileMode {
	return w.WMode()
}
func (w _archive_tar_FileInfoNames) Name() string {
	return w.WName()
}
func (w _archive_tar_FileInfoNames) Size() int64 {
	return w.WSize()
}
func (w _archive_tar_FileInfoNames) Sys() any {
	return w.WSys()
}
func (w _archive_tar_FileInfoNames) Uname() (string, error) {
	return w.WUname()
}
