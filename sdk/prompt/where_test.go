package prompt_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"wade/sdk/pond"
	"wade/sdk/prompt"
)

func TestFind(t *testing.T) {
	red := pond.Draw("a large red circle on the left")
	e := encode(t, prompt.New().Text("a star").Shot(red, "a :", "red").Shot(nil, "star :", "blue").Ask(red, "a :"))
	// 0 <bos>  1 a 2 star  3 <image> 4 a 5 : 6 red 7 <eoc>  8 star 9 : 10 blue 11 <eoc>  12 <image> 13 a 14 :
	longer := e.Continue([]int32{1, 2}, []string{"red", "<eoc>"})
	for _, c := range []struct {
		e    *prompt.Encoded
		w    prompt.Where
		want []int
		text string
	}{
		{e, prompt.At(3, -1, 3), []int{3, 14}, "positions 3, -1, 3"},
		{longer, prompt.At(-1, 16), []int{14, 16}, "positions -1, 16"},
		{e, prompt.InShot(0), []int{3, 4, 5, 6, 7}, "shot 0"},
		{e, prompt.InShot(1), []int{8, 9, 10, 11}, "shot 1"},
		{e, prompt.InChunk(0), []int{1, 2}, "chunk 0"},
		{longer, prompt.InQuery(), []int{12, 13, 14, 15, 16}, "query"},
		{e, prompt.Seeing(0), []int{3, 4, 5, 6, 7, 8, 9, 10, 11}, "tokens that see picture 0"},
		{longer, prompt.Seeing(1), []int{12, 13, 14, 15, 16}, "tokens that see picture 1"},
		{e, prompt.OfRole(prompt.RoleAnswer, prompt.RoleBegin), []int{0, 6, 10}, "answer or begin tokens"},
		{e, prompt.Word("a"), []int{1, 4, 13}, `"a"`},
		{e, prompt.Word("a : red"), []int{4, 5, 6}, `"a : red"`},
		{e, prompt.Word("a").And(prompt.InQuery()), []int{13}, `("a" and query)`},
		{e, prompt.InShot(1).Or(prompt.At(0)), []int{0, 8, 9, 10, 11}, "(shot 1 or positions 0)"},
		{e, prompt.InQuery().Or(prompt.Seeing(0)).Not(), []int{0, 1, 2}, "not (query or tokens that see picture 0)"},
	} {
		got, err := c.e.Find(c.w)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, %v, want %v", c.w, got, err, c.want)
		}
		if fmt.Sprint(c.w) != c.text {
			t.Errorf("%v, want %s", c.w, c.text)
		}
	}
	if got, err := e.Find(prompt.Where{}); err != nil || len(got) != len(e.Tokens) {
		t.Errorf("the zero value: %v, %v", got, err)
	}
	for _, c := range []struct {
		w    prompt.Where
		want string
	}{
		{prompt.At(15), "position 15 of 15"},
		{prompt.At(-16), "position -16"},
		{prompt.InShot(2), "shot 2 of 2"},
		{prompt.InChunk(-1), "chunk -1 of 4"},
		{prompt.Seeing(2), "picture 2 of 2"},
		{prompt.Word("bleu"), "blue"},
		{prompt.Word(" "), `no " "`},
		{prompt.InShot(0).And(prompt.InQuery()), "no token is (shot 0 and query)"},
		{prompt.InShot(7).Not(), "shot 7"},
	} {
		if _, err := e.Find(c.w); !errors.Is(err, prompt.ErrNowhere) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.w, err, c.want)
		}
	}
}
