package widget

// A Tie keeps values of two widgets equal, in the front end itself: also without a kernel.
type Tie struct{ Base }

// Link ties the values of two widgets: each follows the other. At first target takes the value of source.
func Link(source, target Widget) (*Tie, error) { return tie("Link", source, target) }

// LinkOneWay lets target follow source.
func LinkOneWay(source, target Widget) (*Tie, error) { return tie("DirectionalLink", source, target) }

func tie(model string, source, target Widget) (*Tie, error) {
	w := &Tie{}
	w.start(model)
	s, t := source.Model(), target.Model()
	key := func(b *Base) string {
		if _, ok := b.def.fields["value"]; !ok {
			return "index"
		}
		return "value"
	}
	if err := t.Set(key(t), s.Get(key(s))); err != nil {
		return nil, err
	}
	if err := w.Set("source", []any{s, key(s)}); err != nil {
		return nil, err
	}
	if err := w.Set("target", []any{t, key(t)}); err != nil {
		return nil, err
	}
	if w.open() != "" {
		return w, nil // the front end does it: following here as well would send old values back
	}
	s.Observe(key(s), func(v any) { _ = t.Set(key(t), v) })
	if model == "Link" {
		t.Observe(key(t), func(v any) { _ = s.Set(key(s), v) })
	}
	return w, nil
}
