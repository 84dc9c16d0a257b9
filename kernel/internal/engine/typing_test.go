package engine

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// typingSetup is what the notebook has declared when the tables below begin.
const typingSetup = `import ("strings"; "fmt"; "os"; "net/http"; "wade/sdk/display"; mrand "math/rand")
// A Point is a place on the page.
type Point struct { X, Y float64; name string }
// Scale makes p larger.
//
// By a factor.
func (p *Point) Scale(f float64) *Point { p.X *= f; return p }
func (p Point) String() string { return "point" }
type Shape interface { Area() float64; Name() string }
type Circle struct { Point; Radius float64 }
func (c Circle) Area() float64 { return 1 }
type Pair[K comparable, V any] struct { Key K; Value V }
func (p Pair[K, V]) Swap() Pair[K, V] { return p }
type Level int
const ( Low Level = iota; High )
pt := &Point{}
points := []Point{{}}
byName := map[string]*Point{}
var shape Shape
circle := Circle{}
pair := Pair[string, Point]{}
answer := 42
größe := 1.5
ch := make(chan Point)
// compute does the work.
func compute(a int, b string) error { return nil }
func first[T any](xs []T) T { return xs[0] }
var err error`

func typing(t *testing.T) *notebook {
	t.Helper()
	nb := newNotebook(t)
	if _, _, failed := nb.run(context.Background(), typingSetup); failed != "" {
		t.Fatal(failed)
	}
	return nb
}

