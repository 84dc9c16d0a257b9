// Code generated from archive/tar by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "archive/tar"
	p3 "io/fs"
	reflect "reflect"
	p2 "time"
)

func init() {
	tables["archive/tar/tar"] = map[string]reflect.Value{
		"FileInfoNames":  reflect.ValueOf((*p1.FileInfoNames)(nil)),
		"_FileInfoNames": reflect.ValueOf((*_archive_tar_FileInfoNames)(nil)),
	}
}

// _archive_tar_FileInfoNames is an interface wrapper for FileInfoNames.
type _archive_tar_FileInfoNames struct {
	IValue   interface{}
	WGname   func() (string, error)
	WIsDir   func() bool
	WModTime func() p2.Time
	WMode    func() p3.FileMode
	WName    func() string
	WSize    func() int64
	WSys     func() any
	WUname   func() (string, error)
}

func (w _archive_tar_FileInfoNames) Gname() (string, error) { return w.WGname() }
func (w _archive_tar_FileInfoNames) IsDir() bool            { return w.WIsDir() }
func (w _archive_tar_FileInfoNames) ModTime() p2.Time       { return w.WModTime() }
func (w _archive_tar_FileInfoNames) Mode() p3.FileMode      { return w.WMode() }
func (w _archive_tar_FileInfoNames) Name() string           { return w.WName() }
func (w _archive_tar_FileInfoNames) Size() int64            { return w.WSize() }
func (w _archive_tar_FileInfoNames) Sys() any               { return w.WSys() }
func (w _archive_tar_FileInfoNames) Uname() (string, error) { return w.WUname() }
