package probe

import (
	"fmt"
	"math"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// Table holds the places.
func (b *PositionBias) Table() *display.Table {
	t := display.NewTable("place", "wins in conflicts", "share of probability", "right with the matching shot here", "log p of the answer")
	t.Caption = fmt.Sprintf("%d conflicts, %d questions with a matching shot; chance of a win %.2f", b.Conflicts, b.Matches, 1/float64(len(b.Places)))
	for i, p := range b.Places {
		row := []any{i, fmt.Sprintf("%.2f", p.Wins), fmt.Sprintf("%.2f", p.Share), "–", "–"}
		if !math.IsNaN(p.Accuracy) {
			row[3], row[4] = fmt.Sprintf("%.2f", p.Accuracy), fmt.Sprintf("%.2f", p.LogP)
		}
		t.Add(row...)
	}
	return t
}

// Reading is what the places show, in a sentence or two. A place wins if it lies three standard errors above chance.
func (b *PositionBias) Reading() string {
	k, best := len(b.Places), 0
	for i, p := range b.Places {
		if p.Wins > b.Places[best].Wins {
			best = i
		}
	}
	chance := 1 / float64(k)
	wins := b.Places[best].Wins
	if wins < chance+3*math.Sqrt(chance*(1-chance)/float64(b.Conflicts)) {
		return fmt.Sprintf("No place wins more often than chance (%.0f %%) when labels conflict.", 100*chance)
	}
	name := fmt.Sprintf("place %d of %d", best, k)
	switch best {
	case 0:
		name = "the first shot (primacy)"
	case k - 1:
		name = "the last shot (recency)"
	}
	text := fmt.Sprintf("When labels conflict, that of %s wins most often: %.0f %% of the time, chance is %.0f %%.", name, 100*wins, 100*chance)
	if b.Matches > 0 {
		low, high := 0, 0
		for i, p := range b.Places {
			if p.LogP < b.Places[low].LogP {
				low = i
			}
			if p.LogP > b.Places[high].LogP {
				high = i
			}
		}
		if b.Places[high].LogP-b.Places[low].LogP < math.Log(1.25) {
			return text + " Where the shot with the right answer stands hardly matters."
		}
		text += fmt.Sprintf(" The shot with the right answer helps most at place %d (log p %.2f) and least at place %d (%.2f).", high, b.Places[high].LogP, low, b.Places[low].LogP)
	}
	return text
}

// Chart draws wins and right answers by place.
func (b *PositionBias) Chart() *figure.Lines {
	var x, wins, right []float64
	var names []string
	for i, p := range b.Places {
		x, wins, right, names = append(x, float64(i)), append(wins, p.Wins), append(right, p.Accuracy), append(names, fmt.Sprint(i))
	}
	chart := figure.NewLines("Which place of a shot counts", "place of the shot", "share").Add("its label wins a conflict", x, wins)
	if b.Matches > 0 {
		chart.Add("right with the matching shot here", x, right)
	}
	return chart.Names(names).Level("chance of a win", 1/float64(len(b.Places))).Range(0, 1)
}

// Page is the chart above the table, with the reading.
func (b *PositionBias) Page() *figure.Page {
	return figure.NewPage(b.Chart(), b.Table()).Note(b.Reading(), b.Provenance.Line())
}

// Render shows the page.
func (b *PositionBias) Render() display.Data { return rendered(b.Page(), b.String()) }

// String is the table and what it shows.
func (b *PositionBias) String() string { return b.Table().String() + b.Reading() }
