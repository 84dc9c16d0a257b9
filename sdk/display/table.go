package display

import (
	"encoding/csv"
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Table is rows under headings; it shows as an HTML table, and as aligned columns in text.
type Table struct {
	Caption string
	Columns []string
	Rows    [][]string
	exact   map[place]float64 // numbers that a row shows rounded
}

type place struct{ row, column int }

// NewTable starts a table with the headings given.
func NewTable(columns ...string) *Table { return &Table{Columns: columns} }

// Add appends a row; numbers with a fraction are shown with three digits, and kept whole for CSV.
func (t *Table) Add(cells ...any) *Table {
	row := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case float64:
			row[i] = t.number(i, c)
		case float32:
			row[i] = t.number(i, float64(c))
		default:
			row[i] = fmt.Sprint(c)
		}
	}
	t.Rows = append(t.Rows, row)
	return t
}

// number is how a cell of the next row shows v.
func (t *Table) number(column int, v float64) string {
	if t.exact == nil {
		t.exact = map[place]float64{}
	}
	t.exact[place{len(t.Rows), column}] = v
	return round(v)
}

func round(v float64) string {
	if a := math.Abs(v); a >= 1000 && a < 1e7 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return fmt.Sprintf("%.3g", v)
}

// HTML is the table.
func (t *Table) HTML() string {
	var b strings.Builder
	b.WriteString(`<table style="border-collapse:collapse">`)
	if t.Caption != "" {
		b.WriteString(`<caption style="text-align:left">` + html.EscapeString(t.Caption) + `</caption>`)
	}
	row := func(tag string, cells []string) {
		b.WriteString("<tr>")
		for i, c := range cells {
			align := "right"
			if i == 0 {
				align = "left"
			}
			fmt.Fprintf(&b, `<%s style="text-align:%s;padding:2px 8px;border-bottom:1px solid rgba(128,128,128,.3)">%s</%s>`,
				tag, align, html.EscapeString(c), tag)
		}
		b.WriteString("</tr>")
	}
	row("th", t.Columns)
	for _, r := range t.Rows {
		row("td", r)
	}
	b.WriteString("</table>")
	return b.String()
}

// String is the table in aligned columns.
func (t *Table) String() string {
	widths := make([]int, len(t.Columns))
	all := append([][]string{t.Columns}, t.Rows...)
	for _, r := range all {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], len([]rune(c)))
		}
	}
	var b strings.Builder
	if t.Caption != "" {
		b.WriteString(t.Caption + "\n")
	}
	for _, r := range all {
		line := ""
		for i, c := range r {
			pad := strings.Repeat(" ", widths[i]-len([]rune(c)))
			if i == 0 {
				line += c + pad
			} else {
				line += "  " + pad + c
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// CSV is the table as comma-separated values, numbers with all their digits.
func (t *Table) CSV() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(t.Columns) // a strings.Builder takes everything
	for i, r := range t.Rows {
		line := slices.Clone(r)
		for j, cell := range line {
			if v, ok := t.exact[place{i, j}]; ok && cell == round(v) { // rows may have been changed by hand
				line[j] = strconv.FormatFloat(v, 'g', -1, 64)
			}
		}
		_ = w.Write(line)
	}
	w.Flush()
	return b.String()
}
