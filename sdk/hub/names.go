package hub

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

var (
	partPattern   = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?$`)
	commitPattern = regexp.MustCompile(`^[0-9a-f]{40}$`)
	objectPattern = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)
)

const (
	main    = "main" // the revision that is meant where none is given
	maxName = 96     // of a repository
	maxPath = 512    // of a file in it
)

// IsName tells whether a text can name a repository: "owner/name", or "name" for a few old ones.
func IsName(name string) bool { return checkName(name) == nil }

func checkName(name string) error {
	parts := strings.Split(name, "/")
	ok := len(parts) <= 2 && len(name) <= maxName && !strings.Contains(name, "--") && !strings.Contains(name, "..") && !strings.HasSuffix(name, ".git")
	for _, p := range parts {
		ok = ok && partPattern.MatchString(p)
	}
	if !ok {
		return fmt.Errorf("hub: %.120q is no name of a repository, which looks like owner/name", name)
	}
	return nil
}

// checkRevision accepts branches, tags, commits and refs/pr/1.
func checkRevision(rev string) error {
	if rev == "" || rev == "." || len(rev) > 255 || !filepath.IsLocal(rev) || strings.ContainsAny(rev, "\\:*?\"<>|") || strings.ContainsFunc(rev, unicode.IsControl) || filepath.ToSlash(filepath.Clean(rev)) != rev {
		return fmt.Errorf("hub: %.100q is no revision: give a branch, a tag or a commit", rev)
	}
	return nil
}

// checkPath accepts names of files that stay in their folder on every system.
func checkPath(path string) error {
	if path == "" || path == "." || len(path) > maxPath || !filepath.IsLocal(path) || strings.ContainsAny(path, "\\:") || strings.ContainsFunc(path, unicode.IsControl) || filepath.ToSlash(filepath.Clean(path)) != path {
		return fmt.Errorf("hub: the file name %.100q: %w", path, ErrUnsafe)
	}
	return nil
}

// folder is the name of a repository's folder in the cache.
func folder(name string) string { return "models--" + strings.ReplaceAll(name, "/", "--") }

// unfolder is the repository that a folder is of.
func unfolder(dir string) (string, bool) {
	rest, ok := strings.CutPrefix(dir, "models--")
	name := strings.ReplaceAll(rest, "--", "/")
	return name, ok && IsName(name)
}
