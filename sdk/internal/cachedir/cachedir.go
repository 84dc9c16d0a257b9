// Package cachedir tells where wade keeps what it can make again.
package cachedir

import (
	"os"
	"path/filepath"
)

// Env names the folder, or is "off". Empty means wade in the user's cache folder.
const Env = "WADE_CACHE"

// Find returns the folder, empty for nowhere, and whether Env names it.
func Find() (dir string, named bool) {
	switch dir := os.Getenv(Env); dir {
	case "off":
		return "", false
	case "":
		base, err := os.UserCacheDir()
		if err != nil {
			return "", false
		}
		return filepath.Join(base, "wade"), false
	default:
		return dir, true
	}
}
