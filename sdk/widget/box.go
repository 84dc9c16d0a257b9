package widget

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// A Box holds other widgets.
type Box struct{ Base }

// HBox puts widgets side by side.
func HBox(children ...Widget) *Box { return newBox("HBox", children) }

// VBox puts widgets below each other.
func VBox(children ...Widget) *Box { return newBox("VBox", children) }

// Grid puts widgets into rows of so many columns.
func Grid(columns int, children ...Widget) *Box {
	w := newBox("GridBox", children)
	w.Update(Layout("grid_template_columns", fmt.Sprintf("repeat(%d, auto)", max(columns, 1))), Layout("grid_gap", "4px"))
	return w
}

func newBox(model string, children []Widget) *Box {
	w := &Box{}
	w.begin(model, "")
	w.SetChildren(children...)
	w.still = func() (string, string) { return w.stack(nil) }
	return w
}

// Children are the widgets in the box.
func (w *Box) Children() []Widget { return slices.Clone(get[[]Widget](&w.Base, "children")) }

// SetChildren replaces the widgets in the box.
func (w *Box) SetChildren(children ...Widget) { w.setChildren(children) }

// setChildren leaves out what is nil, and refuses a box within itself.
func (b *Base) setChildren(children []Widget) {
	list := []Widget{}
	for _, c := range children {
		if c == nil || c.Model() == nil {
			continue
		}
		if c.Model().holds(b) {
			b.fail(fmt.Errorf("widget: a %s cannot hold itself", b.def.name))
			continue
		}
		list = append(list, c)
	}
	b.put(map[string]any{"children": list})
}

func (b *Base) holds(other *Base) bool {
	if b == other {
		return true
	}
	for _, c := range get[[]Widget](b, "children") {
		if c.Model().holds(other) {
			return true
		}
	}
	return false
}

// Pages holds widgets of which one is seen at a time: tabs, or folds below each other.
type Pages struct{ Base }

// NewTab returns pages with tabs.
func NewTab() *Pages { return newPages("Tab", 0) }

// NewAccordion returns pages that unfold; at first none is.
func NewAccordion() *Pages { return newPages("Accordion", nil) }

// NewStack returns pages that only the program turns.
func NewStack() *Pages { return newPages("Stack", 0) }

func newPages(model string, selected any) *Pages {
	w := &Pages{}
	w.begin(model, "")
	w.put(map[string]any{"selected_index": selected})
	w.still = func() (string, string) { return w.stack(get[[]string](&w.Base, "titles")) }
	return w
}

// Page adds a page, and returns w.
func (w *Pages) Page(title string, content Widget) *Pages {
	if content == nil || content.Model() == nil {
		return w
	}
	n := len(get[[]Widget](&w.Base, "children"))
	w.setChildren(append(slices.Clone(get[[]Widget](&w.Base, "children")), content))
	if len(get[[]Widget](&w.Base, "children")) > n {
		w.put(map[string]any{"titles": append(slices.Clone(get[[]string](&w.Base, "titles")), title)})
	}
	return w
}

// Selected is the page that is seen, from 0, or -1.
func (w *Pages) Selected() int {
	if i, ok := w.Get("selected_index").(int); ok {
		return i
	}
	return -1
}

// Select turns to a page; one that is not there folds all.
func (w *Pages) Select(i int) {
	if i < 0 || i >= len(get[[]Widget](&w.Base, "children")) {
		w.put(map[string]any{"selected_index": nil})
		return
	}
	w.put(map[string]any{"selected_index": i})
}

// OnSelect calls f when another page is seen.
func (w *Pages) OnSelect(f func(i int)) {
	w.Observe("selected_index", func(any) { f(w.Selected()) })
}

// stack is what a container looks like without a front end: its children below each other.
func (b *Base) stack(titles []string) (string, string) {
	var plain, page strings.Builder
	for i, c := range get[[]Widget](b, "children") {
		p, h := c.Model().Still()
		if i < len(titles) {
			fmt.Fprintf(&plain, "%s\n", titles[i])
			fmt.Fprintf(&page, "<div><b>%s</b></div>", html.EscapeString(titles[i]))
		}
		plain.WriteString(p + "\n")
		page.WriteString(h)
	}
	return strings.TrimRight(plain.String(), "\n"), "<div>" + page.String() + "</div>"
}
