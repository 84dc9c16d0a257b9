package probe

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// Table holds the conditions: the mean over the seeds, with the least and the most where they differ.
func (f *Flips) Table() *display.Table {
	t := display.NewTable("shots", "right", "as the flipped labels", "any label of the prompt")
	t.Caption = fmt.Sprintf("%d questions, chance %.2f", f.N, f.Chance)
	for _, c := range f.Conditions {
		follows := "–"
		if !math.IsNaN(c.Fraction) {
			follows = spread(c.Follows)
		}
		t.Add(c.Name, spread(c.Accuracy), follows, spread(c.Valid))
	}
	return t
}

func spread(x []float64) string {
	low, high := slices.Min(x), slices.Max(x)
	if high-low < 0.005 {
		return fmt.Sprintf("%.2f", stat.Mean(x, nil))
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f)", stat.Mean(x, nil), low, high)
}

// Learned is what the curve says about the shots.
type Learned string

// What a model can take from its shots.
const (
	LearnedNothing Learned = "nothing"  // not above chance with right labels: flipping tells nothing
	LearnedFormat  Learned = "format"   // the labels hardly matter
	LearnedLabels  Learned = "labels"   // wrong labels cost accuracy
	LearnedAgainst Learned = "override" // with all labels flipped, more answers follow the shots than are right, and these are below chance
)

// Learned judges by the lowest and the highest fraction: nothing if accuracy starts below chance plus two standard errors; format if it
// loses less than a fifth; override if in the end the flipped labels win and accuracy is below chance; labels otherwise.
func (f *Flips) Learned() Learned {
	first, last, ok := f.ends()
	if !ok {
		return LearnedNothing
	}
	a, b := stat.Mean(first.Accuracy, nil), stat.Mean(last.Accuracy, nil)
	switch {
	case a <= f.Chance+2*math.Sqrt(f.Chance*(1-f.Chance)/float64(f.N)):
		return LearnedNothing
	case a-b < a/5:
		return LearnedFormat
	case b < f.Chance && stat.Mean(last.Follows, nil) > b:
		return LearnedAgainst
	}
	return LearnedLabels
}

// ends are the conditions with the fewest and the most labels flipped.
func (f *Flips) ends() (first, last Condition, ok bool) {
	for _, c := range f.Conditions {
		if math.IsNaN(c.Fraction) {
			continue
		}
		if !ok || c.Fraction < first.Fraction {
			first = c
		}
		if !ok || c.Fraction > last.Fraction {
			last = c
		}
		ok = true
	}
	return first, last, ok
}

// Reading is what the conditions show, in a sentence or two.
func (f *Flips) Reading() string {
	first, last, ok := f.ends()
	if !ok {
		return "No labels were flipped."
	}
	a, b, follows := stat.Mean(first.Accuracy, nil), stat.Mean(last.Accuracy, nil), stat.Mean(last.Follows, nil)
	numbers := fmt.Sprintf("with %.0f %% of the labels flipped %.0f %% of the answers are right, with %.0f %% flipped %.0f %% are right and %.0f %% say what the flipped labels call for",
		100*first.Fraction, 100*a, 100*last.Fraction, 100*b, 100*follows)
	switch f.Learned() {
	case LearnedNothing:
		return fmt.Sprintf("The model is not above chance (%.0f %%) here, so flipping says nothing: %s.", 100*f.Chance, numbers)
	case LearnedFormat:
		return "The shots give the format, not the labels: " + numbers + "."
	case LearnedAgainst:
		return "The labels of the shots override what the model knows: " + numbers + "."
	}
	return "The labels of the shots count: " + numbers + "."
}

// Chart draws accuracy over the flipped fraction with the range of the seeds, and what follows the flipped labels.
func (f *Flips) Chart() *figure.Lines {
	var x []float64
	var right, follows [3][]float64 // mean, least, most
	for _, c := range f.Conditions {
		if math.IsNaN(c.Fraction) {
			continue
		}
		x = append(x, c.Fraction)
		for i, of := range []func([]float64) float64{func(x []float64) float64 { return stat.Mean(x, nil) }, slices.Min[[]float64], slices.Max[[]float64]} {
			right[i], follows[i] = append(right[i], of(c.Accuracy)), append(follows[i], of(c.Follows))
		}
	}
	chart := figure.NewLines("Answers when labels of the shots are flipped", "flipped part of the labels", "share of answers")
	chart.Band("right", x, right[0], right[1], right[2]).Band("as the flipped labels", x, follows[0], follows[1], follows[2])
	return chart.Level("chance", f.Chance).Range(0, 1)
}

// Page is the chart above the table, with the reading.
func (f *Flips) Page() *figure.Page {
	return figure.NewPage(f.Chart(), f.Table()).Note(f.Reading(), f.Provenance.Line())
}

// Render shows the page.
func (f *Flips) Render() display.Data { return rendered(f.Page(), f.String()) }

// String is the table and what it shows.
func (f *Flips) String() string { return f.Table().String() + f.Reading() }
