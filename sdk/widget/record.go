package widget

import (
	"context"
	"fmt"
	"html"
	"reflect"
	"strings"

	"wade/sdk/display"
)

// A frame is one recorded call.
type frame struct {
	says        string // the values of the controls
	plain, page string
}

// maxFrames bounds what is recorded: each frame is saved with the notebook.
const maxFrames = 64

// Record calls the function for values of all controls, n of each slider and every option of a choice or box to tick, and
// keeps the results as what is seen where nothing is live, such as on a page. It returns w. Record after the controls have
// their options, and before w is shown. Text fields keep their present value.
func (w *Interactive) Record(ctx context.Context, n int) (*Interactive, error) {
	grids := make([][]setting, len(w.controls))
	total := 1
	for i, c := range w.controls {
		grids[i] = settings(c, n)
		total *= len(grids[i])
	}
	if total > maxFrames {
		return nil, fmt.Errorf("widget: Record would make %d frames, at most %d are kept: take fewer values than %d, or fewer controls", total, maxFrames, n)
	}
	frames := make([]frame, 0, total)
	for k := range total {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var values []reflect.Value
		var says []string
		rest := k
		strides := total
		for i, g := range grids {
			strides /= len(g)
			s := g[rest/strides]
			rest %= strides
			values = append(values, s.values...)
			if s.says != "" {
				says = append(says, named(get[string](w.controls[i].Model(), "description"), s.says))
			}
		}
		v, err := w.call.with(ctx, values)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		shown := NewOutput()
		switch {
		case err != nil:
			shown.Show(failed(err))
		case v != nothing:
			shown.Show(v)
		}
		plain, page := shown.Still()
		frames = append(frames, frame{strings.Join(says, ", "), plain, page})
	}
	w.mu.Lock()
	w.frames = frames
	w.mu.Unlock()
	return w, nil
}

// Fallback shows v where nothing is live, in place of the present state and of recorded frames. It returns w.
func (w *Interactive) Fallback(v any) *Interactive {
	plain, page := still(display.Bundle(v))
	w.Box.still = func() (string, string) { return plain, page }
	return w
}

// A setting is one position of a control.
type setting struct {
	values []reflect.Value
	says   string
}

func settings(c Widget, n int) (list []setting) {
	add := func(says string, values ...any) {
		s := setting{says: says}
		for _, v := range values {
			s.values = append(s.values, reflect.ValueOf(v))
		}
		list = append(list, s)
	}
	n = max(n, 1)
	spread := func(lo, hi float64, f func(v float64)) {
		if n == 1 || lo == hi {
			f(lo)
			return
		}
		for i := range n {
			f(lo + (hi-lo)*float64(i)/float64(n-1))
		}
	}
	switch c := c.(type) {
	case *IntSlider:
		lo, hi := get[int](&c.Base, "min"), get[int](&c.Base, "max")
		last := lo - 1
		spread(float64(lo), float64(hi), func(v float64) {
			if at := int(v); at != last {
				add(fmt.Sprint(at), at)
				last = at
			}
		})
	case *FloatSlider:
		spread(get[float64](&c.Base, "min"), get[float64](&c.Base, "max"), func(v float64) { add(fmt.Sprintf("%.4g", v), v) })
	case *Checkbox:
		add("no", false)
		add("yes", true)
	case *Choice:
		for _, o := range c.Options() {
			add(o, o)
		}
	}
	if len(list) == 0 {
		add("", valuesOf(c)()...)
	}
	return list
}

// filmstrip shows frames below each other, each with its values.
func filmstrip(frames []frame) (string, string) {
	var plain, page strings.Builder
	page.WriteString("<table>")
	for _, f := range frames {
		fmt.Fprintf(&plain, "%s\n  %s\n", f.says, strings.ReplaceAll(f.plain, "\n", "\n  "))
		fmt.Fprintf(&page, "<tr><td>%s</td><td>%s</td></tr>", html.EscapeString(f.says), f.page)
	}
	page.WriteString("</table>")
	return plain.String(), page.String()
}
