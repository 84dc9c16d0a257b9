package server

import (
	"slices"
	"testing"
)

func TestPainted(t *testing.T) {
	for _, c := range []struct {
		in   CellError
		want []string
	}{
		{CellError{Name: "Error", Value: "no file"}, []string{"\x1b[31mError\x1b[0m: no file"}},
		{CellError{Name: "CompileError", Traceback: []string{"CompileError: In [3]:2:7: undefined: x", "    y := x", "         ^", "In [3]:3:1: declared and not used: y"}},
			[]string{"\x1b[31mCompileError\x1b[0m: \x1b[1;36mIn [3]:2:7\x1b[0m: undefined: x", "    y := x", "\x1b[31m         ^\x1b[0m", "\x1b[1;36mIn [3]:3:1\x1b[0m: declared and not used: y"}},
		{CellError{Name: "Panic", Traceback: []string{"Panic: a", "Panic: b", "at In [12]:2, in f", "      1 x := 1", "----> 2 f(x) // -----> 3"}},
			[]string{"\x1b[31mPanic\x1b[0m: a", "Panic: b", "at \x1b[1;36mIn [12]:2\x1b[0m, in f", "      1 x := 1", "\x1b[32m----> 2\x1b[0m f(x) // -----> 3"}},
		{CellError{Name: "Panic", Traceback: []string{"Panic: \x1b[1mmine\x1b[0m at In [1]:1"}}, []string{"Panic: \x1b[1mmine\x1b[0m at In [1]:1"}},
	} {
		if got := c.in.Painted(); !slices.Equal(got, c.want) {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
}
