package probe

import (
	"fmt"
	"slices"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// Ranked lists the heads by Prefix, the highest first.
func (h *InductionHeads) Ranked() []InductionHead {
	all := slices.Clone(h.Heads)
	slices.SortStableFunc(all, func(a, b InductionHead) int {
		switch {
		case a.Prefix > b.Prefix:
			return -1
		case a.Prefix < b.Prefix:
			return 1
		}
		return 0
	})
	return all
}

// Table holds the heads, the most inductive first.
func (h *InductionHeads) Table() *display.Table {
	t := display.NewTable("head", "prefix", "copying")
	t.Caption = fmt.Sprintf("Heads on words read twice; attending evenly gives a prefix of %.3f", h.Chance)
	for _, x := range h.Ranked() {
		t.Add(fmt.Sprintf("%d.%d", x.Layer, x.Head), fmt.Sprintf("%.3f", x.Prefix), nats(x.Copy))
	}
	return t
}

// Reading is what the scores show, in a sentence or two.
func (h *InductionHeads) Reading() string {
	best := h.Ranked()[0]
	text := fmt.Sprintf("Read a second time, a word is foretold with %+.2f nats. ", h.Gain)
	switch {
	case best.Prefix < 3*h.Chance:
		return text + fmt.Sprintf("No head looks at what followed the first time: the highest prefix score is %.2f (head %d of layer %d), even attention has %.2f.", best.Prefix, best.Head, best.Layer, h.Chance)
	case best.Copy <= 0:
		return text + fmt.Sprintf("Head %d of layer %d looks at what followed the first time (prefix %.2f), but does not by itself make it likelier (copying %+.2f).", best.Head, best.Layer, best.Prefix, best.Copy)
	}
	return text + fmt.Sprintf("Head %d of layer %d looks at what followed the first time (prefix %.2f, even attention has %.2f) and makes it likelier (copying %+.2f).", best.Head, best.Layer, best.Prefix, h.Chance, best.Copy)
}

// Charts are both scores by layer and head.
func (h *InductionHeads) Charts() (prefix, copying *figure.Heat) {
	var rows, cols []string
	var a, b [][]float64
	for _, x := range h.Heads {
		if x.Head == 0 {
			rows, a, b = append(rows, fmt.Sprint("layer ", x.Layer)), append(a, nil), append(b, nil)
		}
		if x.Layer == 0 {
			cols = append(cols, fmt.Sprint(x.Head))
		}
		a[x.Layer], b[x.Layer] = append(a[x.Layer], x.Prefix), append(b[x.Layer], x.Copy)
	}
	return figure.NewHeat("Prefix: attention to what followed the first time", "head", "", rows, cols, a).Scale(0, 1),
		figure.NewHeat("Copying: logit of that word over the mean", "head", "", rows, cols, b).Diverging()
}

// Page is both charts with the reading.
func (h *InductionHeads) Page() *figure.Page {
	prefix, copying := h.Charts()
	return figure.NewPage(prefix, copying).Note(h.Reading(), h.Provenance.Line())
}

// Render shows the page.
func (h *InductionHeads) Render() display.Data { return rendered(h.Page(), h.String()) }

// String is the table and what it shows.
func (h *InductionHeads) String() string { return h.Table().String() + h.Reading() }
