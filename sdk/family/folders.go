package family

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ErrUnknown is in the chain of errors about a place that holds no model of a known family.
var ErrUnknown = errors.New("not a checkpoint of a known family")

// Folders are the places where a model lies.
type Folders struct {
	Kind     Kind
	Model    string // IDEFICS: the folder; OpenFlamingo: the file, or folder of the files, of what was trained
	Language string // OpenFlamingo: folder of the language model, with its tokenizer
	Vision   string // OpenFlamingo: folder of the vision encoder
}

// Folders of an OpenFlamingo model that are looked for beside its checkpoint.
const (
	languageFolder = "language"
	visionFolder   = "vision"
)

// Find recognises what lies at a path: the folder of an IDEFICS model, or an OpenFlamingo checkpoint, file or folder, with
// its language model in the folder "language" beside it and its vision encoder in "vision". Language and Vision stay empty where
// there is no such folder, for the caller to fill in.
func Find(path string) (Folders, error) {
	st, err := os.Stat(path)
	if err != nil {
		return Folders{}, fmt.Errorf("family: %w", err)
	}
	dir := path
	if !st.IsDir() {
		dir = filepath.Dir(path)
		if e := filepath.Ext(path); e != ".pt" && e != ".pth" && e != ".bin" && e != ".safetensors" {
			return Folders{}, fmt.Errorf("family: %s: %w: a checkpoint ends in .pt, .bin or .safetensors", path, ErrUnknown)
		}
		return beside(path, dir), nil
	}
	if exists(dir, "config.json") {
		kind, err := modelType(dir)
		if err != nil {
			return Folders{}, err
		}
		if kind != "idefics" {
			return Folders{}, fmt.Errorf("family: %s: %w: its config.json describes a %q; known are idefics, and OpenFlamingo's checkpoint.pt, which has none", dir, ErrUnknown, kind)
		}
		return Folders{Kind: IDEFICS, Model: dir}, nil
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.pt"))
	if err != nil {
		return Folders{}, fmt.Errorf("family: %w", err)
	}
	switch {
	case exists(dir, "checkpoint.pt"):
		return beside(filepath.Join(dir, "checkpoint.pt"), dir), nil
	case len(names) == 1:
		return beside(names[0], dir), nil
	case len(names) > 1:
		return Folders{}, fmt.Errorf("family: %s: %w: it has %d checkpoints (%s), give the path of one", dir, ErrUnknown, len(names), strings.Join(base(names), ", "))
	}
	return Folders{}, fmt.Errorf("family: %s: %w: it has neither config.json nor checkpoint.pt", dir, ErrUnknown)
}

func beside(file, dir string) Folders {
	f := Folders{Kind: OpenFlamingo, Model: file}
	if exists(dir, languageFolder) {
		f.Language = filepath.Join(dir, languageFolder)
	}
	if exists(dir, visionFolder) {
		f.Vision = filepath.Join(dir, visionFolder)
	}
	return f
}

// check tells which part has no place.
func (f Folders) check() error {
	if f.Kind == IDEFICS && f.Model != "" || f.Model != "" && f.Language != "" && f.Vision != "" {
		return nil
	}
	var missing []string
	known, err := Lookup(filepath.Base(filepath.Dir(f.Model)))
	for _, p := range []struct{ what, path, folder, published string }{
		{"language model", f.Language, languageFolder, known.Language}, {"vision encoder", f.Vision, visionFolder, known.Vision},
	} {
		if p.path != "" {
			continue
		}
		what := fmt.Sprintf("the %s, in the folder %q beside it", p.what, p.folder)
		if err == nil {
			what += fmt.Sprintf(" (%s)", p.published)
		}
		missing = append(missing, what)
	}
	return fmt.Errorf("family: %s holds only what OpenFlamingo trains; it also needs %s", f.Model, strings.Join(missing, " and "))
}

func exists(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

func base(paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = filepath.Base(p)
	}
	return out
}
