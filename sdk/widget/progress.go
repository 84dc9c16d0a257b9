package widget

import "time"

// A Progress is a bar that fills. It may be set as often as one likes: the front end hears of it twenty times a second.
type Progress struct{ Base }

// NewProgress returns a bar from 0 to max, for numbers.
func NewProgress(label string, max float64, opts ...Option) *Progress {
	return newProgress("FloatProgress", label, max, opts)
}

// NewIntProgress returns a bar of n steps.
func NewIntProgress(label string, n int, opts ...Option) *Progress {
	return newProgress("IntProgress", label, n, opts)
}

func newProgress(model, label string, max any, opts []Option) *Progress {
	w := &Progress{}
	w.begin(model, label)
	if err := w.Set("max", max); err != nil {
		w.fail(err)
	}
	w.still = w.track
	w.pace.every = 50 * time.Millisecond
	w.Update(opts...)
	return w
}

// Value is how far the bar is.
func (w *Progress) Value() float64 {
	v, _ := finite(w.Get("value"))
	return v
}

// SetValue moves the bar, at most to its ends.
func (w *Progress) SetValue(v float64) {
	lo, _ := finite(w.Get("min"))
	hi, _ := finite(w.Get("max"))
	v = min(max(v, lo), hi)
	if w.def.name == "IntProgress" {
		w.put(map[string]any{"value": int(v)})
		return
	}
	if v, ok := finite(v); ok {
		w.put(map[string]any{"value": v})
	}
}

// Add moves the bar by n.
func (w *Progress) Add(n float64) { w.SetValue(w.Value() + n) }
