package probe

import (
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
)

// Best returns the site and position of the highest score.
func (d *PatchMap) Best() (site PatchSite, position int, score float64) {
	score = math.Inf(-1)
	for i, row := range d.Scores {
		for k, x := range row {
			if x > score {
				site, position, score = d.Sites[i], k, x
			}
		}
	}
	if position < len(d.Positions) {
		position = d.Positions[position]
	}
	return site, position, score
}

// Reading is what the map shows, in a sentence or two.
func (d *PatchMap) Reading() string {
	var b strings.Builder
	for i, pattern := range d.patterns() {
		part := d.of(pattern)
		s, at, score := part.Best()
		verb := "brings back"
		if d.Noising {
			verb = "takes away"
		}
		if i == 0 {
			how := "Patched"
			if d.Linear {
				how = "By gradients, patched"
			}
			if d.Receiver != "" {
				how = "Along direct paths to " + d.Receiver + ", patched"
			}
			fmt.Fprintf(&b, "%s alone, %s at %d (%s) %s most of what the corruption costs %s (%.2f): %.0f %%", how, s, at, d.token(at), verb, d.Target, d.Clean-d.Corrupt, 100*score)
			continue
		}
		fmt.Fprintf(&b, "; of %s it is %s at %d (%s), %.0f %%", pattern, s, at, d.token(at), 100*score)
	}
	b.WriteString(".")
	if d.Linear && !math.IsNaN(d.Correlation) {
		fmt.Fprintf(&b, " Against exact patching at %d sites the estimate correlates with %.2f.", len(d.Sample), d.Correlation)
	}
	return b.String()
}

func (d *PatchMap) token(at int) string {
	for k, p := range d.Positions {
		if p == at {
			return d.Tokens[k]
		}
	}
	return ""
}

func (d *PatchMap) patterns() []string {
	var all []string
	for _, s := range d.Sites {
		if len(all) == 0 || all[len(all)-1] != s.Pattern {
			all = append(all, s.Pattern)
		}
	}
	return all
}

// of is the part of the map of one pattern.
func (d *PatchMap) of(pattern string) *PatchMap {
	part := *d
	part.Sites, part.Scores = nil, nil
	for i, s := range d.Sites {
		if s.Pattern == pattern {
			part.Sites, part.Scores = append(part.Sites, s), append(part.Scores, d.Scores[i])
		}
	}
	return &part
}

// columns are tokens with their positions.
func (d *PatchMap) columns() []string {
	names := make([]string, len(d.Positions))
	for k, at := range d.Positions {
		names[k] = fmt.Sprintf("%d %s", at, d.Tokens[k])
	}
	return names
}

// Charts draws a map for each pattern, all on one scale.
func (d *PatchMap) Charts() []*figure.Heat {
	most := 0.0
	for _, row := range d.Scores {
		for _, x := range row {
			if !math.IsNaN(x) && !math.IsInf(x, 0) {
				most = max(most, math.Abs(x))
			}
		}
	}
	if most == 0 {
		most = 1
	}
	direction := "brought back by the clean value"
	if d.Noising {
		direction = "taken away by the corrupt value"
	}
	if d.Linear {
		direction += ", to first order"
	}
	var all []*figure.Heat
	for _, pattern := range d.patterns() {
		part := d.of(pattern)
		rows := make([]string, len(part.Sites))
		for i, s := range part.Sites {
			rows[i] = s.String()
		}
		title := fmt.Sprintf("%s: share of %s %s", pattern, d.Target, direction)
		all = append(all, figure.NewHeat(title, "token", "value", rows, d.columns(), part.Scores).Diverging().Scale(-most, most))
	}
	return all
}

// Table holds the scores, one row for each site and position.
func (d *PatchMap) Table() *display.Table {
	t := display.NewTable("tap", "head", "position", "token", "score")
	t.Caption = fmt.Sprintf("%s: %.4f clean, %.4f corrupt (%s)", d.Target, d.Clean, d.Corrupt, d.Corruption)
	for i, s := range d.Sites {
		head := ""
		if s.Head >= 0 {
			head = fmt.Sprint(s.Head)
		}
		for k, at := range d.Positions {
			t.Add(s.Tap, head, at, d.Tokens[k], d.Scores[i][k])
		}
	}
	return t
}

// Checks holds the sample of a linear map beside exact scores.
func (d *PatchMap) Checks() *display.Table {
	t := display.NewTable("tap", "position", "by gradient", "exact")
	t.Caption = fmt.Sprintf("Held against patching, correlation %.2f", d.Correlation)
	for _, c := range d.Sample {
		t.Add(c.Site.String(), c.Position, fmt.Sprintf("%+.3f", c.Estimate), fmt.Sprintf("%+.3f", c.Exact))
	}
	return t
}

// String is the reading with the highest scores of each pattern.
func (d *PatchMap) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s: %.4f clean, %.4f corrupt (%s)\n", d.Reading(), d.Target, d.Clean, d.Corrupt, d.Corruption)
	for _, pattern := range d.patterns() {
		part := d.of(pattern)
		s, at, score := part.Best()
		fmt.Fprintf(&b, "  %-18s highest %+.2f at %s, position %d (%s)\n", pattern, score, s, at, d.token(at))
	}
	return strings.TrimRight(b.String(), "\n")
}

// Render shows a map for each pattern, and of a linear map the sample that was held against patching.
func (d *PatchMap) Render() display.Data {
	page := figure.NewPage()
	for _, c := range d.Charts() {
		page.Add(c)
	}
	if len(d.Sample) > 0 {
		points := figure.NewPoints(fmt.Sprintf("Estimate and exact score at %d sites, correlation %.2f", len(d.Sample), d.Correlation), "by gradient", "exact")
		for _, c := range d.Sample {
			points.Add(c.Estimate, c.Exact, fmt.Sprintf("%s at %d (%s)", c.Site, c.Position, d.token(c.Position)), "")
		}
		page.Add(points)
	}
	from := d.Provenance.Line() + " · corrupt: " + d.Corruption
	return rendered(page.Note(d.Reading(), from), d.String())
}
