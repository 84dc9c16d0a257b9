package symbols

import (
	"io"
	"log"
	"os"
	"reflect"

	interp "wade/kernel/internal/yaegi"
)

// Streams binds the streams of cells: os.Stdout, os.Stderr and the functions of package log, which print to logs.
func Streams(stdout, stderr *os.File, logs io.Writer) interp.Exports {
	l := log.New(logs, "", log.LstdFlags)
	return interp.Exports{
		"os/os": {"Stdout": reflect.ValueOf(&stdout).Elem(), "Stderr": reflect.ValueOf(&stderr).Elem()},
		"log/log": {
			"Default":   reflect.ValueOf(func() *log.Logger { return l }),
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
