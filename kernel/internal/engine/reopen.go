package engine

import (
	"fmt"
	"os"
	"reflect"
)

// reopen gives cells their standard streams back when one has closed them: in a notebook every cell starts with both.
func (e *Engine) reopen() {
	if e.opt.Reopen == nil {
		return
	}
	e.building.Lock()
	defer e.building.Unlock()
	for fd, name := range []string{1: "os.Stdout", 2: "os.Stderr"} {
		if name == "" {
			continue
		}
		std := e.rt.std[fd]
		if f, ok := std.file.Interface().(*os.File); ok && f != nil {
			if _, err := f.Stat(); err == nil {
				continue
			}
		}
		if f := e.opt.Reopen(fd); f != nil {
			std.file.Set(reflect.ValueOf(f))
			std.own = f
			_, _ = fmt.Fprintf(e.rt.stderr, "%s was closed: it is open again\n", name)
		}
	}
}
