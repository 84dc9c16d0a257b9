package symbols

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"reflect"

	interp "wade/kernel/internal/yaegi"
)

// Streams binds what cells read, print and log to streams of their own, and os.Stdout and os.Stderr to files. The symbols
// replace those of the tables.
func Streams(in *bufio.Reader, prints, logs io.Writer, stdout, stderr *os.File) interp.Exports {
	l := log.New(logs, "", log.LstdFlags)
	commandLine := flag.NewFlagSet(os.Args[0], flag.PanicOnError)
	commandLine.SetOutput(logs)
	return interp.Exports{
		"fmt": {
			"Print":   reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fprint(prints, a...) }),
			"Printf":  reflect.ValueOf(func(f string, a ...any) (int, error) { return fmt.Fprintf(prints, f, a...) }),
			"Println": reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fprintln(prints, a...) }),
			"Scan":    reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fscan(in, a...) }),
			"Scanf":   reflect.ValueOf(func(f string, a ...any) (int, error) { return fmt.Fscanf(in, f, a...) }),
			"Scanln":  reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fscanln(in, a...) }),
		},
		"flag": {"CommandLine": reflect.ValueOf(&commandLine).Elem()},
		"os": {
			"Stdout": reflect.ValueOf(&stdout).Elem(),
			"Stderr": reflect.ValueOf(&stderr).Elem(),
		},
		"log": {
			"Default":   reflect.ValueOf(func() *log.Logger { return l }),
			"Fatal":     reflect.ValueOf(l.Panic), // ends the cell, not the session
			"Fatalf":    reflect.ValueOf(l.Panicf),
			"Fatalln":   reflect.ValueOf(l.Panicln),
			"Flags":     reflect.ValueOf(l.Flags),
			"Output":    reflect.ValueOf(l.Output),
			"Panic":     reflect.ValueOf(l.Panic),
			"Panicf":    reflect.ValueOf(l.Panicf),
			"Panicln":   reflect.ValueOf(l.Panicln),
			"Prefix":    reflect.ValueOf(l.Prefix),
			"Print":     reflect.ValueOf(l.Print),
			"Printf":    reflect.ValueOf(l.Printf),
			"Println":   reflect.ValueOf(l.Println),
			"SetFlags":  reflect.ValueOf(l.SetFlags),
			"SetOutput": reflect.ValueOf(func(w io.Writer) { l.SetOutput(w) }),
			"SetPrefix": reflect.ValueOf(l.SetPrefix),
			"Writer":    reflect.ValueOf(l.Writer),
		},
	}
}
