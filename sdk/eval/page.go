package eval

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"strings"
)

// HTML is the table of scores with a chart, for a notebook.
func (r *Report) HTML() string {
	var b strings.Builder
	b.WriteString(r.table())
	if c := r.chart(); c != nil {
		b.WriteString(c.HTML())
	}
	fmt.Fprintf(&b, `<div style="font-size:80%%;opacity:.7">%s</div>`, html.EscapeString(r.Line))
	return b.String()
}

func (r *Report) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<table style="border-collapse:collapse;color:inherit;font-variant-numeric:tabular-nums"><caption style="text-align:left;padding-bottom:4px">%s of %d questions, %s, in hundredths</caption><tr><th style="text-align:left;padding:2px 16px 2px 0"></th>`,
		html.EscapeString(r.measure()), r.Cells[0].Questions, seeds(len(r.Origin.Settings.Seeds)))
	for _, c := range r.Cells {
		fmt.Fprintf(&b, `<th style="text-align:right;padding:2px 8px">%d shots</th>`, c.Shots)
	}
	b.WriteString(`</tr>`)
	row := func(name string, cells []Cell) {
		fmt.Fprintf(&b, `<tr><td style="text-align:left;padding:2px 16px 2px 0">%s</td>`, html.EscapeString(name))
		for _, c := range cells {
			fmt.Fprintf(&b, `<td style="text-align:right;padding:2px 8px">%s</td>`, html.EscapeString(strings.TrimSpace(c.String())))
		}
		b.WriteString(`</tr>`)
	}
	row("all", r.Cells)
	for i := 0; i < len(r.Tasks); i += len(r.Cells) {
		row(r.Tasks[i].Task, r.Tasks[i:i+len(r.Cells)])
	}
	b.WriteString(`</table>`)
	return b.String()
}

const pageStyle = `body{font-family:system-ui,sans-serif;margin:24px auto;max-width:1100px;padding:0 16px;line-height:1.4;color:#222;background:#fff}
h1{font-size:1.3em}h2{font-size:1.1em;margin-top:2em}.small{font-size:85%;color:#666}code{font-size:95%}
.list{border-collapse:collapse;width:100%}.list td,.list th{text-align:left;vertical-align:top;padding:6px 8px;border-top:1px solid #ddd}
.pic{display:inline-block;background-size:contain;background-repeat:no-repeat;background-position:center;width:72px;height:72px;image-rendering:auto}
.shot{display:inline-block;width:76px;margin:0 4px 4px 0;font-size:75%;vertical-align:top;overflow-wrap:anywhere}.shot .pic{width:56px;height:56px}
.right .said{color:#176b2c}.wrong .said{color:#b3261e}label{margin-right:12px}
#f-right:checked~.list .wrong,#f-wrong:checked~.list .right{display:none}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}.small{color:#aaa}.list td,.list th{border-color:#444}.right .said{color:#7bd48f}.wrong .said{color:#ff8a80}}`

// Page is a whole document that needs nothing besides itself: scores with their spread, and answers with pictures and shots, to be
// filtered by right and wrong. Every picture is in it once.
func (r *Report) Page() (string, error) {
	p := &pictures{data: r.data, class: map[string]string{}}
	rows, shown, err := r.rows(p)
	if err != nil {
		return "", err
	}
	settings, err := json.MarshalIndent(r.Origin, "", "  ")
	if err != nil {
		return "", fmt.Errorf("eval: %w", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title><style>%s
%s</style></head><body><h1>%s on %s</h1>%s`, html.EscapeString(r.Origin.Model+": "+r.measure()), pageStyle, p.style.String(), html.EscapeString(r.Origin.Model), html.EscapeString(base(r.data.Path)), r.table())
	if c := r.chart(); c != nil {
		b.WriteString(c.HTML())
	}
	fmt.Fprintf(&b, `<p class="small">%s</p><h2>Answers</h2>`, html.EscapeString(r.Line))
	if shown < len(r.records) {
		fmt.Fprintf(&b, `<p class="small">%d of %d, evenly over all; %s has every one.</p>`, shown, len(r.records), ResultsFile)
	}
	b.WriteString(`<input type="radio" name="f" id="f-all" checked><label for="f-all">all</label><input type="radio" name="f" id="f-right"><label for="f-right">right</label>` +
		`<input type="radio" name="f" id="f-wrong"><label for="f-wrong">wrong</label><table class="list"><tr><th>picture</th><th>question</th><th>answer</th><th>right answers</th><th>shots</th></tr>`)
	b.WriteString(rows)
	fmt.Fprintf(&b, `</table><h2>Settings</h2><pre class="small">%s</pre></body></html>`, html.EscapeString(string(settings)))
	return b.String(), nil
}

func base(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// rows are the answers of the page, a fair choice where there are too many.
func (r *Report) rows(p *pictures) (string, int, error) {
	var b strings.Builder
	n := min(r.Origin.Settings.Rows, len(r.records))
	for k := range n {
		i := k * len(r.records) / n
		rec := r.records[i]
		e := r.byID[rec.ID]
		class, err := p.of(e)
		if err != nil {
			return "", 0, err
		}
		kind := "wrong"
		if r.values[i] >= 0.5 {
			kind = "right"
		}
		fmt.Fprintf(&b, `<tr class="%s"><td>%s<div class="small">%s</div></td><td>%s<div class="small">%s %d shots, seed %d</div></td><td class="said">%s<div class="small">score %.2f</div></td><td>%s</td><td>`,
			kind, square(class, e.ID), html.EscapeString(e.ID), html.EscapeString(r.Origin.Settings.ask(e)), html.EscapeString(e.Task), rec.Shots, rec.Seed,
			html.EscapeString(rec.Answer), r.values[i], html.EscapeString(list(e.Answers)))
		for _, id := range rec.Before {
			s := r.byID[id]
			class := ""
			if rec.Shots > 0 {
				if class, err = p.of(s); err != nil {
					return "", 0, err
				}
			}
			fmt.Fprintf(&b, `<span class="shot" title="%s">%s%s</span>`, html.EscapeString(r.Origin.Settings.ask(s)), square(class, id), html.EscapeString(s.Answers[0]))
		}
		b.WriteString("</td></tr>\n")
	}
	return b.String(), n, nil
}

// list names answers, each once, the most frequent first.
func list(answers []string) string {
	var out []string
	times := map[string]int{}
	for _, a := range answers {
		if times[a]++; times[a] == 1 {
			out = append(out, a)
		}
	}
	for i, a := range out {
		if times[a] > 1 {
			out[i] = fmt.Sprintf("%s ×%d", a, times[a])
		}
	}
	return strings.Join(out, ", ")
}

func square(class, id string) string {
	if class == "" {
		return ""
	}
	return fmt.Sprintf(`<span class="pic %s" role="img" aria-label="picture of %s"></span>`, class, html.EscapeString(id))
}

// pictures are those of a page, each a class of its style sheet.
type pictures struct {
	data  *Data
	class map[string]string
	style strings.Builder
}

// of returns the class of the picture of an example, empty if there is none.
func (p *pictures) of(e Example) (string, error) {
	if e.Image == "" {
		return "", nil
	}
	if c, ok := p.class[e.Image]; ok {
		return c, nil
	}
	pic, err := p.data.picture(e)
	if err != nil {
		return "", err
	}
	small, err := pic.Thumbnail(thumbnailSide).PNG()
	if err != nil {
		return "", p.data.at(e, err)
	}
	c := fmt.Sprintf("p%d", len(p.class))
	p.class[e.Image] = c
	fmt.Fprintf(&p.style, ".%s{background-image:url(data:image/png;base64,%s)}\n", c, base64.StdEncoding.EncodeToString(small))
	return c, nil
}

// thumbnailSide is the longer side of pictures on a page, in pixels.
const thumbnailSide = 96
