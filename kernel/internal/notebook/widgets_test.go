package notebook

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"wade/kernel/internal/server"
)

// A stage is an Engine whose one cell shows a box with a picture and closes another widget again.
type stage struct {
	server.Engine
	asked string
}

func (e *stage) Execute(_ context.Context, c server.Cell, out server.Sink) server.Result {
	for _, m := range []server.Comm{
		{Event: server.CommOpen, ID: "id-a", Target: "jupyter.widget", Data: []byte(`{"state":{"_model_name":"ImageModel","_model_module":"m","_model_module_version":"2","width":""},"buffer_paths":[["value"]]}`), Buffers: [][]byte{{1, 2}}},
		{Event: server.CommOpen, ID: "id-b", Target: "jupyter.widget", Data: []byte(`{"state":{"_model_name":"BoxModel","children":["IPY_MODEL_id-a"],"n":1}}`)},
		{Event: server.CommOpen, ID: "id-c", Target: "jupyter.widget", Data: []byte(`{"state":{}}`)},
		{Event: server.CommOpen, ID: "id-d", Target: "something else", Data: []byte(`{"state":{}}`)},
		{Event: server.CommMessage, ID: "id-b", Data: []byte(`{"method":"update","state":{"n":2}}`)},
		{Event: server.CommMessage, ID: "id-b", Data: []byte(`{"method":"custom","state":{"n":3}}`)},
		{Event: server.CommMessage, ID: "id-a", Data: []byte(`{"method":"update","state":{},"buffer_paths":[["value"]]}`), Buffers: [][]byte{{3}}},
		{Event: server.CommClose, ID: "id-c"},
	} {
		out.Comm(m)
	}
	out.Display(server.Bundle{Data: map[string]any{
		widgetView: map[string]any{"version_major": 2, "version_minor": 0, "model_id": "id-b"}, "text/plain": "at first", "text/html": "<b>at first</b>",
	}}, "")
	return server.Result{Status: server.StatusOK}
}

func (e *stage) Comm(m server.Comm, out server.Sink, done func()) {
	e.asked = m.Target
	out.Comm(server.Comm{Event: server.CommMessage, ID: m.ID, Data: []byte(`{"stills":{"id-b":{"Plain":"at last","Page":"<b>at last</b>"}}}`)})
	done()
}

func TestWidgetsAreSaved(t *testing.T) {
	run := func() (*Notebook, string) {
		n := &Notebook{Metadata: map[string]any{"widgets": "of an earlier run"}, Cells: []*Cell{{Type: Code, Source: "show"}}}
		if err := (Runner{Engine: &stage{}}).Run(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		raw, err := n.Encode()
		if err != nil {
			t.Fatal(err)
		}
		return n, string(raw)
	}
	n, raw := run()
	if _, again := run(); again != raw {
		t.Error("a second run gives another notebook")
	}
	if strings.Contains(raw, "id-a") || strings.Contains(raw, "id-b") {
		t.Error("an identifier of this run was saved")
	}
	o := n.Cells[0].Outputs[0]
	if o.Data["text/plain"] != "at last" || o.Data["text/html"] != "<b>at last</b>" {
		t.Errorf("the output shows %v", o.Data)
	}
	saved, err := json.Marshal(n.Metadata["widgets"])
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]struct {
		Major int `json:"version_major"`
		State map[string]struct {
			Name    string         `json:"model_name"`
			State   map[string]any `json:"state"`
			Buffers []struct {
				Encoding, Data string
				Path           []any
			} `json:"buffers"`
		} `json:"state"`
	}
	if err := json.Unmarshal(saved, &got); err != nil {
		t.Fatal(err)
	}
	state := got[widgetState].State
	box := state[modelOf(o)]
	if got[widgetState].Major != 2 || len(state) != 2 || box.Name != "BoxModel" || box.State["n"] != 2.0 {
		t.Fatalf("saved %s", saved)
	}
	child, _ := box.State["children"].([]any)
	picture := state[strings.TrimPrefix(child[0].(string), "IPY_MODEL_")]
	if picture.Name != "ImageModel" || len(picture.Buffers) != 1 || picture.Buffers[0].Data != "Aw==" || picture.Buffers[0].Path[0] != "value" {
		t.Errorf("picture %+v", picture)
	}
}

func TestNoWidgetsNoState(t *testing.T) {
	n := &Notebook{Metadata: map[string]any{"widgets": "of an earlier run"}}
	if err := (Runner{Engine: &stage{}}).Run(t.Context(), n); err != nil || n.Metadata["widgets"] != nil {
		t.Errorf("error %v, metadata %v", err, n.Metadata)
	}
}
