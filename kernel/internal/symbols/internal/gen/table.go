package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/traefik/yaegi/extract"
)

var buildTag = regexp.MustCompile(`(?m)^(//go:build|// \+build).*\n`)

// fileName names the table of a package: wade/sdk/pond becomes gen_sdk_pond.go.
func fileName(pkg string) string {
	short := strings.TrimPrefix(strings.TrimPrefix(pkg, "wade/"), "gonum.org/v1/")
	return "gen_" + strings.ReplaceAll(short, "/", "_") + ".go"
}

// table writes the symbols of one package.
func table(dir, pkg string) error {
	var b bytes.Buffer
	e := extract.Extractor{Dest: "symbols"}
	if _, err := e.Extract(pkg, "", &b); err != nil {
		return fmt.Errorf("extract %s: %w", pkg, err)
	}
	text := buildTag.ReplaceAll(b.Bytes(), nil)
	text = bytes.ReplaceAll(text, []byte("\tSymbols["), []byte("\tsdkTables["))
	text, err := format.Source(text)
	if err != nil {
		return fmt.Errorf("format the table of %s: %w", pkg, err)
	}
	return os.WriteFile(filepath.Join(dir, fileName(pkg)), text, 0o644)
}
