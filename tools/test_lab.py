"""The kernel in a real JupyterLab in a real browser, driven as a person would.

A picture of each step goes to build/screenshots. Without a browser, JupyterLab
or Playwright it says so and is skipped; `make lab-test` installs the latter two.
"""

import contextlib
import importlib.util
import pathlib
import re
import tempfile
import time
import unittest

import nbformat

import lab

OUT = pathlib.Path(__file__).resolve().parent.parent / "build" / "screenshots"

missing = [n for n in ("jupyterlab", "playwright") if importlib.util.find_spec(n) is None]
if not lab.find_browser():
    missing.append("chromium")


def setUpModule():
    if missing:
        import sys

        print(f"SKIPPED: JupyterLab is not driven, {', '.join(missing)} not found (make lab-test; apt-get install chromium)", file=sys.__stderr__)
        raise unittest.SkipTest("not found: " + ", ".join(missing))


class Lab(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        OUT.mkdir(parents=True, exist_ok=True)
        stack = contextlib.ExitStack()
        cls.addClassCleanup(stack.close)
        cls.folder = stack.enter_context(tempfile.TemporaryDirectory())
        cls.base, cls.token = stack.enter_context(lab.server(cls.folder))
        cls.browser = stack.enter_context(lab.browser())

    def open(self, *cells):
        """A new notebook with these cells, in a page of its own."""
        self.name = self.id().rpartition(".")[2]
        path = pathlib.Path(self.folder, self.name + ".ipynb")
        nbformat.write(nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(c) for c in cells],
            metadata={"kernelspec": {"name": "wade", "display_name": "Go (wade)", "language": "go"}},
        ), path)
        return self.page(path.name)

    def page(self, name):
        n = lab.Notebook(self.browser, self.base, self.token, name)
        self.addCleanup(n.close)
        self.addCleanup(self.photograph, n, "end")
        return n

    def photograph(self, n, step):
        n.picture(OUT / f"lab-{self.name.removeprefix('test_')}-{step}.png")

    def shows(self, locator, pattern):
        """Wait until an element shows a text."""
        end = time.monotonic() + lab.PATIENCE
        while not re.search(pattern, text := locator.inner_text()):
            if time.monotonic() > end:
                self.fail(f"{pattern!r} is not in {text!r}")
            time.sleep(0.1)
        return text

    def test_run(self):
        n = self.open(
            'import "fmt"\nfmt.Println("printed")\n6 * 7',
            'import "os"\nfmt.Fprintln(os.Stderr, "to the log")\n_ = 1',
            'xs := []string{"a", "b"}\nxs',
            'func twice(n int) int { return 2 * n }',
            "twice(21)",
        )
        n.run_all()
        self.shows(n.output(0), r"printed\s+\[1\]:\s+42")
        self.assertEqual(1, n.output(1).locator('[data-mime-type="application/vnd.jupyter.stderr"]').count())
        self.shows(n.output(1), "to the log")
        self.shows(n.output(2), r'\[a b\]|"a", "b"')
        self.assertEqual("", n.output(3).inner_text().strip())
        self.shows(n.output(4), "42")

    def test_errors_have_a_marker(self):
        n = self.open('y := undefinedName + 1\nz := "a" * 2', 'var list []int\nfunc at(i int) int {\n\treturn list[i]\n}\nat(3)')
        n.run(0)
        text = self.shows(n.output(0), "undefinedName")
        self.assertIn("^", text)
        self.assertIn('"a" * 2', text)  # all errors of the cell, not only the first
        n.run(1)
        text = self.shows(n.output(1), "index out of range")
        self.assertIn("return list[i]", text)
        self.assertNotIn("interp.", text)

    def test_interrupt(self):
        n = self.open("kept := 5\nclosure := func() int { return kept + 1 }", "for {}", "closure()")
        n.run(0)
        n.run(1, wait=False)
        n.busy()
        self.photograph(n, "busy")
        n.toolbar("notebook:interrupt-kernel")
        n.idle()
        self.shows(n.output(1), "nterrupt")
        n.run(2)
        self.shows(n.output(2), "6")

    def test_a_crash_costs_the_variables_only(self):
        n = self.open("lost := 1", "%sh kill -9 $PPID", "1 + 1", "lost")
        n.run(0)
        n.run(1)
        self.shows(n.output(1), "variables and declarations are gone")
        n.run(2)
        self.shows(n.output(2), r"\[\d\]:\s+2")
        n.run(3)
        self.shows(n.output(3), "undefined: lost")
        self.assertEqual(0, n.page.locator(".jp-Dialog").count())  # Jupyter has noticed nothing

    def restart(self, n):
        """Restart the kernel and answer the question."""
        n.toolbar("notebook:restart-kernel")
        dialog = n.page.locator(".jp-Dialog")
        self.shows(dialog, "lost")
        self.photograph(n, "question")
        dialog.locator(".jp-mod-accept").click()
        dialog.wait_for(state="detached")
        n.page.wait_for_timeout(500)
        n.idle()

    def test_restart(self):
        n = self.open("gone := 1", "gone", "1 + 1")
        n.run(0)
        n.run(1)
        self.shows(n.output(1), "1")
        self.restart(n)
        n.run(1)
        self.shows(n.output(1), "undefined: gone")
        n.run(2)
        self.shows(n.output(2), r"\[\d\]:\s+2")

    def test_complete(self):
        n = self.open('import "strings"', 'strings.HasP', 'import "time"\nfor i := 0; i < 600; i++ { time.Sleep(100 * time.Millisecond) }', "strings.ToUp")
        n.run(0)
        n.editor(1).click()
        n.page.keyboard.press("Control+End")
        n.page.keyboard.press("Tab")
        self.accept(n, 1, "HasPrefix")
        n.run(2, wait=False)
        n.busy()
        n.editor(3).click()
        n.page.keyboard.press("Control+End")
        n.page.keyboard.press("Tab")
        self.accept(n, 3, "ToUpper")
        self.assertTrue(n.page.get_by_text("| Busy").first.is_visible())
        n.toolbar("notebook:interrupt-kernel")
        n.idle()

    def accept(self, n, cell, word):
        """Take the completion that the box offers, unless the only one was taken at once."""
        end = time.monotonic() + lab.PATIENCE
        while word not in n.editor(cell).inner_text():
            box = n.page.locator(".jp-Completer:visible")
            if box.count() and word in box.inner_text():
                n.page.wait_for_timeout(500)
                self.photograph(n, f"box-{word}")
                n.page.keyboard.press("Enter")
                n.page.wait_for_timeout(200)
            self.assertLess(time.monotonic(), end, f"{word} was not offered")
            time.sleep(0.1)

    def test_inspect(self):
        n = self.open('import "strings"\ntype Point struct{ X, Y int }\n// Norm1 is the sum of the sizes.\nfunc (p Point) Norm1() int { return p.X + p.Y }\np := Point{1, 2}', "strings.Repeat(", "p.Norm1")
        n.run(0)
        for cell, want in ((1, r"(?s)func.*Repeat\(s string, count int\) string.*returns a new string"), (2, r"Norm1\(\) int")):
            n.editor(cell).click()
            n.page.keyboard.press("Control+End")
            if cell == 1:
                n.page.keyboard.press("ArrowLeft")
            n.page.keyboard.press("Shift+Tab")
            tip = n.page.locator(".jp-Tooltip")
            tip.wait_for()
            self.shows(tip, want)
            n.page.wait_for_timeout(300)
            self.photograph(n, f"tooltip-{cell}")
            n.page.keyboard.press("Escape")
            tip.wait_for(state="detached")

    def test_stdin(self):
        n = self.open('import "fmt"\nvar name string\nfmt.Print("your name? ")\nfmt.Scanln(&name)\nfmt.Println("hello,", name)',
                      'import "wade/sdk/display"\nword := must(display.Password(ctx, "password: "))\nlen(word)',
                      'display.Input(ctx, "never: ")')
        for cell, typed, want in ((0, "Ada", "hello, Ada"), (1, "sesame", r"\b6\b")):
            n.run(cell, wait=False)
            box = n.cell(cell).locator(".jp-Stdin-input")
            box.wait_for()
            self.assertEqual("password" if cell else "text", box.get_attribute("type") or "text")
            box.fill(typed)
            self.photograph(n, f"box-{cell}")
            box.press("Enter")
            n.idle()
            text = self.shows(n.output(cell), want)
            if cell:
                self.assertNotIn("sesame", text)
        n.run(2, wait=False)
        n.cell(2).locator(".jp-Stdin-input").wait_for()
        n.toolbar("notebook:interrupt-kernel")
        n.idle()
        self.shows(n.output(2), "nterrupt")

    def test_rich_outputs(self):
        n = self.open('''import ("wade/sdk/display"; "wade/sdk/figure"; "wade/sdk/pond")
display.Show(display.Markdown("# Title\\n*slanted* and $a^2$"))
display.Show(display.Math(`\\int_0^1 x^2\\,dx = \\frac13`))
display.Show(display.HTML("<b>bold</b>"))
display.Show(display.JSON(map[string]any{"a": []int{1, 2}}))
display.Show(pond.Draw("large red circle on the left"))
t := display.NewTable("shape", "n")
t.Add("circle", 3)
display.Show(t)
bars := figure.NewBars("a chart", "count", []string{"a", "b"})
bars.Add("one", []float64{1, 2})
bars''')
        n.run(0)
        n.page.wait_for_timeout(1000)
        out = n.output(0)
        for selector in ("h1", "em", ".MathJax, mjx-container", "b", ".jp-RenderedJSON, [data-mime-type='application/json']", "table"):
            self.assertGreaterEqual(out.locator(selector).count(), 1, selector)
        self.assertGreaterEqual(out.locator("img, svg").count(), 2)
        self.assertEqual(0, out.locator('[data-mime-type="application/vnd.jupyter.error"]').count(), out.inner_text())

    def test_progress(self):
        n = self.open('''import ("time"; "wade/sdk/display")
bar := display.NewProgress("work", 60)
for i := range 60 {
	time.Sleep(100 * time.Millisecond)
	bar.Set(i+1, "going on")
}
bar.Done()''')
        n.run(0, wait=False)
        self.shows(n.output(0), "work")
        first = n.output(0).inner_text()
        self.photograph(n, "half")
        end = time.monotonic() + lab.PATIENCE
        while n.output(0).inner_text() == first:  # it moves while the cell runs
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        n.idle()
        self.shows(n.output(0), "60")

    def test_reload(self):
        n = self.open("x := 41", "x + 1", 'import ("fmt"; "time")\nfor i := 0; i < 30; i++ { time.Sleep(100 * time.Millisecond) }\nfmt.Println("done")')
        n.run(0)
        n.save()
        n.run(2, wait=False)
        n.busy()
        n.reload()  # comes back while the cell runs, or after it
        n.run(1)
        self.shows(n.output(1), "42")

    SLIDER = """import ("wade/sdk/pond"; "wade/sdk/widget")
which := widget.NewIntSlider("which", 0, 7, 0)
pictures := []string{"red", "blue", "green", "yellow", "white", "red", "blue", "green"}
widget.Interact(func(i int) any { return pond.Draw("large " + pictures[i] + " circle on the left") }, which)"""

    def picture(self, n, cell):
        """The source of the picture in the output of a cell, once it has one."""
        image = n.output(cell).locator("img").first
        image.wait_for()
        return image.get_attribute("src")

    def slide(self, n, cell, key):
        """Move the slider of a cell by keyboard and wait until the picture has changed."""
        before = self.picture(n, cell)
        n.output(cell).locator(".noUi-handle").first.focus()
        n.page.keyboard.press(key)
        end = time.monotonic() + lab.PATIENCE
        while self.picture(n, cell) == before:
            self.assertLess(time.monotonic(), end, "the picture stays")
            time.sleep(0.05)

    def test_slider_moves_a_picture(self):
        n = self.open(self.SLIDER, "which.Value()", 'import "time"\nfor i := 0; i < 600; i++ { time.Sleep(100 * time.Millisecond) }')
        n.run(0)
        self.slide(n, 0, "ArrowRight")
        self.photograph(n, "moved")
        n.run(1)
        self.shows(n.output(1), r"\b1\b")
        n.run(2, wait=False)  # widgets answer while a cell runs
        n.busy()
        self.slide(n, 0, "ArrowRight")
        self.assertTrue(n.page.get_by_text("| Busy").first.is_visible())
        n.toolbar("notebook:interrupt-kernel")
        n.idle()
        n.run(1)
        self.shows(n.output(1), r"\b2\b")

    def test_reload_keeps_widgets(self):
        n = self.open(self.SLIDER, "which.Value()")
        n.run(0)
        self.slide(n, 0, "ArrowRight")
        n.save()
        n.reload()
        n.output(0).locator(".noUi-handle").first.wait_for()
        self.photograph(n, "again")
        self.slide(n, 0, "ArrowRight")
        n.run(1)
        self.shows(n.output(1), r"\b2\b")

    def test_widgets_of_two_pages(self):
        n = self.open(self.SLIDER)
        n.run(0)
        self.picture(n, 0)
        n.save()
        other = self.page(self.name + ".ipynb")
        before = self.picture(other, 0)
        self.slide(n, 0, "ArrowRight")
        end = time.monotonic() + lab.PATIENCE
        while self.picture(other, 0) == before:
            self.assertLess(time.monotonic(), end, "the other page does not follow")
            time.sleep(0.05)

    def test_button(self):
        n = self.open("""import ("fmt"; "wade/sdk/widget")
clicks := 0
count := widget.NewLabel("none yet")
b := widget.NewButton("press me")
b.OnClick(func() { clicks++; count.SetValue(fmt.Sprint(clicks, " clicks")) })
widget.VBox(b, count)""")
        n.run(0)
        n.page.get_by_role("button", name="press me").click()
        self.shows(n.output(0), "1 clicks")

    def test_module(self):
        n = self.open("""import "wade/sdk/widget"
module := `export default { render({ model, el }) {
	const b = document.createElement("button");
	b.className = "of-the-test";
	const show = () => { b.textContent = "n is " + model.get("n"); };
	b.onclick = () => { model.set("n", model.get("n") + 1); model.save_changes(); };
	model.on("change:n", show); show(); el.appendChild(b);
} }`
counter := widget.NewAny(module, ".of-the-test { font-weight: bold }", map[string]any{"n": 40})
counter""", 'counter.Get("n")', 'counter.Set("n", 7)')
        n.run(0)
        button = n.page.locator(".of-the-test")
        self.shows(button, "n is 40")
        button.click()
        self.shows(button, "n is 41")
        n.run(1)
        self.shows(n.output(1), r"\b41\b")
        n.run(2)
        self.shows(button, "n is 7")

    def variable(self, n, name):
        """The line of a variable in the tree of the panel."""
        return n.page.get_by_role("treeitem", name=name + ":").first

    def test_variables(self):
        """The panel of variables, which JupyterLab has in its debugger."""
        n = self.open("""type Point struct { X, Y int; Name string }
count := 41
words := []string{"red", "blue"}
p := Point{3, 4, "corner"}
ages := map[string]int{"Ada": 36, "Bob": 7}""", """import "fmt"
fmt.Println("still", count)
count++
p.X = 30
ratio := 0.5""", """import "time"
for i := 0; i < 600; i++ { fmt.Println(i); time.Sleep(100 * time.Millisecond) }""", "1 + 1")
        n.run(0)
        bug = n.page.locator(".jp-NotebookPanel-toolbar .jp-DebuggerBugButton")
        bug.click()
        panel = n.page.locator(".jp-DebuggerVariables-body:visible")
        self.shows(panel, "count")
        for name, want in (("ages", r"map\[string\]int = map\[Ada:36 Bob:7\]"), ("count", "int = 41"), ("p", "Point = {X:3 Y:4 Name:corner}"), ("words", r"\[\]string = \[red blue\]")):
            self.shows(self.variable(n, name), want)
        for name, want in (("p", r"X\s+int = 3\s+Y\s+int = 4\s+Name\s+string = corner"), ("words", r"0\s+string = red\s+1\s+string = blue"), ("ages", r"Ada\s+int = 36\s+Bob\s+int = 7")):
            self.variable(n, name).click(position={"x": 40, "y": 10})
            self.shows(panel, want)
        self.photograph(n, "open")

        n.run(1)  # cells run as ever, and the panel follows
        self.shows(n.output(1), "still 41")
        self.shows(panel, "ratio")
        for name, want in (("count", "int = 42"), ("p", "Point = {X:30 Y:4 Name:corner}"), ("ratio", "float64 = 0.5")):
            self.shows(self.variable(n, name), want)
        self.variable(n, "words").hover()
        n.page.get_by_title("Render variable: words").click()
        form = n.page.locator(".jp-VariableRendererPanel-renderer")
        self.shows(form, r"\[red blue\]")
        self.photograph(n, "rendered")

        n.run(2, wait=False)  # while a cell runs the variables are those before it
        self.shows(n.output(2), r"\b5\b")
        self.shows(self.variable(n, "p"), "X:30")
        self.shows(form, r"\[red blue\]")
        self.variable(n, "p").click(position={"x": 40, "y": 10})
        self.shows(panel, "a cell is running")
        self.photograph(n, "running")
        n.toolbar("notebook:interrupt-kernel")
        n.idle()
        self.shows(self.variable(n, "count"), "42")

        n.cell(3).locator(".cm-breakpoint-gutter .cm-gutterElement").last.click()  # no breakpoint, but no harm either
        n.page.wait_for_timeout(1000)
        self.photograph(n, "breakpoint")
        n.run(3)
        self.shows(n.output(3), r"\]:\s+2")

        n.page.get_by_title("Table View").click()
        n.page.wait_for_timeout(1000)
        self.photograph(n, "table")
        n.page.get_by_title("Tree View").click()

        self.restart(n)
        end = time.monotonic() + lab.PATIENCE
        while self.variable(n, "count").count():
            self.assertLess(time.monotonic(), end, "the panel keeps the variables")
            time.sleep(0.05)
        self.shows(form, "undefined")
        self.photograph(n, "restarted")
        n.run(3)
        self.shows(n.output(3), r"\[1\]:\s+2")
        n.run(0)
        self.shows(self.variable(n, "count"), "int = 41")

        bug.click()
        n.page.wait_for_function("() => document.querySelector('.jp-DebuggerBugButton').getAttribute('aria-pressed') === 'false'")
        n.run(3)
        self.shows(n.output(3), r"\[3\]:\s+2")
        self.assertEqual(0, n.page.locator(".jp-Dialog").count())
        self.assertEqual([], n.complaints)

    def test_two_pages_of_one_kernel(self):
        n = self.open("shared := 7", 'import "time"\nfor i := 0; i < 600; i++ { time.Sleep(100 * time.Millisecond) }', "shared")
        n.run(0)
        n.save()
        other = self.page(self.name + ".ipynb")
        other.run(2)
        self.shows(other.output(2), "7")
        n.run(1, wait=False)
        n.busy()
        other.busy()
        other.toolbar("notebook:interrupt-kernel")
        n.idle()
        other.idle()
        self.shows(n.output(1), "nterrupt")

    def test_console_and_history(self):
        n = self.open("deep := 12")
        n.run(0)
        n.page.locator(".jp-NotebookPanel").click(button="right", position={"x": 300, "y": 400})
        n.page.get_by_text("New Console for Notebook").click()
        console = n.page.locator(".jp-CodeConsole")
        prompt = console.locator(".jp-CodeConsole-promptCell .cm-content")
        prompt.wait_for()
        n.page.wait_for_timeout(1000)
        prompt.click()
        n.page.keyboard.insert_text("deep * 2")
        n.page.keyboard.press("Shift+Enter")
        self.shows(console.locator(".jp-CodeConsole-content"), r"24")
        prompt.click()
        n.page.keyboard.press("ArrowUp")
        self.shows(prompt, r"deep \* 2")
        self.photograph(n, "history")


if __name__ == "__main__":
    unittest.main()
