package widget

import (
	"fmt"
	"html"
	"math"
	"strings"

	"wade/sdk/display"
)

// Still is what the widget looks like where nothing is live: as text, and as a piece of a page without scripts.
func (b *Base) Still() (plain, page string) {
	if err := b.Err(); err != nil {
		return err.Error(), `<div style="color:#b00">` + html.EscapeString(err.Error()) + "</div>"
	}
	if b.still == nil {
		return b.def.name, ""
	}
	plain, page = b.still()
	if page == "" {
		page = "<div>" + strings.ReplaceAll(html.EscapeString(plain), "\n", "<br>") + "</div>"
	}
	return plain, page
}

// Render is the widget, live where there is a front end, and as it looks now.
func (b *Base) Render() display.Data {
	plain, page := b.Still()
	d := display.Data{Data: display.MIMEMap{display.MIMEText: plain, display.MIMEHTML: page}}
	if b.Err() != nil {
		return d
	}
	if id := b.open(); id != "" {
		d.Data[display.MIMEWidget] = map[string]any{"version_major": 2, "version_minor": 0, "model_id": id}
	}
	return d
}

// named is a value with its label.
func named(label, v string) string {
	if label == "" {
		return v
	}
	return label + ": " + v
}

// valued is a label and a value.
func (b *Base) valued() (string, string) {
	return named(get[string](b, "description"), fmt.Sprint(b.Get("value"))), ""
}

// chosen is a label and what is chosen, among the rest.
func (b *Base) chosen() (string, string) {
	chosen := map[int]bool{}
	switch at := b.Get("index").(type) {
	case int:
		chosen[at] = true
	case []int:
		for _, i := range at {
			chosen[i] = true
		}
	}
	var plain, page []string
	for i, o := range get[[]string](b, "_options_labels") {
		if chosen[i] {
			plain, page = append(plain, "●"+o), append(page, "<b>●"+html.EscapeString(o)+"</b>")
		} else {
			plain, page = append(plain, "○"+o), append(page, "○"+html.EscapeString(o))
		}
	}
	label := get[string](b, "description")
	return named(label, strings.Join(plain, " ")), "<div>" + named(html.EscapeString(label), strings.Join(page, " ")) + "</div>"
}

// track draws where values lie between two ends, in characters, which survive where styles do not.
func (b *Base) track() (string, string) {
	const cells = 20
	lo, _ := finite(b.Get("min"))
	hi, _ := finite(b.Get("max"))
	at := func(v float64) int {
		if hi <= lo {
			return 0
		}
		return min(max(int(math.Round((v-lo)/(hi-lo)*cells)), 0), cells)
	}
	line := []rune(strings.Repeat("─", cells+1))
	fill := func(a, b int, r rune) {
		for i := a; i <= b; i++ {
			line[i] = r
		}
	}
	var value string
	switch v := b.Get("value").(type) {
	case []int:
		fill(at(float64(v[0])), at(float64(v[1])), '━')
		line[at(float64(v[0]))], line[at(float64(v[1]))] = '●', '●'
		value = fmt.Sprintf("%d to %d", v[0], v[1])
	case []float64:
		fill(at(v[0]), at(v[1]), '━')
		line[at(v[0])], line[at(v[1])] = '●', '●'
		value = fmt.Sprintf("%.4g to %.4g", v[0], v[1])
	default:
		x, _ := finite(v)
		value = fmt.Sprintf("%.4g", x)
		switch b.def.name {
		case "FloatLogSlider":
			x = math.Log10(x)
		case "IntProgress", "FloatProgress":
			plain := fmt.Sprintf("%s%s %s/%.4g", strings.Repeat("█", at(x)), strings.Repeat("░", cells-at(x)), value, hi)
			return named(get[string](b, "description"), plain), ""
		}
		line[at(x)] = '●'
	}
	return named(get[string](b, "description"), fmt.Sprintf("%s %s", string(line), value)), ""
}