func TestCompleteWhileTyping(t *testing.T) {
	nb := typing(t)
	for _, c := range []struct {
		code string // | is the cursor
		want string // matches that must be there
		not  string // matches that must not
	}{
		// members
		{"pt.|", "X Y name Scale String", "Area"},
		{"(*pt).|", "X Scale", ""},
		{"(&points[0]).Sc|", "Scale", "X"},
		{"points[answer-1].|", "X", ""},
		{"pt.Scale(1).Scale(2).|", "X Scale", ""},
		{"pt.\n\tScale(1).\n\t|", "X Scale", ""},
		{"circle.|", "Point Radius Area X Y Scale", ""},
		{"circle.Point.|", "X Scale", "Radius"},
		{"shape.|", "Area Name", "Radius"},
		{"shape.(Circle).|", "Radius Area", ""},
		{"err.|", "Error", ""},
		{"pair.|", "Key Value Swap", ""},
		{"pair.Value.|", "X Scale", "Key"},
		{"pair.Swap().Value.|", "X", "Swap"},
		{"first(points).|", "X Scale", ""},
		{"(<-ch).|", "X", ""},
		{"byName[`a`].|", "Scale", ""},
		{"func() *Point { return pt }().|", "Scale", ""},
		{"[]Point{{1, 2, ``}}[0].|", "X", ""},
		{"Point{}.|", "X String", ""},
		{"Point.|", "String", "X"},
		{"(*Point).|", "Scale String", "X"},
		{"\"abc\".|", "", "X"},
		{"Level(1).|", "", "X"},
		// packages
		{"strings.|", "Builder Split ToUpper", "explode"},
		{"strings.toup|", "ToUpper", "Split"},
		{"mrand.Int|", "Intn Int63", ""},
		{"http.Status|", "StatusOK StatusNotFound", "Get"},
		{"http.DefaultClient.|", "Do Get Timeout", ""},
		{"display.Pro|", "Progress", "HTML"},
		{"var b strings.|", "Builder Reader", "ToUpper Split"},
		{"os.Args[0].|", "", ""},
		// packages that are not imported
		{"bytes.Buf|", "Buffer", "Compare"},
		{"rand.Int|", "Intn", ""},
		{"flamingo.Con|", "Config", ""},
		{"byt|", "bytes", ""},
		{"jso|", "json", ""},
		{"nothing.|", "", "X"},
		// names
		{"ans|", "answer", "compute"},
		{"compu|", "compute", ""},
		{"Poi|", "Point", ""},
		{"poi|", "points Point", ""},
		{"grö|", "größe", ""},
		{"größe, an|", "answer", ""},
		{"fmt.Println(ans|)", "answer", ""},
		{"fmt.Println(answer, pt.X, ans|", "answer", ""},
		{"x := ans|", "answer", ""},
		{"x := map[string]int{\"a\": ans|", "answer", ""},
		{"if ans|", "answer", ""},
		{"for i := 0; i < ans|", "answer", ""},
		{"for i := 0; i < 3; i|", "i", ""},
		{"for _, p := range poi|", "points", ""},
		{"switch ans|", "answer", ""},
		{"go comp|", "compute", ""},
		{"defer comp|", "compute", ""},
		{"return ans|", "answer", ""},
		{"ch <- poi|", "points", ""},
		{"len(poi|", "points", ""},
		{"le|", "len", ""},
		{"ret|", "return", ""},
		{"tru|", "true", ""},
		// locals of the cell being typed
		{"xs := points\nfor _, q := range xs {\n\tq.|", "X Scale", ""},
		{"xs := points\nfor _, q := range xs {\n\tq.|\n}", "X Scale", ""},
		{"for name, q := range byName {\n\tif q.|", "X Scale", ""},
		{"if q := pt.Scale(2); q.|", "X", ""},
		{"if q, ok := byName[\"a\"]; ok && q.|", "X", ""},
		{"switch v := shape.(type) {\ncase Circle:\n\tv.|", "Radius", ""},
		{"switch v := shape.(type) {\ncase Cir|", "Circle", "circle"},
		{"switch Level(1) {\ncase Lo|", "Low", ""},
		{"select {\ncase q := <-ch:\n\tq.|", "X", ""},
		{"func area(c Circle, scale float64) float64 {\n\treturn c.|", "Radius Point", ""},
		{"func area(c Circle, scale float64) float64 {\n\treturn sc|", "scale", ""},
		{"func (c *Circle) Grow(by float64) {\n\tc.|", "Radius", ""},
		{"func area(c Cir|", "Circle", "circle"},
		{"func area(c Circle) sha|", "Shape", "shape"},
		{"func area(c Circle) (r float64, err err|", "error", ""},
		{"f := func(q *Point) {\n\tq.|", "X Scale", ""},
		{"go func(q *Point) {\n\tq.|", "X Scale", ""},
		{"defer func() {\n\tpt.|", "X Scale", ""},
		{"defer func() {\n\tif r := recover(); r != nil {\n\t\tpt.|", "X Scale", ""},
		{"http.HandleFunc(\"/\", func(w http.ResponseWriter, r *http.Request) {\n\tr.URL.|", "Path Query", ""},
		{"http.HandleFunc(\"/\", func(w http.ResponseWriter, r *http.Request) {\n\tw.|\n})", "Header Write", ""},
		{"type Box struct { P Point; Q *Circle }\nb := Box{}\nb.Q.|", "Radius", ""},
		{"type Box struct { P Poi|", "Point", "points"},
		{"type Box struct { P map[string]Poi|", "Point", "points"},
		{"func use(b Box) { b.|\n\ntype Box struct { Side int }", "Side", ""},
		{"a, b := 1, pt\nb.|", "X", ""},
		{"var q Point\nq.|", "X", ""},
		{"x := 1; x|; y := 2", "x", ""},
		{"{\n\tinner := pt\n\tinner.|\n}", "X", ""},
		{"{\n\tinner := 1\n}\ninn|", "", "inner"},
		{"func gen[T Shape](s T) {\n\ts.|", "Area Name", ""},
		{"func gen[T any](xs []T) {\n\tfor _, one := range xs {\n\t\ton|", "one", ""},
		{"must(os.Open(\"x\")).|", "Close Read", ""},
		{"f := must(os.Open(\"x\"))\nf.|", "Close Read", ""},
		{"import \"bufio\"\nbufio.NewR|", "NewReader", ""},
		{"import \"bufio\"\ns := bufio.NewScanner(os.Stdin)\nfor s.Scan() {\n\ts.|", "Text Err", ""},
		// literals
		{"Point{|", "X Y name", ""},
		{"Point{X: 1, |", "Y name", "X"},
		{"&Circle{Rad|", "Radius", ""},
		{"Circle{Point: Point{|", "X Y", "Radius"},
		{"[]Point{{X: 1}, {|", "X Y", ""},
		{"map[string]*Point{\"a\": {|", "X", ""},
		{"http.Client{Time|", "Timeout", ""},
		{"Point{X: ans|", "answer", ""},
		{"Point{\n\tX: 1,\n\t|\n}", "Y", "X"},
		// labels, imports
		{"Outer:\nfor {\n\tfor {\n\t\tbreak Ou|", "Outer", ""},
		{"Outer:\nfor {\n\tcontinue |", "Outer", "answer"},
		{"import \"net/ht|", "net/http net/http/httptest", "fmt"},
		{"import (\n\t\"fmt\"\n\t\"wade/sdk/p|", "wade/sdk/prompt wade/sdk/pond", ""},
		{"import m \"math/r|", "math/rand", ""},
		{"import . \"mat|", "math", ""},
		// what is half written elsewhere
		{"x := (1 + \ny = \npt.|", "", ""},
		{"x := )\npt.|", "", ""},
		{"pt.|\nif {", "X Scale", ""},
		{"pt.|\nnothing(", "X Scale", ""},
		{"undefined1 + undefined2\npt.|", "X Scale", ""},
		{"var x int = \"text\"\npt.|", "X Scale", ""},
		// nothing to say
		{"// pt.|", "", "X"},
		{"s := \"pt.|", "", "X"},
		{"s := \"pt.|\"", "", "X"},
		{"s := `pt.|`", "", "X"},
		{"/* pt.|", "", "X"},
		{"1.|", "", "X"},
		{"12|", "", "answer"},
		{"type Po|", "", "Point"},
		{"var ans|", "", "answer"},
		{"package ma|", "", "math"},
		// strings that name files
		{"must(os.ReadFile(\"ask_t|\"))", "ask_test.go", "X"},
		{"os.Open(\"testdata/basic|", "testdata/basic.cells", ""},
		// magic lines
		{"%ti|", "%time", ""},
		{"%time pt.|", "X Scale", ""},
		{"%cd /\npt.|", "X Scale", ""},
		{"%reset po|", "points", "pt"},
	} {
		code, _, _ := strings.Cut(c.code, "|")
		full := strings.Replace(c.code, "|", "", 1)
		got := nb.e.Complete(context.Background(), full, utf8.RuneCountInString(code))
		for _, w := range strings.Fields(c.want) {
			if !slices.Contains(got.Matches, w) {
				t.Errorf("%q: no %q among %q", c.code, w, short(got.Matches))
			}
		}
		for _, n := range strings.Fields(c.not) {
			if slices.Contains(got.Matches, n) {
				t.Errorf("%q: %q should not be among %q", c.code, n, short(got.Matches))
			}
		}
		if len(got.Types) != len(got.Matches) || got.Start > got.End {
			t.Errorf("%q: %d types for %d matches, %d to %d", c.code, len(got.Types), len(got.Matches), got.Start, got.End)
		}
	}
}

