package widget

import (
	"errors"
	"math"
)

var errLog = errors.New("widget: a logarithmic slider needs ends above 0")

// An IntSlider is a whole number between two others.
type IntSlider struct{ Base }

// NewIntSlider returns a slider from lo to hi at v.
func NewIntSlider(label string, lo, hi, v int, opts ...Option) *IntSlider {
	w := &IntSlider{}
	w.begin("IntSlider", label)
	lo, hi = min(lo, hi), max(lo, hi)
	w.put(map[string]any{"min": lo, "max": hi, "value": min(max(v, lo), hi)})
	w.still = w.track
	w.Update(opts...)
	return w
}

// Value is where the slider is.
func (w *IntSlider) Value() int { return get[int](&w.Base, "value") }

// SetValue moves the slider, at most to its ends.
func (w *IntSlider) SetValue(v int) {
	w.put(map[string]any{"value": min(max(v, get[int](&w.Base, "min")), get[int](&w.Base, "max"))})
}

// OnChange calls f with every new value; f may be behind and then gets the latest.
func (w *IntSlider) OnChange(f func(v int)) { w.Observe("value", func(v any) { f(v.(int)) }) }

// A FloatSlider is a number between two others.
type FloatSlider struct{ Base }

// NewFloatSlider returns a slider from lo to hi at v. Without the option Step it has at least a hundred steps.
func NewFloatSlider(label string, lo, hi, v float64, opts ...Option) *FloatSlider {
	w := &FloatSlider{}
	w.begin("FloatSlider", label)
	w.bound(lo, hi)
	w.SetValue(v)
	w.still = w.track
	w.Update(opts...)
	return w
}

// Value is where the slider is.
func (w *FloatSlider) Value() float64 { return get[float64](&w.Base, "value") }

// SetValue moves the slider, at most to its ends.
func (w *FloatSlider) SetValue(v float64) { w.put(map[string]any{"value": w.clamp(v)}) }

// OnChange calls f with every new value; f may be behind and then gets the latest.
func (w *FloatSlider) OnChange(f func(v float64)) {
	w.Observe("value", func(v any) { f(v.(float64)) })
}

// A LogSlider is a number on a logarithmic scale.
type LogSlider struct{ Base }

// NewLogSlider returns a slider from lo to hi, both above 0, at v. Without the option Step, which is one of the exponent, it has
// 200 steps.
func NewLogSlider(label string, lo, hi, v float64, opts ...Option) *LogSlider {
	w := &LogSlider{}
	w.begin("FloatLogSlider", label)
	if !(lo > 0 && hi > 0) {
		w.fail(errLog)
		lo, hi = 1, 10
	}
	lo, hi = min(lo, hi), max(lo, hi)
	w.put(map[string]any{"min": math.Log10(lo), "max": math.Log10(hi), "value": min(max(v, lo), hi)})
	if hi > lo {
		w.put(map[string]any{"step": (math.Log10(hi) - math.Log10(lo)) / 200})
	}
	w.still = w.track
	w.Update(opts...)
	return w
}

// Value is where the slider is.
func (w *LogSlider) Value() float64 { return get[float64](&w.Base, "value") }

// SetValue moves the slider, at most to its ends.
func (w *LogSlider) SetValue(v float64) {
	base := get[float64](&w.Base, "base")
	w.put(map[string]any{"value": min(max(v, math.Pow(base, get[float64](&w.Base, "min"))), math.Pow(base, get[float64](&w.Base, "max")))})
}

// OnChange calls f with every new value; f may be behind and then gets the latest.
func (w *LogSlider) OnChange(f func(v float64)) {
	w.Observe("value", func(v any) { f(v.(float64)) })
}

// An IntRange is a slider with two ends, both whole numbers.
type IntRange struct{ Base }

