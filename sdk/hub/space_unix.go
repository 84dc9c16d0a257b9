//go:build linux || darwin || freebsd

package hub

import "syscall"

// space is how many bytes a person may still write to the disk of a folder, -1 if that is not known.
func space(dir string) int64 {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return -1
	}
	return int64(st.Bavail) * int64(st.Bsize)
}
