//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package whole

func syncDir(string) error { return nil }
