"""Every kind of figure as a reader meets it: in JupyterLab and on a static page, light and dark.

Pictures go to build/screenshots/figures-*.png, to be looked at. What can be
checked without eyes is: that colours follow the theme, that values appear under
the pointer and by keyboard, that a notebook that is not trusted still shows
something, and how long a page of ten figures takes.
"""

import contextlib
import importlib.util
import pathlib
import subprocess
import tempfile
import unittest

import nbformat

import lab

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "screenshots"

missing = [n for n in ("jupyterlab", "playwright") if importlib.util.find_spec(n) is None]
if not lab.find_browser():
    missing.append("chromium")

START = """import (
	"fmt"
	"math"
	"wade/sdk/figure"
	"wade/sdk/pond"
)
func grid(rows, cols int, f func(r, c int) float64) [][]float64 {
	out := make([][]float64, rows)
	for r := range out {
		for c := range cols {
			out[r] = append(out[r], f(r, c))
		}
	}
	return out
}
func names(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(prefix, i)
	}
	return out
}
bump := func(r, c int) float64 { return math.Exp(-float64((r-4)*(r-4)+(c-2)*(c-2)) / 4) }
wave := func(r, c int) float64 { return math.Sin(float64(3*r+c)/2) * float64(c) / 8 }"""

# One cell for each kind, by the name that its picture gets.
KINDS = {
    "lines": """shots := []float64{0, 1, 2, 4, 8}
figure.NewLines("Accuracy by shots", "shots", "accuracy").Range(0, 1).
	Band("colour", shots, []float64{0, .9, .97, 1, 1}, []float64{0, .8, .95, .99, 1}, []float64{.05, .97, 1, 1, 1}).
	Add("shape, gates closed", shots, []float64{0, .1, .12, .14, .14}).Level("chance", .25)""",
    "bars": """figure.NewBars("Gates by depth", "tanh(α)", names("layer ", 12)).
	Add("attention", grid(1, 12, wave)[0]).Add("feed-forward", grid(2, 12, wave)[1])""",
    "points": """points := figure.NewPoints("Shots by what they carry", "drop without the text", "drop without the picture").
	Quadrants(.5, .5, "both carry", "the picture carries", "neither", "the text carries")
for i := range 24 {
	points.Add(math.Mod(float64(i)*.37, 1.2), math.Mod(float64(i)*.61, 1.1), fmt.Sprint("shot ", i), []string{"colour", "shape", "place"}[i%3])
}
points""",
    "heat": """figure.NewHeat("Effect of a patch", "position", "layer", names("", 8), names("token ", 30), grid(8, 30, wave)).Diverging().Scale(-2, 2)""",
    "lens": """words := [][]string{{"the", "a", "of", "what"}, {"the", "red", "red", "colour"}, {"red", "red", "circle", "?"}}
figure.NewHeat("Lens: the likeliest token after each layer", "token", "layer", names("", 3), []string{"output", ":", "red", "circle"}, grid(3, 4, func(r, c int) float64 { return float64(r+1) / float64(c+3) })).Cells(words).Hover(words)""",
    "text": """figure.NewText("What the picture changed").Labels("prior", "picture").Add(
	figure.Span{Text: "output :", Value: math.NaN(), Picture: pond.Draw("large red circle on the left")},
	figure.Span{Text: " red", Value: 4.2, Mark: true, Hover: []string{"open     red .98   blue .01", "closed   blue .40   red .02"}},
	figure.Span{Text: " circle", Value: 1.6, Hover: []string{"open     circle .90", "closed   circle .31"}},
	figure.Span{Text: " on", Value: 0, Hover: []string{"open     on .99"}},
	figure.Span{Text: " the", Value: -.2, Hover: []string{"open     the .97"}},
	figure.Span{Text: " left", Value: -2.3, Hover: []string{"open     left .11   top .70", "closed   left .80"}})""",
    "overlay": """overlay := figure.NewOverlay("Where the answer looks, by head")
for h := range 4 {
	overlay.Add(fmt.Sprint("head ", h), pond.Draw("large red circle on the left"), grid(8, 8, func(r, c int) float64 { return bump(r, c) / float64(h+1) }))
}
overlay""",
    "signed": """figure.NewOverlay("Attribution").Signed().
	Add("for red", pond.Draw("a red ring and a green cross"), grid(8, 8, wave)).
	Add("for green", pond.Draw("a red ring and a green cross"), grid(8, 8, func(r, c int) float64 { return -wave(r, c) }))""",
    "page": """figure.NewPage(
	figure.NewBars("Effect of closing one gate", "change of log p", names("layer ", 4)).Add("attention", []float64{-.1, -.8, -2.1, .2}),
	figure.NewHeat("Attention of the answer", "latent", "head", names("", 4), names("", 16), grid(4, 16, func(r, c int) float64 { return math.Abs(wave(r, c)) })).Table(),
).Note("Closing the gate before layer 2 costs most: there the picture enters the answer.", "pond 1f2e3d, backend cpu, f32, gates open")""",
}