// NewIntRange returns a slider from lo to hi whose part from a to b is chosen.
func NewIntRange(label string, lo, hi, a, b int, opts ...Option) *IntRange {
	w := &IntRange{}
	w.begin("IntRangeSlider", label)
	lo, hi, a, b = min(lo, hi), max(lo, hi), min(a, b), max(a, b)
	w.put(map[string]any{"min": lo, "max": hi, "value": []int{min(max(a, lo), hi), min(max(b, lo), hi)}})
	w.still = w.track
	w.Update(opts...)
	return w
}

// Value is the part that is chosen.
func (w *IntRange) Value() (a, b int) { return pair(get[[]int](&w.Base, "value")) }

// SetValue chooses the part from a to b.
func (w *IntRange) SetValue(a, b int) {
	lo, hi := get[int](&w.Base, "min"), get[int](&w.Base, "max")
	w.put(map[string]any{"value": []int{min(max(min(a, b), lo), hi), min(max(max(a, b), lo), hi)}})
}

// OnChange calls f with every new part; f may be behind and then gets the latest.
func (w *IntRange) OnChange(f func(a, b int)) {
	w.Observe("value", func(v any) { f(pair(v.([]int))) })
}

// A FloatRange is a slider with two ends.
type FloatRange struct{ Base }

// NewFloatRange returns a slider from lo to hi whose part from a to b is chosen.
func NewFloatRange(label string, lo, hi, a, b float64, opts ...Option) *FloatRange {
	w := &FloatRange{}
	w.begin("FloatRangeSlider", label)
	w.bound(lo, hi)
	w.SetValue(a, b)
	w.still = w.track
	w.Update(opts...)
	return w
}

// Value is the part that is chosen.
func (w *FloatRange) Value() (a, b float64) { return pair(get[[]float64](&w.Base, "value")) }

// SetValue chooses the part from a to b.
func (w *FloatRange) SetValue(a, b float64) {
	w.put(map[string]any{"value": []float64{w.clamp(min(a, b)), w.clamp(max(a, b))}})
}

// OnChange calls f with every new part; f may be behind and then gets the latest.
func (w *FloatRange) OnChange(f func(a, b float64)) {
	w.Observe("value", func(v any) { f(pair(v.([]float64))) })
}

// A Play counts up by itself, to move a slider that it is linked with.
type Play struct{ Base }

// NewPlay returns a Play that counts from lo to hi, one step in so many milliseconds.
func NewPlay(lo, hi, milliseconds int, opts ...Option) *Play {
	w := &Play{}
	w.begin("Play", "")
	w.put(map[string]any{"min": min(lo, hi), "max": max(lo, hi), "value": min(lo, hi), "interval": max(milliseconds, 1)})
	w.still = w.track
	w.Update(opts...)
	return w
}

// Value is the present count.
func (w *Play) Value() int { return get[int](&w.Base, "value") }

// OnChange calls f with every new value; f may be behind and then gets the latest.
func (w *Play) OnChange(f func(v int)) { w.Observe("value", func(v any) { f(v.(int)) }) }

// begin starts a control with a label.
func (b *Base) begin(model, label string) {
	b.start(model)
	if _, ok := b.def.fields["description"]; ok && label != "" {
		b.put(map[string]any{"description": label})
	}
}

// bound sets the ends of a slider for numbers, and a step that divides it into a hundred.
func (b *Base) bound(lo, hi float64) {
	if _, ok := finite(lo); !ok {
		lo = 0
	}
	if _, ok := finite(hi); !ok {
		hi = lo + 1
	}
	lo, hi = min(lo, hi), max(lo, hi)
	state := map[string]any{"min": lo, "max": hi}
	if hi > lo {
		state["step"] = math.Pow(10, math.Floor(math.Log10(hi-lo)+1e-9)-2)
	}
	b.put(state)
}

func (b *Base) clamp(v float64) float64 {
	if math.IsNaN(v) {
		return get[float64](b, "min")
	}
	return min(max(v, get[float64](b, "min")), get[float64](b, "max"))
}

func pair[T any](list []T) (a, b T) {
	if len(list) == 2 {
		a, b = list[0], list[1]
	}
	return a, b
}
