package probe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// nats writes an effect with its sign; what was not measured is a dash.
func nats(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	if math.Abs(x) < 0.005 {
		return "0.00"
	}
	return fmt.Sprintf("%+.2f", x)
}

// Table holds the ledger, one row for each shot.
func (l *ShotLedger) Table() *display.Table {
	columns := []string{"shot", "words", "removed", "other picture", "other words", "other both", "interaction", "gates closed", "hidden"}
	shapley := len(l.Shots) > 0 && !math.IsNaN(l.Shots[0].Shapley)
	if shapley {
		columns = append(columns, "Shapley")
	}
	t := display.NewTable(append(columns, "copied", "similar")...)
	t.Caption = fmt.Sprintf("What each shot does for %q: log p with it minus log p without, in nats", l.Answer)
	for _, s := range l.Shots {
		row := []any{s.Shot, squeeze(s.Prompt + " " + s.Answer), nats(s.Removed), nats(s.Seen), nats(s.Words), nats(s.Both), nats(s.Interaction), nats(s.Closed), nats(s.Hidden)}
		if shapley {
			row = append(row, nats(s.Shapley))
		}
		copied := ""
		if s.Copied {
			copied = "yes"
		}
		t.Add(append(row, copied, nats(s.Similar))...)
	}
	return t
}

// Reading is what the ledger shows, in a sentence or two.
func (l *ShotLedger) Reading() string {
	var b strings.Builder
	order := l.Ranked()
	first := l.Shots[order[0]]
	switch {
	case first.Removed < math.Log(1.25):
		fmt.Fprintf(&b, "No shot by itself carries %q: leaving one out lowers its log-probability of %.2f by %.2f at most.", l.Answer, l.LogP, max(0, first.Removed))
		if gain := l.LogP - l.Bare; gain > 1 {
			fmt.Fprintf(&b, " Without any shot it falls by %.2f: each stands in for the others.", gain)
		}
	case len(order) == 1:
		fmt.Fprintf(&b, "The shot raises the log-probability of %q by %.2f, to %.2f.", l.Answer, first.Removed, l.LogP)
	default:
		fmt.Fprintf(&b, "Shot %d (%s) carries %q: without it the log-probability falls by %.2f to %.2f; leaving out the next one, shot %d, changes it by %s.",
			first.Shot, first.Answer, l.Answer, first.Removed, l.LogP-first.Removed, order[1], nats(-l.Shots[order[1]].Removed))
	}
	if gain := l.LogP - l.Bare; first.Removed >= math.Log(1.25) && len(order) > 1 && math.Abs(l.Sum-gain) > 0.5*math.Abs(gain)+0.1 {
		fmt.Fprintf(&b, " The shots do not add up: all together give %+.2f, one by one %+.2f.", gain, l.Sum)
	}
	if o := l.Orders; o != nil && len(o.Tried) > 1 {
		fmt.Fprintf(&b, " %s", o.Reading())
	}
	return b.String()
}

// Reading is what the orders show, in a sentence.
func (o *Orders) Reading() string {
	return fmt.Sprintf("Over %d orders of the shots log p varies by %.2f (sd %.2f), and the answer changes in %.0f %%.", len(o.Tried), o.Gap, o.SD, 100*o.Flips)
}

// Table holds the orders, one row for each.
func (o *Orders) Table() *display.Table {
	t := display.NewTable("order", "log p", "answer")
	t.Caption = "Orders of the shots, the given one first"
	for i, order := range o.Tried {
		t.Add(strings.Trim(fmt.Sprint(order), "[]"), o.LogP[i], o.Answers[i])
	}
	return t
}

// String is the table of orders and what it shows.
func (o *Orders) String() string { return o.Table().String() + o.Reading() }

// Chart draws what each shot counts for.
func (l *ShotLedger) Chart() *figure.Bars {
	var names []string
	parts := make([][]float64, 3)
	for _, s := range l.Shots {
		names = append(names, fmt.Sprintf("%d: %s", s.Shot, s.Answer))
		for i, x := range []float64{s.Removed, s.Seen, s.Words} {
			parts[i] = append(parts[i], x)
		}
	}
	chart := figure.NewBars(fmt.Sprintf("What speaks for %q", l.Answer), "Δ log p (nats)", names)
	return chart.Add("shot removed", parts[0]).Add("other picture", parts[1]).Add("other words", parts[2])
}

// String is the table and what it shows.
func (l *ShotLedger) String() string { return l.Table().String() + l.Reading() }

// Page is the chart above the table, with the reading.
func (l *ShotLedger) Page() *figure.Page {
	return figure.NewPage(l.Chart(), l.Table()).Note(l.Reading(), l.Provenance.Line())
}

// Render shows the page.
func (l *ShotLedger) Render() display.Data { return rendered(l.Page(), l.String()) }
