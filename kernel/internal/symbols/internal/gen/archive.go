package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// archive writes types/PATH (export data without positions) and docs/PATH (JSON, name to text) for each package; whole
// keeps the whole documentation and not its first sentence only.
func archive(file string, found []*packages.Package, whole bool) error {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range found {
		w, err := z.Create("types/" + p.PkgPath)
		if err != nil {
			return err
		}
		if err := gcexportdata.Write(w, token.NewFileSet(), p.Types); err != nil {
			return fmt.Errorf("export %s: %w", p.PkgPath, err)
		}
		texts, err := docs(p, whole)
		if err != nil {
			return err
		}
		if w, err = z.Create("docs/" + p.PkgPath); err != nil {
			return err
		}
		if err := writeJSON(w, texts); err != nil {
			return err
		}
	}
	return errors.Join(z.Close(), os.WriteFile(file, b.Bytes(), 0o644))
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// docs returns the documentation of a package by name: "" for the package, Name, Type.Method.
func docs(p *packages.Package, whole bool) (map[string]string, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", p.PkgPath, err)
		}
		files = append(files, f)
	}
	d, err := doc.NewFromFiles(fset, files, p.PkgPath)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", p.PkgPath, err)
	}
	out := map[string]string{}
	put := func(name, text string) {
		if !whole {
			text = d.Synopsis(text)
		}
		if text = strings.TrimSpace(text); text != "" && (name == "" || token.IsExported(name)) {
			out[name] = text
		}
	}
	values := func(vs []*doc.Value) {
		for _, v := range vs {
			for _, n := range v.Names {
				put(n, v.Doc)
			}
		}
	}
	put("", d.Doc)
	values(d.Consts)
	values(d.Vars)
	for _, f := range d.Funcs {
		put(f.Name, f.Doc)
	}
	for _, t := range d.Types {
		put(t.Name, t.Doc)
		values(t.Consts)
		values(t.Vars)
		for _, f := range t.Funcs {
			put(f.Name, f.Doc)
		}
		for _, m := range t.Methods {
			put(t.Name+"."+m.Name, m.Doc)
		}
		members(t, func(name, text string) { put(t.Name+"."+name, text) })
	}
	return out, nil
}

// members calls put for the fields of a struct type and the methods of an interface type that have a comment.
func members(t *doc.Type, put func(name, text string)) {
	for _, sp := range t.Decl.Specs {
		spec, ok := sp.(*ast.TypeSpec)
		if !ok || spec.Name.Name != t.Name {
			continue
		}
		var list *ast.FieldList
		switch x := spec.Type.(type) {
		case *ast.StructType:
			list = x.Fields
		case *ast.InterfaceType:
			list = x.Methods
		default:
			continue
		}
		for _, f := range list.List {
			text := f.Doc.Text()
			if text == "" {
				text = f.Comment.Text()
			}
			for _, id := range f.Names {
				if id.IsExported() {
					put(id.Name, text)
				}
			}
		}
	}
}
