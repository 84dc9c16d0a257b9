package workspace

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// A root is a module whose folder is known.
type root struct {
	path string // of the module
	dir  string
}

// A scene is what the go.mod and go.work files above a folder say.
type scene struct {
	dir      string
	main     []root // modules that are worked on
	requires []module.Version
	replaced map[module.Version]root // by path and version, or by path alone
}

// look reads the go.work or go.mod file above a folder. Without either the scene is empty.
func look(dir string) (*scene, error) {
	s := &scene{dir: dir, replaced: map[module.Version]root{}}
	mods := []string{}
	if file := above(dir, "go.work"); file != "" && os.Getenv("GOWORK") != "off" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read the workspace: %w", err)
		}
		w, err := modfile.ParseWork(file, text, nil)
		if err != nil {
			return nil, fmt.Errorf("read the workspace: %w", err)
		}
		for _, u := range w.Use {
			mods = append(mods, filepath.Join(within(filepath.Dir(file), u.Path), "go.mod"))
		}
		s.replace(filepath.Dir(file), w.Replace)
	} else if file := above(dir, "go.mod"); file != "" {
		mods = append(mods, file)
	}
	for _, file := range mods {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read the module: %w", err)
		}
		m, err := modfile.Parse(file, text, nil)
		if err != nil {
			return nil, fmt.Errorf("read the module: %w", err)
		}
		if m.Module == nil {
			return nil, fmt.Errorf("%s names no module", file)
		}
		s.main = append(s.main, root{m.Module.Mod.Path, filepath.Dir(file)})
		for _, r := range m.Require {
			s.requires = append(s.requires, r.Mod)
		}
		s.replace(filepath.Dir(file), m.Replace)
	}
	return s, nil
}

func (s *scene) replace(dir string, all []*modfile.Replace) {
	for _, r := range all {
		to := root{path: r.Old.Path}
		if r.New.Version == "" {
			to.dir = within(dir, r.New.Path)
		} else {
			to.dir = cached(r.New)
		}
		s.replaced[r.Old] = to
	}
}

func within(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}

// above finds a file in a folder or one above it.
func above(dir, name string) string {
	for {
		file := filepath.Join(dir, name)
		if i, err := os.Stat(file); err == nil && !i.IsDir() {
			return file
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// cached returns the folder of a module in the module cache.
func cached(m module.Version) string {
	cache := os.Getenv("GOMODCACHE")
	if cache == "" {
		gopath := filepath.SplitList(os.Getenv("GOPATH"))
		if len(gopath) == 0 {
			home, err := os.UserHomeDir()
			if err != nil {
				return ""
			}
			gopath = []string{filepath.Join(home, "go")}
		}
		cache = filepath.Join(gopath[0], "pkg", "mod")
	}
	path, err := module.EscapePath(m.Path)
	if err != nil {
		return ""
	}
	version, err := module.EscapeVersion(m.Version)
	if err != nil {
		return ""
	}
	return filepath.Join(cache, filepath.FromSlash(path)+"@"+version)
}

// folder finds the folder of a package: in a module that is worked on, a vendor folder, a replacement or the module cache.
// The error says where it should have been.
func (s *scene) folder(path string) (string, error) {
	if path == "." || path == ".." || strings.HasPrefix(path, "./") || strings.HasPrefix(path, "../") {
		return filepath.Join(s.dir, filepath.FromSlash(path)), nil
	}
	for _, m := range s.main {
		if rest, ok := inside(path, m.path); ok {
			dir := filepath.Join(m.dir, rest)
			if isDir(dir) {
				return dir, nil
			}
			return "", &NotFound{Path: path, Where: dir}
		}
	}
	for _, m := range s.main {
		if dir := filepath.Join(m.dir, "vendor", filepath.FromSlash(path)); isDir(dir) {
			return dir, nil
		}
	}
	var best module.Version
	for _, r := range s.requires {
		if _, ok := inside(path, r.Path); ok && len(r.Path) > len(best.Path) {
			best = r
		}
	}
	for old, to := range s.replaced {
		rest, ok := inside(path, old.Path)
		if ok && len(old.Path) >= len(best.Path) && (old.Version == "" || old == best) {
			dir := filepath.Join(to.dir, rest)
			if isDir(dir) {
				return dir, nil
			}
			return "", &NotFound{Path: path, Where: dir}
		}
	}
	if best.Path == "" {
		return "", &NotFound{Path: path}
	}
	rest, _ := inside(path, best.Path)
	dir := filepath.Join(cached(best), rest)
	if isDir(dir) {
		return dir, nil
	}
	return "", &NotFound{Path: path, Where: dir, Module: best.String()}
}

// inside returns the part of an import path behind that of a module.
func inside(path, mod string) (string, bool) {
	if path == mod {
		return "", true
	}
	rest, ok := strings.CutPrefix(path, mod+"/")
	return filepath.FromSlash(rest), ok
}

func isDir(path string) bool {
	i, err := os.Stat(path)
	return err == nil && i.IsDir()
}

// name is the import path of a folder: below the module that holds it, or its own path when there is none.
func (s *scene) name(dir string) string {
	for _, m := range s.main {
		if rel, err := filepath.Rel(m.dir, dir); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			if rel == "." {
				return m.path
			}
			return m.path + "/" + filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(dir)
}