func short(s []string) []string { return s[:min(len(s), 20)] }

// What is near comes before what is far, and each match tells its type.
func TestCompletionOrderAndTypes(t *testing.T) {
	nb := typing(t)
	code := "approx := 1\nfunc f() {\n\tapple := pt\n\tap"
	got := nb.e.Complete(context.Background(), code, len(code))
	if want := []string{"apple", "approx", "append"}; !slices.Equal(got.Matches[:min(len(got.Matches), 3)], want) {
		t.Errorf("got %q, want %q first", got.Matches, want)
	}
	for _, c := range []struct{ code, name, kind, signature string }{
		{"compu", "compute", "function", "(a int, b string) error"},
		{"answ", "answer", "variable", "int"},
		{"pt.", "X", "field", "float64"},
		{"pt.", "Scale", "function", "(f float64) *Point"},
		{"Poi", "Point", "type", "struct"},
		{"Lo", "Low", "constant", "Level"},
		{"strin", "strings", "module", "strings"},
		{"byte", "bytes", "module", "import \"bytes\""},
		{"appe", "append", "function", "(slice []T, elems ...T) []T"},
		{"retu", "return", "keyword", ""},
		{"display.Sho", "Shows", "function", "(v any) bool"},
	} {
		got := nb.e.Complete(context.Background(), c.code, len(c.code))
		i := slices.Index(got.Matches, c.name)
		if i < 0 || got.Types[i].Type != c.kind || got.Types[i].Signature != c.signature {
			t.Errorf("%q: %+v of %q, want %s %s", c.code, got.Types[max(i, 0):min(len(got.Types), max(i, 0)+1)], short(got.Matches), c.kind, c.signature)
		}
	}
}

