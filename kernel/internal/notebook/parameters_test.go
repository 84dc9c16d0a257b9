package notebook

import (
	"strings"
	"testing"
)

func TestSetParameters(t *testing.T) {
	declares := &Cell{ID: "p", Type: Code, Source: "seed := 1", Metadata: map[string]any{"tags": []any{"parameters"}}}
	n := &Notebook{Cells: []*Cell{{ID: "text", Type: Markdown}, declares, {ID: "rest", Type: Code}}}
	for _, c := range []struct {
		list []string
		want string
	}{
		{nil, "text p rest"},
		{[]string{"seed=3", `colour = "red=blue"`}, "text p injected-parameters rest"},
		{[]string{"seed=4"}, "text p injected-parameters rest"},
	} {
		if err := n.SetParameters(c.list); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, c := range n.Cells {
			ids = append(ids, c.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%q gave %s, want %s", c.list, got, c.want)
		}
		if len(c.list) == 2 && n.Cells[2].Source != "seed = 3\ncolour = \"red=blue\"" {
			t.Errorf("the cell is %s", n.Cells[2].Source)
		}
	}
	for _, bad := range []string{"seed", "=3", "a b=3", "seed=", "seed=3;x()", "for=1"} {
		if err := n.SetParameters([]string{bad}); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	n.Cells = n.Cells[:1]
	if err := n.SetParameters([]string{"seed=3"}); err == nil || !strings.Contains(err.Error(), "tagged") {
		t.Errorf("without a tagged cell: %v", err)
	}
}
