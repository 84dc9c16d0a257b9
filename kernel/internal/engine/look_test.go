package engine

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

func list(vars []server.Variable) string {
	var b []string
	for _, v := range vars {
		more := ""
		if v.Ref != 0 {
			more = "+"
		}
		b = append(b, fmt.Sprintf("%s %s = %s%s", v.Name, v.Type, v.Value, more))
	}
	return strings.Join(b, "\n")
}

func TestVariables(t *testing.T) {
	nb := newNotebook(t)
	_, _, failed := nb.run(t.Context(), `import ("errors"; "strings"; "time")
type Point struct { X, Y int; label string }
func (p Point) String() string { return "point " + p.label }
type Tree struct { Value int; Next *Tree }
type Loud struct { N int }
func (l Loud) String() string { println("read me"); for { } }
n := 40
s := "text"
p := Point{1, 2, "here"}
q := &p
list := []Point{{3, 4, "a"}, {5, 6, "b"}}
byName := map[string]int{"b": 2, "a": 1}
numbers := map[int]string{10: "ten", 9: "nine"}
err := errors.New("wrong")
var none *Point
var anything any = []int{7}
ring := &Tree{Value: 1}
ring.Next = ring
wait := 90 * time.Second
f := strings.ToUpper
deep := [][]int{{1, 2}, {3}}`)
	if failed != "" {
		t.Fatal(failed)
	}
	vars, err := nb.e.Variables(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]server.Variable{}
	for _, v := range vars {
		got[v.Name] = v
	}
	for name, want := range map[string]string{
		"n": "n int = 40", "s": "s string = text", "p": "p Point = {X:1 Y:2 label:here}+", "none": "none *Point = nil",
		"err": "err error (*errors.errorString) = wrong+", "wait": "wait time.Duration = 1m30s", "f": "f func(s string) string = func",
		"anything": "anything any ([]int) = [7]+", "byName": "byName map[string]int = map[a:1 b:2]+",
	} {
		if text := list([]server.Variable{got[name]}); text != want {
			t.Errorf("%s, want %s", text, want)
		}
	}
	open := func(v server.Variable, steps ...int) string {
		t.Helper()
		for i := 0; ; i++ {
			parts, err := nb.e.Variables(t.Context(), v.Ref)
			if err != nil {
				t.Fatalf("%s: %v", v.Name, err)
			}
			if i == len(steps) {
				return list(parts)
			}
			v = parts[steps[i]]
		}
	}
	for name, step := range map[string]struct {
		steps []int
		want  string
	}{
		"p":        {nil, "X int = 1\nY int = 2\nlabel string = here"},
		"q":        {nil, "X int = 1\nY int = 2\nlabel string = here"},
		"list":     {nil, "0 Point = {X:3 Y:4 label:a}+\n1 Point = {X:5 Y:6 label:b}+"},
		"deep":     {[]int{0}, "0 int = 1\n1 int = 2"},
		"byName":   {nil, "a int = 1\nb int = 2"},
		"numbers":  {nil, "9 string = nine\n10 string = ten"},
		"anything": {nil, "0 int = 7"},
	} {
		if text := open(got[name], step.steps...); text != step.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, text, step.want)
		}
	}
	if text := open(got["ring"], 1, 1, 1); !strings.HasPrefix(text, "Value int = 1\nNext *Tree = ") {
		t.Errorf("a ring: %s", text)
	}
	if _, err := nb.e.Variables(t.Context(), 1<<40); err == nil || !strings.Contains(err.Error(), "list the variables again") {
		t.Errorf("an unknown reference: %v", err)
	}
	if b, err := nb.e.Show(t.Context(), "p"); err != nil || !strings.Contains(fmt.Sprint(b.Data["text/plain"]), "point here") {
		t.Errorf("show: %v %v", b, err)
	}
	if b, err := nb.e.Show(t.Context(), "nobody"); err != nil || len(b.Data) != 0 {
		t.Errorf("show what is not there: %v %v", b, err)
	}
	// Values are read again, and an element that is gone has no parts.
	nb.run(t.Context(), "list = nil; n = 41")
	if text := open(got["list"]); text != "" {
		t.Errorf("an empty list: %s", text)
	}
	// A method that does not end costs the look, not the session.
	nb.run(t.Context(), "loud := Loud{1}")
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if vars, err := nb.e.Variables(ctx, 0); err == nil && !strings.Contains(list(vars), "n int = 41") {
		t.Errorf("with a method that does not end: %s", list(vars))
	}
	if printed, result, failed := nb.run(t.Context(), "n"); result != "41" || printed != "" {
		t.Errorf("afterwards: %q %q %q", printed, result, failed)
	}
}

// While a cell runs nothing is read that it may write to: the values are those before it.
func TestVariablesOfARunningCell(t *testing.T) {
	nb := newNotebook(t)
	nb.run(t.Context(), "m := map[int]int{}; kept := 5; words := []string{`red`}")
	before, err := nb.e.Variables(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	words := before[len(before)-1]
	if _, err := nb.e.Show(t.Context(), "kept"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan server.Result, 1)
	started := make(chan struct{})
	go func() {
		close(started)
		over <- nb.e.Execute(ctx, server.Cell{Code: "fresh := 1; for { m[fresh]++; fresh++; if fresh == 1000 { fresh = 1 } }", Count: 100}, nb)
	}()
	<-started
	for range 2000 {
		vars, err := nb.e.Variables(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		if text := list(vars); !strings.Contains(text, "kept int = 5") {
			t.Fatal(text)
		}
	}
	var text string
	for late := time.Now().Add(20 * time.Second); text != "…  = (a cell is running)"; {
		parts, err := nb.e.Variables(t.Context(), words.Ref)
		if err != nil {
			t.Fatal(err)
		}
		if text = list(parts); text != "0 string = red" && text != "…  = (a cell is running)" || time.Now().After(late) {
			t.Fatalf("parts of %s: %s", words.Name, text)
		}
	}
	for name, want := range map[string]string{"kept": "5", "m": "(a cell is running)"} {
		if b, err := nb.e.Show(t.Context(), name); err != nil || b.Data["text/plain"] != want {
			t.Errorf("show %s: %v %v", name, b, err)
		}
	}
	cancel()
	<-over
	if b, err := nb.e.Show(t.Context(), "words"); err != nil || b.Data["text/plain"] != "[red]" {
		t.Errorf("show words: %v %v", b, err)
	}
	text = ""
	for late := time.Now().Add(20 * time.Second); !strings.Contains(text, "m map[int]int = (") || strings.Contains(text, "is running"); {
		vars, err := nb.e.Variables(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		if text = list(vars); time.Now().After(late) {
			t.Fatal(text)
		}
	}
}
