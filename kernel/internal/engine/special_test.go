package engine

import (
	"context"
	"strings"
	"testing"
)

func TestSpecials(t *testing.T) {
	t.Chdir(t.TempDir())
	nb := newNotebook(t)
	for _, c := range []struct{ code, out, failed string }{
		{"x := 21\ntype P struct{ X, Y int }\np := P{1, 2}\nlist := []int{1, 2, 3}", "", ""},
		{"%sh echo before\nimport \"fmt\"\nfmt.Println(x)", "before\n21", ""},
		{"%time y := x * 2\ny", "took ", ""},
		{"y", "42", ""},
		{"%who", "list  []int  [1 2 3]\np     P      {X:1 Y:2}\nx     int    21\ny     int    42", ""},
		{"%%time\nfor i := range 3 { fmt.Println(i) }", "0\n1\n2\ntook ", ""},
		{"\n%time nothing", "", "CompileError: In [7]:2:7: undefined: nothing"},
		{"%cd /\n\nnothing", "/\n", "CompileError: In [8]:3:1: undefined: nothing"},
		{"%nothing", "", "CommandError: unknown special %nothing"},
		{"x++\n%cd /", "", "lines that begin with $ or % stand above the first line of Go"},
		{"!ls", "", "%sh ls"},
		{"%reset x", "", ""},
		{"x", "", "undefined: x"},
		{"y", "42", ""},
		{"%reset z", "", "z is not declared"},
		{"%reset\n%who", "no variables", ""},
		{"y", "", "undefined: y"},
		{"z := 1; z", "1", ""},
		{"%history 1", "// In [18]\nz := 1; z", ""},
	} {
		out, result, failed := nb.run(context.Background(), c.code)
		out += result
		if !strings.Contains(out, c.out) || c.out == "" && out != "" {
			t.Errorf("%q printed %q, want %q", c.code, out, c.out)
		}
		if !strings.Contains(failed, c.failed) || (failed == "") != (c.failed == "") {
			t.Errorf("%q failed with %q, want %q", c.code, failed, c.failed)
		}
	}
}
