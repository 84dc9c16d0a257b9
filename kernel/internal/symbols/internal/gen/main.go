// Command gen writes what cells may import: for every package of the SDK and the standard library a table of compiled
// symbols, an index of the tables, and archives of type information and documentation.
//
//	gen [-std] DIR
//
// What is from the standard library changes with the Go version only, so it is written on demand.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	std := flag.Bool("std", false, "write the tables and the archive of the standard library too")
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
	sdk, err := load(open...)
	if err != nil {
		return err
	}
	for _, p := range sdk {
		if err := table(dir, p); err != nil {
			return err
		}
	}
	if err := archive(dir+"/sdk.zip", sdk, true); err != nil {
		return err
	}
	standard, err := names("std")
	if err != nil {
		return err
	}
	if err := index(dir, append(standard, sdk...)); err != nil || !std {
		return err
	}
	if standard, err = load("std"); err != nil {
		return err
	}
	for _, p := range standard {
		if err := table(dir, p); err != nil {
			return err
		}
	}
	return archive(dir+"/std.zip", standard, true)
}
