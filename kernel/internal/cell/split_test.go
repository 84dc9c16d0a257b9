package cell

import (
	"fmt"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	names := map[kind]string{statement: "s", importDecl: "i", typeDecl: "t", constDecl: "c", varDecl: "v", funcDecl: "f", packageClause: "p"}
	for _, c := range []struct{ code, want string }{
		{"", ""},
		{"x := 1\ny := 2", "s1:1 s2:1"},
		{"x := 1; y := 2;", "s1:1; s1:9;"},
		{"import \"fmt\"\nfmt.Println()", "i1:1 s2:1"},
		{"for i := 0; i < 3; i++ {\n\tf(); g()\n}\nx", "s1:1 s4:1"},
		{"if x := f(); x > 1 {\n} else if y := g(); y {\n}\nz", "s1:1 s4:1"},
		{"if v := func() bool { return a; }(); v {\n}\nz", "s1:1 s3:1"},
		{"switch x := y; x {\ncase 1:\n\tf()\n}", "s1:1"},
		{"type T struct {\n\tA int; B int\n}\nfunc (t *T) M() { }\nfunc f() { }\nfunc() { }()\nfunc(a int) T { return T{} }(1)", "t1:1 f4:1 f5:1 s6:1 s7:1"},
		{"const (\n\tA = iota\n\tB\n)\nvar x, y = 1, 2", "c1:1 v5:1"},
		{"package main\n\nfunc main() { }", "p1:1 f3:1"},
		{"a.b().\n\tc().\n\td()\ne", "s1:1 s4:1"},
		{"\n\n  x", "s3:3"},
		{"// only a comment", ""},
		{"L:\nfor {\n\tbreak L\n}", "s1:1"},
		{"x := []struct{ a int }{{1}, {2}}\ny", "s1:1 s2:1"},
		{"for _, x := range []int{1, 2} {\n}\ny", "s1:1 s3:1"},
	} {
		var got []string
		for _, ch := range lex(c.code).split() {
			s := fmt.Sprintf("%s%d:%d", names[ch.kind], ch.line, ch.col)
			if ch.silenced {
				s += ";"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q splits into %q, want %q", c.code, g, c.want)
		}
	}
}

func TestSplitKeepsWholeText(t *testing.T) {
	code := "x := `a\r\nb\r\n`\ny := 1"
	chunks := lex(code).split()
	if len(chunks) != 2 || chunks[0].text != "x := `a\r\nb\r\n`" || chunks[1].text != "y := 1" {
		t.Errorf("got %d chunks, the first %q", len(chunks), chunks[0].text)
	}
}
