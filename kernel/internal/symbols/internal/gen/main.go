// Command gen writes what cells may import: for every package of the SDK a table of compiled symbols, and for these and
// the standard library an archive of type information and documentation.
//
//	gen [-std] DIR
//
// The archive of the standard library changes with the Go version only, so it is written on demand.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/traefik/yaegi/stdlib"
)

func main() {
	std := flag.Bool("std", false, "write the archive of the standard library too")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *std); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(dir string, std bool) error {
	if std {
		pkgs, err := load(standard())
		if err != nil {
			return err
		}
		if err := archive(dir+"/std.zip", pkgs, false); err != nil {
			return err
		}
		for _, p := range pkgs {
			if known, ok := stdlib.Symbols[p.PkgPath+"/"+p.Name]; ok {
				if err := table(dir, p, known); err != nil {
					return err
				}
			}
		}
	}
	pkgs, err := load(open)
	if err != nil {
		return err
	}
	for _, p := range pkgs {
		if err := table(dir, p, nil); err != nil {
			return err
		}
	}
	return archive(dir+"/sdk.zip", pkgs, true)
}
