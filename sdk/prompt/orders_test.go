package prompt_test

import (
	"slices"
	"strings"
	"testing"

	"wade/sdk/prompt"
)

func TestOrders(t *testing.T) {
	p := prompt.New().Text("first :")
	for _, a := range []string{"a", "b", "c", "d"} {
		p = p.Shot(nil, "output :", a)
	}
	p = p.Ask(nil, "output :")
	answers := func(p *prompt.Prompt) string {
		var all []string
		for _, c := range p.Chunks() {
			all = append(all, c.Answer)
		}
		return strings.Join(all, "")
	}
	for _, c := range []struct{ n, want int }{{1, 1}, {6, 6}, {24, 24}, {100, 24}, {0, 1}} {
		orders := p.Orders(c.n, 7)
		if len(orders) != c.want || orders[0] != p {
			t.Fatalf("%d orders, the first %v; want %d, the first as given", len(orders), orders[0], c.want)
		}
		seen := map[string]bool{}
		for _, q := range orders {
			a := answers(q)
			if letters := []byte(a); seen[a] || q.Err() != nil || len(q.Chunks()) != 6 || q.Chunks()[0].Prompt != "first :" || q.Chunks()[5].Kind != prompt.Ask {
				t.Errorf("%q: %v", letters, q.Err())
			} else if slices.Sort(letters); string(letters) != "abcd" {
				t.Errorf("shots %q", letters)
			}
			seen[a] = true
		}
	}
	if a, b := p.Orders(6, 1), p.Orders(6, 2); answers(a[1])+answers(a[2])+answers(a[3]) == answers(b[1])+answers(b[2])+answers(b[3]) {
		t.Error("the seed does not matter")
	}
	if n := len(prompt.New().Ask(nil, "what ?").Orders(6, 1)); n != 1 {
		t.Errorf("%d orders of no shots", n)
	}
}
