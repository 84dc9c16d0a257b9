package probe

import (
	"math"
	"testing"
)

// The golden value of the rollout: 2 latents, 3 patches, 2 equal layers, by hand.
func TestRoll(t *testing.T) {
	layer := [][]float64{{.5, .1, .1, .2, .1}, {.2, .2, .2, .1, .3}}
	r, s := roll([][][]float64{layer, layer})
	for name, pair := range map[string][2][][]float64{
		"R": {r, {{.405, .085, .085}, {.1775, .1675, .1675}}},
		"S": {s, {{.3625, .0625}, {.0625, .425}}},
	} {
		for j, row := range pair[1] {
			for k, want := range row {
				if got := pair[0][j][k]; math.Abs(got-want) > 1e-12 {
					t.Errorf("%s[%d][%d] is %v, want %v", name, j, k, got, want)
				}
			}
		}
	}
}

func TestPatchMap(t *testing.T) {
	p, even := patchMap{0, 0, 0, 4, 0, 0, 0, 0, 0}, patchMap{1, 1, 1, 1, 1, 1, 1, 1, 1}
	if p.place(p.peak()) != "row 1, column 0" {
		t.Errorf("the peak is at %s", p.place(p.peak()))
	}
	if p.top() != 1 || math.Abs(even.top()-1./9) > 1e-12 {
		t.Errorf("the top tenth holds %v and %v", p.top(), even.top())
	}
	if d := p.apart(even); math.Abs(d-8./9) > 1e-12 {
		t.Errorf("a point and an even map are %v apart", d)
	}
	if r := p.like(patchMap{0, 0, 0, 9, 0, 0, 0, 0, 0}); math.Abs(r-1) > 1e-12 || !math.IsNaN(p.like(even)) {
		t.Errorf("correlations are %v and %v", r, p.like(even))
	}
	if rows := p.rows(); len(rows) != 3 || rows[1][0] != 4 {
		t.Errorf("the grid is %v", rows)
	}
}
