// Code generated from io/fs by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "io/fs"
	p1 "time"
)

func table_io_fs() []symbol {
	return []symbol{
		{"DirEntry", (*p0.DirEntry)(nil)},
		{"_DirEntry", (*_io_fs_DirEntry)(nil)},
		{"ErrClosed", &p0.ErrClosed},
		{"ErrExist", &p0.ErrExist},
		{"ErrInvalid", &p0.ErrInvalid},
		{"ErrNotExist", &p0.ErrNotExist},
		{"ErrPermission", &p0.ErrPermission},
		{"FS", (*p0.FS)(nil)},
		{"_FS", (*_io_fs_FS)(nil)},
		{"File", (*p0.File)(nil)},
		{"_File", (*_io_fs_File)(nil)},
		{"FileInfo", (*p0.FileInfo)(nil)},
		{"_FileInfo", (*_io_fs_FileInfo)(nil)},
		{"FileInfoToDirEntry", p0.FileInfoToDirEntry},
		{"FileMode", (*p0.FileMode)(nil)},
		{"FormatDirEntry", p0.FormatDirEntry},
		{"FormatFileInfo", p0.FormatFileInfo},
		{"Glob", p0.Glob},
		{"GlobFS", (*p0.GlobFS)(nil)},
		{"_GlobFS", (*_io_fs_GlobFS)(nil)},
		{"Lstat", p0.Lstat},
		{"PathError", (*p0.PathError)(nil)},
		{"ReadDir", p0.ReadDir},
		{"ReadDirFS", (*p0.ReadDirFS)(nil)},
		{"_ReadDirFS", (*_io_fs_ReadDirFS)(nil)},
		{"ReadDirFile", (*p0.ReadDirFile)(nil)},
		{"_ReadDirFile", (*_io_fs_ReadDirFile)(nil)},
		{"ReadFile", p0.ReadFile},
		{"ReadFileFS", (*p0.ReadFileFS)(nil)},
		{"_ReadFileFS", (*_io_fs_ReadFileFS)(nil)},
		{"ReadLink", p0.ReadLink},
		{"ReadLinkFS", (*p0.ReadLinkFS)(nil)},
		{"_ReadLinkFS", (*_io_fs_ReadLinkFS)(nil)},
		{"SkipAll", &p0.SkipAll},
		{"SkipDir", &p0.SkipDir},
		{"Stat", p0.Stat},
		{"StatFS", (*p0.StatFS)(nil)},
		{"_StatFS", (*_io_fs_StatFS)(nil)},
		{"Sub", p0.Sub},
		{"SubFS", (*p0.SubFS)(nil)},
		{"_SubFS", (*_io_fs_SubFS)(nil)},
		{"ValidPath", p0.ValidPath},
		{"WalkDir", p0.WalkDir},
		{"WalkDirFunc", (*p0.WalkDirFunc)(nil)},
	}
}

// _io_fs_DirEntry is an interface wrapper for DirEntry.
type _io_fs_DirEntry struct {
	IValue interface{}
	WInfo  func() (p0.FileInfo, error)
	WIsDir func() bool
	WName  func() string
	WType  func() p0.FileMode
}

func (w _io_fs_DirEntry) Info() (p0.FileInfo, error) {
	return w.WInfo()
}
func (w _io_fs_DirEntry) IsDir() bool {
	return w.WIsDir()
}
func (w _io_fs_DirEntry) Name() string {
	return w.WName()
}
func (w _io_fs_DirEntry) Type() p0.FileMode {
	return w.WType()
}

// _io_fs_FS is an interface wrapper for FS.
type _io_fs_FS struct {
	IValue interface{}
	WOpen  func(a0 string) (p0.File, error)
}

func (w _io_fs_FS) Open(a0 string) (p0.File, error) {
	return w.WOpen(a0)
}

// _io_fs_File is an interface wrapper for File.
type _io_fs_File struct {
	IValue interface{}
	WClose func() error
	WRead  func(a0 []byte) (int, error)
	WStat  func() (p0.FileInfo, error)
}

func (w _io_fs_File) Close() error {
	return w.WClose()
}
func (w _io_fs_File) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _io_fs_File) Stat() (p0.FileInfo, error) {
	return w.WStat()
}

// _io_fs_FileInfo is an interface wrapper for FileInfo.
type _io_fs_FileInfo struct {
	IValue   interface{}
	WIsDir   func() bool
	WModTime func() p1.Time
	WMode    func() p0.FileMode
	WName    func() string
	WSize    func() int64
	WSys     func() any
}