# The instruments on the model that every installation has.
MODEL = """import (
	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
)
m := must(sdk.Open(ctx, "pond"))
p := prompt.New().
	Shot(pond.Draw("large blue star on the top"), "output :", "blue").
	Shot(pond.Draw("small green ring on the right"), "output :", "green").
	Ask(pond.Draw("large red circle on the left"), "output :")
q := prompt.New().
	Shot(pond.Draw("large blue star on the top"), "output :", "blue").
	Shot(pond.Draw("small green ring on the right"), "output :", "green").
	Ask(pond.Draw("large blue circle on the left"), "output :")
many, answers := []*prompt.Prompt{p, q}, []string{"red", "blue"}
t := flamingo.Target{Answer: "red", Against: "blue"}"""

INSTRUMENTS = {
    "gates": "probe.Gates(ctx, m, p)",
    "effects": "probe.GateEffects(ctx, m, p, t)",
    "evidence": "probe.Evidence(ctx, m, p)",
    "lens": "probe.Lens(ctx, m, p)",
    "direct": "probe.Direct(ctx, m, p, t)",
    "attention": "probe.Attention(ctx, m, p, prompt.At(-1))",
    "text-attention": "probe.TextAttention(ctx, m, p)",
    "rollout": "probe.Rollout(ctx, m, p)",
    "atlas": "probe.Atlas(ctx, m, many, answers)",
    "patching": "probe.Patching(ctx, m, p, q, t)",
    "attribution-patching": "probe.AttributionPatching(ctx, m, p, q, t)",
    "path-patching": 'probe.PathPatching(ctx, m, p, q, t, "lm.3.attn.q")',
    "integrated-gradients": "probe.IntegratedGradients(ctx, m, p, t)",
    "occlusion": "probe.Occlusion(ctx, m, p, t)",
    "ledger": 'probe.Ledger(ctx, m, p, "red")',
    "flip": "probe.Flip(ctx, m, many, answers)",
    "positions": "probe.Positions(ctx, m, many, answers)",
    "quadrants": "probe.Quadrants(ctx, m, many)",
    "induction": "probe.Induction(ctx, m)",
    "copying": "probe.Copying(ctx, m, many)",
}

# How JupyterLab and a page say which theme they are in.
GROUND = "e => getComputedStyle(e).backgroundColor"
INK = "e => getComputedStyle(e).color"
LIGHT, DARK = "rgb(29, 35, 38)", "rgb(227, 231, 233)"

SCROLL = """async () => {
    const box = document.scrollingElement, gaps = [];
    const room = box.scrollHeight - box.clientHeight, frames = 60;
    let last = await new Promise(requestAnimationFrame);
    for (let i = 1; i <= frames; i++) {
        box.scrollTo({top: room * i / frames, behavior: 'instant'});
        const now = await new Promise(requestAnimationFrame);
        gaps.push(now - last);
        last = now;
    }
    gaps.sort((a, b) => a - b);
    const t = performance.getEntriesByType('navigation')[0];
    return {load: t.loadEventEnd, median: gaps[frames >> 1], worst: gaps[frames - 1], elements: document.querySelectorAll('*').length};
}"""


def setUpModule():
    if missing:
        import sys

        print(f"SKIPPED: figures are not looked at, {', '.join(missing)} not found (make lab-test; apt-get install chromium)", file=sys.__stderr__)
        raise unittest.SkipTest("not found: " + ", ".join(missing))


def notebook(*cells):
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(c) for c in cells],
        metadata={"kernelspec": {"name": "wade", "display_name": "Go (wade)", "language": "go"}},
    )


