//go:build linux || darwin || freebsd || netbsd || openbsd

package whole

import "os"

// syncDir makes the names in a folder last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
