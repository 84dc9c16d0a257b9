package cell

import "testing"

func TestIsComplete(t *testing.T) {
	for _, c := range []struct{ code, state, indent string }{
		{"", "complete", ""},
		{"x := 1", "complete", ""},
		{"x := 1\nx", "complete", ""},
		{"for i := 0; i < 3; i++ {", "incomplete", "\t"},
		{"for i := 0; i < 3; i++ {\n\tif i > 1 {", "incomplete", "\t\t"},
		{"for i := 0; i < 3; i++ {\n}", "complete", ""},
		{"func f(a int) int {\n\treturn a\n}", "complete", ""},
		{"func f(a int) int", "complete", ""},
		{"f(1,", "incomplete", "\t"},
		{"p := a.b().", "incomplete", "\t"},
		{"x := 1 +", "incomplete", "\t"},
		{"x :=", "incomplete", "\t"},
		{"s := `abc", "incomplete", ""},
		{"/* abc", "incomplete", ""},
		{"s := \"abc", "invalid", ""},
		{"x := )", "invalid", ""},
		{"x := 1 2", "invalid", ""},
		{"if x {\n} else {", "incomplete", "\t"},
		{"type T struct {\n\tA int", "incomplete", "\t"},
		{"import \"fmt\"\nfmt.Println(1)", "complete", ""},
		{"import (\n\t\"fmt\"", "incomplete", "\t"},
		{"func (t T) M() int { return 1 }", "complete", ""},
		{"func(x int) int { return x }(3)", "complete", ""},
		{"package main\nfunc main() {}", "complete", ""},
		{"if v := func() bool { return true }(); v {\n\tx = 1\n}", "complete", ""},
		{"switch x := y.(type) {\ncase int:\n}", "complete", ""},
		{"x := []int{1, 2,\n3}", "complete", ""},
		{"x = ;", "invalid", ""},
		{"L:\nfor {\n\tbreak L\n}", "complete", ""},
	} {
		if state, indent := IsComplete(c.code); state != c.state || indent != c.indent {
			t.Errorf("IsComplete(%q) = %s %q, want %s %q", c.code, state, indent, c.state, c.indent)
		}
	}
}
