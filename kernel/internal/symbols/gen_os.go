// Code generated from os by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "io/fs"
	p0 "os"
	p2 "time"
)

func table_os() []symbol {
	return []symbol{
		{"Args", &p0.Args},
		{"Chdir", p0.Chdir},
		{"Chmod", p0.Chmod},
		{"Chown", p0.Chown},
		{"Chtimes", p0.Chtimes},
		{"Clearenv", p0.Clearenv},
		{"CopyFS", p0.CopyFS},
		{"Create", p0.Create},
		{"CreateTemp", p0.CreateTemp},
		{"DirEntry", (*p0.DirEntry)(nil)},
		{"_DirEntry", (*_os_DirEntry)(nil)},
		{"DirFS", p0.DirFS},
		{"Environ", p0.Environ},
		{"ErrClosed", &p0.ErrClosed},
		{"ErrDeadlineExceeded", &p0.ErrDeadlineExceeded},
		{"ErrExist", &p0.ErrExist},
		{"ErrInvalid", &p0.ErrInvalid},
		{"ErrNoDeadline", &p0.ErrNoDeadline},
		{"ErrNoHandle", &p0.ErrNoHandle},
		{"ErrNotExist", &p0.ErrNotExist},
		{"ErrPermission", &p0.ErrPermission},
		{"ErrProcessDone", &p0.ErrProcessDone},
		{"Executable", p0.Executable},
		{"Exit", p0.Exit},
		{"Expand", p0.Expand},
		{"ExpandEnv", p0.ExpandEnv},
		{"File", (*p0.File)(nil)},
		{"FileInfo", (*p0.FileInfo)(nil)},
		{"_FileInfo", (*_os_FileInfo)(nil)},
		{"FileMode", (*p0.FileMode)(nil)},
		{"FindProcess", p0.FindProcess},
		{"Getegid", p0.Getegid},
		{"Getenv", p0.Getenv},
		{"Geteuid", p0.Geteuid},
		{"Getgid", p0.Getgid},
		{"Getgroups", p0.Getgroups},
		{"Getpagesize", p0.Getpagesize},
		{"Getpid", p0.Getpid},
		{"Getppid", p0.Getppid},
		{"Getuid", p0.Getuid},
		{"Getwd", p0.Getwd},
		{"Hostname", p0.Hostname},
		{"Interrupt", &p0.Interrupt},
		{"IsExist", p0.IsExist},
		{"IsNotExist", p0.IsNotExist},
		{"IsPathSeparator", p0.IsPathSeparator},
		{"IsPermission", p0.IsPermission},
		{"IsTimeout", p0.IsTimeout},
		{"Kill", &p0.Kill},
		{"Lchown", p0.Lchown},
		{"Link", p0.Link},
		{"LinkError", (*p0.LinkError)(nil)},
		{"LookupEnv", p0.LookupEnv},
		{"Lstat", p0.Lstat},
		{"Mkdir", p0.Mkdir},
		{"MkdirAll", p0.MkdirAll},
		{"MkdirTemp", p0.MkdirTemp},
		{"NewFile", p0.NewFile},
		{"NewSyscallError", p0.NewSyscallError},
		{"Open", p0.Open},
		{"OpenFile", p0.OpenFile},
		{"OpenInRoot", p0.OpenInRoot},
		{"OpenRoot", p0.OpenRoot},
		{"PathError", (*p0.PathError)(nil)},
		{"Pipe", p0.Pipe},
		{"ProcAttr", (*p0.ProcAttr)(nil)},
		{"Process", (*p0.Process)(nil)},
		{"ProcessState", (*p0.ProcessState)(nil)},
		{"ReadDir", p0.ReadDir},
		{"ReadFile", p0.ReadFile},
		{"Readlink", p0.Readlink},
		{"Remove", p0.Remove},
		{"RemoveAll", p0.RemoveAll},
		{"Rename", p0.Rename},
		{"Root", (*p0.Root)(nil)},
		{"SameFile", p0.SameFile},
		{"Setenv", p0.Setenv},
		{"Signal", (*p0.Signal)(nil)},
		{"_Signal", (*_os_Signal)(nil)},
		{"StartProcess", p0.StartProcess},
		{"Stat", p0.Stat},
		{"Stderr", &p0.Stderr},
		{"Stdin", &p0.Stdin},
		{"Stdout", &p0.Stdout},
		{"Symlink", p0.Symlink},
		{"SyscallError", (*p0.SyscallError)(nil)},
		{"TempDir", p0.TempDir},
		{"Truncate", p0.Truncate},
		{"Unsetenv", p0.Unsetenv},
		{"UserCacheDir", p0.UserCacheDir},
		{"UserConfigDir", p0.UserConfigDir},
		{"UserHomeDir", p0.UserHomeDir},
		{"WriteFile", p0.WriteFile},
	}
}

// _os_DirEntry is an interface wrapper for DirEntry.
type _os_DirEntry struct {
	IValue interface{}
	WInfo  func() (p1.FileInfo, error)
	WIsDir func() bool
	WName  func() string
	WType  func() p1.FileMode
}

func (w _os_DirEntry) Info() (p1.FileInfo, error) {
	return w.WInfo()
}
func (w _os_DirEntry) IsDir() bool {
	return w.WIsDir()
}
func (w _os_DirEntry) Name() string {
	return w.WName()
}
func (w _os_DirEntry) Type() p1.FileMode {
	return w.WType()
}

// _os_FileInfo is an interface wrapper for FileInfo.
type _os_FileInfo struct {
	IValue   interface{}
	WIsDir   func() bool
	WModTime func() p2.Time
	WMode    func() p1.FileMode
	WName    func() string
	WSize    func() int64
	WSys     func() any
}

func (w _os_FileInfo) IsDir() bool {
	return w.WIsDir()
}
func (w _os_FileInfo) ModTime() p2.Time {
	return w.WModTime()
}
func (w _os_FileInfo) Mode() p1.FileMode {
	return w.WMode()
}
func (w _os_FileInfo) Name() string {
	return w.WName()
}
func (w _os_FileInfo) Size() int64 {
	return w.WSize()
}
func (w _os_FileInfo) Sys() any {
	return w.WSys()
}

// _os_Signal is an interface wrapper for Signal.
type _os_Signal struct {
	IValue  interface{}
	WSignal func()
	WString func() string
}

func (w _os_Signal) Signal() {
	w.WSignal()
}
func (w _os_Signal) String() string {
	if w.WString == nil {
		return ""
	}
	return w.WString()
}