class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        OUT.mkdir(parents=True, exist_ok=True)
        stack = contextlib.ExitStack()
        cls.addClassCleanup(stack.close)
        cls.folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cls.browser = stack.enter_context(lab.browser())
        nbformat.write(notebook(START, *KINDS.values()), cls.folder / "figures.ipynb")

    def check(self, figures, ink):
        """All figures are there and in the colours of the theme."""
        self.assertGreaterEqual(figures.count(), len(KINDS))
        for i in range(figures.count()):
            self.assertEqual(ink, figures.nth(i).evaluate(INK))

    def test_jupyterlab(self):
        with lab.server(self.folder) as (base, token):
            n = lab.Notebook(self.browser, base, token, "figures.ipynb")
            self.addCleanup(n.close)
            n.run_all(5 * lab.PATIENCE)
            n.save()
            for theme, ink in ("light", LIGHT), ("dark", DARK):
                if theme == "dark":
                    self.darken(n.page)
                self.check(n.page.locator("div.wade-fig"), ink)
                for i, kind in enumerate(KINDS, 1):
                    self.photograph(n.output(i), f"lab-{theme}-{kind}")
                self.point(n.output(list(KINDS).index("text") + 1), f"lab-{theme}-text-hover")
            self.untrusted(base, token)

    def test_instruments_in_jupyterlab(self):
        """The same in JupyterLab, in both themes."""
        nbformat.write(notebook(MODEL, *INSTRUMENTS.values()), self.folder / "instruments-lab.ipynb")
        with lab.server(self.folder) as (base, token):
            n = lab.Notebook(self.browser, base, token, "instruments-lab.ipynb")
            self.addCleanup(n.close)
            n.run_all(5 * lab.PATIENCE)
            for theme, ink in ("light", LIGHT), ("dark", DARK):
                if theme == "dark":
                    self.darken(n.page)
                for i, name in enumerate(INSTRUMENTS, 1):
                    figure = n.output(i).locator("div.wade-fig").first
                    self.assertEqual(ink, figure.evaluate(INK), name)
                    self.photograph(n.output(i), f"lab-{theme}-probe-{name}")

    def darken(self, page):
        """Choose the dark theme in the menu."""
        page.get_by_text("Settings", exact=True).first.click()
        page.get_by_text("Theme", exact=True).first.hover()
        page.get_by_text("JupyterLab Dark", exact=True).first.click()
        page.wait_for_selector('body[data-jp-theme-light="false"]', state="attached")
        page.wait_for_timeout(500)

    def untrusted(self, base, token):
        """What was not run here is cleaned of styles and drawings, and each figure is still a picture or a text."""
        book = nbformat.read(self.folder / "figures.ipynb", 4)
        book.cells[-1].source += "\n"
        for cell in book.cells:  # other outputs than those that were signed
            for o in cell.outputs:
                o.data["text/plain"] = o.data.get("text/plain", "") + " "
        nbformat.write(book, self.folder / "foreign.ipynb")
        n = lab.Notebook(self.browser, base, token, "foreign.ipynb")
        self.addCleanup(n.close)
        self.assertEqual(0, n.page.locator(".jp-OutputArea-output svg").count(), "the notebook is trusted, nothing is tried here")
        for i, kind in enumerate(KINDS, 1):
            self.photograph(n.output(i), f"untrusted-{kind}")
            if kind != "text":
                self.assertNotIn("Accuracy by shots", n.output(i).inner_text())  # words left over from a drawing
                self.assertGreater(n.output(i).locator("img").first.evaluate("e => e.naturalWidth"), 200, kind)

    def test_page(self):
        wade = ROOT / "bin" / "wade"
        page = self.folder / "figures.html"
        subprocess.run([wade, "run", "--html", page, "-o", self.folder / "ran.ipynb", self.folder / "figures.ipynb"], check=True, capture_output=True)
        for theme, ink in ("light", LIGHT), ("dark", DARK):
            tab = self.browser.new_page(viewport={"width": lab.WIDTH, "height": lab.HEIGHT}, color_scheme=theme)
            self.addCleanup(tab.close)
            tab.goto(page.as_uri())
            self.check(tab.locator("div.wade-fig"), ink)
            tab.screenshot(path=OUT / f"figures-page-{theme}.png", full_page=True)
            tokens = tab.locator(".words .hit")
            self.point(tab.locator(".wade-fig:has(.words)"), f"page-{theme}-text-hover")
            tokens.nth(1).focus()  # by keyboard
            self.assertTrue(tokens.nth(1).locator(".tip").is_visible())
            for kind, of in ("lines", "Accuracy by shots"), ("bars", "Gates by depth"), ("points", "Shots by"):
                figure = tab.locator(f'.wade-fig:has(> .wide > svg[aria-label*="{of}"])')
                hit = figure.locator("g.hit").nth(2)
                hit.hover()
                self.assertTrue(hit.locator(".tip").is_visible(), kind)
                self.photograph(figure, f"page-{theme}-{kind}-hover")

    def test_instruments(self):
        """What each instrument shows of the real model, on a page, light and dark."""
        nbformat.write(notebook(MODEL, *INSTRUMENTS.values()), self.folder / "instruments.ipynb")
        page, ran = self.folder / "instruments.html", self.folder / "instruments-ran.ipynb"
        subprocess.run([ROOT / "bin" / "wade", "run", "--html", page, "-o", ran, self.folder / "instruments.ipynb"], check=True, capture_output=True)
        shows = {}
        for name, cell in zip(INSTRUMENTS, nbformat.read(ran, 4).cells[1:]):
            data = next((o.data for o in cell.outputs if o.output_type in ("execute_result", "display_data") and "text/html" in o.data), {})
            self.assertIn("text/html", data, name)
            self.assertIn("text/plain", data, name)
            self.assertLess(len(data["text/html"]), 2 << 20, name)
            shows[name] = "wade-fig" in data["text/html"]
        for theme in "light", "dark":
            tab = self.browser.new_page(viewport={"width": lab.WIDTH, "height": lab.HEIGHT}, color_scheme=theme)
            self.addCleanup(tab.close)
            tab.goto(page.as_uri())
            for i, name in enumerate(INSTRUMENTS):
                cell = tab.locator("section.cell").nth(i + 1)
                self.photograph(cell, f"probe-{theme}-{name}")
        self.assertEqual([], [n for n, drawn in shows.items() if not drawn])

    def point(self, figure, name):
        """The lists of a token appear under the pointer, within what can be seen."""
        token = figure.locator(".hit").last
        token.hover()
        tip = token.locator(".tip")
        self.assertTrue(tip.is_visible())
        a, b = tip.bounding_box(), figure.bounding_box()
        self.assertLessEqual(a["y"] + a["height"], b["y"] + b["height"] + 1)
        self.assertLessEqual(a["x"] + a["width"], b["x"] + b["width"] + 1)
        self.photograph(figure, name)

    def test_ten_on_a_page(self):
        cell = """big := grid(24, 100, wave)
text := figure.NewText("a long text")
for i := range 300 {
	text.Add(figure.Span{Text: fmt.Sprint(" token", i), Value: wave(i, 7), Hover: names("a line of the list ", 10)})
}
many := figure.NewOverlay("many")
for i := range 32 {
	many.Add(fmt.Sprint(i), pond.Draw("a red ring"), grid(16, 16, bump))
}
heat := figure.NewHeat("heat", "token", "layer", names("", 24), names("t", 100), big).Diverging()
figure.NewPage(heat, text, many, heat, text, many, heat, text, many, heat)"""
        nbformat.write(notebook(START, cell), self.folder / "ten.ipynb")
        page = self.folder / "ten.html"
        subprocess.run([ROOT / "bin" / "wade", "run", "--html", page, "-o", self.folder / "out.ipynb", self.folder / "ten.ipynb"], check=True, capture_output=True)
        tab = self.browser.new_page(viewport={"width": lab.WIDTH, "height": lab.HEIGHT})
        self.addCleanup(tab.close)
        tab.goto(page.as_uri(), wait_until="load")
        t = tab.evaluate(SCROLL)
        import sys

        print(f"ten large figures: page of {page.stat().st_size >> 10} kB and {t['elements']} elements loads in {t['load']:.0f} ms; "
              f"a frame while scrolling takes {t['median']:.0f} ms, at most {t['worst']:.0f} ms", file=sys.__stderr__)

    def photograph(self, locator, name):
        locator.screenshot(path=OUT / f"figures-{name}.png")


if __name__ == "__main__":
    unittest.main()