func (w _io_fs_FileInfo) IsDir() bool {
	return w.WIsDir()
}
func (w _io_fs_FileInfo) ModTime() p1.Time {
	return w.WModTime()
}
func (w _io_fs_FileInfo) Mode() p0.FileMode {
	return w.WMode()
}
func (w _io_fs_FileInfo) Name() string {
	return w.WName()
}
func (w _io_fs_FileInfo) Size() int64 {
	return w.WSize()
}
func (w _io_fs_FileInfo) Sys() any {
	return w.WSys()
}

// _io_fs_GlobFS is an interface wrapper for GlobFS.
type _io_fs_GlobFS struct {
	IValue interface{}
	WGlob  func(a0 string) ([]string, error)
	WOpen  func(a0 string) (p0.File, error)
}

func (w _io_fs_GlobFS) Glob(a0 string) ([]string, error) {
	return w.WGlob(a0)
}
func (w _io_fs_GlobFS) Open(a0 string) (p0.File, error) {
	return w.WOpen(a0)
}

// _io_fs_ReadDirFS is an interface wrapper for ReadDirFS.
type _io_fs_ReadDirFS struct {
	IValue   interface{}
	WOpen    func(a0 string) (p0.File, error)
	WReadDir func(a0 string) ([]p0.DirEntry, error)
}

func (w _io_fs_ReadDirFS) Open(a0 string) (p0.File, error) {
	return w.WOpen(a0)
}
func (w _io_fs_ReadDirFS) ReadDir(a0 string) ([]p0.DirEntry, error) {
	return w.WReadDir(a0)
}

// _io_fs_ReadDirFile is an interface wrapper for ReadDirFile.
type _io_fs_ReadDirFile struct {
	IValue   interface{}
	WClose   func() error
	WRead    func(a0 []byte) (int, error)
	WReadDir func(a0 int) ([]p0.DirEntry, error)
	WStat    func() (p0.FileInfo, error)
}

func (w _io_fs_ReadDirFile) Close() error {
	return w.WClose()
}
func (w _io_fs_ReadDirFile) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _io_fs_ReadDirFile) ReadDir(a0 int) ([]p0.DirEntry, error) {
	return w.WReadDir(a0)
}
func (w _io_fs_ReadDirFile) Stat() (p0.FileInfo, error) {
	return w.WStat()
}

// _io_fs_ReadFileFS is an interface wrapper for ReadFileFS.
type _io_fs_ReadFileFS struct {
	IValue    interface{}
	WOpen     func(a0 string) (p0.File, error)
	WReadFile func(a0 string) ([]byte, error)
}

func (w _io_fs_ReadFileFS) Open(a0 string) (p0.File, error) {
	return w.WOpen(a0)
}
func (w _io_fs_ReadFileFS) ReadFile(a0 string) ([]byte, error) {
	return w.WReadFile(a0)
}

// _io_fs_ReadLinkFS is an interface wrapper for ReadLinkFS.
type _io_fs_ReadLinkFS struct {
	IValue    interface{}
	WLstat    func(a0 string) (p0.FileInfo, error)
	WOpen     func(a0 string) (p0.File, error)
	WReadLink func(a0 string) (string, error)
}

func (w _io_fs_ReadLinkFS) Lstat(a0 string) (p0.FileInfo, error) {
	return w.WLstat(a0)
}
func (w _io_fs_ReadLinkFS) Open(a0 string) (p0.File, error) {
	return w.WOpen(a0)
}
func (w _io_fs_ReadLinkFS) ReadLink(a0 string) (string, error) {
	return w.WReadLink(a0)
}

// _io_fs_StatFS is an interface wrapper for StatFS.
type _io_fs_StatFS struct {
	IValue interface{}
	WOpen  func(a0 string) (p0.File, error)
	WStat  func(a0 string) (p0.FileInfo, error)
}

func (w _io_fs_StatFS) Open(a0 string) (p0.File, error) {
	return w.WOpen(a0)
}
func (w _io_fs_StatFS) Stat(a0 string) (p0.FileInfo, error) {
	return w.WStat(a0)
}

// _io_fs_SubFS is an interface wrapper for SubFS.
type _io_fs_SubFS struct {
	IValue interface{}
	WOpen  func(a0 string) (p0.File, error)
	WSub   func(a0 string) (p0.FS, error)
}

func (w _io_fs_SubFS) Open(a0 string) (p0.File, error) {
	return w.WOpen(a0)
}
func (w _io_fs_SubFS) Sub(a0 string) (p0.FS, error) {
	return w.WSub(a0)
}