func TestInspectWhileTyping(t *testing.T) {
	nb := typing(t)
	for _, c := range []struct {
		code   string
		detail int
		want   string // texts that must be there, by |
	}{
		{"strings.ToUp^per(\"a\")", 0, "func strings.ToUpper(s string) string|ToUpper returns"},
		{"strings.ToUpper(^", 0, "func strings.ToUpper(s string) string"},
		{"strings.Replace(\"a\", \"b\", ^", 0, "func strings.Replace(s"},
		{"strings.Replace(strings.ToUpper(\"a\"), ^", 0, "func strings.Replace(s"},
		{"fmt.Println(strings.ToUpper(^\"a\"))", 0, "func strings.ToUpper"},
		{"fmt.Println(1 + (2 * ^", 0, "func fmt.Println"},
		{"stri^ngs.ToUpper", 0, "package strings"},
		{"mra^nd.Intn(3)", 0, "package mrand // import \"math/rand\"|pseudo-random"},
		{"http.Cli^ent{}", 0, "type http.Client struct|Timeout time.Duration|Do(req *http.Request)|HTTP client"},
		{"http.Client{Time^out: 1}", 0, "field Timeout time.Duration"},
		{"http.DefaultClient.D^o(nil)", 0, "func (*http.Client).Do|Do sends"},
		{"http.StatusO^K", 0, "const StatusOK untyped int = 200"},
		{"comp^ute(1, \"a\")", 0, "func compute(a int, b string) error|compute does the work."},
		{"compute(^", 0, "func compute(a int, b string) error"},
		{"compute(1, \"x^\")", 0, "func compute(a int, b string) error"},
		{"comp^ute", 1, "func compute(a int, b string) error { return nil }"},
		{"Poi^nt{}", 0, "type Point struct|X float64|name string|Scale(f float64)|A Point is a place"},
		{"Poi^nt{}", 1, "type Point struct { X, Y float64; name string }"},
		{"pt.Sca^le(2)", 0, "func (*Point).Scale(f float64) *Point|Scale makes p larger.|By a factor."},
		{"pt.Sca^le(2)", 1, "{ p.X *= f; return p }"},
		{"pt.^X", 0, "field X float64"},
		{"p^t", 0, "var pt *Point"},
		{"shape.Ar^ea()", 0, "func (Shape).Area() float64"},
		{"Sha^pe", 0, "type Shape interface"},
		{"circle.Sca^le(1)", 0, "func (*Point).Scale"},
		{"first(poi^nts)", 0, "var points []Point"},
		{"fir^st(points)", 0, "func first"},
		{"first[int](^", 0, "func first"},
		{"pair.Val^ue", 0, "field Value Point"},
		{"Hi^gh", 0, "const High Level = 1"},
		{"mus^t(1, nil)", 0, "must returns the values"},
		{"ct^x", 0, "ctx is the context"},
		{"le^n(points)", 0, "func len(v T) int|number of elements"},
		{"append(points, ^", 0, "func append(slice []T, elems ...T) []T"},
		{"var e err^or", 0, "error is the interface"},
		{"display.Progr^ess", 0, "Set(done int, note string)"},
		{"display.Show(^", 0, "Show displays v"},
		{"q := pt\nq^.X", 0, "var q *Point"},
		{"for i, v := range points {\n\tv^.X", 0, "var v Point"},
		{"switch v := shape.(type) {\ncase Circle:\n\tv^.Radius\n}", 0, "var v Circle"},
		{"func local(n int) int { return n }\nloc^al(1)", 1, "func local(n int) int|return n"},
		{"// Twice doubles.\nfunc Twice(n int) int { return 2*n }\nTwi^ce(1)", 0, "Twice doubles."},
		{"func f(par^am int) {}", 0, "var param int"},
		{"bytes.NewBuf^fer(nil)", 0, "func bytes.NewBuffer"},
		{"byt^es.NewBuffer(nil)", 0, "package bytes|(not imported)"},
		{"größ^e", 0, "var größe float64"},
		{"/* ü */ strings.ToUp^per", 0, "ToUpper returns"},
		{"compute(1,\n\t^", 0, "func compute"},
		{"%time compu^te(1, \"\")", 0, "func compute"},
		{"import \"net/ht^tp\"", 0, "package http // import \"net/http\"|HTTP client"},
	} {
		code, _, _ := strings.Cut(c.code, "^")
		got := nb.e.Inspect(context.Background(), strings.Replace(c.code, "^", "", 1), utf8.RuneCountInString(code), c.detail)
		text, _ := got.Bundle.Data["text/plain"].(string)
		for _, w := range strings.Split(c.want, "|") {
			if !got.Found || !strings.Contains(text, w) {
				t.Errorf("%q: %v %q, want %q in it", c.code, got.Found, text, w)
			}
		}
	}
	for _, code := range []string{"", "nothing^", "strings.Nothing^", "1 +^", "\"strings^\"", "// strings^", "12^", "for^", "}^", "((((^", "x.^", "nothing(^"} {
		before, _, _ := strings.Cut(code, "^")
		if got := nb.e.Inspect(context.Background(), strings.Replace(code, "^", "", 1), len(before), 0); got.Found {
			t.Errorf("%q: found %v", code, got)
		}
	}
}
