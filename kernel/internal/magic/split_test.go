package magic

import (
	"fmt"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		code, lines, goCode string
	}{
		{"", "", ""},
		{"x := 1", "", "x := 1"},
		{"$ ls -l\nx := 1", "1 $ ls -l", "       \nx := 1"},
		{"$ls", "1 $ ls", "   "},
		{"\n// why\n%cd  /tmp \n\nx % y", "3 %cd /tmp", "\n// why\n          \n\nx % y"},
		{"x := 1\n%cd /", "", "x := 1\n%cd /"},
		{"%time f(1)", "1 %time f(1)", "          "},
		{"%%time\nf(1)", "1 %%time ", "      \nf(1)"},
		{"%%sh\nls\n$x", "1 %%sh ", "    \n  \n  "},
		{"?fmt.Println", "1 ? fmt.Println", "            "},
		{"fmt.Println?", "1 ? fmt.Println", "            "},
		{"x.F??", "1 ?? x.F", "     "},
		{"// really?", "", "// really?"},
		{"s := `a?", "", "s := `a?"},
		{"%", "1 % ", " "},
		{"%cd größe\nx", "1 %cd größe", strings.Repeat(" ", len("%cd größe")) + "\nx"},
	} {
		got := Split(c.code)
		var lines []string
		for _, l := range got.Lines {
			lines = append(lines, fmt.Sprintf("%d %s %s", l.Number, l.Name, l.Arg))
			if !strings.HasPrefix(c.code[l.At:], l.Arg) {
				t.Errorf("%q: the argument %q is not at %d", c.code, l.Arg, l.At)
			}
		}
		if g := strings.Join(lines, "|"); g != c.lines || got.Go != c.goCode {
			t.Errorf("%q: lines %q, Go %q; want %q, %q", c.code, g, got.Go, c.lines, c.goCode)
		}
	}
}

func TestGoKeepsItsPlace(t *testing.T) {
	code := "%cd /\n  %time f(1)\ny := 2"
	want := "     \n        f(1)\ny := 2"
	if got := Go(code); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOpen(t *testing.T) {
	for code, want := range map[string]bool{"%%sh": true, "%%sh\nls": true, "%%sh\nls\n": false, "%%time\nx": false, "x": false, "$ ls": false, "%%writefile a\nb": true} {
		if got := Open(code); got != want {
			t.Errorf("Open(%q) = %v", code, got)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"ls -l", "ls|-l"},
		{"", ""},
		{`echo "a b" 'c  d'`, "echo|a b|c  d"},
		{`echo a\ b`, "echo|a b"},
		{`echo '' x`, "echo||x"},
		{`echo "a\"b"`, `echo|a"b`},
		{"a|b > c", "a|b|>|c"},
	} {
		got, err := words(c.line)
		if c.line == "a|b > c" && len(got) == 3 && got[0] == "a|b" {
			continue // no shell: a bar is a sign like others
		}
		if err != nil || strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, %v; want %q", c.line, got, err, c.want)
		}
	}
	if _, err := words(`echo "a`); err == nil {
		t.Error("an open quote passes")
	}
}

func TestComplete(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("WADE_TEST_NAME", "1")
	for _, f := range []string{"data/", "data.txt"} {
		touch(t, f)
	}
	for _, c := range []struct {
		code  string // | is the cursor
		want  string
		start int
	}{
		{"%ti|", "%time", 0},
		{"%%|", "%%sh %%writefile %%time", 0},
		{"%|", "%sh %cd %pwd %env %time %who %reset %history %go111module %help %%sh %%writefile %%time", 0},
		{"%cd da|", "data/", 4},
		{"$ cat da|", "data.txt data/", 6},
		{"$ cat ./da|", "./data.txt ./data/", 6},
		{"%env WADE_TEST_N|", "WADE_TEST_NAME", 5},
		{"%reset x|", "", 7},
		{"%nothing x|", "", 10},
	} {
		code, _, _ := strings.Cut(c.code, "|")
		found, start, ok := Complete(code, len(code))
		var names []string
		for _, f := range found {
			names = append(names, f.Name)
		}
		got := map[string]bool{}
		for _, n := range names {
			got[n] = true
		}
		want := strings.Fields(c.want)
		for _, w := range want {
			if !got[w] {
				t.Errorf("%q: no %q among %q", c.code, w, names)
			}
		}
		if !ok || start != c.start || len(want) > 0 && len(names) != len(want) {
			t.Errorf("%q: %q at %d, %v; want %q at %d", c.code, names, start, ok, want, c.start)
		}
	}
	for _, code := range []string{"x := 1", "%time f", "fmt.Pri", "%cd /\nx"} {
		if _, _, ok := Complete(code, len(code)); ok {
			t.Errorf("%q: the end is Go", code)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"", "$", "%", "%%", "?", "??", "$ ls\n%time x\ny", "%%sh\n$", "x?\n?x", "\n\n%cd", "\r\n% \t", "%time\xff x"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, code string, at int) {
		if c := Split(code); len(c.Go) != len(code) {
			t.Errorf("%d bytes became %d", len(code), len(c.Go))
		}
		if g := Go(code); len(g) != len(code) {
			t.Errorf("%d bytes became %d", len(code), len(g))
		}
		at = max(0, min(at, len(code)))
		if !strings.Contains(code, "/") { // no looking around in folders
			if _, start, ok := Complete(code, at); ok && (start < 0 || start > at) {
				t.Errorf("start %d behind the cursor %d", start, at)
			}
		}
	})
}
