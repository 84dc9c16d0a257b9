package engine

import (
	"bytes"
	"fmt"
	"regexp"
	"runtime"
	"strings"
)

// goroutine returns how the runtime names the calling goroutine in a dump of stacks.
func goroutine() string {
	var buf [40]byte
	name, _, _ := bytes.Cut(buf[:runtime.Stack(buf[:], false)], []byte(" ["))
	return string(name)
}

// arguments are those of a function in a dump of stacks.
var arguments = regexp.MustCompile(`\([^()]*\)$`)

// waitsIn returns the compiled function, called by a cell, in which a goroutine is, or nothing.
func waitsIn(name string) string {
	buf := make([]byte, 1<<20)
	dump := string(buf[:runtime.Stack(buf, true)])
	_, dump, ok := strings.Cut("\n\n"+dump, "\n\n"+name+" [")
	if !ok {
		return ""
	}
	dump, _, _ = strings.Cut(dump, "\n\n")
	last := ""
	for i, line := range strings.Split(dump, "\n") {
		if i == 0 || strings.HasPrefix(line, "\t") {
			continue
		}
		if strings.HasPrefix(line, "reflect.Value.") || strings.HasPrefix(line, "wade/kernel/internal/yaegi.") {
			break
		}
		last = arguments.ReplaceAllString(line, "")
	}
	return last
}

// leftText says that a cell could not be stopped.
func leftText(name string) string {
	in := waitsIn(name)
	if in == "" {
		in = "compiled code"
	}
	return fmt.Sprintf("%s cannot be stopped: the cell is left behind, what it still prints appears below it; restart the kernel to end it", in)
}
