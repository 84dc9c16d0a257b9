package kerneltest

import "fmt"

// mix are cells of all kinds that a notebook runs again and again; %d is the number of the round.
var mix = []string{
	"x := %d\nx + 1",
	"for i := range 3 { fmt.Println(%d, i) }",
	"func f(n int) int { return n + %d }\nf(1)",
	"type T struct{ a, b int }\nfunc (t T) sum() int { return t.a + t.b + %d }\nfunc (t T) String() string { return fmt.Sprint(\"T\", t.sum()) }\nfmt.Println(T{1, 2})",
	"func() { defer func() { fmt.Println(recover()) }(); var p *T; _ = p.a + %d }()",
	"c := make(chan int)\ngo func() { defer close(c); for i := range 3 { c <- i + %d } }()\nfor v := range c { fmt.Print(v, \" \") }",
	"func Map[A, B any](in []A, g func(A) B) []B { var out []B; for _, a := range in { out = append(out, g(a)) }; return out }\nMap([]int{1, %d}, func(i int) string { return strings.Repeat(\"x\", i%%7) })",
	"b, err := json.Marshal(map[string]any{\"round\": %d, \"list\": []int{1, 2, 3}})\nfmt.Println(string(b), err)",
	"undefined_%d + 1",
	"panic(fmt.Sprint(\"round \", %d))",
	"s := []string{\"c\", \"a\", \"b\"}\nslices.Sort(s)\nslices.Index(s, \"b\") + %d",
	"errors.New(\"round %d\")",
	"fmt.Fprintln(os.Stderr, %d)",
	"Display(fmt.Sprint(\"shown \", %d))",
	"var wg sync.WaitGroup\nvar mu sync.Mutex\ntotal := 0\nfor i := range 4 { wg.Go(func() { mu.Lock(); defer mu.Unlock(); total += i + %d }) }\nwg.Wait()\ntotal",
	"words := map[string]int{}\nfor _, w := range strings.Fields(\"a b a c\") { words[w] += %d }\nlen(words)",
	"next := func() func() int { n := %d; return func() int { n++; return n } }()\nnext() + next()",
	"own_%d := []int{1, 2, 3}\nlen(own_%[1]d)",
	"for i, v := range slices.Backward([]int{1, 2, %d}) { fmt.Print(i, v, \" \") }",
	"os.Exit(%d %% 2)",
}

// MixImports is the cell that comes before those of Mix.
const MixImports = "import (\"encoding/json\"; \"errors\"; \"fmt\"; \"os\"; \"slices\"; \"strings\"; \"sync\")"

// Mix returns cell number i of a long notebook.
func Mix(i int) string { return fmt.Sprintf(mix[i%len(mix)], i) }
