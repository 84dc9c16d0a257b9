package figure

import (
	"fmt"
	"image/color"
	"strings"
)

// paint is a colour of the theme, which differs between light and dark, or a fixed one.
type paint struct {
	name  string // class in the style sheet, "" for a fixed colour
	light color.NRGBA
	dark  string
}

func hex(s string) color.NRGBA {
	var c color.NRGBA
	if _, err := fmt.Sscanf(s, "#%02x%02x%02x", &c.R, &c.G, &c.B); err != nil {
		panic(err) // constants of this file
	}
	c.A = 255
	return c
}

func themed(name, light, dark string) paint { return paint{name, hex(light), dark} }

func fixed(c color.NRGBA) paint { return paint{light: c} }

var (
	ink   = themed("ink", "#1d2326", "#e3e7e9")
	soft  = themed("soft", "#5f6b72", "#9fabb1")
	rule  = themed("rule", "#d9dee1", "#39434a")
	paper = themed("paper", "#ffffff", "#111517")
)

// palette is that of Okabe and Ito (2008) in an order that keeps neighbours apart, without yellow, which is lost on white;
// on dark ground each hue is lighter.
var palette = []paint{
	themed("s0", "#0072b2", "#4aa3e0"), themed("s1", "#d55e00", "#ff8a3d"), themed("s2", "#009e73", "#2fc79a"),
	themed("s3", "#cc79a7", "#e59cc4"), themed("s4", "#c88700", "#f0bd4e"), themed("s5", "#56b4e9", "#a9dcfa"),
	themed("s6", "#5a5a5a", "#b4b4b4"),
}

func series(i int) paint { return palette[i%len(palette)] }

// The hues of maps. Their opacity tells the value, so they stand on light, dark and pictures alike.
var (
	hueMore = color.NRGBA{R: 222, G: 104, B: 10, A: 255}  // orange: above zero
	hueLess = color.NRGBA{R: 20, G: 122, B: 200, A: 255}  // blue: below zero
	hueOne  = color.NRGBA{R: 30, G: 120, B: 205, A: 255}  // maps without sign
	hueOver = color.NRGBA{R: 255, G: 221, B: 0, A: 255}   // maps over pictures: bright, as most of a picture is not
	hueNone = color.NRGBA{R: 128, G: 128, B: 128, A: 110} // no number
)

// style is the same for every figure, so that several on a page do not disturb each other. It follows JupyterLab and VS
// Code by what they write on the body, other pages by what the reader's system prefers, all without a script.
var style = sheet()

func sheet() string {
	var light, dark, use strings.Builder
	for _, p := range append([]paint{ink, soft, rule, paper}, palette...) {
		fmt.Fprintf(&light, "--w-%s:#%02x%02x%02x;", p.name, p.light.R, p.light.G, p.light.B)
		fmt.Fprintf(&dark, "--w-%s:%s;", p.name, p.dark)
		fmt.Fprintf(&use, ".wade-fig .f-%[1]s{fill:var(--w-%[1]s)}.wade-fig .k-%[1]s{stroke:var(--w-%[1]s)}", p.name)
	}
	return `.wade-fig{` + light.String() + `}` +
		`@media(prefers-color-scheme:dark){.wade-fig{` + dark.String() + `}}` +
		`body[data-jp-theme-light=true] .wade-fig,body.vscode-light .wade-fig,html[data-theme=light] .wade-fig{` + light.String() + `}` +
		`body[data-jp-theme-light=false] .wade-fig,body.vscode-dark .wade-fig,html[data-theme=dark] .wade-fig{` + dark.String() + `}` +
		`@media print{.wade-fig.wade-fig{` + light.String() + `}}` +
		`div.wade-fig{background:var(--w-paper);color:var(--w-ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;` +
		`padding:6px 8px;border-radius:6px;margin:4px 0;max-width:max-content;box-sizing:border-box}` +
		`div.wade-fig div.wade-fig{padding:0;margin:0}` +
		`.wade-fig svg{display:block;max-width:none}.wade-fig .still{display:none}` +
		`.wade-fig .wide{display:block!important;overflow-x:auto;max-width:100%}` +
		use.String() +
		`.wade-fig .tip{display:none;pointer-events:none}.wade-fig .hit:not(.keys):hover>.tip,.wade-fig .hit:focus>.tip{display:block!important}` +
		`.wade-fig .hit{outline:none}.wade-fig .hit:focus-visible>.zone{stroke:var(--w-ink);stroke-width:1.5}` +
		`.wade-fig .panel:hover .map{opacity:0}` +
		`.wade-fig .words{position:relative;white-space:pre-wrap;overflow-wrap:anywhere;font-size:15px;line-height:1.75;max-width:56em}` +
		`.wade-fig .words .t{border-radius:3px;padding:1px 1px;margin:0 1px}` +
		`.wade-fig .words .mark{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}` +
		`.wade-fig .words .hit:hover,.wade-fig .words .hit:focus{outline:2px solid var(--w-ink)}` +
		`.wade-fig .words .tip{position:absolute;left:0;max-width:100%;z-index:9;margin-top:2px;padding:4px 9px;box-sizing:border-box;background:var(--w-paper);` +
		`border:1px solid var(--w-soft);border-radius:5px;box-shadow:0 2px 8px rgba(0,0,0,.25);white-space:pre-wrap;font-size:13px;line-height:1.4}` +
		`.wade-fig .note{margin:4px 0 0;max-width:64em}.wade-fig .from{margin:2px 0 0;font-size:12px;color:var(--w-soft);max-width:70em;overflow-wrap:anywhere}` +
		`.wade-fig .part{overflow-x:auto;max-width:100%}.wade-fig .part+.part{margin-top:8px}`
}
