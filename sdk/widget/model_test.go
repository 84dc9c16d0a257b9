package widget

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"
)

// Every model of ours has exactly the state that ipywidgets gives it: tools/dump_widgets.py wrote the file, and a test in
// tools compares it with the package installed.
func TestModelsAreThoseOfIpywidgets(t *testing.T) {
	raw, err := os.ReadFile("testdata/ipywidgets.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]map[string]any
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(models)); !reflect.DeepEqual(got, slices.Sorted(maps.Keys(want))) {
		t.Errorf("models %v", got)
	}
	for name, state := range want {
		b := &Base{}
		if models[name] == nil {
			continue
		}
		b.start(name)
		full := b.fullAs(b.def)
		delete(full, "_titles") // of ipywidgets 7, see seven.go
		for key, part := range map[string]*Base{"layout": b.layout, "style": b.style} {
			if part != nil {
				full[key] = part.def.name
			}
		}
		coded, err := json.Marshal(full)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(coded, &got); err != nil {
			t.Fatal(err)
		}
		for key := range union2(got, state) {
			g, ours := got[key]
			w, theirs := state[key]
			switch {
			case !ours:
				t.Errorf("%s lacks %s", name, key)
			case !theirs:
				t.Errorf("%s has %s, which ipywidgets does not know", name, key)
			case !reflect.DeepEqual(g, w):
				t.Errorf("%s: %s is %v, want %v", name, key, g, w)
			}
		}
	}
}

func union2(a, b map[string]any) map[string]bool {
	all := map[string]bool{}
	for _, m := range []map[string]any{a, b} {
		for key := range m {
			all[key] = true
		}
	}
	return all
}
