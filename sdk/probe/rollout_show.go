package probe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// Reading says in a sentence how narrow the maps are and how far they are the same in all pictures.
func (r *RolloutMaps) Reading() string {
	top, self, n := 0.0, 0.0, 0
	for i := range r.Patches {
		for j, row := range r.Patches[i] {
			top += patchMap(row).top()
			self += patchMap(r.Self[i][j]).sum()
			n++
		}
	}
	text := fmt.Sprintf("On average %.0f %% of a latent comes from patches, and of that %.0f %% from its strongest tenth of them (10 %% would be even)",
		100*(1-self/float64(n)), 100*top/float64(n))
	if len(r.Patches) > 1 {
		text += fmt.Sprintf("; between pictures a latent's map changes by %.0f %% of its weight", 100*r.varies())
	}
	return text + "."
}

// varies is the mean distance of a latent's map from its mean over pictures.
func (r *RolloutMaps) varies() float64 {
	d, n := 0.0, 0
	for j := range r.Patches[0] {
		mean := make(patchMap, len(r.Patches[0][j]))
		for i := range r.Patches {
			mean.add(r.Patches[i][j], 1/float64(len(r.Patches)))
		}
		for i := range r.Patches {
			if x := mean.apart(r.Patches[i][j]); !math.IsNaN(x) {
				d += x
				n++
			}
		}
	}
	return d / float64(max(1, n))
}

// Table has a row for each latent of each picture.
func (r *RolloutMaps) Table() *display.Table {
	t := display.NewTable("picture", "latent", "from patches", "on the top tenth", "strongest patch", "its weight")
	t.Caption = "Resampler rollout: where latents come from"
	for i := range r.Patches {
		for j, row := range r.Patches[i] {
			p := patchMap(row)
			t.Add(r.first+i, j, p.sum(), p.top(), p.place(p.peak()), row[p.peak()])
		}
	}
	return t
}

// String is the reading, then the table.
func (r *RolloutMaps) String() string {
	return r.Reading() + "\n" + strings.TrimRight(r.Table().String(), "\n")
}

// Overlay draws the maps of the latents over the last picture of the view, on one scale, with the share that comes from patches.
func (r *RolloutMaps) Overlay() *figure.Overlay {
	i := len(r.Patches) - 1
	title := fmt.Sprintf("Where the latents of picture %d come from", r.first+i)
	if r.Through {
		title += ", through the vision encoder"
	}
	o := figure.NewOverlay(title).Columns(min(8, len(r.Patches[i])))
	for j, row := range r.Patches[i] {
		o.Add(fmt.Sprintf("%d: %.0f %%", j, 100*patchMap(row).sum()), r.Pictures[i], patchMap(row).rows())
	}
	return o
}

// Render shows the overlays with reading and origin below.
func (r *RolloutMaps) Render() display.Data { return noted(r, r.Provenance, r.Overlay()) }
