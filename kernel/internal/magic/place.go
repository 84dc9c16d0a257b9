package magic

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wade/internal/near"
)

// before is the working directory that "%cd -" goes back to.
var before string

func (r *runner) cd(l Line) error {
	dir, err := home(unquote(l.Arg))
	if err != nil {
		return err
	}
	if l.Arg == "-" {
		if dir = before; dir == "" {
			return errors.New("there is no directory to go back to")
		}
	}
	now, _ := os.Getwd() // of a folder that was removed: there is no way back to it
	if err := os.Chdir(dir); err != nil {
		return fmt.Errorf("%w%s", err, nearFolder(dir))
	}
	before = now
	return r.pwd(l)
}

func (r *runner) pwd(Line) error {
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("the working directory: %w", err)
	}
	_, err = fmt.Fprintln(r.out, dir)
	return err
}

// home resolves a path that begins in the home folder; without a path it is that folder.
func home(path string) (string, error) {
	if path != "" && path != "~" && !strings.HasPrefix(path, "~/") {
		return path, nil
	}
	h, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("the home folder: %w", err)
	}
	return filepath.Join(h, strings.TrimPrefix(path, "~")), nil
}

func nearFolder(dir string) string {
	parent, name := filepath.Split(filepath.Clean(dir))
	if parent == "" {
		parent = "."
	}
	entries, _ := os.ReadDir(parent) // a hint only
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return near.List(name, names)
}

func (r *runner) writeFile(l Line) error {
	if l.Arg == "" {
		return errors.New("%%writefile takes the path of a file")
	}
	path, err := home(unquote(l.Arg))
	if err != nil {
		return err
	}
	verb := "wrote"
	if _, err := os.Stat(path); err == nil {
		verb = "replaced"
	}
	text := r.cell.Body
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.out, "%s %s\n", verb, path)
	return err
}

// env lists, prints or sets variables of the environment.
func (r *runner) env(l Line) error {
	name, value, set := strings.Cut(l.Arg, "=")
	if !set {
		name, value, set = strings.Cut(l.Arg, " ")
	}
	name = strings.TrimSpace(name)
	switch {
	case l.Arg == "":
		all := os.Environ()
		slices.Sort(all)
		_, err := io.WriteString(r.out, strings.Join(all, "\n")+"\n")
		return err
	case set:
		if err := os.Setenv(name, unquote(strings.TrimSpace(value))); err != nil {
			return fmt.Errorf("set %q: %w", name, err)
		}
		return nil
	}
	v, ok := os.LookupEnv(name)
	if !ok {
		return fmt.Errorf("%s is not set%s", name, near.List(name, envNames()))
	}
	_, err := fmt.Fprintln(r.out, v)
	return err
}

func envNames() []string {
	var out []string
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// unquote removes quotes around the whole of an argument.
func unquote(s string) string {
	if n := len(s); n > 1 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}
