package display

import (
	"encoding/csv"
	"fmt"
	"html"
	"strings"
)

// Table is rows under headings; it shows as an HTML table, and as aligned columns in text.
type Table struct {
	Caption string
	Columns []string
	Rows    [][]string
}

// NewTable starts a table with the headings given.
func NewTable(columns ...string) *Table { return &Table{Columns: columns} }

// Add appends a row; numbers with a fraction are written with three digits.
func (t *Table) Add(cells ...any) *Table {
	row := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case float64:
			row[i] = fmt.Sprintf("%.3g", c)
		case float32:
			row[i] = fmt.Sprintf("%.3g", c)
		default:
			row[i] = fmt.Sprint(c)
		}
	}
	t.Rows = append(t.Rows, row)
	return t
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

// CSV is the table as comma-separated values.
func (t *Table) CSV() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(t.Columns) // a strings.Builder takes everything
	_ = w.WriteAll(t.Rows)
	return b.String()
}
