package workspace

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Package is the source of one package.
type Package struct {
	Path  string // by which others import it
	Dir   string
	Files []File // those that count on this system, in order
	Sum   [32]byte
}

// A File is one file of a package.
type File struct {
	Name string // with the folder
	Text []byte
}

// NotFound is the error of a package that is nowhere.
type NotFound struct{ Path, Where, Module string }

func (e *NotFound) Error() string {
	switch {
	case e.Module != "":
		return fmt.Sprintf("the module %s is not in the module cache; %%sh go mod download fetches it", e.Module)
	case e.Where != "":
		return fmt.Sprintf("there is no folder %s", e.Where)
	}
	switch first, _, _ := strings.Cut(e.Path, "/"); {
	case first == "wade":
		return "it is not part of the SDK that cells may use"
	case !strings.Contains(first, "."): // the standard library, or a slip
		return "it is not among the packages that cells may use, nor of a go.mod above the working directory"
	}
	return "no go.mod above the working directory requires it"
}

// Find returns the source of a package as it is now. The path may be relative to dir.
func Find(dir, path string) (*Package, error) {
	s, err := look(dir)
	if err != nil {
		return nil, err
	}
	at, err := s.folder(path)
	if err != nil {
		return nil, err
	}
	p := &Package{Path: path, Dir: at}
	if strings.HasPrefix(path, ".") {
		p.Path = s.name(at)
	}
	return p, p.read()
}

// read reads the files that count for this system, without C and assembly.
func (p *Package) read() error {
	ctx := build.Default
	ctx.CgoEnabled = false
	ctx.BuildTags = []string{"purego", "noasm", "safe", "appengine"} // how packages name their portable halves
	found, err := ctx.ImportDir(p.Dir, 0)
	var none *build.NoGoError
	switch {
	case errors.As(err, &none) && len(found.CgoFiles)+len(found.IgnoredGoFiles) > 0:
		return fmt.Errorf("no file of %s is for this system without C (%s)", p.Dir, strings.Join(found.IgnoredGoFiles, ", "))
	case errors.As(err, &none) && isDir(p.Dir):
		return fmt.Errorf("there are no Go files in %s", p.Dir)
	case errors.Is(err, fs.ErrNotExist) || !isDir(p.Dir):
		return &NotFound{Path: p.Path, Where: p.Dir}
	case err != nil:
		return err
	}
	sum := sha256.New()
	for _, name := range found.GoFiles {
		file := filepath.Join(p.Dir, name)
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
		p.Files = append(p.Files, File{file, text})
	}
	sum.Sum(p.Sum[:0])
	if slices.Contains(found.Imports, "C") {
		return fmt.Errorf("%s needs C, which cells have not", p.Path)
	}
	return nil
}

// Paths lists the packages of the modules that are worked on, for hints and completion.
func Paths(dir string) []string {
	s, err := look(dir)
	if err != nil {
		return nil
	}
	const most = 2000 // a hint must not take long
	var out []string
	seen := 0
	for _, m := range s.main {
		_ = filepath.WalkDir(m.dir, func(path string, d fs.DirEntry, err error) error {
			if seen++; err != nil || seen > 4*most || len(out) >= most {
				return fs.SkipAll
			}
			if d.IsDir() {
				n := d.Name()
				if path != m.dir && (n == "vendor" || n == "testdata" || n == "node_modules" || strings.HasPrefix(n, ".") || strings.HasPrefix(n, "_") || isFile(filepath.Join(path, "go.mod"))) {
					return fs.SkipDir
				}
				return nil
			}
			if strings.HasSuffix(d.Name(), ".go") && !strings.HasSuffix(d.Name(), "_test.go") {
				if p := s.name(filepath.Dir(path)); !slices.Contains(out, p) {
					out = append(out, p)
				}
			}
			return nil
		})
	}
	slices.Sort(out)
	return out
}

func isFile(path string) bool {
	i, err := os.Stat(path)
	return err == nil && !i.IsDir()
}
