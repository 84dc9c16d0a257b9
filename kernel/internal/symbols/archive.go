package symbols

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
)

//go:embed std.zip
var stdArchive []byte

//go:embed sdk.zip
var sdkArchive []byte

// Packages gives the type information and documentation of what cells may import. Safe for concurrent use.
type Packages struct {
	mu      sync.Mutex
	entries map[string]*zip.File
	paths   []string
	read    map[string]*types.Package
	docs    map[string]map[string]string
}

// OpenPackages opens the archives that are part of the program.
func OpenPackages() (*Packages, error) {
	p := &Packages{
		entries: map[string]*zip.File{},
		read:    map[string]*types.Package{},
		docs:    map[string]map[string]string{},
	}
	for _, archive := range [][]byte{stdArchive, sdkArchive} {
		z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
		if err != nil {
			return nil, fmt.Errorf("symbols: open the archive: %w", err)
		}
		for _, f := range z.File {
			p.entries[f.Name] = f
			if path, ok := strings.CutPrefix(f.Name, "types/"); ok {
				p.paths = append(p.paths, path)
			}
		}
	}
	slices.Sort(p.paths)
	return p, nil
}

// Paths lists the import paths, sorted.
func (p *Packages) Paths() []string { return slices.Clone(p.paths) }

// Import returns the types of a package, as types.Importer.
func (p *Packages) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if t := p.read[path]; t != nil && t.Complete() {
		return t, nil
	}
	f := p.entries["types/"+path]
	if f == nil {
		return nil, fmt.Errorf("a cell cannot import %q", path)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("symbols: read the types of %s: %w", path, err)
	}
	defer func() { _ = r.Close() }()
	return gcexportdata.Read(r, token.NewFileSet(), p.read, path)
}

// Doc returns the documentation of a name of a package: Name, Type.Method, or "" for the package itself.
func (p *Packages) Doc(path, name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	texts, ok := p.docs[path]
	if !ok {
		if f := p.entries["docs/"+path]; f != nil {
			if r, err := f.Open(); err == nil {
				_ = json.NewDecoder(r).Decode(&texts) // a broken archive fails its test
				_ = r.Close()
			}
		}
		p.docs[path] = texts
	}
	return texts[name]
}
