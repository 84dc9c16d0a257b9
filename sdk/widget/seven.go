package widget

import "strconv"

// VS Code draws the widgets of kernels that are not Python's with the front end of ipywidgets 7. It knows the controls, but
// not the styles that version 8 has added, and a widget whose style is not known is not drawn. So a style is of the older
// kind until something of the newer is used.
var sinceEight = map[string]bool{
	"CheckboxStyle": true, "ToggleButtonStyle": true, "TextStyle": true, "HTMLStyle": true, "HTMLMathStyle": true, "LabelStyle": true,
}

// as is the model that the front end is told of. The caller holds b.mu.
func (b *Base) as() *model {
	if !sinceEight[b.def.name] {
		return b.def
	}
	for key, v := range b.state {
		if key != "description_width" && v != nil {
			return b.def
		}
	}
	return models["DescriptionStyle"]
}

// setStyle changes a style. One that the front end knows as of the older kind is replaced when it becomes one of the newer.
func (b *Base) setStyle(key string, v any) error {
	s := b.style
	_, old := models["DescriptionStyle"].fields[key]
	s.mu.Lock()
	stale := s.ch
	if old || s.as() == s.def {
		stale = nil
	}
	if stale != nil {
		s.ch = nil
	}
	s.mu.Unlock()
	err := s.Set(key, v)
	if stale == nil {
		return err
	}
	if err != nil {
		s.mu.Lock()
		s.ch = stale
		s.mu.Unlock()
		return err
	}
	shownMu.Lock()
	delete(shownNow, stale.ID())
	shownMu.Unlock()
	b.push(map[string]any{"style": s}) // opens it as what it is now
	return nil
}

// oldTitles are the titles of pages as version 7 has them.
func oldTitles(titles []string) map[string]any {
	out := map[string]any{}
	for i, t := range titles {
		out[strconv.Itoa(i)] = t
	}
	return out
}
