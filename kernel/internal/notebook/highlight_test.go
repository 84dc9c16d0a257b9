package notebook

import (
	"html"
	"regexp"
	"testing"
)

func TestHighlight(t *testing.T) {
	for _, c := range []struct{ language, code, want string }{
		{"go", "x := 1 // <one>", `x := <span class="m">1</span> <span class="c">// &lt;one&gt;</span>`},
		{"go", "for range 0x1F {}", `<span class="k">for</span> <span class="k">range</span> <span class="m">0x1F</span> {}`},
		{"go", `s := "// no \" comment"`, `s := <span class="s">&#34;// no \&#34; comment&#34;</span>`},
		{"go", "a /* for\nif */ b", "a <span class=\"c\">/* for\nif */</span> b"},
		{"go", "s := `raw \\` + len(t)", "s := <span class=\"s\">`raw \\`</span> + <span class=\"nb\">len</span>(t)"},
		{"go", "format, x1, v2.If", "format, x1, v2.If"},
		{"go", `broken "string`, `broken <span class="s">&#34;string</span>`},
		{"json", `{"a": [1.5e-3, true]}`, `{<span class="s">&#34;a&#34;</span>: [<span class="m">1.5e-3</span>, <span class="k">true</span>]}`},
		{"py", "def f(): # x", `<span class="k">def</span> f(): <span class="c"># x</span>`},
		{"bash", "echo 'a # b'", `<span class="nb">echo</span> <span class="s">&#39;a # b&#39;</span>`},
		{"cobol", "a < b", "a &lt; b"},
	} {
		if got := string(highlight(c.code, c.language)); got != c.want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.language, c.code, got, c.want)
		}
	}
}

// Whatever the code is, taking the spans away gives it back.
func FuzzHighlight(f *testing.F) {
	f.Add("go", "x := `a")
	f.Add("py", "'''x''\\'")
	f.Add("json", "\"\xff<&")
	f.Add("sh", "'")
	spans := regexp.MustCompile(`</?span[^>]*>`)
	f.Fuzz(func(t *testing.T, language, code string) {
		got := html.UnescapeString(spans.ReplaceAllString(string(highlight(code, language)), ""))
		want := html.UnescapeString(string(highlight(code, "")))
		if got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}
