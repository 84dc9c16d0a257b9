// Code generated from io/fs by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "io/fs"
	reflect "reflect"
)

func init() {
	tables["io/fs/fs"] = map[string]reflect.Value{
		"Lstat":       reflect.ValueOf(p1.Lstat),
		"ReadLink":    reflect.ValueOf(p1.ReadLink),
		"ReadLinkFS":  reflect.ValueOf((*p1.ReadLinkFS)(nil)),
		"_ReadLinkFS": reflect.ValueOf((*_io_fs_ReadLinkFS)(nil)),
	}
}

// _io_fs_ReadLinkFS is an interface wrapper for ReadLinkFS.
type _io_fs_ReadLinkFS struct {
	IValue    interface{}
	WLstat    func(a0 string) (p1.FileInfo, error)
	WOpen     func(a0 string) (p1.File, error)
	WReadLink func(a0 string) (string, error)
}

func (w _io_fs_ReadLinkFS) Lstat(a0 string) (p1.FileInfo, error) { return w.WLstat(a0) }
func (w _io_fs_ReadLinkFS) Open(a0 string) (p1.File, error)      { return w.WOpen(a0) }
func (w _io_fs_ReadLinkFS) ReadLink(a0 string) (string, error)   { return w.WReadLink(a0) }
