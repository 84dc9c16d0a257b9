package host

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"wade/internal/near"
	"wade/sdk/backend"
)

// Prefix begins the file name of every plugin.
const Prefix = "wade-backend-"

// PathVariable names the environment variable that lists folders to look for plugins in, before all others.
const PathVariable = "WADE_PLUGIN_PATH"

// Found is a plugin on disk.
type Found struct {
	Name string // "cpu"
	Path string
}

// Folders lists where plugins are looked for, the first match wins: WADE_PLUGIN_PATH, the folder of this executable, and
// the user's plugin folder.
func Folders() []string {
	dirs := filepath.SplitList(os.Getenv(PathVariable))
	if exe, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(exe); err == nil {
			exe = real
		}
		dirs = append(dirs, filepath.Dir(exe))
	}
	if dir, err := os.UserConfigDir(); err == nil {
		dirs = append(dirs, filepath.Join(dir, "wade", "plugins"))
	}
	return slices.DeleteFunc(dirs, func(d string) bool { return d == "" })
}

// Find lists the plugins in dirs and then in Folders, one for each name, sorted by name. A folder that does not exist is
// no error.
func Find(dirs ...string) ([]Found, error) {
	byName := map[string]Found{}
	var failed []error
	for _, dir := range slices.Concat(dirs, Folders()) {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, fmt.Errorf("host: %w", err))
		}
		for _, e := range entries {
			name, ok := pluginName(e.Name())
			path := filepath.Join(dir, e.Name())
			if _, shadowed := byName[name]; ok && !shadowed && executable(path) {
				byName[name] = Found{name, path}
			}
		}
	}
	var found []Found
	for _, f := range byName {
		found = append(found, f)
	}
	slices.SortFunc(found, func(a, b Found) int { return strings.Compare(a.Name, b.Name) })
	return found, errors.Join(failed...)
}

func pluginName(file string) (string, bool) {
	if runtime.GOOS == "windows" {
		var ok bool
		if file, ok = strings.CutSuffix(strings.ToLower(file), ".exe"); !ok {
			return "", false
		}
	}
	name, ok := strings.CutPrefix(file, Prefix)
	return name, ok && name != ""
}

func executable(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular() && (runtime.GOOS == "windows" || st.Mode()&0o111 != 0)
}

// locate turns what the user wrote, a name or a path, into a plugin.
func locate(name string, dirs []string) (Found, error) {
	if strings.ContainsRune(name, os.PathSeparator) || strings.ContainsRune(name, '/') {
		path, err := filepath.Abs(name)
		if err != nil {
			return Found{}, fmt.Errorf("host: %w", err)
		}
		short, ok := pluginName(filepath.Base(path))
		if !ok {
			short = filepath.Base(path)
		}
		return Found{short, path}, nil
	}
	found, err := Find(dirs...)
	names := make([]string, len(found))
	for i, f := range found {
		if f.Name == name {
			return f, nil
		}
		names[i] = f.Name
	}
	hint := ""
	if m := near.Matches(name, names, 3); len(m) > 0 {
		hint = fmt.Sprintf(", near matches: %q", m)
	} else if len(names) > 0 {
		hint = fmt.Sprintf(", there are: %q", names)
	}
	if err != nil {
		hint += fmt.Sprintf(" (%v)", err)
	}
	return Found{}, fmt.Errorf("host: %w: no plugin %s%s in %s%s; `wade doctor` shows what is found",
		backend.ErrUnavailable, Prefix, name, strings.Join(slices.Concat(dirs, Folders()), ", "), hint)
}
